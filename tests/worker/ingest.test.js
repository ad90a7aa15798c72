// ingest.test.js: what the ingestion Worker accepts, refuses and stores, in real workerd with a real database.
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { loadSync } from '../../wasm/dist/node.mjs'
import { heartbeat, idOf } from '../wasm/fleet.js'
import { readRows } from '../wasm/helpers.js'
import { startSite } from './ingest/site.js'

const mcpx = loadSync()
const GZIP = { 'content-encoding': 'gzip' }
const today = () => new Date().toISOString().slice(0, 10)

let site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())
afterEach(() =>
  site.queryAll(['heartbeats', 'opt_outs', 'refusals'].map((table) => ({ sql: `DELETE FROM ${table}` })))
)

const rows = (columns = '*', table = 'heartbeats') => site.query(`SELECT ${columns} FROM ${table} ORDER BY 1`)
const stored = async (payload) => {
  const text = JSON.stringify(payload)
  const response = await site.post(text)
  expect([response.status, await response.json()]).toEqual([202, { ok: true }])
  return text
}
const statusOf = async (body, headers) => (await site.post(body, headers)).status

// Refusals are counted after the response.
async function refusals(expected) {
  for (let i = 0; i < 100; i++) {
    const found = await rows('rule, count', 'refusals')
    if (found.length >= expected) return found
    await pause(20)
  }
  throw new Error('no refusals')
}

describe('an accepted heartbeat', () => {
  test('is stored as received, with the columns that the panels read', async () => {
    const payload = heartbeat(
      {
        version: '0.31.2',
        diagnostics: {
          error_code_counts_24h: { MCPX_DOCKER_CLI_NOT_FOUND: 3, MCPX_SOME_NEW_CODE: 1 },
          fix_attempted_24h: 0,
          fix_succeeded_24h: 0,
          unique_codes_ever: 2
        }
      },
      { docker_available: true, docker_isolation_enabled: false, docker_cli_source: 'absent' }
    )
    const text = await stored(payload)
    expect(await rows()).toEqual([
      {
        anonymous_id: payload.anonymous_id,
        day: today(),
        kind: 'heartbeat',
        machine_id: null,
        machine: payload.anonymous_id,
        schema_version: payload.schema_version,
        release: 'v0.31.2',
        os: payload.os,
        isolation: 'off',
        docker: 'on',
        cli_source: 'absent',
        codes: '{"MCPX_DOCKER_CLI_NOT_FOUND":3,"MCPX_SOME_NEW_CODE":1}',
        payload: text
      }
    ])
  })

  test('replaces that of the same id and day, whatever the case of the id', async () => {
    await stored(heartbeat({ anonymous_id: 'dec2e547-72f0-4b41-a0d6-8f3c82f29df6', tool_count: 1 }))
    const later = await stored(
      heartbeat({ anonymous_id: 'DEC2E547-72F0-4B41-A0D6-8F3C82F29DF6', tool_count: 2 })
    )
    expect(await rows('payload')).toEqual([{ payload: later }])
  })

  test('of a newer schema is stored and counted, and what it has new is unknown to the panels', async () => {
    await stored(
      heartbeat({ schema_version: mcpx.schemaVersion + 1, new_field: 1 }, { docker_cli_source: 'path' })
    )
    expect(await rows('schema_version, cli_source')).toEqual([
      { schema_version: mcpx.schemaVersion + 1, cli_source: 'path' }
    ])
  })

  test.each([
    ['v1.2.3', 'v1.2.3'],
    ['1.2.3', 'v1.2.3'],
    ['1.2.3-rc.1', 'v1.2.3-rc.1'],
    ['dev', 'dev'],
    ['0john-smith', 'other'],
    ['v1.2.3-johns-branch', 'other'],
    ['v1.2.3+john', 'other'],
    ['1.2', 'other'],
    ['', 'other'],
    [undefined, 'unknown'],
    [7, 'unknown']
  ])('with the version %j has the release %s', async (version, release) => {
    await site.store([{ day: today(), text: JSON.stringify(heartbeat({ version })) }])
    expect(await rows('release')).toEqual([{ release }])
  })

  test.each([
    ['linux', 'linux'],
    ['johnsmith', 'other'],
    ['constructor', 'other'],
    [null, 'unknown']
  ])('with the system %j is one of %s', async (os, name) => {
    await site.store([{ day: today(), text: JSON.stringify(heartbeat({ os })) }])
    expect(await rows('os')).toEqual([{ os: name }])
  })

  test('may be compressed', async () => {
    expect(await statusOf(gzipSync(JSON.stringify(heartbeat())), GZIP)).toBe(202)
    expect(await rows('day')).toHaveLength(1)
  })
})

test('exactly the payloads without errors are stored, and refused ones leave only rules', async () => {
  const texts = readRows('heartbeats')
    .map(({ payload }) => payload)
    .filter(Boolean)
  const accepted = texts.filter((text) => text.length < 65_536 && mcpx.validate(text).ok)
  expect(accepted.length).toBeGreaterThan(20)
  for (const text of texts) {
    const { ok } = mcpx.validate(text)
    const response = await site.post(text)
    const answer = await response.json()
    if (ok) expect([text, response.status]).toEqual([text, 202])
    else if (response.status !== 413) {
      expect([text, response.status]).toEqual([text, 422])
      const { findings } = mcpx.validate(Buffer.from(text))
      const errors = findings.filter(({ severity }) => severity === 'error')
      expect(answer).toEqual({ ok: false, findings: errors.slice(0, 20) })
      expect(
        mcpx.scan(text).findings.filter(({ severity }) => severity === 'error').length
      ).toBeLessThanOrEqual(errors.length)
    }
  }
  const payloads = new Set((await rows('payload')).map(({ payload }) => payload))
  expect(payloads.size).toBeGreaterThan(0)
  for (const payload of payloads) expect(accepted).toContain(payload)
  const rules = mcpx.checkRules().map(({ name }) => name)
  for (const { rule } of await refusals(10)) expect(rules).toContain(rule)
})

describe('a refused body', () => {
  test.each([
    ['without a body', '', {}, 400],
    ['as text', '{}', { 'content-type': 'text/plain' }, 415],
    ['with another encoding', '{}', { 'content-encoding': 'br' }, 415],
    ['with two encodings', gzipSync(gzipSync('{}')), { 'content-encoding': 'gzip, gzip' }, 415],
    ['of 64 KiB and a byte', ' '.repeat(65_537), {}, 413],
    ['of 64 KiB', ' '.repeat(65_536), {}, 422],
    ['that is no gzip', 'not gzip', GZIP, 400],
    ['with damaged gzip', gzipSync('{"a":1}').subarray(0, 15), GZIP, 400],
    ['with a gzip bomb', gzipSync(Buffer.alloc(50 << 20)), GZIP, 413],
    ['with a small gzip bomb', gzipSync(Buffer.alloc(65_537, ' ')), GZIP, 413],
    ['with invalid UTF-8', Buffer.from('{"a":"\xff"}', 'latin1'), {}, 422],
    ['that is nested deeply', '['.repeat(60_000), {}, 422],
    ['with equal keys', '{"version":"v1.0.0","version":"v1.0.0"}', {}, 422],
    ['of another kind', '[]', {}, 422]
  ])('%s has its status', async (_, body, headers, status) => {
    expect(await statusOf(body, headers)).toBe(status)
    expect(await rows('day')).toEqual([])
  })

  test('is told by rules that do not repeat it, and leaves them, once per payload', async () => {
    const secret = '/Users/leaked-name/x'
    const body = JSON.stringify(heartbeat({ os: secret, arch: secret, [secret]: secret }))
    const response = await site.post(body)
    const text = await response.text()
    expect(response.status).toBe(422)
    expect(text).not.toMatch(/leaked/)
    expect(text).toContain('home_path')
    const counted = await refusals(1)
    expect(new Set(counted.map(({ count }) => count))).toEqual(new Set([1]))
    expect(site.log()).not.toMatch(/leaked/)
  })

  test('is not echoed by its schema version', async () => {
    const response = await site.post(
      JSON.stringify(heartbeat({ schema_version: 4111111111111111, os: '/home/x/' }))
    )
    expect(response.status).toBe(422)
    expect(await response.text()).not.toContain('4111')
  })
})

describe('the routes', () => {
  test('take their methods only', async () => {
    for (const [path, methods] of [
      ['/v1/heartbeat', ['GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS']],
      ['/v1/stats', ['POST', 'PUT']]
    ])
      for (const method of methods) {
        const response = await fetch(site.address + path, { method })
        expect([method, response.status]).toEqual([method, 405])
        expect(response.headers.get('allow')).toBe(path === '/v1/stats' ? 'GET' : 'POST')
      }
    for (const path of ['/', '/v1', '/v1/heartbeat/', '/constructor', '/__proto__'])
      expect((await fetch(site.address + path)).status).toBe(404)
  })

  test('a slow body ends after ten seconds', async () => {
    const { hostname, port } = new URL(site.address)
    const socket = connect(Number(port), hostname)
    socket.write(
      'POST /v1/heartbeat HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{'
    )
    const drip = setInterval(() => socket.write(' '), 1000)
    const [chunk] = await once(socket, 'data')
    clearInterval(drip)
    socket.destroy()
    expect(String(chunk)).toMatch(/^HTTP\/1.1 408 /)
  })
})

describe('an opt-out beacon', () => {
  const beacon = (id) => ({ event: 'telemetry_disabled', anonymous_id: id })

  test('is counted apart, and deletes the rows of its id', async () => {
    await stored(heartbeat({ anonymous_id: idOf(1) }))
    await stored(heartbeat({ anonymous_id: idOf(2) }))
    await site.query('UPDATE heartbeats SET day = ?1 WHERE anonymous_id = ?2', '2025-01-01', idOf(1))
    await stored(beacon(idOf(1)))
    await stored(beacon(idOf(3)))
    expect(await rows('anonymous_id')).toEqual([{ anonymous_id: idOf(2) }])
    expect(await rows('*', 'opt_outs')).toEqual([{ day: today(), count: 2 }])
  })

  test('keeps the rows where the setting says so', async () => {
    const keeping = await startSite({ vars: { OPT_OUT_DELETES: 'false' } })
    try {
      await keeping.post(JSON.stringify(heartbeat({ anonymous_id: idOf(1) })))
      await keeping.post(JSON.stringify(beacon(idOf(1))))
      expect(await keeping.query('SELECT COUNT(*) AS n FROM heartbeats')).toEqual([{ n: 1 }])
    } finally {
      await keeping.stop()
    }
  })
})

test('the rate limit is per address', async () => {
  const limited = await startSite({ limit: 3 })
  try {
    const statuses = async (address) => {
      const response = await limited.post(JSON.stringify(heartbeat()), { 'cf-connecting-ip': address })
      return [response.status, response.headers.get('retry-after')]
    }
    for (let i = 0; i < 3; i++) expect(await statuses('192.0.2.1')).toEqual([202, null])
    expect(await statuses('192.0.2.1')).toEqual([429, '60'])
    expect(await statuses('192.0.2.2')).toEqual([202, null])
  } finally {
    await limited.stop()
  }
})

test('the retention job deletes what is older than the setting, in every table', async () => {
  const now = Date.parse('2026-05-31T03:17:00Z')
  await stored(heartbeat())
  await site.queryAll([
    { sql: 'DELETE FROM heartbeats' },
    ...['2026-04-30', '2026-05-01', '2026-05-31'].flatMap((day) => [
      {
        sql: `INSERT INTO heartbeats SELECT key || 'x', ?1, 'heartbeat', NULL, key || 'x', 5, 'v1.0.0', 'linux', 'on', 'on', 'path', NULL, '{}' FROM json_each(?2)`,
        params: [day, JSON.stringify(Array(2500).fill(0))]
      },
      { sql: 'INSERT INTO opt_outs VALUES (?1, 1)', params: [day] },
      { sql: "INSERT INTO refusals VALUES (?1, 'home_path', 1)", params: [day] }
    ])
  ])
  await site.scheduled(now)
  for (const table of ['heartbeats', 'opt_outs', 'refusals'])
    expect(await site.query(`SELECT DISTINCT day FROM ${table} ORDER BY day`)).toEqual([
      { day: '2026-05-01' },
      { day: '2026-05-31' }
    ])
})
