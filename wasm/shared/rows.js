// rows.js: chunks of bytes -> the payloads in them: one, or one a line. Runs in Node and in browsers.
import { concat, LineSplitter } from './lines.js'

// What is kept of a payload. The library refuses larger ones much earlier, so the rest makes no difference.
export const HELD_BYTES_MAX = (1 << 20) + 1
const LF = 0x0a

const decoder = new TextDecoder()

const isBlank = (bytes) => bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d)

function isWholeValue(bytes) {
  try {
    JSON.parse(decoder.decode(bytes))
    return true
  } catch {
    return false
  }
}

// Does the text begin with a line that is a JSON value? null: it goes on, and cannot be told yet.
export function beginsWithRow(bytes) {
  for (let start = 0, end; ; start = end + 1) {
    end = bytes.indexOf(LF, start)
    if (end < 0) return bytes.length < HELD_BYTES_MAX ? null : false
    const line = bytes.subarray(start, end)
    if (!isBlank(line)) return isWholeValue(line)
  }
}

export async function* joined(first, rest) {
  if (first.length) yield first
  yield* rest
}

// The lines that are not blank, each a payload { line, start, end, bytes }; `line` counts from 1.
export async function* rows(chunks) {
  const splitter = new LineSplitter(HELD_BYTES_MAX)
  let line = 0
  let found = []
  const take = (bytes, start, end) => {
    line += 1
    if (!isBlank(bytes)) found.push({ line, start, end, bytes })
  }
  for await (const chunk of chunks) {
    splitter.split(chunk, take)
    yield* found
    found = []
  }
  splitter.finish(take)
  yield* found
}

// The payloads of an input that does not say whether each line is one. One that is the whole input has no
// `start` and `end`.
export async function* sniffed(chunks) {
  let held = new Uint8Array(0)
  let asRows = null
  for (let step; asRows === null; ) {
    step = await chunks.next()
    if (step.done) break
    held = concat([held, step.value])
    asRows = beginsWithRow(held)
  }
  if (asRows) {
    yield* rows(joined(held, chunks))
    return
  }
  for (let step; held.length < HELD_BYTES_MAX; held = concat([held, step.value])) {
    step = await chunks.next()
    if (step.done) break
  }
  await chunks.return()
  yield { line: 1, bytes: held.subarray(0, HELD_BYTES_MAX) }
}
