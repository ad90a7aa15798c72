// ops/payloads.js: payloads -> verdicts, the figures of a fleet, and the schema.
import { decodeWithOffsets } from '../../wasm/shared/decode.js'
import { detectPayloads, KEPT_BYTES_MAX, payloadsByLine } from '../../wasm/shared/ndjson.js'
import { countBySeverity } from '../text/findings.js'
import { chunksOf } from './chunks.js'

// The library refuses a longer payload; the page shows the beginning of it.
const PAYLOAD_MAX = 1 << 18
const BEGINNING = 1 << 14
// The positions of this many payloads with errors or warnings are kept; further ones are only counted.
const PLACES_MAX = 1000

export const schema = (mcpx) => mcpx.schema()

// ---- One ----

// Decodes the payload, and turns the byte offsets of its findings into offsets in the text.
function decodePayload(bytes, findings) {
  const offsets = findings.flatMap(({ offset, length }) => [offset, offset + length])
  const { text, units } = decodeWithOffsets(bytes, offsets)
  for (const finding of findings) {
    const end = units.get(finding.offset + finding.length)
    finding.offset = units.get(finding.offset)
    finding.length = end - finding.offset
  }
  return text
}

// { payload } -> { verdict }; { blob } -> { verdict, text, cut }, where `cut` says that `text` is only the beginning.
export async function validate(mcpx, { payload, blob }) {
  if (!blob) return { verdict: mcpx.validate(payload) }
  const bytes = new Uint8Array(await blob.slice(0, KEPT_BYTES_MAX).arrayBuffer())
  const verdict = mcpx.validate(bytes)
  const cut = bytes.length > PAYLOAD_MAX
  return { verdict, text: decodePayload(cut ? bytes.subarray(0, BEGINNING) : bytes, verdict.findings), cut }
}

// ---- Many ----

const isProblem = ({ severity }) => severity !== 'note'

function placeOf({ line, start, end }, { ok, findings, omitted = 0 }) {
  const first = findings.find(({ severity }) => severity === 'error') ?? findings.find(isProblem)
  const { error: errors, warning: warnings, note: notes } = countBySeverity(findings)
  return { line, start, end, ok, errors, warnings, notes, omitted, rule: first.rule }
}

// Returns { figures, found, places }: the figures of the fleet, how many payloads have errors or warnings, and the
// positions of the first of them, as byte offsets in the blob. Returns null if the blob is a single payload. `lines`
// says that each line is a payload; otherwise the first line decides.
export async function fleet(mcpx, { blob, lines }, { progress, signal }) {
  const chunks = chunksOf(blob, { progress, signal })
  const report = mcpx.openReport()
  const places = []
  let found = 0
  for await (const payload of lines ? payloadsByLine(chunks) : detectPayloads(chunks)) {
    if (payload.end === undefined) return null
    const verdict = report.add(payload.bytes)
    if (!verdict.findings.some(isProblem)) continue
    found += 1
    if (places.length < PLACES_MAX) places.push(placeOf(payload, verdict))
  }
  return { figures: report.figures(), found, places }
}
