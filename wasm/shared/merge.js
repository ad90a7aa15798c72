// merge.js: reports of parts of a fleet -> the report of the whole. Each install must be in one part only, because a
// report has numbers of installs and not their ids.

const { MAX_SAFE_INTEGER } = Number
const VERSION = 'version' // of the library that made the report
const CODES = 'codes'

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
const isCount = (value) => Number.isSafeInteger(value) && value >= 0

// The library's sums stop at the largest exact integer, too.
const add = (a, b) => Math.min(a + b, MAX_SAFE_INTEGER)

// ---- Is it a report? ----

// Codes { code, installs, count }, sorted by code; null is last and stands for all codes outside the catalog.
const isCodeList = (list) =>
  Array.isArray(list) &&
  list.every(
    ({ code, installs, count }) =>
      (code === null || typeof code === 'string') && isCount(installs) && isCount(count)
  )

// Whether `value` has the members of `model`, with counts where the model has counts. Groups (by_…) may have any names.
function hasShape(value, model) {
  if (typeof model === 'number') return isCount(value)
  if (!isObject(value)) return false
  return Object.entries(model).every(([name, member]) => {
    if (name === CODES) return isCodeList(value.codes)
    if (!name.startsWith('by_')) return hasShape(value[name], member)
    const { by_schema_version, by_os, ...figures } = onlyFigures(model)
    return isObject(value[name]) && Object.values(value[name]).every((group) => hasShape(group, figures))
  })
}

const PAYLOAD_COUNTS = [
  ...['payloads', 'heartbeats', 'opt_out_beacons', 'neither', 'with_errors', 'repeated', 'not_counted']
]

// A report without what groups do not have.
const onlyFigures = (report) =>
  Object.fromEntries(Object.entries(report).filter(([name]) => !PAYLOAD_COUNTS.includes(name)))

// `empty` is a report on nothing, of this release.
export const isReport = (value, empty) => hasShape(value, empty)

// ---- Merging ----

const compareCodes = ({ code: a }, { code: b }) => (a === null) - (b === null) || (a < b ? -1 : a > b ? 1 : 0)

function mergeCodes(a, b) {
  const merged = new Map(a.map((row) => [row.code, row]))
  for (const { code, installs, count } of b) {
    const { installs: before, count: times } = merged.get(code) ?? { installs: 0, count: 0 }
    merged.set(code, { code, installs: add(before, installs), count: add(times, count) })
  }
  return [...merged.values()].sort(compareCodes)
}

function mergeValues(a, b, name) {
  if (a === undefined) return b
  if (b === undefined) return a
  if (name === CODES) return mergeCodes(a, b)
  return isObject(a) ? mergeObjects(a, b) : add(a, b)
}

function mergeObjects(a, b) {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  return Object.fromEntries(names.map((name) => [name, mergeValues(a[name], b[name], name)]))
}

const inOrder = (groups, names) =>
  Object.fromEntries(names.filter((name) => Object.hasOwn(groups, name)).map((name) => [name, groups[name]]))

// `systems` are the operating systems in the order in which a report lists them. A group that this release does not
// know comes last.
export function mergeReports(reports, empty, systems) {
  const merged = reports.map(({ [VERSION]: _, ...figures }) => figures).reduce(mergeObjects, empty)
  const names = new Set([...systems, ...Object.keys(merged.by_os)])
  return { ...merged, by_os: inOrder(merged.by_os, [...names]) }
}
