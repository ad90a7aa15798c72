// fleet.js: the figures of a fleet (mcpx.report) -> titles and rows. The command draws them as text, the page as
// tables and bars.

const DOCKER_CODE = /^MCPX_DOCKER_/

export const ratio = (part, whole) => (whole ? part / whole : 0)

// "12.5%". A share above zero is never shown as zero.
export function percent(share) {
  const text = (100 * share).toFixed(1)
  return `${share > 0 && text === '0.0' ? '<0.1' : text}%`
}

// What was counted, as [label, count]; counts that are usually 0 are listed only if they are not.
export function fleetTotals(figures) {
  const { payloads, heartbeats, installs, with_errors } = figures
  const rare = [
    ['Opt-out beacons', figures.opt_out_beacons],
    ['Other payloads', figures.neither],
    ['Repeated heartbeats (counted once)', figures.repeated],
    ['Heartbeats not counted (too many installs)', figures.not_counted]
  ]
  return [
    ['Payloads', payloads],
    ['Heartbeats', heartbeats],
    ['Installs', installs],
    ['Payloads with errors', with_errors],
    ...rare.filter(([, count]) => count)
  ]
}

// What the states of a chart mean, if their names do not say it.
const DAEMON_MEANINGS = { on: 'answers', off: 'does not answer' }
export const SOURCE_MEANINGS = {
  path: 'on the search path',
  bundled: 'shipped with the proxy',
  login_shell: 'known only to the login shell',
  absent: 'not found'
}
const TONES = { on: 'good', absent: 'bad', unknown: 'unknown' }

const stateRows = (counts, meanings = {}) =>
  Object.entries(counts).map(([name, installs]) => ({
    name,
    meaning: meanings[name],
    installs,
    tone: TONES[name]
  }))

// The charts { title, rows: [{ name, meaning, installs, tone }] }. Each row is a part of all installs.
export const fleetCharts = (figures) => [
  { title: 'Docker isolation', rows: stateRows(figures.docker_isolation_enabled) },
  { title: 'Docker daemon', rows: stateRows(figures.docker_available, DAEMON_MEANINGS) },
  { title: 'Source of the docker command', rows: stateRows(figures.docker_cli_source, SOURCE_MEANINGS) }
]

// The installs with the problem that the report is read for first.
export const AFFECTED = 'Docker running, docker command missing'

// The rows { code, label, installs, count, isDocker } of the error codes: Docker's first, then the most frequent.
export function fleetCodes({ codes }) {
  const rows = codes.map(({ code, installs, count }) => ({
    code,
    label: code ?? 'Codes outside the catalog',
    installs,
    count,
    isDocker: DOCKER_CODE.test(code)
  }))
  return rows.sort(
    (a, b) => b.isDocker - a.isDocker || b.installs - a.installs || (a.label < b.label ? -1 : 1)
  )
}

// The rows { name, installs, parts } of groups { name: figures }.
export const groupRows = (byName) =>
  Object.entries(byName).map(([name, figures]) => ({
    name,
    installs: figures.installs,
    parts: [
      figures.docker_isolation_enabled.on,
      figures.docker_cli_source.absent,
      figures.docker_available_cli_absent
    ]
  }))

export const GROUP_COLUMNS = ['Isolation on', 'Command missing', 'Affected']

// The tables { title, what, rows: [{ name, installs, parts }] }: per group its installs, and how many of them are in
// each of GROUP_COLUMNS.
export const fleetGroups = ({ by_schema_version, by_os }) => [
  { title: 'By schema version', what: 'Version', rows: groupRows(by_schema_version) },
  { title: 'By operating system', what: 'System', rows: groupRows(by_os) }
]

export const NO_HEARTBEATS = 'There are no heartbeats to count.'
