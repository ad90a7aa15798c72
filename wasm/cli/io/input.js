// input.js: files and standard input -> bytes; an error text or a log.
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { textOf } from '../../shared/encodings.js'
import { Progress } from '../show/progress.js'
import { escapeControls, shownName } from '../show/terminal.js'
import { joinChunks } from './detect.js'
import { CommandError, EXIT } from './errors.js'
import { inUtf8, onlyText, unpacked } from './unpack.js'

// A longer input is a log: an error with its stack trace is shorter.
const TEXT_LINES_MAX = 200
const TEXT_BYTES_MAX = 64 * 1024
const CHUNK = 1 << 20
const WHITE_SPACE = [0x20, 0x09, 0x0a, 0x0d]
// --text keeps the whole input in memory, up to this size.
const MEMORY_MAX = 256 * 1024 * 1024

export class UnreadableInput extends CommandError {
  constructor(input, reason) {
    super(`cannot read ${shownName(input)}: ${reason}`, EXIT.unreadable)
    this.input = input
    this.reason = reason
  }
}

const REASONS = {
  ENOENT: 'the file does not exist',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ELOOP: 'too many symbolic links',
  Z_DATA_ERROR: 'its gzip data is damaged',
  Z_BUF_ERROR: 'its gzip data is truncated'
}

export const unreadable = (input, error) =>
  new UnreadableInput(input, REASONS[error.code] ?? escapeControls(error.message))

// The text of a file that an option names.
export function readTextFile(file) {
  try {
    return textOf(readFileSync(file))
  } catch (error) {
    throw unreadable(file, error)
  }
}

const END_OF_INPUT = process.platform === 'win32' ? 'Ctrl-Z and Enter' : 'Ctrl-D'

function open(name, wanted) {
  if (name !== '-') return createReadStream(name, { highWaterMark: CHUNK })
  if (process.stdin.isTTY)
    process.stderr.write(`Paste ${wanted}, then press ${END_OF_INPUT} on an empty line.\n`)
  return process.stdin
}

async function* read(name, progress, wanted) {
  const found = name === '-' ? null : statSync(name)
  progress.begin(name, found?.size ?? 0)
  // A stream costs more than a small file.
  if (found?.isFile() && found.size <= CHUNK) {
    yield readFileSync(name)
    return
  }
  for await (const chunk of open(name, wanted)) {
    progress.add(chunk.length)
    yield chunk
  }
}

// The chunks of an input, unpacked. `wanted` tells a user at a terminal what to paste.
export async function* chunksOf(name, progress, wanted) {
  try {
    yield* unpacked(read(name, progress, wanted))
  } catch (error) {
    throw error.code ? unreadable(name, error) : error
  }
}

export const NO_TEXT = 'it is not a text file. Unpack it if it is an archive'

async function* textChunks(name) {
  const progress = new Progress()
  const noText = new UnreadableInput(name, NO_TEXT)
  try {
    yield* onlyText(inUtf8(chunksOf(name, progress, 'the error text')), noText)
  } finally {
    progress.stop()
  }
}

export const isBlank = (bytes) => bytes.every((byte) => WHITE_SPACE.includes(byte))
const countLines = (bytes) => bytes.reduce((sum, byte) => sum + (byte === 0x0a), 0)
const looksLikeLog = (bytes) => bytes.length > TEXT_BYTES_MAX || countLines(bytes) > TEXT_LINES_MAX

// Read an input as a text { bytes } or as a log { chunks }, as the options say or its size suggests.
export async function readInput(name, { text = false, log = false }) {
  const chunks = textChunks(name)
  const parts = []
  let size = 0
  // Not a for-await loop: leaving it would close the input before its rest is read.
  for (let step = await chunks.next(); !step.done; step = await chunks.next()) {
    parts.push(step.value)
    size += step.value.length
    if ((log && !isBlank(step.value)) || (!text && looksLikeLog(Buffer.concat(parts))))
      return { chunks: joinChunks(Buffer.concat(parts), chunks) }
    if (size > MEMORY_MAX)
      throw new UnreadableInput(name, 'it is larger than 256 MiB. Use --log to read it as a log')
  }
  const bytes = Buffer.concat(parts)
  if (isBlank(bytes)) throw new UnreadableInput(name, 'it is empty')
  return log ? { chunks: joinChunks(bytes, chunks) } : { bytes }
}
