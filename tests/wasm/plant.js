// plant.js: the corpus of the canary: rows of what to plant -> whole payloads.
//
// A row says what stands where in an otherwise ordinary heartbeat: `at`, a JSON Pointer; `value` and, where the
// text is a key, `key`, both as raw JSON, because many a row is about how a text is escaped. `plants` is a list
// of such; `payload` is a whole text, for what is no JSON. `secret` are the places in the decoded text where the
// secret itself begins and ends, where it is not the whole of it. Texts that look like keys of vendors are cut
// into parts, as no such file may be pushed whole.
import { readRows } from './helpers.js'

const MARK = '\uE000' // of a place in the base; it occurs in no base
const MARKED = new RegExp(`"${MARK}(\\d+)${MARK}"`)

export const whole = (parts) => [parts].flat().join('')

const isHolder = (value) => value !== null && typeof value === 'object'
const stepsOf = (pointer) =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))

// Set the value at the end of the steps; what is missing on the way is made, an item too far is the next one.
function put(holder, [step, ...rest], value) {
  const key = Array.isArray(holder) ? Math.min(step, holder.length) : step
  if (rest.length === 0) {
    holder[key] = value
    return
  }
  if (!isHolder(holder[key])) holder[key] = /^\d+$/.test(rest[0]) ? [] : {}
  put(holder[key], rest, value)
}

// The marked places of the text give way to raw JSON; where each piece then stands.
function fill(text, raws) {
  const spans = []
  let filled = ''
  for (const [i, piece] of text.split(MARKED).entries()) {
    if (i % 2) spans[piece] = { start: filled.length, end: filled.length + raws[piece].length }
    filled += i % 2 ? raws[piece] : piece
  }
  if (Object.keys(spans).length !== raws.length) throw new Error('a place of a row is not in its payload')
  return { text: filled, spans }
}

// Plants {at, key?, value} into a copy of the base; gives the payload and a span for each key and value.
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

// Clean heartbeats with every object that a row may stand in.
const bases = readRows('heartbeats')
  .filter(({ leak, tier }) => !leak && tier === 1)
  .map(({ payload }) => JSON.parse(payload))
  .filter(({ diagnostics, doctor_checks }) => diagnostics && doctor_checks)

// The rows of a corpus with their payload, where in it the text was planted, and the secret.
export function readCorpus(name) {
  return readRows(name).map((row, i) => {
    const about = { ...row, line: i + 1, blockedValues: row.blocked?.map(whole) }
    if (row.payload !== undefined) return { ...about, payload: whole(row.payload), secret: '' }
    const plants = row.plants ?? (row.at === undefined ? [] : [row])
    const { text, spans } = plant(bases[i % bases.length], plants)
    return { ...about, payload: text, span: spans[0], secret: row.leak ? secretOf(row) : '' }
  })
}
