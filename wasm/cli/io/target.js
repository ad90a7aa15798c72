// target.js: a file that is written under a temporary name and gets its own name when it is complete.
import {
  closeSync,
  fchmodSync,
  fstatSync,
  openSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { CommandError, EXIT, writeReason } from './errors.js'

const NO_THROW = { throwIfNoEntry: false }

const unwritable = (name, error, status) =>
  new CommandError(`cannot write ${name}: ${writeReason(error)}`, status)

// Write all bytes to a file descriptor; `name` is for the error message.
export function writeFully(fd, bytes, name) {
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at)
  } catch (error) {
    throw unwritable(name, error, error.code === 'EPIPE' ? EXIT.closedPipe : EXIT.internal)
  }
}

// ---- Which file is it? ----

const identityOf = (found) => `${found.dev} ${found.ino}`

// Equal for two names of one file, also if there is no file yet. null if not even its folder exists.
export function fileId(name) {
  try {
    const found = name === '-' ? fstatSync(0) : statSync(name, NO_THROW)
    if (found) return identityOf(found)
    return `${realpathSync(dirname(name))}/${basename(name)}`
  } catch {
    return null
  }
}

// ---- Unfinished files ----

const unfinished = new Set()

function removeUnfinished() {
  for (const path of unfinished) {
    try {
      unlinkSync(path)
    } catch {
      // It is gone, or the folder became read-only.
    }
  }
  unfinished.clear()
}

// A signal ends the command without 'exit' unless it is handled.
function removeUnfinishedAtExit() {
  process.once('exit', removeUnfinished)
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15]
  ])
    process.once(signal, () => process.exit(128 + number))
}

// ---- The file ----

// Devices and pipes have no content to protect, and a rename would replace them.
function openTarget(file) {
  const found = statSync(file, NO_THROW)
  if (found && !found.isFile()) return { fd: openSync(file, 'w') }
  const path = found ? realpathSync(file) : file
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`)
  let fd
  try {
    fd = openSync(temporary, 'wx')
  } catch (error) {
    if (!found) throw error
    return { fd: openSync(file, 'w') } // its folder cannot be written, but the file can
  }
  if (found) fchmodSync(fd, found.mode & 0o7777)
  return { fd, path, temporary }
}

export class Target {
  #file
  #opened

  constructor(file) {
    this.#file = file
    try {
      this.#opened = openTarget(file)
    } catch (error) {
      throw unwritable(file, error, EXIT.usage)
    }
    const { temporary } = this.#opened
    if (!temporary) return
    if (!unfinished.size) removeUnfinishedAtExit()
    unfinished.add(temporary)
  }

  write(bytes) {
    writeFully(this.#opened.fd, bytes, this.#file)
  }

  // Give the file its name. Without it, the file that had the name before stays as it was.
  finish() {
    const { fd, path, temporary } = this.#opened
    closeSync(fd)
    if (!temporary) return
    try {
      renameSync(temporary, path)
    } catch (error) {
      throw unwritable(this.#file, error, EXIT.internal)
    }
    unfinished.delete(temporary)
  }
}
