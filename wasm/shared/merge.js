// merge.js: reports of parts of a fleet -> the report of the whole. Each install must be in one part only, because a
// report has numbers of installs and not their ids.
import { isObject } from './json_text.js'
import { CHOSEN_GROUPS, CODES, hasInexact, isGroups, onlyFigures } from './report_form.js'

// Names of groups, with the numbers in them compared as numbers. OTHER is last.
export const OTHER = 'other'
const numbers = (name) => name.replaceAll(/\d+/g, (digits) => digits.padStart(6, '0'))
const compareTexts = (a, b) => (a < b ? -1 : a > b ? 1 : 0)
export const compareGroups = ([a], [b]) =>
  (a === OTHER) - (b === OTHER) || compareTexts(numbers(a), numbers(b)) || compareTexts(a, b)

// ---- Which groups can be added up ----

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

// ---- Sums, each in the order of a report ----

const compareCodes = ({ code: a }, { code: b }) => (a === null) - (b === null) || compareTexts(a, b)

function mergeCodes(a, b) {
  const merged = new Map(a.map((row) => [row.code, row]))
  for (const { code, installs, count } of b) {
    const before = merged.get(code) ?? { installs: 0, count: 0 }
    merged.set(code, { code, installs: before.installs + installs, count: before.count + count })
  }
  return [...merged.values()].sort(compareCodes)
}

// `a` has all members, in the order of a report.
const mergeObjects = (a, b) =>
  Object.fromEntries(Object.keys(a).map((name) => [name, mergeFigures(name, a[name], b[name])]))

function mergeFigures(name, a, b) {
  if (name === CODES) return mergeCodes(a, b)
  return isObject(a) ? mergeObjects(a, b) : a + b
}

function mergeGroups(name, all, { empty, groups: known }) {
  const nothing = onlyFigures(empty)
  const merged = new Map()
  for (const [group, figures] of all.flatMap(Object.entries))
    merged.set(group, mergeObjects(merged.get(group) ?? nothing, figures))
  const place = ([group]) => known[name].indexOf(group)
  return Object.fromEntries([...merged].sort(known[name] ? (a, b) => place(a) - place(b) : compareGroups))
}

// The sum of reports, without their partial groups. It has the groups `by` also if there are no reports.
export function mergeReports(reports, model, by) {
  const left = partialGroups(reports)
  const isMerged = (name) =>
    name === `by_${by}` || (!left.includes(name) && reports.some((report) => Object.hasOwn(report, name)))
  const names = [...Object.keys(model.empty), ...CHOSEN_GROUPS.filter(isMerged)]
  return Object.fromEntries(
    names.map((name) => {
      const all = reports.filter((report) => Object.hasOwn(report, name)).map((report) => report[name])
      const sum = () => all.reduce((a, b) => mergeFigures(name, a, b), model.empty[name])
      return [name, isGroups(name) ? mergeGroups(name, all, model) : sum()]
    })
  )
}

// The name of the first member that has a number above the largest exact integer.
export const inexactMember = (figures) => Object.keys(figures).find((name) => hasInexact(figures[name]))
