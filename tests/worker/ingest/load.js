// load.js: many posts to the ingestion Worker, a tenth of them hostile -> speed, latencies, and what went wrong.
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { heartbeat, idOf } from '../../wasm/fleet.js'

const AT_ONCE = 48
const SLOW_BODIES = 20

// In every hostile body. It must not be stored, answered or logged.
export const MARKER = 'intruder-7f3a'

const bomb = gzipSync(Buffer.concat([Buffer.from(MARKER), Buffer.alloc(20 << 20)]))
const GZIP = { 'content-encoding': 'gzip' }

// The hostile bodies: what a body is, and the status that it must have.
const HOSTILE = [
  () => ({ status: 413, body: `{"${MARKER}":"${'x'.repeat(70_000)}"}` }),
  () => ({ status: 422, body: `${'['.repeat(500)}"${MARKER}"` }),
  () => ({ status: 422, body: `{"version":"${MARKER}","version":"v1.0.0"}` }),
  () => ({ status: 422, body: JSON.stringify(heartbeat({ os: `/Users/${MARKER}/x` })) }),
  () => ({ status: 422, body: JSON.stringify(heartbeat({ new_field: `${MARKER}@example.com` })) }),
  () => ({ status: 422, body: Buffer.from(`{"a":"${MARKER}\xff"}`, 'latin1') }),
  () => ({ status: 413, body: bomb, headers: GZIP }),
  () => ({ status: 400, body: gzipSync(MARKER.repeat(20)).subarray(0, 25), headers: GZIP }),
  () => ({ status: 415, body: MARKER, headers: { 'content-type': 'text/plain' } }),
  () => ({ status: 422, body: `{"event":"telemetry_disabled","anonymous_id":"${MARKER}"}` })
]

const template = JSON.stringify(heartbeat({ anonymous_id: 'ID', tool_count: 0 })).split('ID')
const valid = (n, ids) => ({ status: 202, body: template.join(idOf(n % ids)) })

const postOf = (n, ids) => (n % 10 === 9 ? HOSTILE[Math.floor(n / 10) % HOSTILE.length]() : valid(n, ids))

function send(agent, url, { body, headers }) {
  return new Promise((resolve, reject) => {
    const options = { agent, method: 'POST', headers: { 'content-type': 'application/json', ...headers } }
    const posted = request(url, options, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode, text }))
    })
    posted.on('error', reject)
    posted.end(body)
  })
}

// Connections that begin a body and never end it.
function openSlowBodies(address) {
  const { hostname, port } = new URL(address)
  return Array.from({ length: SLOW_BODIES }, () => {
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {})
    socket.write(
      `POST /v1/heartbeat HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{"${MARKER}`
    )
    return socket
  })
}

const percentile = (sorted, share) => Number(sorted[Math.floor(share * (sorted.length - 1))].toFixed(1))

// The memory of a process in MB.
const memoryOf = ({ pid }) =>
  Math.round(Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024)

// The processor time of a process in ms.
function cpuOf({ pid }) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

// Posts `posts` bodies of `ids` installs, with hostile ones or without. `wrong` lists posts with another status than they must have, or whose answer
// repeats a hostile body.
export async function load(site, { posts, ids = posts, isHostile = true }) {
  const url = `${site.address}/v1/heartbeat`
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const slow = isHostile ? openSlowBodies(site.address) : []
  const times = []
  const wrong = []
  const cpu = cpuOf(site.worker())
  let next = 0
  async function work() {
    while (next < posts) {
      const n = next++
      const post = isHostile ? postOf(n, ids) : valid(n, ids)
      const start = performance.now()
      const { status, text } = await send(agent, url, post)
      if (post.status === 202) times.push(performance.now() - start)
      if (status !== post.status || text.includes(MARKER)) wrong.push({ n, status, expected: post.status })
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  const seconds = (performance.now() - start) / 1000
  agent.destroy()
  for (const socket of slow) socket.destroy()
  times.sort((a, b) => a - b)
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(times, share))
  return {
    ...{ perSecond: Math.round(posts / seconds), p50, p95, p99, wrong },
    cpuMs: (cpuOf(site.worker()) - cpu) / posts,
    memory: memoryOf(site.worker())
  }
}
