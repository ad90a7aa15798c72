// text/summary.js: a heartbeat -> what it tells, in plain words.
import { SOURCE_MEANINGS } from '../../wasm/shared/fleet.js'
import { SYSTEM_NAMES } from '../../wasm/shared/words.js'
import { counted } from './numbers.js'

export const SYSTEMS = { ...SYSTEM_NAMES, darwin: 'macOS', freebsd: 'FreeBSD' }

const TIME = /T\d\d:.*/

// A value in words: the day of a time, the sum of counts.
function inWords(value) {
  if (value === null || typeof value !== 'object') return SYSTEMS[value] ?? String(value).replace(TIME, '')
  return Object.values(value).reduce((total, n) => total + (Number(n) || 0), 0)
}

// The first of the texts whose {fields} the payload has, with their values.
function filled(texts, fields) {
  const text = texts.find((one) =>
    [...one.matchAll(/{(\w+)}/g)].every(([, name]) => (fields[name] ?? null) !== null)
  )
  return text?.replace(/{(\w+)}/g, (_, name) => inWords(fields[name]))
}

function errors({ diagnostics, error_code_counts_24h: own }, titleOf) {
  const counts = Object.entries(diagnostics?.error_code_counts_24h ?? own ?? {})
  return counts.map(([code, times]) => `${titleOf(code)} (${counted(times, 'time')})`).join(', ')
}

// [[title, text]] of a valid heartbeat. `rows`: [[title, texts]] of content.json; titleOf(code) names an error.
export function summaryOf(source, rows, titleOf) {
  const payload = JSON.parse(source)
  const { docker_available: runs, docker_cli_source: place } = payload.feature_flags ?? {}
  const fields = {
    ...payload,
    errors: errors(payload, titleOf) || null,
    // Conditions without a text.
    docker: runs ? '' : null,
    stopped: runs === false ? '' : null,
    command: SOURCE_MEANINGS[place]
  }
  return rows.map(([title, texts]) => [title, filled(texts, fields)]).filter(([, text]) => text)
}
