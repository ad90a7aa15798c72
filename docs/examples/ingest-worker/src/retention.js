// retention.js: deletes rows that are older than RETENTION_DAYS, in pieces, because D1 limits the time of a query.
import { dayOf } from './row.js'

const DAY_MS = 86_400_000
const ROWS_PER_QUERY = 2000
const QUERIES_MAX = 200 // per run; the next run continues

const DELETE_HEARTBEATS = `DELETE FROM heartbeats WHERE rowid IN
  (SELECT rowid FROM heartbeats WHERE day < ?1 LIMIT ${ROWS_PER_QUERY})`

export async function deleteBefore({ DB, RETENTION_DAYS }, now) {
  const days = Number(RETENTION_DAYS)
  if (!Number.isInteger(days) || days < 1) throw new Error('RETENTION_DAYS must be a positive integer.')
  const first = dayOf(now - days * DAY_MS)
  const counts = ['opt_outs', 'refusals'].map((table) => `DELETE FROM ${table} WHERE day < ?1`)
  await DB.batch(counts.map((sql) => DB.prepare(sql).bind(first)))
  for (let i = 0; i < QUERIES_MAX; i++) {
    const { meta } = await DB.prepare(DELETE_HEARTBEATS).bind(first).run()
    if (!meta.changes) return
  }
}
