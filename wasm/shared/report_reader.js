// report_reader.js: texts -> the reports of a fleet in them, each checked, or the reason why it is refused.

import { isObject, parsed } from './json_text.js'
import { contradiction } from './report_figures.js'
import { HEAD, hasInexact, isGroups, isReport } from './report_form.js'

// ---- A text ----

// A string, and the colon after a key.
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g

function keysIn(text) {
  let count = 0
  for (const [, colon] of text.matchAll(STRING)) if (colon) count += 1
  return count
}

function keysOf(value) {
  if (typeof value !== 'object' || value === null) return 0
  const own = Array.isArray(value) ? 0 : Object.keys(value).length
  return Object.values(value).reduce((sum, member) => sum + keysOf(member), own)
}

// JSON.parse() uses the last of equal keys, and others the first. The value then has fewer keys than its text.
const EQUAL_KEYS = 'a key occurs twice in the same object, and JSON parsers disagree on which value counts'
const hasEqualKeys = (text, value) => keysOf(value) < keysIn(text)

// { value } of a JSON text, or { reason }.
function readValue(text) {
  const value = parsed(text)
  return value !== undefined && hasEqualKeys(text, value) ? { reason: EQUAL_KEYS } : { value }
}

// The values of a JSON text, or of several in a row that each begin on a line of their own, as "cat" of several reports
// gives them.
function valuesOf(text) {
  const whole = readValue(text)
  return whole.reason || whole.value !== undefined ? [whole] : text.split(/^(?=\{)/m).map(readValue)
}

// ---- A report ----

const reasonOf = ({ place, found, expected }) =>
  `its figures contradict each other at "${place}": ${found}, expected ${expected}`

// { report } of a value, or { reason }.
function checkReport(value, model) {
  if (hasInexact(value)) return { reason: 'it has a number above 2^53-1' }
  if (!isReport(value, model))
    return { reason: 'not a report of this release of mcpx: use the output of mcpx report --format json' }
  const wrong = contradiction(value)
  if (wrong) return { reason: reasonOf(wrong) }
  return { report: Object.fromEntries(Object.entries(value).filter(([name]) => !HEAD.includes(name))) }
}

// The same for text. `model` is from modelOf().
export function readReport(text, model) {
  const { value, reason } = readValue(text)
  return reason ? { reason } : checkReport(value, model)
}

// ---- A report as lines: one for the fleet, and one for each group ----

const WHOLE = 'all'
const isLine = (value) =>
  isObject(value) &&
  (value.group === WHOLE
    ? value.name === null
    : typeof value.group === 'string' && typeof value.name === 'string')

// [{ group, name, … }]: the opposite of fromLines(). The version is in the first line.
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

// Reads reports that are a text each, or lines of toLines(). `take(place, { report, reason })` is called for each.
export class ReportReader {
  #model
  #take
  #lines = []
  #place = null

  constructor(model, take) {
    this.#model = model
    this.#take = take
  }

  add(text, place) {
    for (const { value, reason } of valuesOf(text)) {
      if (reason) this.#refuse(place, reason)
      else this.#addValue(value, place)
    }
  }

  // The lines before a wrong one are no report without it.
  #refuse(place, reason) {
    this.#lines = []
    this.#take(place, { reason })
  }

  #addValue(value, place) {
    const continues = isLine(value) && value.group !== WHOLE && this.#lines.length > 0
    if (!continues) this.end()
    if (!isLine(value)) this.#take(place, checkReport(value, this.#model))
    else {
      if (!continues) this.#place = place
      this.#lines.push(value)
    }
  }

  // To be called after the last text of an input.
  end() {
    const [first] = this.#lines
    const report = first?.group === WHOLE ? fromLines(this.#lines, this.#model.empty) : null
    if (first) this.#take(this.#place, checkReport(report, this.#model))
    this.#lines = []
  }
}

// Whether a payload is a report or a line of one, probably.
export function looksLikeReport(bytes) {
  if (!bytes.includes('"docker_available_cli_absent"')) return false
  const value = parsed(bytes.toString())
  return isLine(value) || isObject(value?.by_schema_version)
}
