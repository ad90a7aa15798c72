// fleet.js: heartbeats for the tests of the command, derived from the example of the README.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inTemporaryFolder, readText } from './helpers.js'

// The example without its mistakes, and with these fields.
export function heartbeat(fields = {}, flags = {}) {
  const { config_file, ...base } = JSON.parse(readText('docs/examples/heartbeat.json'))
  const feature_flags = { ...base.feature_flags, docker_cli_source: 'path', ...flags }
  return { ...base, connected_server_count: 4, feature_flags, ...fields }
}

// Payloads without findings, with a warning, and with an error.
export const GOOD = heartbeat()
export const WARN = heartbeat({ connected_server_count: 5 })
export const BAD = heartbeat({ edition: 'persnal' })

// The anonymous id of the nth install.
export const idOf = (n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

export const rowsOf = (payloads) =>
  payloads.map((payload) => `${typeof payload === 'string' ? payload : JSON.stringify(payload)}\n`).join('')

// Call `work(folder)` with a folder that contains these files { name: content }.
export const withFiles = (files, work) =>
  inTemporaryFolder((folder) => {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    return work(folder)
  })
