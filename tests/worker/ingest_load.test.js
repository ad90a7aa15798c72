// ingest_load.test.js: many posts, a tenth of them hostile: each has its status, exactly the valid ones are stored, and
// nothing hostile is stored, answered or logged.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { load, MARKER } from './ingest/load.js'
import { startSite } from './ingest/site.js'

const POSTS = process.env.MCPX_TEST_ALL ? 100_000 : process.env.CI ? 10_000 : 2_000
const IDS = POSTS / 2

let site
beforeAll(async () => {
  site = await startSite({ inMemory: true })
})
afterAll(() => site?.stop())

test(`${POSTS} posts`, async () => {
  const { wrong } = await load(site, { posts: POSTS, ids: IDS })
  expect(wrong).toEqual([])
  expect([site.worker().exitCode, site.database().exitCode]).toEqual([null, null])
  const [{ rows, hostile }] = await site.query(
    'SELECT COUNT(*) AS rows, COUNT(*) FILTER (WHERE payload LIKE ?1) AS hostile FROM heartbeats',
    `%${MARKER}%`
  )
  // Each id is posted twice, and one of ten posts is hostile, always for the same ids.
  expect({ rows, hostile }).toEqual({ rows: (IDS * 9) / 10, hostile: 0 })
  const refusals = await site.query('SELECT rule, count FROM refusals')
  expect(refusals.length).toBeGreaterThan(4)
  expect(site.log()).not.toContain(MARKER)
}, 1_800_000)
