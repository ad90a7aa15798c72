// stats.js: GET /v1/stats: the figures of all panels for a period, as docs/dashboard.md describes them.
import { answer, RETRY_LATER } from './answer.js'
import { hasKey } from './key.js'
import { mcpx } from './library.js'
import { isTooFast } from './limit.js'
import { panelsOf, QUERIES } from './panels.js'
import { retentionDays } from './retention.js'
import { filterOf } from './stats_filter.js'
import { withinTime } from './store.js'

const FRESH_MS = 300_000
const KEPT_MAX = 32
const RUNNING_MAX_MS = 120_000

// The latest answers of this isolate: the filter -> { text, choices, time }.
const kept = new Map()

// The answers that this isolate computes now: the filter -> { work, time }.
const running = new Map()

function keep(name, computed) {
  kept.delete(name)
  kept.set(name, computed)
  if (kept.size > KEPT_MAX) kept.delete(kept.keys().next().value)
  return computed
}

// One query after the other, and not as one transaction, so that heartbeats are stored between them.
async function panelsFor(db, { period, values }) {
  const rows = {}
  for (const [name, { sql, filtered }] of Object.entries(QUERIES))
    rows[name] = (
      await db
        .prepare(sql)
        .bind(...period, ...(filtered ? values : []))
        .all()
    ).results
  return panelsOf(rows)
}

const compareNumbers = (a, b) => a - b

// The values that a filter can have.
function choicesOf({ installs }) {
  const names = (grouping) => installs.filter((row) => row.grouping === grouping).map(({ name }) => name)
  return {
    releases: names('release'),
    systems: names('os'),
    schemas: names('schema_version').map(Number).sort(compareNumbers)
  }
}

const unfiltered = ({ period: [from, to] }) => ({
  period: [from, to],
  values: [null, null, null],
  about: { from, to, release: null, os: null, schema: null }
})
const isUnfiltered = ({ values }) => values.every((value) => value === null)

// The choices are those of the whole period, whatever the filter is.
async function compute(env, context, filter, now) {
  const whole = isUnfiltered(filter) ? null : await answerFor(env, context, unfiltered(filter), now)
  const panels = await panelsFor(env.DB, filter)
  const choices = whole?.choices ?? choicesOf(panels)
  const about = {
    generated_at: new Date(now).toISOString(),
    newest_schema: mcpx.schemaVersion,
    retention_days: retentionDays(env),
    ...filter.about
  }
  return { text: JSON.stringify({ ...about, choices, panels }), choices, time: now }
}

// Starts to compute an answer. It goes on when no request waits for it any more, so the next one finds it.
function start(env, context, filter, name, now) {
  const work = compute(env, context, filter, now).then((computed) => keep(name, computed))
  const entry = { work, time: now }
  running.set(name, entry)
  const end = () => running.get(name) === entry && running.delete(name)
  context.waitUntil(work.then(end, end))
  return work
}

// An answer that is kept, or that another request waits for, is not computed again.
async function answerFor(env, context, filter, now) {
  const name = JSON.stringify(filter)
  const found = kept.get(name)
  if (found && now - found.time < FRESH_MS) return found
  const started = running.get(name)
  if (started && now - started.time < RUNNING_MAX_MS) return started.work
  return start(env, context, filter, name, now)
}

function respond({ text, time }, now) {
  const seconds = Math.ceil((time + FRESH_MS - now) / 1000)
  return answer(200, { 'cache-control': `private, max-age=${seconds}`, vary: 'authorization' }, text)
}

export async function readStats(request, env, context) {
  // Before the key is compared, so that keys cannot be tried out.
  if (await isTooFast(env.STATS_LIMITER, request)) return answer(429, RETRY_LATER)
  if (!(await hasKey(request, env.STATS_KEY))) return answer(401, { 'www-authenticate': 'Bearer' })
  const now = Date.now()
  const { filter, problem } = filterOf(new URL(request.url).searchParams, now)
  if (problem) return answer(400, {}, problem)
  try {
    return respond(await withinTime(answerFor(env, context, filter, now)), now)
  } catch {
    console.error('The figures could not be read.')
    return answer(503, RETRY_LATER)
  }
}
