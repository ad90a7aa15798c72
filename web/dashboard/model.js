// model.js: the answer of GET /v1/stats -> what each panel shows. A group that is not in the answer is empty or has
// fewer than 5 installs; its value is null.
import { compareReleases, count, percent, ratio, systemName } from './text.js'

const rowsOf = (panel, grouping) => panel.filter((row) => row.grouping === grouping)
const keyOf = (name, state) => `${name} ${state}`

// name, state -> installs, of one grouping of a panel.
function finder(panel, grouping, member = 'installs') {
  const values = new Map(rowsOf(panel, grouping).map((row) => [keyOf(row.name, row.state), row[member]]))
  return (name, state = 'all') => values.get(keyOf(name, state)) ?? null
}

// The days on which a release is first shown, except those of the first day with data.
function newReleases(panel) {
  const first = new Map()
  for (const { name, state } of panel) if (!first.has(state)) first.set(state, name)
  const start = panel[0]?.name
  return [...first].filter(([, day]) => day !== start).map(([release, day]) => ({ release, day }))
}

// ---- Charts: { days, series: [{ name, tone, values }] } ----

export function affectedChart({ panels }, days) {
  const affected = finder(panels.command_missing, 'day')
  const installs = finder(panels.installs, 'day')
  const shareOf = (day) => {
    const part = affected(day, 'affected')
    return part === null ? null : ratio(part, installs(day))
  }
  const values = days.map(shareOf)
  return {
    ...{ days, marks: newReleases(panels.releases) },
    series: [{ name: 'Affected', tone: 'key', values }],
    last: days.findLast((_, i) => values[i] !== null),
    affected,
    installs
  }
}

function stack(panel, days, parts) {
  const find = finder(panel, 'day')
  const series = parts.map(({ name, tone, states }) => ({
    name,
    tone,
    values: days.map((day) => states.reduce((sum, state) => sum + (find(day, state) ?? 0), 0))
  }))
  return { days, series: series.filter(({ values }) => values.some(Boolean)) }
}

const statesOf = (panel) => [...new Set(panel.map(({ state }) => state))]
const sumOf = (panel, state) =>
  panel.filter((row) => row.state === state).reduce((sum, { installs }) => sum + installs, 0)

// The largest states by themselves, the others together.
export function systemsChart({ panels: { systems } }, days) {
  const states = statesOf(systems).sort((a, b) => sumOf(systems, b) - sumOf(systems, a))
  const parts = states
    .slice(0, 3)
    .map((state, i) => ({ name: systemName(state), tone: i + 1, states: [state] }))
  return stack(systems, days, [...parts, { name: 'Others', tone: 'base', states: states.slice(3) }])
}

export function releasesChart({ panels: { releases } }, days) {
  const states = statesOf(releases).sort((a, b) => compareReleases(b, a))
  const parts = states.slice(0, 3).map((state, i) => ({ name: state, tone: i + 1, states: [state] }))
  return stack(releases, days, [...parts, { name: 'Older', tone: 'base', states: states.slice(3) }])
}

export const sourceChart = ({ panels }, days) =>
  stack(panels.cli_source, days, [
    { name: 'On the search path', tone: 1, states: ['path'] },
    { name: 'Bundled', tone: 2, states: ['bundled'] },
    { name: 'Found by the login shell', tone: 3, states: ['login_shell'] },
    { name: 'Absent', tone: 'key', states: ['absent'] },
    { name: 'Unknown', tone: 'unknown', states: ['unknown'] }
  ])

export const isolationChart = ({ panels }, days) =>
  stack(panels.isolation, days, [
    { name: 'On', tone: 1, states: ['on'] },
    { name: 'Off', tone: 3, states: ['off'] },
    { name: 'Unknown', tone: 'unknown', states: ['unknown'] }
  ])

export function optOutsChart({ panels }, days) {
  const find = finder(panels.opt_outs, 'day', 'count')
  return { days, series: [{ name: 'Opt-outs', tone: 'base', values: days.map((day) => find(day) ?? 0) }] }
}

// ---- Tables ----

export const installsOf = ({ panels }) => rowsOf(panels.installs, 'all')[0] ?? { installs: 0, machines: 0 }

export function codeRows(stats) {
  const { installs: whole } = installsOf(stats)
  return rowsOf(stats.panels.codes, 'all')
    .map(({ state, installs, count }) => ({ name: state, installs, share: ratio(installs, whole), count }))
    .sort((a, b) => b.installs - a.installs)
}

export function refusalRows({ panels: { refusals } }) {
  const whole = refusals.reduce((sum, { count }) => sum + count, 0)
  return refusals
    .map(({ state, count }) => ({ name: state, count, share: ratio(count, whole) }))
    .sort((a, b) => b.count - a.count)
}

const ORDER = {
  release: (a, b) => compareReleases(b.name, a.name),
  os: (a, b) => b.installs - a.installs,
  schema_version: (a, b) => b.name - a.name
}
const NAMES = { os: systemName }

// Per release, system or schema version: installs, machines, and how many of them are in each state.
export function groupRows({ panels, newest_schema: newest }, grouping) {
  const [isolation, source, affected] = ['isolation', 'cli_source', 'command_missing'].map((panel) =>
    finder(panels[panel], grouping)
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

// "12 (3.4%)", or a dash for fewer than 5.
export const partText = (part, whole) =>
  part === null ? '–' : `${count(part)} (${percent(ratio(part, whole))})`
