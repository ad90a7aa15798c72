// ingest.js: the ingestion Worker in workerd on this machine: valid heartbeats with the checks and without, then with a
// tenth of hostile bodies. Worker, database and sender share the processors.
import { load } from '../worker/ingest/load.js'
import { startSite } from '../worker/ingest/site.js'

const JSON_LINES = process.argv.includes('--json')
const POSTS = process.argv.includes('--quick') ? 200 : 20_000

const RUNS = [
  ['with checks', {}, { isHostile: false }],
  ['without checks', { library: 'tests/worker/ingest/no_library.js' }, { isHostile: false }],
  ['a tenth hostile', {}, { isHostile: true }]
]

if (!JSON_LINES)
  console.log('\ningestion Worker    posts/s   p50 ms   p95 ms   p99 ms   CPU ms start ms memory MB')
for (const [name, site, options] of RUNS) {
  const worker = await startSite({ ...site, inMemory: true })
  try {
    await load(worker, { posts: POSTS / 10, ...options }) // warms up
    const { perSecond, p50, p95, p99, cpuMs, memory, wrong } = await load(worker, {
      posts: POSTS,
      ...options
    })
    if (wrong.length) throw new Error(`${wrong.length} posts have another status than they must have.`)
    if (JSON_LINES) {
      console.log(JSON.stringify({ ingestion: name, perSecond, p50, p95, p99, cpuMs, memory }))
      continue
    }
    const cells = [perSecond, p50, p95, p99, cpuMs.toFixed(2), Math.round(worker.startMs), memory]
    console.log(name.padEnd(18) + cells.map((cell) => String(cell).padStart(9)).join(''))
  } finally {
    await worker.stop()
  }
}
