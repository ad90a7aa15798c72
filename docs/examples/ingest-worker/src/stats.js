// stats.js: GET /v1/stats: the figures of all panels for a period, as docs/dashboard.md describes them.
import choices from '../sql/panels/installs.sql'
import { answer, RETRY_LATER } from './answer.js'
import { hasKey } from './key.js'
import { mcpx } from './library.js'
import { isTooFast } from './limit.js'
import { PANELS } from './panels.js'
import { filterOf } from './stats_filter.js'
import { withinTime } from './store.js'

const FRESH_MS = 300_000
const KEPT_MAX = 32

// The latest answers of this isolate: the filter -> { text, time }.
const kept = new Map()

function recall(name, now) {
  const found = kept.get(name)
  return found && now - found.time < FRESH_MS ? found.text : null
}

function keep(name, text, now) {
  kept.delete(name)
  kept.set(name, { text, time: now })
  if (kept.size > KEPT_MAX) kept.delete(kept.keys().next().value)
}

// The values that a filter can have: those of the whole period, whatever the other filters are.
function choicesOf(rows) {
  const names = (grouping) => rows.filter((row) => row.grouping === grouping).map(({ name }) => name)
  return { releases: names('release'), systems: names('os'), schemas: names('schema_version').map(Number) }
}

const ALL = [null, null, null]

async function query(db, { period, values }) {
  const statements = Object.values(PANELS).map(({ sql, filtered }) =>
    db.prepare(sql).bind(...period, ...(filtered ? values : []))
  )
  const answers = await db.batch([...statements, db.prepare(choices).bind(...period, ...ALL)])
  const rows = answers.map(({ results }) => results)
  const panels = Object.fromEntries(Object.keys(PANELS).map((name, i) => [name, rows[i]]))
  return { choices: choicesOf(rows.at(-1)), panels }
}

export async function readStats(request, env) {
  // Before the key is compared, so that keys cannot be tried out.
  if (await isTooFast(env.STATS_LIMITER, request)) return answer(429, RETRY_LATER)
  if (!(await hasKey(request, env.STATS_KEY))) return answer(401, { 'www-authenticate': 'Bearer' })
  const now = Date.now()
  const { filter, problem } = filterOf(new URL(request.url).searchParams, now)
  if (problem) return answer(400, {}, problem)
  const name = JSON.stringify(filter)
  const headers = { 'cache-control': `private, max-age=${FRESH_MS / 1000}`, vary: 'authorization' }
  const recalled = recall(name, now)
  if (recalled) return answer(200, headers, recalled)
  let figures
  try {
    figures = await withinTime(query(env.DB, filter))
  } catch {
    console.error('The figures could not be read.')
    return answer(503, RETRY_LATER)
  }
  const about = {
    generated_at: new Date(now).toISOString(),
    newest_schema: mcpx.schemaVersion,
    ...filter.about
  }
  const text = JSON.stringify({ ...about, ...figures })
  keep(name, text, now)
  return answer(200, headers, text)
}
