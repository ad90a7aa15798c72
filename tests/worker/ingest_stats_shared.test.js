// ingest_stats_shared.test.js: requests for the same statistics share one computation, also with a slow database.
import { createServer } from 'node:http'
import { afterAll, beforeEach, expect, test } from '@jest/globals'
import { startSite } from './ingest/site.js'

const QUERIES = 5
const EMPTY = { success: true, results: { columns: [], rows: [] }, meta: { duration: 0 } }

// A database without rows, which responds when it is told to.
async function startDatabase(port) {
  const waiting = []
  let received = 0
  let isOpen = false
  const server = createServer((_, response) => {
    received += 1
    const respond = () => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(EMPTY))
    }
    if (isOpen) respond()
    else waiting.push(respond)
  })
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    received: () => received,
    open() {
      isOpen = true
      for (const respond of waiting.splice(0)) respond()
    },
    close() {
      isOpen = false
      received = 0
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}

const site = await startSite()
const database = await startDatabase(await site.stopDatabase())
afterAll(async () => {
  await database.stop()
  await site.stop()
})
beforeEach(() => database.close())

const until = async (isTrue) => {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 10))
}

test('equal requests at the same time are computed once', async () => {
  const filter = { to: '2026-01-01' }
  const requests = [1, 2, 3].map(() => site.stats(filter))
  await until(() => database.received() > 0)
  database.open()
  const texts = await Promise.all((await Promise.all(requests)).map((response) => response.text()))
  expect(new Set(texts).size).toBe(1)
  expect(database.received()).toBe(QUERIES)
})

test('a request after one that took too long waits for the same computation', async () => {
  const filter = { to: '2026-01-02' }
  expect((await site.stats(filter)).status).toBe(503)
  const again = site.stats(filter)
  await new Promise((resolve) => setTimeout(resolve, 100))
  database.open()
  expect((await again).status).toBe(200)
  expect(database.received()).toBe(QUERIES)
})

test('the choices of a filter are those of the answer without one, which is kept', async () => {
  database.open()
  const period = { to: '2026-01-03' }
  expect((await site.stats({ ...period, os: 'linux' })).status).toBe(200)
  expect(database.received()).toBe(2 * QUERIES)
  for (const filter of [{}, { os: 'linux' }]) await site.stats({ ...period, ...filter })
  expect(database.received()).toBe(2 * QUERIES)
  await site.stats({ ...period, os: 'darwin' })
  expect(database.received()).toBe(3 * QUERIES)
})
