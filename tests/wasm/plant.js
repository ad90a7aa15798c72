// plant.js: the corpus of the canary: rows that describe what to plant -> payloads.
//
// A row plants a text into an ordinary heartbeat: `at` is a JSON Pointer; `value` and, if the text is a key, `key` are
// raw JSON, because many rows are about escapes. `plants` is a list of these; `payload` is a whole payload, for texts
// that are not JSON. `secret` has the start and end of the secret in the decoded text, if it is only a part of it.
// Texts that look like vendor keys are split into parts, because servers reject a push that contains such a key.
import { readRows } from './helpers.js'

const MARK = '\uE000' // marks a place in a base; it occurs in no base
const MARKED = new RegExp(`"${MARK}(\\d+)${MARK}"`)

export const whole = (parts) => [parts].flat().join('')

const isHolder = (value) => value !== null && typeof value === 'object'
const stepsOf = (pointer) =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))

// Set the value at the end of the steps. Missing holders are created; an index past the end of a list appends.
function put(holder, [step, ...rest], value) {
  const key = Array.isArray(holder) ? Math.min(step, holder.length) : step
  if (rest.length === 0) {
    holder[key] = value
    return
  }
  if (!isHolder(holder[key])) holder[key] = /^\d+$/.test(rest[0]) ? [] : {}
  put(holder[key], rest, value)
}

// Replace the marked places of the text by raw JSON. Returns the text and the span of each piece.
function fill(text, raws) {
  const spans = []
  let filled = ''
  for (const [i, piece] of text.split(MARKED).entries()) {
    if (i % 2) spans[piece] = { start: filled.length, end: filled.length + raws[piece].length }
    filled += i % 2 ? raws[piece] : piece
  }
  if (Object.keys(spans).length !== raws.length)
    throw new Error('a row has a place that its payload does not have')
  return { text: filled, spans }
}

// Plant { at, key?, value } into a copy of the base. Returns the payload, and a span for each key and value.
export function plant(base, plants) {
  const tree = structuredClone(base)
  const raws = []
  const marked = (raw) => `${MARK}${raws.push(whole(raw)) - 1}${MARK}`
  for (const { at, key, value } of plants) {
    const steps = stepsOf(at)
    put(tree, key === undefined ? steps : [...steps, marked(key)], marked(value))
  }
  return fill(JSON.stringify(tree), raws)
}

function secretOf({ key, value, secret }) {
  const raw = whole(key ?? value)
  if (!raw.startsWith('"')) return ''
  return JSON.parse(raw).slice(...(secret ?? [0]))
}

// Clean heartbeats with every object that rows plant into.
const bases = readRows('heartbeats')
  .filter(({ leak, tier }) => !leak && tier === 1)
  .map(({ payload }) => JSON.parse(payload))
  .filter(({ diagnostics, doctor_checks }) => diagnostics && doctor_checks)

// The rows of a corpus with their payloads, the spans of the planted texts, and the secrets.
export function readCorpus(name) {
  return readRows(name).map((row, i) => {
    const about = { ...row, line: i + 1, blockedValues: row.blocked?.map(whole) }
    if (row.payload !== undefined) return { ...about, payload: whole(row.payload), secret: '' }
    const plants = row.plants ?? (row.at === undefined ? [] : [row])
    const { text, spans } = plant(bases[i % bases.length], plants)
    return { ...about, payload: text, span: spans[0], secret: row.leak ? secretOf(row) : '' }
  })
}
