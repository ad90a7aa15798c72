// panels.js: the queries of the statistics, and their rows -> the panels. `filtered` queries take a release, a system
// and a schema version as well.
import codes from '../sql/panels/codes.sql'
import days from '../sql/panels/days.sql'
import optOuts from '../sql/panels/opt_outs.sql'
import period from '../sql/panels/period.sql'
import refusals from '../sql/panels/refusals.sql'

export const QUERIES = {
  days: { sql: days, filtered: true },
  period: { sql: period, filtered: true },
  codes: { sql: codes, filtered: true },
  opt_outs: { sql: optOuts, filtered: false },
  refusals: { sql: refusals, filtered: false }
}

// Smaller groups are not shown. codes.sql has the same limit.
const MACHINES_MIN = 5

// The panels that are made of the queries `days` and `period`: an install -> its state, or null where it does not count.
const STATES = {
  installs: () => 'all',
  isolation: ({ isolation }) => isolation,
  cli_source: ({ source }) => source,
  command_missing: ({ docker, source }) => (docker === 'on' && source === 'absent' ? 'affected' : null)
}
const STATES_OF_DAYS = { ...STATES, releases: ({ release }) => release, systems: ({ os }) => os }

// A row -> the groups that its installs belong to: [grouping, an install -> the name of its group].
function groupingsOf({ grouping, name }) {
  const groupings = [[grouping, () => name]]
  if (grouping !== 'all') return groupings
  return [...groupings, ['os', ({ os }) => os], ['schema_version', ({ schema }) => String(schema)]]
}

const readInstalls = (text) =>
  JSON.parse(text).map(([schema, release, os, isolation, docker, source]) => ({
    ...{ schema, release, os, isolation, docker, source }
  }))

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

// Counts installs and machines of groups and states.
function counter() {
  const figures = new Map()

  // `machines` machines have these installs each. A machine counts once in a group and state.
  function add(grouping, installs, machines, nameOf, stateOf) {
    const counted = new Set()
    for (const install of installs) {
      const state = stateOf(install)
      if (state === null) continue
      const name = nameOf(install)
      const key = `${grouping} ${name} ${state}`
      const figure = figures.get(key) ?? { grouping, name, state, installs: 0, machines: 0 }
      figures.set(key, figure)
      figure.installs += machines
      if (!counted.has(key)) figure.machines += machines
      counted.add(key)
    }
  }

  const rows = () =>
    [...figures.values()]
      .filter(({ machines }) => machines >= MACHINES_MIN)
      .sort((a, b) => compare(a.grouping, b.grouping) || compare(a.name, b.name) || compare(a.state, b.state))
  return { add, rows }
}

// The rows of all queries -> the rows of each panel.
export function panelsOf({ days, period, ...panels }) {
  const counters = Object.fromEntries(Object.keys(STATES_OF_DAYS).map((panel) => [panel, counter()]))
  for (const row of [...days, ...period]) {
    const installs = readInstalls(row.installs)
    for (const [panel, stateOf] of Object.entries(row.grouping === 'day' ? STATES_OF_DAYS : STATES))
      for (const [grouping, nameOf] of groupingsOf(row))
        counters[panel].add(grouping, installs, row.machines, nameOf, stateOf)
  }
  const counted = Object.entries(counters).map(([panel, { rows }]) => [panel, rows()])
  return { ...Object.fromEntries(counted), ...panels }
}
