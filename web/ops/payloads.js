// ops/payloads.js: payloads -> verdicts, the figures of a fleet, and the schema.
import { detectPayloads, KEPT_BYTES_MAX, payloadsByLine } from '../../wasm/shared/ndjson.js'
import { chunksOf } from './chunks.js'

// The library reads no payload that is longer; of such a one so much is shown.
const PAYLOAD_MAX = 1 << 18
const BEGINNING = 1 << 14
// So many payloads with something wrong are kept with their places; the others are only counted.
const PLACES_MAX = 1000

export const schema = (mcpx) => mcpx.schema()

// ---- One ----

// Byte offsets -> offsets in the decoded text. What is not UTF-8 is decoded, too, so no count of bytes would do.
function unitsOf(bytes, offsets, decoder) {
  const units = new Map()
  let from = 0
  let at = 0
  for (const offset of [...offsets].sort((a, b) => a - b)) {
    const to = Math.min(offset, bytes.length)
    at += decoder.decode(bytes.subarray(from, to)).length
    from = to
    units.set(offset, at)
  }
  return units
}

function inText(bytes, findings) {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const units = unitsOf(
    bytes,
    new Set(findings.flatMap(({ offset, length }) => [offset, offset + length])),
    decoder
  )
  for (const finding of findings) {
    const end = units.get(finding.offset + finding.length)
    finding.offset = units.get(finding.offset)
    finding.length = end - finding.offset
  }
  return decoder.decode(bytes)
}

// { payload } -> { verdict }; { blob } -> { verdict, text, cut }: the text of it, and whether that is not all.
export async function validate(mcpx, { payload, blob }) {
  if (!blob) return { verdict: mcpx.validate(payload) }
  const bytes = new Uint8Array(await blob.slice(0, KEPT_BYTES_MAX).arrayBuffer())
  const verdict = mcpx.validate(bytes)
  const cut = bytes.length > PAYLOAD_MAX
  return { verdict, text: inText(cut ? bytes.subarray(0, BEGINNING) : bytes, verdict.findings), cut }
}

// ---- Many ----

const isGrave = ({ severity }) => severity !== 'note'

function placeOf({ line, start, end }, { ok, findings, omitted = 0 }) {
  const of = (name) => findings.filter(({ severity }) => severity === name).length
  const first = findings.find(({ severity }) => severity === 'error') ?? findings.find(isGrave)
  const counts = { errors: of('error'), warnings: of('warning'), notes: of('note') }
  return { line, start, end, ok, ...counts, omitted, rule: first.rule }
}

// -> { figures, found, places }: the figures of the fleet, how many payloads have errors or warnings, and the
// first of those with their places, in bytes of the blob. null where the blob is a single payload. `lines` says
// that each line is one, whatever the first looks like.
export async function fleet(mcpx, { blob, lines }, { progress, signal }) {
  const chunks = chunksOf(blob, { progress, signal })
  const report = mcpx.openReport()
  const places = []
  let found = 0
  for await (const payload of lines ? payloadsByLine(chunks) : detectPayloads(chunks)) {
    if (payload.end === undefined) return null
    const verdict = report.add(payload.bytes)
    if (!verdict.findings.some(isGrave)) continue
    found += 1
    if (places.length < PLACES_MAX) places.push(placeOf(payload, verdict))
  }
  return { figures: report.figures(), found, places }
}
