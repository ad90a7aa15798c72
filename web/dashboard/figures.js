// figures.js: rows of heartbeats -> the panels of GET /v1/stats. The Worker computes them from its queries; here they are
// computed for sample data, and tests compare both.

import { MACHINES_MIN } from './hidden.js'

const machineOf = ({ machine_id: machine, anonymous_id: id }) => machine ?? id

function groupBy(rows, nameOf) {
  const groups = new Map()
  for (const row of rows) {
    const name = nameOf(row)
    const group = groups.get(name)
    if (group) group.push(row)
    else groups.set(name, [row])
  }
  return [...groups]
}

// The last row of each group. Rows are in the order of days.
const lastOf = (rows, keyOf) => [...new Map(rows.map((row) => [keyOf(row), row])).values()]

// The groups { grouping, name, rows } of a panel.
function groupsOf(rowsBy) {
  return Object.entries(rowsBy).flatMap(([grouping, { rows, nameOf }]) =>
    groupBy(rows, nameOf).map(([name, members]) => ({ grouping, name: String(name), rows: members }))
  )
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

const inOrder = (figures) =>
  figures.sort(
    (a, b) => compare(a.grouping, b.grouping) || compare(a.name, b.name) || compare(a.state, b.state)
  )

// Counts the installs and machines of each group and state.
function count(groups, stateOf) {
  const figures = groups.flatMap(({ grouping, name, rows }) =>
    groupBy(rows, stateOf).map(([state, members]) => ({
      grouping,
      name,
      state,
      installs: new Set(members.map(({ anonymous_id: id }) => id)).size,
      machines: new Set(members.map(machineOf)).size,
      members
    }))
  )
  return inOrder(figures.filter(({ machines }) => machines >= MACHINES_MIN))
}

const withoutMembers = ({ members, ...figures }) => figures
const withCount = ({ members, ...figures }) => ({
  ...figures,
  count: members.reduce((sum, { count: times }) => sum + times, 0)
})

const groupings = (days, installs, releases) => ({
  all: { rows: installs, nameOf: () => 'all' },
  day: { rows: days, nameOf: ({ day }) => day },
  os: { rows: installs, nameOf: ({ os }) => os },
  release: { rows: releases, nameOf: ({ release }) => release },
  schema_version: { rows: installs, nameOf: ({ schema_version: version }) => version }
})

const isAffected = ({ docker, cli_source: source }) => docker === 'on' && source === 'absent'

// The codes of all rows. An install with and without a machine id is one machine.
function occurrencesOf(days) {
  const withCodes = days.filter(({ codes }) => codes)
  const machines = new Map()
  for (const { anonymous_id: id, machine_id: machine } of withCodes)
    if (machine && machine > (machines.get(id) ?? '')) machines.set(id, machine)
  return withCodes.flatMap(({ codes, ...row }) =>
    Object.entries(codes).map(([code, times]) => ({
      ...row,
      machine_id: machines.get(row.anonymous_id) ?? null,
      code,
      count: times
    }))
  )
}

export function panelsOf(rows, { from, to, release, os, schema }) {
  const days = rows
    .filter((row) => row.day >= from && row.day <= to)
    .filter((row) => (!release || row.release === release) && (!os || row.os === os))
    .filter((row) => !schema || row.schema_version === schema)
    .sort((a, b) => compare(a.day, b.day))
  const installs = lastOf(days, ({ anonymous_id: id }) => id)
  const releases = lastOf(days, (row) => `${row.anonymous_id} ${row.release}`)
  const groups = groupsOf(groupings(days, installs, releases))
  const affected = groups.map((group) => ({ ...group, rows: group.rows.filter(isAffected) }))
  const occurrences = occurrencesOf(days)
  const perDay = groups.filter(({ grouping }) => grouping === 'day')
  const panel = (list, stateOf) => count(list, stateOf).map(withoutMembers)
  return {
    installs: panel(groups, () => 'all'),
    isolation: panel(groups, (row) => row.isolation),
    cli_source: panel(groups, (row) => row.cli_source),
    command_missing: panel(affected, () => 'affected'),
    codes: count(groupsOf(groupings(occurrences, occurrences, occurrences)), ({ code }) => code).map(
      withCount
    ),
    releases: panel(perDay, (row) => row.release),
    systems: panel(perDay, (row) => row.os)
  }
}
