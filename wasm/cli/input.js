// input.js: files and standard input -> bytes, a text or a log.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import yoctoSpinner from 'yocto-spinner'

// More lines than an error with its stack trace has: that is a log.
const TEXT_LINES_MAX = 200
const TEXT_BYTES_MAX = 64 * 1024
// What --text reads into memory at the most.
const HELD_BYTES_MAX = 256 * 1024 * 1024
const SPINNER_AFTER_MS = 500

export class UnreadableInput extends Error {}

const REASONS = {
  ENOENT: 'there is no such file',
  EACCES: 'no permission to read it',
  EISDIR: 'it is a directory'
}

function unreadable(name, error) {
  return new UnreadableInput(`cannot read ${shownName(name)}: ${REASONS[error.code] ?? error.message}`)
}

function open(name) {
  if (name !== '-') return createReadStream(name, { highWaterMark: 1 << 20 })
  if (process.stdin.isTTY)
    process.stderr.write('Paste the error text, then press Ctrl-D on a line of its own.\n')
  return process.stdin
}

export const shownName = (name) => (name === '-' ? 'standard input' : name)

// The input's chunks, with a sign of life on a terminal once it takes long.
async function* chunksOf(name) {
  const started = Date.now()
  let spinner = null
  let read = 0
  try {
    const size = name === '-' ? 0 : (await stat(name)).size
    for await (const chunk of open(name)) {
      read += chunk.length
      if (!spinner && process.stderr.isTTY && Date.now() - started > SPINNER_AFTER_MS) {
        spinner = yoctoSpinner({ stream: process.stderr }).start()
      }
      const share = size ? `, ${Math.floor((100 * read) / size)} %` : ''
      if (spinner) spinner.text = `reading ${shownName(name)}: ${(read / 1e6).toFixed(0)} MB${share}`
      yield chunk
    }
  } catch (error) {
    throw error.code ? unreadable(name, error) : error
  } finally {
    spinner?.stop()
  }
}

const lineCount = (bytes) => bytes.reduce((sum, byte) => sum + (byte === 0x0a), 0)

function looksLikeLog(bytes) {
  return bytes.length > TEXT_BYTES_MAX || lineCount(bytes) > TEXT_LINES_MAX
}

// Read the input as a text, {bytes}, or as a log, {chunks}: what the options say, or what its size suggests.
export async function readInput(name, { text = false, log = false }) {
  const chunks = chunksOf(name)
  const held = []
  let size = 0
  // No for-await: to leave it early would close the input, whose rest is still to come.
  for (let step = await chunks.next(); !step.done; step = await chunks.next()) {
    held.push(step.value)
    size += step.value.length
    if (log || (!text && looksLikeLog(Buffer.concat(held)))) return { chunks: joined(held, chunks) }
    if (size > HELD_BYTES_MAX)
      throw new UnreadableInput(`${shownName(name)} is larger than 256 MiB: read it with --log`)
  }
  return log ? { chunks: joined(held, chunks) } : { bytes: Buffer.concat(held) }
}

async function* joined(first, rest) {
  yield* first
  yield* rest
}
