// row.js: the text of an accepted payload -> its row. A payload of a newer schema may have any value in a field, so
// values that the panels do not know become "unknown".
import { CLI_SOURCES } from './library.js'

const MACHINE_ID = /^[0-9a-f]{64}$/
const SYSTEM = /^[a-z0-9]{1,16}$/
const RELEASE = /^v?([0-9][0-9A-Za-z.+-]{0,63})$/
const CODE = /^MCPX_[A-Z0-9_]{1,64}$/
const CODES_MAX = 64
const UNKNOWN = 'unknown'

// The day in UTC, as 2026-05-11.
export const dayOf = (milliseconds) => new Date(milliseconds).toISOString().slice(0, 10)

const matches = (pattern, value) => typeof value === 'string' && pattern.test(value)
const stateOf = (value) => (typeof value === 'boolean' ? (value ? 'on' : 'off') : UNKNOWN)

// v0.31.2 and 0.31.2 are one release. "dev" has no number.
function releaseOf(version) {
  return matches(RELEASE, version) ? `v${version.match(RELEASE)[1]}` : version === 'dev' ? 'dev' : UNKNOWN
}

function codesOf(diagnostics) {
  const isCount = (count) => Number.isSafeInteger(count) && count > 0
  const counts = Object.entries(diagnostics?.error_code_counts_24h ?? {}).filter(
    ([code, count]) => CODE.test(code) && isCount(count)
  )
  return counts.length ? JSON.stringify(Object.fromEntries(counts.slice(0, CODES_MAX))) : null
}

export function rowOf(text, kind, now) {
  const payload = JSON.parse(text)
  const flags = payload.feature_flags ?? {}
  return {
    anonymous_id: payload.anonymous_id.toLowerCase(),
    day: dayOf(now),
    kind,
    machine_id: matches(MACHINE_ID, payload.machine_id) ? payload.machine_id : null,
    schema_version: payload.schema_version ?? 1,
    release: releaseOf(payload.version),
    os: matches(SYSTEM, payload.os) ? payload.os : UNKNOWN,
    isolation: stateOf(flags.docker_isolation_enabled),
    docker: stateOf(flags.docker_available),
    cli_source: CLI_SOURCES.includes(flags.docker_cli_source) ? flags.docker_cli_source : UNKNOWN,
    codes: codesOf(payload.diagnostics),
    payload: text
  }
}
