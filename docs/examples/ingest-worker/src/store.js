// store.js: what the Worker writes to D1. Each call is one transaction.

const TIME_MAX_MS = 10_000

// A database that does not respond is treated as one that fails. The write may still happen; the sender then sends
// again, and the same row is written twice.
export function withinTime(work) {
  let timer
  const expired = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('The database did not respond in time.')), TIME_MAX_MS)
  })
  return Promise.race([work, expired]).finally(() => clearTimeout(timer))
}

const KEY = ['anonymous_id', 'day']

// One row per id and day; the later heartbeat replaces the earlier one.
export function heartbeatStatement(db, row) {
  const columns = Object.keys(row)
  const places = columns.map((_, i) => `?${i + 1}`)
  const updates = columns.filter((name) => !KEY.includes(name)).map((name) => `${name} = excluded.${name}`)
  const sql = `INSERT INTO heartbeats (${columns}) VALUES (${places})
    ON CONFLICT (${KEY}) DO UPDATE SET ${updates}`
  return db.prepare(sql).bind(...Object.values(row))
}

// Counts an opt-out beacon. With `deletes`, also deletes all rows of its id.
export function storeOptOut(db, { day, anonymous_id: id }, deletes) {
  const count = db
    .prepare(
      'INSERT INTO opt_outs (day, count) VALUES (?1, 1) ON CONFLICT (day) DO UPDATE SET count = count + 1'
    )
    .bind(day)
  if (!deletes) return count.run()
  return db.batch([count, db.prepare('DELETE FROM heartbeats WHERE anonymous_id = ?1').bind(id)])
}

// Counts a refused payload under each of its rules.
export function countRefusal(db, day, rules) {
  const sql = `INSERT INTO refusals (day, rule, count) SELECT ?1, value, 1 FROM json_each(?2) WHERE TRUE
    ON CONFLICT (day, rule) DO UPDATE SET count = count + 1`
  return db.prepare(sql).bind(day, JSON.stringify(rules)).run()
}
