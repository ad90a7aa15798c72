// text/fleet_tables.js: a fleet report { figures, groups } -> its tables, which the page draws and the exports list.
import { AFFECTED, fleetCharts, fleetCodes, fleetGroups, ratio } from '../../wasm/shared/fleet.js'

export const RELEASES_MAX = 8 // the page shows the releases of the most installs

// A release as numbers, so that v0.10 comes after v0.9.
const versionOf = (name) => (name.match(/\d+/g) ?? []).map((part) => part.padStart(6, '0')).join('.')
const newestFirst = (rows) => rows.toSorted((a, b) => (versionOf(a.name) < versionOf(b.name) ? 1 : -1))
const largestFirst = (rows) => rows.toSorted((a, b) => b.whole - a.whole)
const shareOf = ({ part, whole }) => ratio(part, whole)

const affectedRow = ({ name, installs, affected }) => ({ name, part: affected, whole: installs })

// Those affected, by group. `max` releases are listed.
export function affectedTables({ figures, groups }, max) {
  const [schemas, systems] = fleetGroups(figures).map(({ rows, ...table }) => ({
    ...table,
    rows: rows.map(({ name, installs, parts }) => ({ name, part: parts.at(-1), whole: installs }))
  }))
  const releases = largestFirst(groups.releases.map(affectedRow)).slice(0, max)
  return [
    { title: 'By release', what: 'Release', rows: newestFirst(releases) },
    { ...systems, rows: systems.rows.toSorted((a, b) => shareOf(b) - shareOf(a)) },
    { ...schemas, rows: newestFirst(schemas.rows) }
  ]
}

// All installs by the states of Docker; the rows also have a meaning and a tone.
export const stateTables = ({ figures }) =>
  fleetCharts(figures).map(({ title, rows }) => ({
    title,
    rows: rows.map(({ installs, ...row }) => ({ ...row, part: installs, whole: figures.installs }))
  }))

export const dayTable = ({ groups }) => ({ title: 'By day', rows: groups.days.map(affectedRow) })

// The rows also have a code, or none, and the `count` of all its errors.
export const codeTable = ({ figures }) => ({
  title: 'Error codes',
  rows: fleetCodes(figures)
    .map(({ code, label, installs, count }) => ({
      name: code ?? label,
      code,
      count,
      part: installs,
      whole: figures.installs
    }))
    .sort((a, b) => b.part - a.part)
})

// All tables { title, rows: [{ name, part, whole }] } that have rows.
export function tablesOf(report) {
  const { installs, docker_available_cli_absent: affected } = report.figures
  return [
    { title: AFFECTED, rows: [{ name: 'affected', part: affected, whole: installs }] },
    ...affectedTables(report),
    dayTable(report),
    ...stateTables(report),
    codeTable(report)
  ].filter(({ rows }) => rows.length)
}
