// detect.js: chunks of bytes -> the payloads in them: a single one, one per line (NDJSON), or one after the other.
import { parsed } from '../../shared/json_text.js'
import { concat } from '../../shared/lines.js'
import { isBlank, KEPT_BYTES_MAX, payloadsByLine } from '../../shared/ndjson.js'
import { beginsSeveral, severalPayloads } from '../../shared/rows.js'

const LF = 0x0a

const decoder = new TextDecoder()

// Whether the first line that is not blank is a complete JSON value; null if more bytes are needed to decide.
function startsWithJsonLine(bytes) {
  for (let start = 0, end; ; start = end + 1) {
    end = bytes.indexOf(LF, start)
    if (end < 0) return bytes.length < KEPT_BYTES_MAX ? null : false
    const line = bytes.subarray(start, end)
    if (!isBlank(line)) return parsed(decoder.decode(line)) !== undefined
  }
}

export async function* joinChunks(first, rest) {
  if (first.length) yield first
  yield* rest
}

// The payloads of an input of unknown form. A payload that is the whole input has no `start` and `end`. `whole(chunks)`
// gives all bytes of an input that is not read line by line.
export async function* detectPayloads(chunks, whole) {
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
  if (beginsSeveral(head)) {
    yield* severalPayloads(await whole(joinChunks(head, chunks)))
    return
  }
  await chunks.return()
  yield { line: 1, bytes: head.subarray(0, KEPT_BYTES_MAX) }
}
