// retention.js: deletes rows that are older than RETENTION_DAYS, in pieces, because D1 limits the time of a query.
import { dayOf } from './row.js'

const DAY_MS = 86_400_000
const ROWS_PER_QUERY = 2000
const QUERIES_MAX = 200 // per run; the next run continues

const DELETE_HEARTBEATS = `DELETE FROM heartbeats WHERE rowid IN
  (SELECT rowid FROM heartbeats WHERE day < ?1 LIMIT ${ROWS_PER_QUERY})`

// null if the setting is wrong.
export function retentionDays({ RETENTION_DAYS }) {
  const days = Number(RETENTION_DAYS)
  return Number.isInteger(days) && days >= 1 ? days : null
}

export async function deleteBefore(env, now) {
  const { DB } = env
  const days = retentionDays(env)
  if (days === null) throw new Error('RETENTION_DAYS must be a positive integer.')
  const first = dayOf(now - days * DAY_MS)
  const counts = ['opt_outs', 'refusals'].map((table) => `DELETE FROM ${table} WHERE day < ?1`)
  await DB.batch(counts.map((sql) => DB.prepare(sql).bind(first)))
  for (let i = 0; i < QUERIES_MAX; i++) {
    const { meta } = await DB.prepare(DELETE_HEARTBEATS).bind(first).run()
    if (!meta.changes) return
  }
}
