// ndjson.js: chunks of bytes -> the payloads in them: a single one, or one per line (NDJSON).
import { isJson } from './json_text.js'
import { concat, LineSplitter } from './lines.js'

// At most this many bytes of a payload are kept. The library refuses much shorter ones, so the rest changes nothing.
export const KEPT_BYTES_MAX = (1 << 20) + 1
const LF = 0x0a

const decoder = new TextDecoder()

const isBlank = (bytes) => bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d)

// Whether the first line that is not blank is a complete JSON value; null if more bytes are needed to decide.
function startsWithJsonLine(bytes) {
  for (let start = 0, end; ; start = end + 1) {
    end = bytes.indexOf(LF, start)
    if (end < 0) return bytes.length < KEPT_BYTES_MAX ? null : false
    const line = bytes.subarray(start, end)
    if (!isBlank(line)) return isJson(decoder.decode(line))
  }
}

export async function* joinChunks(first, rest) {
  if (first.length) yield first
  yield* rest
}

// The lines that are not blank, each a payload { line, start, end, bytes }. `line` counts from 1.
export async function* payloadsByLine(chunks) {
  const splitter = new LineSplitter(KEPT_BYTES_MAX)
  let line = 0
  let found = []
  const onLine = (bytes, start, end) => {
    line += 1
    if (!isBlank(bytes)) found.push({ line, start, end, bytes })
  }
  for await (const chunk of chunks) {
    splitter.split(chunk, onLine)
    yield* found
    found = []
  }
  splitter.finish(onLine)
  yield* found
}

// The payloads of an input of unknown form. A payload that is the whole input has no `start` and `end`.
export async function* detectPayloads(chunks) {
  let head = new Uint8Array(0)
  let byLine = null
  for (let step; byLine === null; ) {
    step = await chunks.next()
    if (step.done) break
    head = concat([head, step.value])
    byLine = startsWithJsonLine(head)
  }
  if (byLine) {
    yield* payloadsByLine(joinChunks(head, chunks))
    return
  }
  for (let step; head.length < KEPT_BYTES_MAX; head = concat([head, step.value])) {
    step = await chunks.next()
    if (step.done) break
  }
  await chunks.return()
  yield { line: 1, bytes: head.subarray(0, KEPT_BYTES_MAX) }
}
