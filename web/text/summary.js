// text/summary.js: a heartbeat -> what it tells, in plain words.
import { SOURCE_MEANINGS } from '../../wasm/shared/fleet.js'
import { SYSTEM_NAMES } from '../../wasm/shared/words.js'
import { counted } from './numbers.js'

const SYSTEMS = { ...SYSTEM_NAMES, darwin: 'macOS' }

const day = (time) => time?.slice(0, 10)
const sum = (counts = {}) => Object.values(counts).reduce((total, n) => total + (Number(n) || 0), 0)

function install({ anonymous_id_created_at: created }) {
  const since = created ? `, created on ${day(created)}` : ''
  return `A random id${since}. It is replaced every year, and says nothing about you.`
}

function release({ version, previous_version: before }) {
  return before ? `${version}, updated from ${before}` : version
}

function servers({ server_count: all, connected_server_count: connected, tool_count: tools }) {
  return `${counted(all, 'server')}, ${connected} connected, ${counted(tools, 'tool')}. No names, no addresses.`
}

function use({ surface_requests: requests, upstream_tool_call_count_bucket: calls }) {
  if (!requests) return null
  return `${counted(sum(requests), 'request')}, ${calls ?? 'no'} tool calls. No tool names, no content.`
}

function errors({ diagnostics, error_code_counts_24h: own }, titleOf) {
  const counts = Object.entries(diagnostics?.error_code_counts_24h ?? own ?? {})
  if (!counts.length) return 'None'
  return counts.map(([code, times]) => `${titleOf(code)} (${counted(times, 'time')})`).join(', ')
}

function docker({ feature_flags: flags }) {
  if (!flags || !('docker_available' in flags)) return null
  if (!flags.docker_available) return 'Does not run.'
  const { docker_cli_source: source } = flags
  return `Runs.${source ? ` The docker command is ${SOURCE_MEANINGS[source]}.` : ''}`
}

const ROWS = [
  ['This install', install],
  ['Computer', ({ os, arch }) => `${SYSTEMS[os] ?? os} on ${arch}. No host name, no user name, no address.`],
  ['Release', release],
  ['Servers', servers],
  ['Use', use],
  ['Errors', errors],
  ['Docker', docker]
]

// [[what, words]] of a valid heartbeat; `titleOf(code)` names an error.
export function summaryOf(text, titleOf) {
  const payload = JSON.parse(text)
  return ROWS.map(([what, words]) => [what, words(payload, titleOf)]).filter(([, words]) => words)
}
