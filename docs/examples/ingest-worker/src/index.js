// index.js: the ingestion Worker. POST /v1/heartbeat takes telemetry payloads, GET /v1/stats returns the dashboard's
// figures, and a cron trigger deletes what is older than RETENTION_DAYS.
import { answer } from './answer.js'
import { takePayload } from './heartbeat.js'
import { deleteBefore } from './retention.js'
import { readStats } from './stats.js'

const ROUTES = {
  '/v1/heartbeat': { POST: takePayload },
  '/v1/stats': { GET: readStats }
}

export default {
  async fetch(request, env, context) {
    const methods = ROUTES[new URL(request.url).pathname]
    if (!methods) return answer(404)
    if (!Object.hasOwn(methods, request.method))
      return answer(405, { allow: Object.keys(methods).join(', ') })
    try {
      return await methods[request.method](request, env, context)
    } catch {
      // The error may contain text of the request, so it is not logged.
      console.error('The request failed unexpectedly.')
      return answer(500)
    }
  },

  async scheduled(event, env) {
    await deleteBefore(env, event.scheduledTime)
  }
}
