// ops/payloads.js: payloads -> verdicts, the figures of a fleet, the schema, and the rules.
import { decodeWithOffsets } from '../../wasm/shared/decode.js'
import { KEPT_BYTES_MAX, payloadsByLine } from '../../wasm/shared/ndjson.js'
import { payloadsIn } from '../text/payload_values.js'
import { chunksOf } from './chunks.js'
import { FleetGroups } from './fleet_groups.js'

// The library refuses a longer payload; the page shows the beginning of it.
const PAYLOAD_MAX = 1 << 18
const BEGINNING = 1 << 14
// The positions of this many payloads are kept for each rule; further ones are only counted.
const PLACES_MAX = 200
// An array or an export is read as a whole.
const WHOLE_MAX = 1 << 27

export const schema = (mcpx) => mcpx.schema()
export const rules = (mcpx) => mcpx.checkRules()

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

// { payload } -> { verdict, text }; { blob } -> { verdict, text, cut }, where `cut` says that `text` is only the beginning.
export async function validate(mcpx, { payload, blob }) {
  if (!blob) return { verdict: mcpx.validate(payload), text: payload }
  const bytes = new Uint8Array(await blob.slice(0, KEPT_BYTES_MAX).arrayBuffer())
  const verdict = mcpx.validate(bytes)
  const cut = bytes.length > PAYLOAD_MAX
  return { verdict, text: decodePayload(cut ? bytes.subarray(0, BEGINNING) : bytes, verdict.findings), cut }
}

// ---- Many ----

const decoder = new TextDecoder()

// The payloads of the rows of an array or an export, numbered; they carry their text, because the blob has them escaped.
async function* payloadsByValue(blob, form) {
  if (blob.size > WHOLE_MAX)
    throw new RangeError('This file is too large. Write one payload per line (NDJSON).')
  let line = 0
  for (const text of payloadsIn(await blob.text(), form)) {
    line += 1
    yield { line, text, bytes: text }
  }
}

const payloadsOf = ({ blob, form }, control) =>
  form === 'lines' ? payloadsByLine(chunksOf(blob, control)) : payloadsByValue(blob, form)

// Counts the payloads with each rule, and keeps the positions of the first ones.
class RuleCounts {
  #rules = new Map()

  add({ line, start, end, text }, findings) {
    for (const rule of new Set(findings.map((finding) => finding.rule))) {
      const finding = findings.find((one) => one.rule === rule)
      const { message, severity } = finding
      const counts = this.#rules.get(rule) ?? { rule, message, severity, count: 0, places: [] }
      this.#rules.set(rule, counts)
      counts.count += 1
      if (counts.places.length < PLACES_MAX) counts.places.push({ line, start, end, text })
    }
  }

  list() {
    return [...this.#rules.values()]
  }
}

// Returns { figures, groups, rules }: the figures of the fleet, its installs by release and by day, and for each rule
// { rule, message, severity, count, places } how many payloads have it and where the first of them are: byte offsets in
// the blob, or the payload itself. `form` is that of text/many.js.
export async function fleet(mcpx, input, control) {
  const report = mcpx.openReport()
  const counts = new RuleCounts()
  const groups = new FleetGroups()
  for await (const payload of payloadsOf(input, control)) {
    control.signal.throwIfAborted()
    const { findings, kind } = report.add(payload.bytes)
    counts.add(payload, findings)
    if (kind === 'heartbeat')
      groups.add(typeof payload.bytes === 'string' ? payload.bytes : decoder.decode(payload.bytes))
  }
  return { figures: report.figures(), groups: groups.result(), rules: counts.list() }
}
