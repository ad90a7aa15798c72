// heartbeat.js: POST /v1/heartbeat: a payload -> a row, or the findings for which it is refused.
import { answer, RETRY_LATER } from './answer.js'
import { readBody } from './body.js'
import { mcpx } from './library.js'
import { isTooFast } from './limit.js'
import { dayOf, rowOf } from './row.js'
import { countRefusal, heartbeatStatement, storeOptOut, withinTime } from './store.js'

const FINDINGS_MAX = 20

const decoder = new TextDecoder()

// Findings have no text of the payload. Its kind and schema version stay out of the answer for the same reason.
function refuse(findings, env, context) {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const rules = [...new Set(errors.map(({ rule }) => rule))]
  // Whether the refusal could be counted makes no difference to the sender.
  context.waitUntil(withinTime(countRefusal(env.DB, dayOf(Date.now()), rules)).catch(() => {}))
  return answer(422, {}, { ok: false, findings: errors.slice(0, FINDINGS_MAX) })
}

function store(text, kind, env) {
  const row = rowOf(text, kind, Date.now())
  if (kind === 'heartbeat') return heartbeatStatement(env.DB, row).run()
  return storeOptOut(env.DB, row, env.OPT_OUT_DELETES === 'true')
}

export async function takePayload(request, env, context) {
  if (await isTooFast(env.LIMITER, request)) return answer(429, RETRY_LATER)
  const { bytes, status } = await readBody(request)
  if (status) return answer(status)
  const { ok, kind, findings } = mcpx.validate(bytes)
  if (!ok) return refuse(findings, env, context)
  try {
    await withinTime(store(decoder.decode(bytes), kind, env))
  } catch {
    console.error('An accepted payload could not be stored.')
    return answer(503, RETRY_LATER)
  }
  return answer(202, {}, { ok: true })
}
