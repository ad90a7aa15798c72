// source.js: where the figures come from: GET /v1/stats of the Worker, or an invented fleet.
import { addDays, dayOf, periodOf } from './days.js'

const SAMPLE = { installs: 600, days: 90, last: '2026-05-30' }
const SAMPLE_OPT_OUTS = [3, 2, 4, 1, 0, 2, 3]
const SAMPLE_REFUSALS = { home_path: 41, json_unexpected_end: 15, host_name: 7, outside_closed_set: 23 }

export class WrongKey extends Error {}
export class Unavailable extends Error {
  constructor(status) {
    super()
    this.status = status
  }
}

// The parameters of the address: what is set, and the period.
function parametersOf({ days, ...filter }) {
  const set = Object.entries(filter).filter(([, value]) => value)
  return new URLSearchParams({ ...periodOf(days, dayOf(Date.now())), ...Object.fromEntries(set) })
}

// A header cannot have every letter.
function headersOf(key) {
  try {
    return new Headers(key ? { authorization: `Bearer ${key}` } : {})
  } catch {
    throw new WrongKey()
  }
}

// A 200 can be the page of a proxy.
async function readStats(response) {
  const stats = await response.json().catch(() => null)
  if (!stats?.choices || !stats.panels?.installs || !stats.panels.refusals) throw new Unavailable()
  return stats
}

function live(address) {
  return async (filter, { key, signal }) => {
    const headers = headersOf(key)
    const response = await fetch(`${address}?${parametersOf(filter)}`, { headers, signal }).catch((error) => {
      throw signal.aborted ? error : new Unavailable()
    })
    if (response.status === 401) throw new WrongKey()
    if (!response.ok) throw new Unavailable(response.status)
    return readStats(response)
  }
}

// The rows are made once, when they are first needed.
function sample() {
  let rows
  return async ({ days, release, os, schema }) => {
    const [{ sampleRows }, { panelsOf }] = await Promise.all([import('./sample.js'), import('./figures.js')])
    rows ??= sampleRows(SAMPLE)
    const period = periodOf(days, SAMPLE.last)
    const names = (panels, grouping) =>
      panels.installs.filter((row) => row.grouping === grouping).map(({ name }) => name)
    const all = panelsOf(rows, period)
    const perDay = names(all, 'day').map((name, i) => ({
      ...{ grouping: 'day', name, state: 'all', count: SAMPLE_OPT_OUTS[i % SAMPLE_OPT_OUTS.length] }
    }))
    const refusals = Object.entries(SAMPLE_REFUSALS).map(([state, count]) => ({
      ...{ grouping: 'all', name: 'all', state, count }
    }))
    return {
      ...{ generated_at: `${addDays(SAMPLE.last, 1)}T06:00:00Z`, newest_schema: 8, ...period },
      choices: {
        releases: names(all, 'release'),
        systems: names(all, 'os'),
        schemas: names(all, 'schema_version').map(Number)
      },
      panels: {
        ...panelsOf(rows, { ...period, release, os, schema: schema && Number(schema) }),
        opt_outs: perDay,
        refusals
      }
    }
  }
}

// { isSample, read(filter, { key, signal }) }. read() rejects with WrongKey or Unavailable.
export const openSource = (address) =>
  address === 'sample' ? { isSample: true, read: sample() } : { isSample: false, read: live(address) }
