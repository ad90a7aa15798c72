// ingest_failures.test.js: the ingestion Worker while its database is stopped, silent, full or locked: 503 and a time
// to try again, and every row that was accepted is there afterwards.
import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { heartbeat, idOf } from '../wasm/fleet.js'
import { startSite } from './ingest/site.js'

let site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

const accepted = []
let sent = 0

async function send() {
  sent += 1
  const id = idOf(sent)
  const response = await site.post(JSON.stringify(heartbeat({ anonymous_id: id })))
  if (response.status === 202) accepted.push(id)
  return response
}

async function expectUnavailable(response) {
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBe('60')
  expect(await response.json()).toEqual({ error: 'The database is not available. Try again later.' })
}

async function expectAllStored() {
  expect((await send()).status).toBe(202)
  const ids = (await site.query('SELECT anonymous_id FROM heartbeats')).map((row) => row.anonymous_id)
  for (const id of accepted) expect(ids).toContain(id)
  expect(site.log()).not.toContain(idOf(sent))
}

test('stopped', async () => {
  expect((await send()).status).toBe(202)
  await site.stopDatabase()
  await expectUnavailable(await send())
  await expectUnavailable(await site.stats())
  // A payload that is refused needs no database.
  expect((await site.post('{')).status).toBe(422)
  await site.restartDatabase()
  await expectAllStored()
})

test('silent', async () => {
  site.database().kill('SIGSTOP')
  const responses = await Promise.all([send(), send(), site.stats()])
  for (const response of responses) await expectUnavailable(response)
  site.database().kill('SIGCONT')
  await expectAllStored()
})

test('full: the file of the database may not grow', async () => {
  await site.restartDatabase("trap '' XFSZ; ulimit -f 600;")
  let response
  do response = await send()
  while (response.status === 202 && sent < 1000)
  await expectUnavailable(response)
  await site.restartDatabase()
  await expectAllStored()
})

// What D1 responds while another connection writes.
test('locked', async () => {
  const port = await site.stopDatabase()
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json')
    response.end('{"success":false,"error":"database is locked: SQLITE_BUSY"}')
  })
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
  await expectUnavailable(await send())
  await expectUnavailable(await site.stats({ to: '2026-01-01' }))
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await site.restartDatabase()
  await expectAllStored()
})
