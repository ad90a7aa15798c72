// ndjson.js: chunks of bytes -> the payloads in them, one per line.
import { LineSplitter } from './lines.js'

// At most this many bytes of a payload are kept. The library refuses much shorter ones, so the rest changes nothing.
export const KEPT_BYTES_MAX = (1 << 20) + 1

export const isBlank = (bytes) => bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d)

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
