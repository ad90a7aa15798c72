// input.js: files and standard input -> bytes, a text or a log.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { joined } from '../../shared/rows.js'
import { EXIT, harmless, Refusal, shownName } from '../show/output.js'
import { Progress } from '../show/progress.js'
import { inUtf8, unpacked } from './unpack.js'

// More lines than an error with its stack trace has: that is a log.
const TEXT_LINES_MAX = 200
const TEXT_BYTES_MAX = 64 * 1024
// What --text reads into memory at the most.
const HELD_BYTES_MAX = 256 * 1024 * 1024

export class UnreadableInput extends Refusal {
  constructor(input, reason) {
    super(`cannot read ${shownName(input)}: ${reason}`, EXIT.unreadable)
    this.input = input
    this.reason = reason
  }
}

const REASONS = {
  ENOENT: 'there is no such file',
  EACCES: 'no permission to read it',
  EISDIR: 'it is a directory',
  Z_DATA_ERROR: 'its gzip data is damaged',
  Z_BUF_ERROR: 'its gzip data is cut off'
}

export const unreadable = (input, error) =>
  new UnreadableInput(input, REASONS[error.code] ?? harmless(error.message))

function open(name, wanted) {
  if (name !== '-') return createReadStream(name, { highWaterMark: 1 << 20 })
  if (process.stdin.isTTY) process.stderr.write(`Paste ${wanted}, then press Ctrl-D on a line of its own.\n`)
  return process.stdin
}

async function* read(name, progress, wanted) {
  progress.begin(name, name === '-' ? 0 : (await stat(name)).size)
  for await (const chunk of open(name, wanted)) {
    progress.add(chunk.length)
    yield chunk
  }
}

// The input's chunks, unpacked; `wanted` is what to paste.
export async function* chunksOf(name, progress, wanted) {
  try {
    yield* unpacked(read(name, progress, wanted))
  } catch (error) {
    throw error.code ? unreadable(name, error) : error
  }
}

async function* textChunks(name) {
  const progress = new Progress()
  try {
    yield* inUtf8(chunksOf(name, progress, 'the error text'))
  } finally {
    progress.stop()
  }
}

const lineCount = (bytes) => bytes.reduce((sum, byte) => sum + (byte === 0x0a), 0)

function looksLikeLog(bytes) {
  return bytes.length > TEXT_BYTES_MAX || lineCount(bytes) > TEXT_LINES_MAX
}

// Read the input as a text, {bytes}, or as a log, {chunks}: what the options say, or what its size suggests.
export async function readInput(name, { text = false, log = false }) {
  const chunks = textChunks(name)
  const held = []
  let size = 0
  // No for-await: to leave it early would close the input, whose rest is still to come.
  for (let step = await chunks.next(); !step.done; step = await chunks.next()) {
    held.push(step.value)
    size += step.value.length
    if (log || (!text && looksLikeLog(Buffer.concat(held))))
      return { chunks: joined(Buffer.concat(held), chunks) }
    if (size > HELD_BYTES_MAX)
      throw new UnreadableInput(name, 'it is larger than 256 MiB; read it with --log')
  }
  const bytes = Buffer.concat(held)
  return log ? { chunks: joined(bytes, chunks) } : { bytes }
}
