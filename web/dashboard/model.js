// model.js: the answer of GET /v1/stats -> what each panel shows. A group that is not in the answer is empty or has
// fewer than 5 machines; its value is null.
import { changeOf, rangeOf } from './hidden.js'
import { compareReleases, count, percent, ratio, systemName } from './text.js'

const rowsOf = (panel, grouping) => panel.filter((row) => row.grouping === grouping)
const keyOf = (name, state) => `${name} ${state}`

// name, state -> installs, of one grouping of a panel.
function finder(panel, grouping, member = 'installs') {
  const values = new Map(rowsOf(panel, grouping).map((row) => [keyOf(row.name, row.state), row[member]]))
  return (name, state = 'all') => values.get(keyOf(name, state)) ?? null
}

// A release with a number: not dev, other or unknown.
const isNumbered = (release) => /^v\d/.test(release)

// The days on which releases are first shown, except the first day with data. If one release is chosen, other releases
// may have run before its first day.
function newReleases({ from, release: chosen, panels: { releases } }) {
  const start = chosen ? from : releases[0]?.name
  const days = new Map()
  const seen = new Set()
  for (const { name: day, state } of releases) {
    if (isNumbered(state) && !seen.has(state) && day !== start)
      days.set(day, [...(days.get(day) ?? []), state])
    seen.add(state)
  }
  return [...days].map(([day, names]) => ({ day, release: names.sort(compareReleases).join(', ') }))
}

// ---- Charts: { days, series: [{ name, tone, values }] } ----

// The days that are over when the answer is made, or all of them if none is. The shares of a day that has just begun
// would change with each heartbeat.
function isOver({ generated_at: time }, days, ranges) {
  const today = time.slice(0, 'YYYY-MM-DD'.length)
  const isPast = (day, i) => ranges[i] !== null && day < today
  return days.some(isPast) ? (day) => day < today : () => true
}

// Per day the machines that are affected, as a range; the latest day, and the change.
export function affectedChart(stats, days) {
  const { panels } = stats
  const find = (panel, state, member) => {
    const value = finder(panel, 'day', member)
    return (day) => value(day, state)
  }
  const affected = find(panels.command_missing, 'affected', 'machines')
  const machines = find(panels.installs, 'all', 'machines')
  const ranges = days.map((day) => rangeOf(affected(day), machines(day)))
  const over = isOver(stats, days, ranges)
  const last = days.findLastIndex((day, i) => ranges[i] !== null && over(day))
  return {
    ...{ days, ranges, marks: newReleases(stats) },
    period: { affected: periodOf(panels.command_missing), all: fleetOf(stats) },
    change: changeOf(ranges.filter((_, i) => over(days[i]))),
    last: last < 0 ? null : { day: days[last], index: last, ...ranges[last] },
    installs: {
      affected: find(panels.command_missing, 'affected', 'installs'),
      all: find(panels.installs, 'all', 'installs')
    }
  }
}

// Parts of a whole per day. What the parts lack is in groups that are not shown.
function stack({ panels }, panel, days, parts) {
  const find = finder(panels[panel], 'day')
  const all = finder(panels.installs, 'day')
  const valuesOf = ({ states }) =>
    days.map((day) => states.reduce((sum, state) => sum + (find(day, state) ?? 0), 0))
  const series = parts.map((part) => ({ name: part.name, tone: part.tone, values: valuesOf(part) }))
  const rest = days.map((day, i) =>
    Math.max(0, (all(day) ?? 0) - series.reduce((sum, { values }) => sum + values[i], 0))
  )
  const hidden = { name: 'Groups under 5 machines', tone: 'hidden', values: rest, isHidden: true }
  return { days, series: [...series, hidden].filter(({ values }) => values.some(Boolean)) }
}

const statesOf = (panel) => [...new Set(panel.map(({ state }) => state))]
const sumOf = (panel, state) =>
  panel.filter((row) => row.state === state).reduce((sum, { installs }) => sum + installs, 0)

// The largest states by themselves, the others together.
export function systemsChart(stats, days) {
  const { systems } = stats.panels
  const states = statesOf(systems).sort((a, b) => sumOf(systems, b) - sumOf(systems, a))
  const parts = states
    .slice(0, 3)
    .map((state, i) => ({ name: systemName(state), tone: i + 1, states: [state] }))
  return stack(stats, 'systems', days, [...parts, { name: 'Others', tone: 'base', states: states.slice(3) }])
}

export function releasesChart(stats, days) {
  const { releases } = stats.panels
  const states = statesOf(releases)
  const numbered = states.filter(isNumbered).sort((a, b) => compareReleases(b, a))
  const parts = numbered.slice(0, 3).map((state, i) => ({ name: state, tone: i + 1, states: [state] }))
  return stack(stats, 'releases', days, [
    ...[...parts, { name: 'Older', tone: 'older', states: numbered.slice(3) }],
    { name: 'Without a number', tone: 'unknown', states: states.filter((state) => !isNumbered(state)) }
  ])
}

export const sourceChart = (stats, days) =>
  stack(stats, 'cli_source', days, [
    { name: 'On the search path', tone: 1, states: ['path'] },
    { name: 'Bundled', tone: 2, states: ['bundled'] },
    { name: 'Found by the login shell', tone: 3, states: ['login_shell'] },
    { name: 'Absent', tone: 'key', states: ['absent'] },
    { name: 'Unknown', tone: 'unknown', states: ['unknown'] }
  ])

export const isolationChart = (stats, days) =>
  stack(stats, 'isolation', days, [
    { name: 'On', tone: 1, states: ['on'] },
    { name: 'Off', tone: 3, states: ['off'] },
    { name: 'Unknown', tone: 'unknown', states: ['unknown'] }
  ])

export function optOutsChart({ panels }, days) {
  const find = finder(panels.opt_outs, 'day', 'count')
  return { days, series: [{ name: 'Opt-outs', tone: 'base', values: days.map((day) => find(day) ?? 0) }] }
}

// ---- Tables ----

// { installs, machines } of the period; null for fewer than 5 machines.
const periodOf = (panel) => rowsOf(panel, 'all')[0] ?? null
export const fleetOf = ({ panels }) => periodOf(panels.installs)

export function codeRows(stats) {
  const whole = fleetOf(stats)?.installs
  return rowsOf(stats.panels.codes, 'all')
    .map(({ state, installs, count }) => ({ name: state, installs, share: ratio(installs, whole), count }))
    .sort((a, b) => b.installs - a.installs)
}

export function refusalRows({ panels: { refusals } }) {
  const most = Math.max(...refusals.map(({ count }) => count))
  return refusals
    .map(({ state, count }) => ({ name: state, count, share: ratio(count, most) }))
    .sort((a, b) => b.count - a.count)
}

const ORDER = {
  release: (a, b) => compareReleases(b.name, a.name),
  os: (a, b) => b.installs - a.installs,
  schema_version: (a, b) => b.name - a.name
}
const NAMES = { os: systemName }

// Per release, system or schema version: installs, machines, and how many of the machines are in each state.
export function groupRows({ panels, newest_schema: newest }, grouping) {
  const [isolation, source, affected] = ['isolation', 'cli_source', 'command_missing'].map((panel) =>
    finder(panels[panel], grouping, 'machines')
  )
  return rowsOf(panels.installs, grouping)
    .map(({ name, installs, machines }) => ({
      ...{ name, installs, machines },
      label: NAMES[grouping]?.(name) ?? name,
      isNewer: grouping === 'schema_version' && Number(name) > newest,
      parts: [isolation(name, 'on'), source(name, 'absent'), affected(name, 'affected')]
    }))
    .sort(ORDER[grouping])
}

// "12 (3.4%)", or a dash for fewer than 5 machines.
export const partText = (part, whole) =>
  part === null ? '–' : `${count(part)} (${percent(ratio(part, whole))})`
