// merge.js: reports of parts of a fleet -> the report of the whole. Each install must be in one part only, because a
// report has numbers of installs and not their ids.
import { parsed } from './json_text.js'

const { MAX_SAFE_INTEGER } = Number
const VERSION = 'version' // of the library that made the report
const CODES = 'codes'
// Only reports made with --by have these.
const CHOSEN_GROUPS = ['by_release', 'by_edition', 'by_day', 'by_client']
const PAYLOAD_COUNTS = [
  ...['payloads', 'heartbeats', 'opt_out_beacons', 'neither', 'with_errors', 'repeated', 'not_counted']
]
const STATES = ['docker_available', 'docker_isolation_enabled', 'docker_cli_source']

// Names are printed, so they cannot have characters that control a terminal.
const GROUP_NAME = /^[A-Za-z0-9.+-]{1,64}$/
const CODE_NAME = /^MCPX_[A-Z0-9_]{1,64}$/

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
const isCount = (value) => Number.isSafeInteger(value) && value >= 0
const isGroups = (name) => name.startsWith('by_')

// The library's sums stop at the largest exact integer, too.
const add = (a, b) => Math.min(a + b, MAX_SAFE_INTEGER)
const sumOf = (counts) => counts.reduce(add, 0)

// ---- Is it a report? ----

// Codes { code, installs, count }; null stands for all codes outside the catalog.
const isCode = (row) =>
  isObject(row) &&
  (row.code === null || CODE_NAME.test(row.code)) &&
  isCount(row.installs) &&
  isCount(row.count)

const isCodeList = (list) =>
  Array.isArray(list) && list.every(isCode) && new Set(list.map(({ code }) => code)).size === list.length

// What groups have of a report.
const onlyFigures = (report) =>
  Object.fromEntries(
    Object.entries(report).filter(([name]) => !PAYLOAD_COUNTS.includes(name) && !isGroups(name))
  )

const areGroups = (groups, figures) =>
  isObject(groups) &&
  Object.entries(groups).every(([name, group]) => GROUP_NAME.test(name) && hasMembers(group, figures))

const isOptional = (name) => name === VERSION || CHOSEN_GROUPS.includes(name)

// Whether `value` has exactly the members of `model`, with counts where the model has counts.
function hasMembers(value, model, isExtra = () => false) {
  if (!isObject(value)) return false
  const names = Object.keys(model)
  return (
    Object.keys(value).every((name) => names.includes(name) || isExtra(name)) &&
    names.every((name) => {
      if (name === CODES) return isCodeList(value.codes)
      if (isGroups(name)) return areGroups(value[name], onlyFigures(model))
      return typeof model[name] === 'number' ? isCount(value[name]) : hasMembers(value[name], model[name])
    })
  )
}

function isReport(value, empty) {
  const groups = CHOSEN_GROUPS.filter((name) => isObject(value) && Object.hasOwn(value, name))
  return (
    hasMembers(value, empty, isOptional) && groups.every((name) => areGroups(value[name], onlyFigures(empty)))
  )
}

// ---- Can its figures be true? ----

// Counts that stopped at the largest integer do not add up any more.
const addUp = (counts, whole) => sumOf(counts) === whole || whole === MAX_SAFE_INTEGER

// The first figure of a group that contradicts the others.
function wrongFigure({ installs, docker_available_cli_absent: affected, ...figures }) {
  const wrong = STATES.find((name) => !addUp(Object.values(figures[name]), installs))
  if (wrong) return wrong
  if (affected > Math.min(figures.docker_available.on, figures.docker_cli_source.absent))
    return 'docker_available_cli_absent'
  return figures.codes.some((row) => row.installs > installs) ? CODES : null
}

const ofGroups = (report) =>
  Object.entries(report)
    .filter(([name]) => isGroups(name))
    .map(([name, groups]) => [name, Object.values(groups)])

// The first figure of a report that contradicts the others; null where there is none.
function wrongIn(report) {
  const { payloads, heartbeats, opt_out_beacons: beacons, neither, with_errors: errors, installs } = report
  if (!addUp([heartbeats, beacons, neither], payloads)) return 'payloads'
  if (errors > payloads) return 'with_errors'
  if (add(report.repeated, report.not_counted) > heartbeats) return 'repeated'
  if (installs > heartbeats - report.repeated - report.not_counted) return 'installs'
  if (report.codes.some((row) => row.installs > row.count)) return CODES
  const own = wrongFigure(report)
  if (own) return own
  const versions = Object.values(report.by_schema_version)
  if (
    !addUp(
      versions.map((group) => group.installs),
      installs
    )
  )
    return 'by_schema_version'
  const isWrong = (group) => group.installs > heartbeats || wrongFigure(group)
  return ofGroups(report).find(([, groups]) => groups.some(isWrong))?.[0] ?? null
}

// { report } of a value, or { reason }. `empty` is a report on nothing, of this release.
function checkReport(value, empty) {
  if (!isReport(value, empty))
    return { reason: 'not a report of this release of mcpx: use the output of mcpx report --format json' }
  const wrong = wrongIn(value)
  if (wrong) return { reason: `its figures contradict each other at "${wrong}"` }
  const { [VERSION]: _, ...report } = value
  return { report }
}

// The same for text.
export const readReport = (text, empty) => checkReport(parsed(text), empty)

// ---- A report as lines: one for the fleet, and one for each group ----

const WHOLE = 'all'
const isLine = (value) =>
  isObject(value) &&
  (value.group === WHOLE
    ? value.name === null
    : typeof value.group === 'string' && typeof value.name === 'string')

// [{ group, name, … }]: the opposite of fromLines().
export function toLines(report) {
  const groups = Object.entries(report).filter(([name]) => isGroups(name))
  const whole = Object.fromEntries(Object.entries(report).filter(([name]) => !isGroups(name)))
  return [
    { group: WHOLE, name: null, ...whole },
    ...groups.flatMap(([group, byName]) =>
      Object.entries(byName).map(([name, one]) => ({ group: group.slice('by_'.length), name, ...one }))
    )
  ]
}

// null where a group occurs twice.
function fromLines([{ group, name, ...whole }, ...lines], empty) {
  const names = [...Object.keys(empty).filter(isGroups), ...lines.map(({ group }) => `by_${group}`)]
  const groups = [...new Set(names)].map((groups) => {
    const own = lines.filter(({ group }) => `by_${group}` === groups)
    return [groups, Object.fromEntries(own.map(({ group, name, ...figures }) => [name, figures]))]
  })
  const count = groups.reduce((sum, [, byName]) => sum + Object.keys(byName).length, 0)
  return count === lines.length ? { ...whole, ...Object.fromEntries(groups) } : null
}

// A JSON value, or several in a row that each begin on a line of their own, as "cat" of several reports gives them.
function valuesOf(text) {
  const value = parsed(text)
  return value === undefined ? text.split(/^(?=\{)/m).map(parsed) : [value]
}

// Reads reports that are a text each, or lines of toLines(). `take(place, { report, reason })` is called for each.
export class ReportReader {
  #empty
  #take
  #lines = []
  #place = null

  constructor(empty, take) {
    this.#empty = empty
    this.#take = take
  }

  add(text, place) {
    for (const value of valuesOf(text)) this.#addValue(value, place)
  }

  #addValue(value, place) {
    const continues = isLine(value) && value.group !== WHOLE && this.#lines.length > 0
    if (!continues) this.end()
    if (!isLine(value)) this.#take(place, checkReport(value, this.#empty))
    else {
      if (!continues) this.#place = place
      this.#lines.push(value)
    }
  }

  // To be called after the last text of an input.
  end() {
    const [first] = this.#lines
    const report = first?.group === WHOLE ? fromLines(this.#lines, this.#empty) : null
    if (first) this.#take(this.#place, checkReport(report, this.#empty))
    this.#lines = []
  }
}

// Whether a payload is a report or a line of one, probably.
export function looksLikeReport(bytes) {
  if (!bytes.includes('"docker_available_cli_absent"')) return false
  const value = parsed(bytes.toString())
  return isLine(value) || isObject(value?.by_schema_version)
}

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
  if (name === CODES) return mergeCodes(a, b)
  return isObject(a) ? mergeObjects(a, b) : add(a, b)
}

function mergeObjects(a, b) {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  const merged = (name) => {
    if (!Object.hasOwn(a, name)) return b[name]
    return Object.hasOwn(b, name) ? mergeValues(a[name], b[name], name) : a[name]
  }
  return Object.fromEntries(names.map((name) => [name, merged(name)]))
}

const inOrder = (groups, names) =>
  Object.fromEntries(names.filter((name) => Object.hasOwn(groups, name)).map((name) => [name, groups[name]]))

// Names of groups, with the numbers in them compared as numbers. OTHER is last.
export const OTHER = 'other'
const numbers = (name) => name.replaceAll(/\d+/g, (digits) => digits.padStart(6, '0'))
export const compareGroups = ([a], [b]) => (a === OTHER) - (b === OTHER) || (numbers(a) < numbers(b) ? -1 : 1)

const sorted = (name, groups) =>
  CHOSEN_GROUPS.includes(name) ? Object.fromEntries(Object.entries(groups).sort(compareGroups)) : groups

const without = (report, left) =>
  Object.fromEntries(Object.entries(report).filter(([name]) => !left.includes(name)))

// Whether a report has the groups. One without heartbeats has no installs to group.
export const hasGroups = (report, name) => !report.heartbeats || Object.hasOwn(report, name)

// The groups that only some reports have. Their sum would be that of some installs.
export const partialGroups = (reports) =>
  CHOSEN_GROUPS.filter(
    (name) =>
      reports.some((report) => Object.hasOwn(report, name)) &&
      !reports.every((report) => hasGroups(report, name))
  )

// What reports on the same payloads share, whatever groups they were made with.
export const sharedFigures = (report) => without(report, CHOSEN_GROUPS)

// The sum of reports, without their partial groups. `systems` are the operating systems in the order in which a report
// lists them; others come last.
export function mergeReports(reports, empty, systems) {
  const left = partialGroups(reports)
  const merged = reports.map((report) => without(report, left)).reduce(mergeObjects, empty)
  const names = new Set([...systems, ...Object.keys(merged.by_os)])
  const members = Object.entries(merged).map(([name, value]) => [name, sorted(name, value)])
  return { ...Object.fromEntries(members), by_os: inOrder(merged.by_os, [...names]) }
}
