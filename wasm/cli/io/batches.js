// batches.js: payloads -> their verdicts, in order. Many payloads are checked in batches by threads.
import { availableParallelism } from 'node:os'

// Threads start after so many bytes: a thread takes about as long to start as the check of a megabyte.
const FIRST_BYTES = 4 << 20
const BATCH_BYTES = 1 << 18
const THREADS_MAX = 8
// So many batches wait for each thread. More would only use memory.
const WAITING = 2

// ---- Threads ----

// The memory of bytes, if nothing else is in it: it is passed on without a copy.
const ownMemory = ({ buffer, length }) => (buffer.byteLength === length ? [buffer] : [])

class Pool {
  #workers
  #next = 0
  #error = null // of a thread that broke: the pool is of no use then

  constructor(workers) {
    this.#workers = workers.map((worker) => ({ worker, waiting: [] }))
    for (const { worker, waiting } of this.#workers) {
      worker.on('message', (verdicts) => waiting.shift().resolve(JSON.parse(verdicts)))
      worker.on('error', (error) => {
        this.#error = error
        for (const { reject } of waiting.splice(0)) reject(error)
      })
    }
  }

  get room() {
    return this.#workers.length * WAITING
  }

  // The verdicts of a batch. The threads take turns.
  check(batch) {
    const { worker, waiting } = this.#workers[this.#next]
    this.#next = (this.#next + 1) % this.#workers.length
    const bytes = Buffer.concat(batch)
    const lengths = Uint32Array.from(batch, ({ length }) => length)
    return new Promise((resolve, reject) => {
      if (this.#error) throw this.#error
      waiting.push({ resolve, reject })
      worker.postMessage({ bytes, lengths }, ownMemory(bytes))
    })
  }

  end() {
    for (const { worker } of this.#workers) worker.terminate()
  }
}

async function poolOf(script, workerData) {
  const threads = Math.min(availableParallelism(), THREADS_MAX)
  if (threads < 2) return null
  const { Worker } = await import('node:worker_threads')
  return new Pool(Array.from({ length: threads }, () => new Worker(script, { workerData })))
}

// ---- Batches ----

// Lists of items, each with payloads of about BATCH_BYTES.
async function* batchesOf(items) {
  let batch = []
  let size = 0
  for await (const item of items) {
    batch.push(item)
    size += item.bytes?.length ?? 0
    if (size < BATCH_BYTES) continue
    yield batch
    batch = []
    size = 0
  }
  if (batch.length) yield batch
}

const withVerdicts = (batch, verdicts) => {
  let at = 0
  return batch.map((item) => (item.bytes ? { item, verdict: verdicts[at++] } : { item }))
}

// One batch after another is sent; the oldest is awaited once as many are sent as the pool has room for.
async function* checkedByPool(batches, pool) {
  const sent = []
  const oldest = async () => {
    const { batch, verdicts } = sent.shift()
    return withVerdicts(batch, await verdicts)
  }
  for await (const batch of batches) {
    const verdicts = pool.check(batch.flatMap(({ bytes }) => bytes ?? []))
    verdicts.catch(() => {}) // it is thrown where it is awaited
    sent.push({ batch, verdicts })
    if (sent.length >= pool.room) yield await oldest()
  }
  while (sent.length) yield await oldest()
}

// Lists of items, each with its verdict { item, verdict }, in order; an item without `bytes` has none. `check` checks one
// payload on this thread; `script` and `workerData` make a thread that checks others in the same way.
export async function* verdictsOf(items, check, { script, workerData }) {
  const checked = (item) => (item.bytes ? { item, verdict: check(item.bytes) } : { item })
  const source = items[Symbol.asyncIterator]()
  let size = 0
  while (size < FIRST_BYTES) {
    const { done, value } = await source.next()
    if (done) return
    yield [checked(value)]
    size += value.bytes?.length ?? 0
  }
  const rest = { [Symbol.asyncIterator]: () => source }
  const pool = await poolOf(script, workerData)
  try {
    if (pool) yield* checkedByPool(batchesOf(rest), pool)
    else for await (const item of rest) yield [checked(item)]
  } finally {
    pool?.end()
  }
}
