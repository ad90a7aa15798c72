// report_figures.js: a report -> the first of its figures that contradicts the others. A report has many figures twice:
// in total, and in groups.
import { CHOSEN_GROUPS, CODES, isGroups, STATES } from './report_form.js'

const { MAX_SAFE_INTEGER } = Number
const AFFECTED = 'docker_available_cli_absent'

// The library's sums stop at the largest exact integer, too.
const sumOf = (counts) => counts.reduce((a, b) => Math.min(a + b, MAX_SAFE_INTEGER), 0)

// ---- What a figure has to be: [] or [{ place, found, expected }] ----

const equals = (place, found, expected) => (found === expected ? [] : [{ place, found, expected }])
const isAtMost = (place, found, most) =>
  found <= most ? [] : [{ place, found, expected: `at most ${most}` }]
const isAtLeast = (place, found, least) =>
  found >= least ? [] : [{ place, found, expected: `at least ${least}` }]
const isWithin = (place, found, least, most) => [
  ...isAtLeast(place, found, least),
  ...isAtMost(place, found, most)
]

// ---- One report or group ----

const placeOf = (code) => `${CODES}.${code}`

// `at` is where the figures are, as the beginning of a place.
function wrongStates({ installs, [AFFECTED]: affected, ...figures }, at = '') {
  const { on } = figures.docker_available
  const { absent } = figures.docker_cli_source
  return [
    ...STATES.flatMap((name) => equals(at + name, sumOf(Object.values(figures[name])), installs)),
    ...isWithin(at + AFFECTED, affected, Math.max(on + absent - installs, 0), Math.min(on, absent)),
    ...figures.codes.flatMap((row) => isAtMost(`${at}${placeOf(row.code)}.installs`, row.installs, installs))
  ]
}

// Codes of installs that were counted with each of their codes.
const wrongCodes = ({ codes }, at = '') =>
  codes.flatMap(({ code, installs, count }) => isWithin(`${at}${placeOf(code)}.installs`, installs, 1, count))

function wrongTotals(report) {
  const { payloads, heartbeats, opt_out_beacons: beacons, neither, repeated, not_counted: lost } = report
  return [
    ...equals('payloads', payloads, sumOf([heartbeats, beacons, neither])),
    ...isAtMost('with_errors', report.with_errors, payloads),
    ...isAtMost('repeated', sumOf([repeated, lost]), heartbeats),
    ...isWithin('installs', report.installs, Math.min(heartbeats, 1), heartbeats - repeated - lost),
    ...wrongCodes(report),
    ...wrongStates(report)
  ]
}

// ---- Groups and totals ----

const stateFigures = (figures) => [
  ['installs', figures.installs],
  ...STATES.flatMap((name) =>
    Object.entries(figures[name]).map(([state, count]) => [`${name}.${state}`, count])
  ),
  [AFFECTED, figures[AFFECTED]]
]

const countFigures = ({ codes }) => codes.map(({ code, count }) => [`${placeOf(code)}.count`, count])
const codeFigures = (figures) => [
  ...figures.codes.map(({ code, installs }) => [`${placeOf(code)}.installs`, installs]),
  ...countFigures(figures)
]

const allFigures = (figures) => [...stateFigures(figures), ...codeFigures(figures)]

function sumsOf(figures) {
  const sums = new Map()
  for (const [place, count] of figures) sums.set(place, sumOf([sums.get(place) ?? 0, count]))
  return sums
}

// Compares the sum of each figure of the groups with the total. `figuresOf` gives [[place, count]].
function wrongSums(report, name, figuresOf, compare) {
  const totals = new Map(figuresOf(report))
  const sums = sumsOf(Object.values(report[name]).flatMap(figuresOf))
  const places = new Set([...totals.keys(), ...sums.keys()])
  return [...places].flatMap((place) =>
    compare(`${name}, sum of ${place}`, sums.get(place) ?? 0, totals.get(place) ?? 0)
  )
}

// The name of a group is a text of the report, so its number stands for it.
const wrongInGroups = (report, name, check) =>
  Object.values(report[name]).flatMap((group, i) => check(group, `${name}, group ${i + 1}, `))

// Each install is in one group, and each count of a code, too. A group may have counts of an install that is in another
// one by now, but no code without either.
const wrongInPartition = (report, name) => [
  ...wrongInGroups(report, name, (group, at) => [
    ...wrongStates(group, at),
    ...group.codes.flatMap(({ code, installs, count }) =>
      isAtLeast(`${at}${placeOf(code)}.count`, installs + count, 1)
    )
  ]),
  ...wrongSums(report, name, allFigures, equals)
]

// An install may be in several groups, and its latest state is in one of them. What the total leaves out as repeated or
// not counted, a group may have, and the other way round. So figures of codes have limits only if nothing is left out.
function wrongInChosen(report, name) {
  const isComplete = report.repeated + report.not_counted === 0
  const most = new Map(codeFigures(report))
  return [
    ...wrongInGroups(report, name, (group, at) => [
      ...isAtMost(`${at}installs`, group.installs, sumOf([report.installs, report.not_counted])),
      ...wrongStates(group, at),
      ...wrongCodes(group, at),
      ...(isComplete
        ? codeFigures(group).flatMap(([place, count]) => isAtMost(at + place, count, most.get(place) ?? 0))
        : [])
    ]),
    ...wrongSums(report, name, stateFigures, isAtLeast),
    // A heartbeat counts for each of its clients.
    ...(isComplete && name !== 'by_client' ? wrongSums(report, name, countFigures, isAtMost) : [])
  ]
}

// { place, found, expected } of the first figure of a report that contradicts the others, or undefined. Places have names
// of the format and of the catalog only.
export function contradiction(report) {
  const [wrong] = wrongTotals(report)
  if (wrong) return wrong
  const names = Object.keys(report).filter(isGroups)
  return names.flatMap((name) =>
    CHOSEN_GROUPS.includes(name) ? wrongInChosen(report, name) : wrongInPartition(report, name)
  )[0]
}
