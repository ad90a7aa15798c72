// sinks.js: where results are written to: files, standard output, and what waits for its turn there.
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { EXIT, harmless, Refusal } from '../show/output.js'

const SPOOL_IN_MEMORY = 1 << 20

const REASONS = {
  ENOENT: 'there is no such folder',
  EACCES: 'no permission to write it',
  EISDIR: 'it is a directory',
  ENOSPC: 'there is no room left'
}

const unwritable = (name, error, status) =>
  new Refusal(`cannot write ${harmless(name)}: ${REASONS[error.code] ?? error.message}`, status)

function writeAll(fd, bytes, name) {
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at)
  } catch (error) {
    throw unwritable(name, error, EXIT.internal)
  }
}

// A file without a name, where the system allows that: it is gone whatever ends us.
function temporaryFile() {
  const folder = mkdtempSync(join(tmpdir(), 'mcpx-'))
  const fd = openSync(join(folder, 'output'), 'w+')
  const remove = () => rmSync(folder, { recursive: true, force: true })
  if (process.platform !== 'win32') remove()
  return { fd, remove }
}

// Output that can only be written later: in memory while it is short, then in a temporary file.
export class Spool {
  #parts = []
  #size = 0
  #file = null

  write(text) {
    const bytes = Buffer.from(text)
    this.#parts.push(bytes)
    this.#size += bytes.length
    if (this.#size > SPOOL_IN_MEMORY) this.#spill()
  }

  #spill() {
    this.#file ??= temporaryFile()
    writeAll(this.#file.fd, Buffer.concat(this.#parts), 'a temporary file')
    this.#parts = []
    this.#size = 0
  }

  // Write all of it to `write`, and forget it.
  async drain(write, ready) {
    for (let at = 0, length = 1; this.#file && length > 0; at += length) {
      const piece = Buffer.alloc(SPOOL_IN_MEMORY)
      length = readSync(this.#file.fd, piece, 0, piece.length, at)
      write(piece.subarray(0, length))
      await ready()
    }
    write(Buffer.concat(this.#parts))
    this.discard()
  }

  discard() {
    if (this.#file) closeSync(this.#file.fd)
    this.#file?.remove()
    this.#file = null
    this.#parts = []
  }
}

function openFile(file) {
  try {
    return openSync(file, 'w')
  } catch (error) {
    throw unwritable(file, error, EXIT.usage)
  }
}

// Colours are made for standard output; in a file they are noise, unless the user insists.
const withoutColor = (text) => (process.env.FORCE_COLOR ? text : stripVTControlCharacters(text))

// Open a sink for each of the formats asked for; `text` on standard output where none was.
//
// Of several formats on standard output the first is written as it comes and the others wait for the end:
// mixed, none could be read.
export class Sinks {
  list
  #files = []
  #spools = []
  #full = false

  constructor(formats) {
    let direct = true
    this.list = (formats ?? [{ name: 'text', file: null }]).map(({ name, file }) => {
      if (file) return { name, write: this.#file(file, name) }
      const write = direct ? this.#standard : this.#later()
      direct = false
      return { name, write }
    })
  }

  #file(file, name) {
    const fd = openFile(file)
    this.#files.push(fd)
    return (text) => writeAll(fd, Buffer.from(name === 'text' ? withoutColor(text) : text), file)
  }

  #standard = (text) => {
    if (text.length && !process.stdout.write(text)) this.#full = true
  }

  #later() {
    const spool = new Spool()
    this.#spools.push(spool)
    return (text) => spool.write(text)
  }

  // Wait while the reader of standard output is slower than we are.
  ready = async () => {
    if (this.#full && process.stdout.writableNeedDrain) await once(process.stdout, 'drain')
    this.#full = false
  }

  async close() {
    for (const spool of this.#spools) await spool.drain(this.#standard, this.ready)
    for (const fd of this.#files) closeSync(fd)
  }

  discard() {
    for (const spool of this.#spools) spool.discard()
  }
}

// Print one result in each of the formats asked for. `render` has a function for each name of a format.
export async function emit(formats, render) {
  const sinks = new Sinks(formats)
  for (const { name, write } of sinks.list) write(render[name]())
  await sinks.close()
}
