// spool.js: keeps output that can only be written later, in memory while it is short, then in a temporary file.
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeFully } from './target.js'

const MEMORY_MAX = 1 << 20

// On POSIX systems the file is unlinked at once, so it disappears however the command ends.
function temporaryFile() {
  const folder = mkdtempSync(join(tmpdir(), 'mcpx-'))
  const fd = openSync(join(folder, 'output'), 'w+')
  const remove = () => rmSync(folder, { recursive: true, force: true })
  if (process.platform !== 'win32') remove()
  return { fd, remove }
}

export class Spool {
  #parts = []
  #size = 0
  #file = null

  write(text) {
    const bytes = Buffer.from(text)
    this.#parts.push(bytes)
    this.#size += bytes.length
    if (this.#size > MEMORY_MAX) this.#moveToFile()
  }

  #moveToFile() {
    this.#file ??= temporaryFile()
    writeFully(this.#file.fd, Buffer.concat(this.#parts), 'a temporary file')
    this.#parts = []
    this.#size = 0
  }

  // Pass everything to `write` and forget it. `ready()` resolves when more can be written.
  async drain(write, ready) {
    for (let at = 0, length = 1; this.#file && length > 0; at += length) {
      const piece = Buffer.alloc(MEMORY_MAX)
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
