// row.js: the text of an accepted payload -> its row. A payload of a newer schema may have any text in a field. The
// columns have only values that are known; the others become "other" or "unknown".
import { CLI_SOURCES, SYSTEMS } from './library.js'

const MACHINE_ID = /^[0-9a-f]{64}$/
const RELEASE = /^v?(\d{1,4}\.\d{1,4}\.\d{1,4}(?:-(?:rc|beta|alpha)\.?\d{0,3})?)$/
const CODE = /^MCPX_[A-Z0-9_]{1,64}$/
const CODES_MAX = 64

// Later versions count as this one. A filter takes the same versions.
export const SCHEMA_MAX = 999_999_999
export const UNKNOWN = 'unknown'
export const OTHER = 'other'

// The day in UTC, as 2026-05-11.
export const dayOf = (milliseconds) => new Date(milliseconds).toISOString().slice(0, 10)

const matches = (pattern, value) => typeof value === 'string' && pattern.test(value)
const stateOf = (value) => (typeof value === 'boolean' ? (value ? 'on' : 'off') : UNKNOWN)

// v0.31.2 and 0.31.2 are one release, and builds without a number are one. null for any other text.
export function releaseName(version) {
  if (version === 'dev') return version
  const number = RELEASE.exec(version)?.[1]
  return number ? `v${number}` : null
}

const nameOf = (value, name) => (typeof value === 'string' ? (name(value) ?? OTHER) : UNKNOWN)
const systemName = (os) => SYSTEMS.find((name) => name === os)

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
  const id = payload.anonymous_id.toLowerCase()
  const machine = matches(MACHINE_ID, payload.machine_id) ? payload.machine_id : null
  return {
    anonymous_id: id,
    day: dayOf(now),
    kind,
    machine_id: machine,
    machine: machine ?? id,
    schema_version: Math.min(payload.schema_version ?? 1, SCHEMA_MAX),
    release: nameOf(payload.version, releaseName),
    os: nameOf(payload.os, systemName),
    isolation: stateOf(flags.docker_isolation_enabled),
    docker: stateOf(flags.docker_available),
    cli_source: CLI_SOURCES.includes(flags.docker_cli_source) ? flags.docker_cli_source : UNKNOWN,
    codes: codesOf(payload.diagnostics),
    payload: text
  }
}
