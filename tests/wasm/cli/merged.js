// merged.js: a report, and its changes, for the tests of mcpx report --merge.
import { loadSync } from '../../../wasm/dist/node.mjs'
import { heartbeat, idOf, rowsOf } from '../fleet.js'
import { cleanHeartbeat, random } from '../heartbeats.js'
import { mcpx } from '../helpers.js'

export const library = loadSync()
export const nothing = { version: library.version, ...library.report([]) }

export const install = (n, fields) => heartbeat({ anonymous_id: idOf(n), ...fields })
export const merge = (input, ...args) => mcpx(['report', '--merge', ...args], { input })
export const mergeIn = (folder, ...args) => mcpx(['report', '--merge', ...args], { cwd: folder })
export const reportOf = (payloads, ...args) =>
  mcpx(['report', '--format', 'json', ...args], { input: rowsOf(payloads) }).stdout

// The report on two installs, one of them with an error code.
export const ONE = reportOf([
  install(1, { diagnostics: { ...heartbeat().diagnostics, error_code_counts_24h: { MCPX_HTTP_401: 3 } } }),
  install(2, { os: 'linux' })
])

// A report with one of its members changed, by the path to it.
export function changed(path, change) {
  const report = JSON.parse(ONE)
  const names = path.split('.')
  const last = names.pop()
  const owner = names.reduce((value, name) => value[name], report)
  owner[last] = change(owner[last])
  return JSON.stringify(report)
}
export const set = (path, value) => changed(path, () => value)

// Random heartbeats of a few installs: each install is in one part.
export function parts(count) {
  const stream = random(7)
  const rows = Array.from({ length: count }, () => [])
  for (let i = 0; i < 400; i++) {
    const n = stream.below(90)
    const payload = {
      ...cleanHeartbeat(stream, { schemaVersion: 1 + stream.below(5) }),
      anonymous_id: idOf(n)
    }
    rows[n % count].push(stream.chance(0.1) ? { ...payload, os: 'other' } : payload)
  }
  rows[0].push({ event: 'telemetry_disabled', anonymous_id: idOf(99) }, '{')
  return rows
}
