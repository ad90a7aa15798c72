// limiter.js: a rate limiter with the interface of the Workers one: a number of calls per key, without a period.
import { WorkerEntrypoint } from 'cloudflare:workers'

const calls = new Map()

export default class extends WorkerEntrypoint {
  limit({ key }) {
    calls.set(key, (calls.get(key) ?? 0) + 1)
    return { success: calls.get(key) <= this.env.CALLS }
  }
}
