// sample.js: the rows of an invented fleet, the same for the same numbers. They have the columns of the Worker's table
// heartbeats, without payloads.
import { addDays } from './days.js'

const SYSTEMS = { darwin: 45, windows: 30, linux: 24, freebsd: 1 }
const SOURCES = { path: 60, bundled: 12, login_shell: 14, absent: 14 }
// The share of installs that have each error now and then.
const CODES = {
  MCPX_STDIO_SPAWN_ENOENT: 0.06,
  MCPX_OAUTH_REFRESH_EXPIRED: 0.05,
  MCPX_HTTP_401: 0.04,
  MCPX_STDIO_HANDSHAKE_TIMEOUT: 0.03,
  MCPX_DOCKER_EXEC_NOT_FOUND: 0.02,
  MCPX_DOCKER_OCI_RUNTIME: 0.015
}
const CLI_NOT_FOUND = 'MCPX_DOCKER_CLI_NOT_FOUND'

// The releases, each with its schema version and the share of the period after which installs begin to update to it.
// At the start, a part of the installs has the first, the others have the second.
const RELEASES = [
  { release: 'v0.29.4', schema: 4, from: 0 },
  { release: 'v0.30.2', schema: 5, from: 0 },
  { release: 'v0.31.0', schema: 5, from: 0.45 },
  { release: 'v0.47.0', schema: 6, from: 0.75 }
]
// From this release on, the docker command is found on the search path only.
const BROKEN_FROM = 3

// A random stream (splitmix32).
function random(seed) {
  let state = seed | 0
  const unit = () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
  const below = (limit) => Math.floor(unit() * limit)
  const hex = (length) => Array.from({ length }, () => below(16).toString(16)).join('')
  const chance = (share) => unit() < share
  const pick = (weights) => {
    let rest = unit() * Object.values(weights).reduce((sum, weight) => sum + weight)
    return Object.keys(weights).find((name) => {
      rest -= weights[name]
      return rest < 0
    })
  }
  return { unit, below, hex, chance, pick }
}

function install(draw) {
  // A random UUID (version 4).
  const variant = '89ab'[draw.below(4)]
  const uuid = `${draw.hex(8)}-${draw.hex(4)}-4${draw.hex(3)}-${variant}${draw.hex(3)}-${draw.hex(12)}`
  return {
    anonymous_id: uuid,
    machine_id: draw.hex(64),
    os: draw.pick(SYSTEMS),
    isolation: draw.chance(0.35) ? 'on' : 'off',
    docker: draw.chance(0.6) ? 'on' : 'off',
    cli_source: draw.pick(SOURCES),
    codes: Object.keys(CODES).filter((code) => draw.chance(CODES[code])),
    patience: draw.unit(), // how late the install updates
    start: draw.below(2) ? draw.unit() * 0.6 : 0, // the share of the period before its first heartbeat
    diligence: 0.5 + draw.unit() / 2 // the share of days on which it sends a heartbeat
  }
}

// The index of the release that an install runs after this share of the period.
function releaseAt({ patience }, share) {
  const updated = RELEASES.findLastIndex(({ from }) => from > 0 && share > from + patience * 0.8)
  return updated >= 0 ? updated : Number(patience < 0.7)
}

function codesOf(draw, codes, isAffected) {
  const counts = codes.filter(() => draw.chance(0.4)).map((code) => [code, 1 + draw.below(9)])
  if (isAffected && draw.chance(0.7)) counts.push([CLI_NOT_FOUND, 1 + draw.below(20)])
  return counts.length ? Object.fromEntries(counts) : null
}

function row(draw, one, day, share) {
  const index = releaseAt(one, share)
  const { release, schema } = RELEASES[index]
  const isNew = schema >= 5
  const lost = index >= BROKEN_FROM && one.cli_source !== 'path'
  const source = isNew ? (lost ? 'absent' : one.cli_source) : 'unknown'
  return {
    day,
    anonymous_id: one.anonymous_id,
    machine_id: schema >= 6 ? one.machine_id : null,
    schema_version: schema,
    release,
    os: one.os,
    isolation: isNew ? one.isolation : 'unknown',
    docker: one.docker,
    cli_source: source,
    codes: codesOf(draw, one.codes, isNew && one.docker === 'on' && source === 'absent')
  }
}

// `last` is the last day of the period, as 2026-05-11.
export function sampleRows({ installs = 400, days = 30, last, seed = 1 }) {
  const draw = random(seed)
  const fleet = Array.from({ length: installs }, () => install(draw))
  // Some machines have a second install.
  for (let i = 1; i < installs; i += 10) fleet[i].machine_id = fleet[i - 1].machine_id
  return Array.from({ length: days }, (_, i) => {
    const day = addDays(last, i + 1 - days)
    const share = i / days
    const active = fleet.filter(({ start, diligence }) => share >= start && draw.chance(diligence))
    return active.map((one) => row(draw, one, day, share))
  }).flat()
}
