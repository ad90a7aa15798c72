// outputs.js: writes results to standard output and to files, each in its format.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, fstatSync, openSync, statSync, writeSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import { escapeControls } from '../show/terminal.js'
import { CommandError, EXIT } from './errors.js'

const BUFFER_MAX = 1 << 16

const REASONS = {
  ENOENT: 'its folder does not exist',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ENOSPC: 'no space left on the device'
}

const unwritable = (name, error, status) =>
  new CommandError(`cannot write ${escapeControls(name)}: ${REASONS[error.code] ?? error.message}`, status)

// Write all bytes to a file descriptor; `name` is for the error message.
export function writeFully(fd, bytes, name) {
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at)
  } catch (error) {
    throw unwritable(name, error, EXIT.internal)
  }
}

function openFile(file) {
  try {
    return openSync(file, 'w')
  } catch (error) {
    throw unwritable(file, error, EXIT.usage)
  }
}

// Colors are chosen for standard output. Files get none, unless the user forces them.
const withoutColors = (text) => (process.env.FORCE_COLOR ? text : stripVTControlCharacters(text))

// A reader could not separate two formats in one stream.
export function checkStandardOutput(formats) {
  const [, second] = formats.filter(({ file }) => !file)
  if (!second) return
  const example = `-f ${second.name}=out.${second.name}`
  throw new CommandError(`Only one format can go to standard output. Give the others a file: ${example}`)
}

const NO_THROW = { throwIfNoEntry: false }

// Equal for two names of one file; undefined if there is none.
const fileId = (found) => found && `${found.dev} ${found.ino}`

// An output that is also an input would destroy it, even under another name.
export function refuseOverwriting(formats = [], inputs) {
  const ids = new Set(inputs.map((name) => fileId(name === '-' ? fstatSync(0) : statSync(name, NO_THROW))))
  ids.delete(undefined)
  const output = formats.find(({ file }) => file && ids.has(fileId(statSync(file, NO_THROW))))
  if (output)
    throw new CommandError(
      `cannot write ${escapeControls(output.file)}: it is also an input. Choose another file for the output.`
    )
}

// ---- Workflow commands of GitHub ----

// A runner of GitHub takes lines of the output for commands: `::error::…` after white space, and `##[error]…` anywhere in
// a line. File names and lines of a log could contain them. Formats for programs can write the same characters in
// another way.
const JSON_FORMATS = ['json', 'ndjson', 'sarif']
const jsonWithoutCommands = (text) => text.replaceAll('##[', '#\\u0023[')

const isOnGitHub = () => process.env.GITHUB_ACTIONS === 'true'

// Text for people has no escapes. There, the runner is told to stop until a random word comes.
class StoppedCommands {
  #word = `mcpx-${randomUUID()}`
  #isStopped = false
  #add

  constructor(add) {
    this.#add = add
  }

  write = (text) => {
    if (!this.#isStopped) this.#add(`::stop-commands::${this.#word}\n`)
    this.#isStopped = true
    this.#add(text)
  }

  end() {
    if (this.#isStopped) this.#add(`\n::${this.#word}::\n`)
    this.#isStopped = false
  }
}

// Collects text or bytes and passes them on in larger pieces, because each write to a file or pipe is slow.
class WriteBuffer {
  #parts = []
  #size = 0
  #pass

  constructor(pass) {
    this.#pass = pass
  }

  add(text) {
    this.#parts.push(text)
    this.#size += text.length
    if (this.#size > BUFFER_MAX) this.flush()
  }

  flush() {
    if (!this.#size) return
    const bytes = Buffer.concat(this.#parts.map((text) => Buffer.from(text)))
    this.#parts = []
    this.#size = 0
    this.#pass(bytes)
  }
}

// An output { name, write } per requested format { name, file }; the default is text on standard output.
export class Outputs {
  list
  #files = []
  #isFull = false
  #standard = new WriteBuffer((bytes) => {
    if (!process.stdout.write(bytes)) this.#isFull = true
  })

  #stopped = null // of text on standard output, on GitHub

  // `isData` says that the text is one to process further, such as a redacted log: nothing may be added to it.
  constructor(formats = [{ name: 'text', file: null }], { isData = false } = {}) {
    checkStandardOutput(formats)
    this.list = formats.map(({ name, file }) => ({
      name,
      write: file ? this.#writerOf(file, name) : this.#standardWriter(name, isData)
    }))
  }

  #standardWriter(name, isData) {
    const add = (text) => this.#standard.add(text)
    if (JSON_FORMATS.includes(name)) return (text) => add(jsonWithoutCommands(text))
    if (name !== 'text' || isData || !isOnGitHub()) return add
    this.#stopped = new StoppedCommands(add)
    return this.#stopped.write
  }

  #writerOf(file, name) {
    const fd = openFile(file)
    const buffer = new WriteBuffer((bytes) => writeFully(fd, bytes, file))
    this.#files.push({ fd, buffer })
    return (text) => buffer.add(name === 'text' && typeof text === 'string' ? withoutColors(text) : text)
  }

  // Show on standard output what was written so far, and wait until its reader has caught up.
  ready = async () => {
    this.#standard.flush()
    if (this.#isFull && process.stdout.writableNeedDrain) await once(process.stdout, 'drain')
    this.#isFull = false
  }

  close() {
    this.#stopped?.end()
    this.#standard.flush()
    for (const { fd, buffer } of this.#files) {
      buffer.flush()
      closeSync(fd)
    }
  }
}

// Write one result in each requested format. `render` has a function for each format's name.
export function emit(formats, render, options) {
  const outputs = new Outputs(formats, options)
  for (const { name, write } of outputs.list) write(render[name]())
  outputs.close()
}
