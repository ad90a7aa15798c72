// control.js: beside the ingestion Worker, with the same database: the cron trigger, and what else the tests need.
import worker from '../../../docs/examples/ingest-worker/src/index.js'
import { rowOf } from '../../../docs/examples/ingest-worker/src/row.js'
import { heartbeatStatement } from '../../../docs/examples/ingest-worker/src/store.js'

const CALLS = {
  query: (env, queries) =>
    env.DB.batch(queries.map(({ sql, params = [] }) => env.DB.prepare(sql).bind(...params))),
  // Stores payloads as if they had arrived on given days.
  store: (env, payloads) =>
    env.DB.batch(
      payloads.map(({ text, day }) => heartbeatStatement(env.DB, rowOf(text, 'heartbeat', Date.parse(day))))
    ),
  scheduled: (env, scheduledTime) => worker.scheduled({ scheduledTime }, env)
}

export default {
  async fetch(request, env) {
    const { call, value } = await request.json()
    try {
      return Response.json((await CALLS[call](env, value)) ?? null)
    } catch (error) {
      return Response.json({ error: error.message }, { status: 500 })
    }
  }
}
