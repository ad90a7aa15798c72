// ingest_stats.test.js: the figures of GET /v1/stats are those that JavaScript and the command compute from the same
// rows, small groups are hidden, and the queries use the indexes.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { loadSync } from '../../wasm/dist/node.mjs'
import { panelsOf } from '../../web/dashboard/figures.js'
import { sampleRows } from '../../web/dashboard/sample.js'
import { heartbeat } from '../wasm/fleet.js'
import { readSql, startSite, statementsOf } from './ingest/site.js'

const LAST = '2026-05-30'
const DAYS = 20
const PERIOD = { from: '2026-05-11', to: LAST }

const mcpx = loadSync()
const FLAGS = { on: true, off: false }
const rows = sampleRows({ installs: 150, days: DAYS, last: LAST })
  // Machine ids are known from schema 6 on.
  .map((row) =>
    row.schema_version > mcpx.schemaVersion ? { ...row, schema_version: 5, machine_id: null } : row
  )

// The payload of a row.
function payloadOf({
  day,
  codes,
  isolation,
  docker,
  cli_source: source,
  release,
  machine_id: machine,
  ...row
}) {
  const { feature_flags, ...base } = heartbeat()
  const optional = { docker_isolation_enabled: FLAGS[isolation], docker_cli_source: source }
  const { docker_isolation_enabled, docker_cli_source, ...others } = feature_flags
  const flags = { ...others, docker_available: FLAGS[docker], ...(row.schema_version >= 5 && optional) }
  const fields = {
    ...row,
    ...(machine && { machine_id: machine }),
    version: release,
    current_version: release,
    timestamp: `${day}T12:00:00Z`,
    diagnostics: { ...base.diagnostics, error_code_counts_24h: codes ?? undefined, unique_codes_ever: 20 }
  }
  return JSON.stringify({ ...base, ...fields, feature_flags: flags })
}

const payloads = rows.map((row) => ({ day: row.day, text: payloadOf(row) }))

let site
beforeAll(async () => {
  site = await startSite()
  for (let i = 0; i < payloads.length; i += 500) await site.store(payloads.slice(i, i + 500))
})
afterAll(() => site?.stop())

const statsOf = async (parameters) => {
  const response = await site.stats(parameters)
  expect(response.status).toBe(200)
  return response.json()
}

test('the payloads are valid', () => {
  for (const { text } of payloads)
    expect(mcpx.validate(text).findings.filter(({ severity }) => severity === 'error')).toEqual([])
})

describe('the figures', () => {
  test.each([
    [{}],
    [{ release: 'v0.31.0' }],
    [{ os: 'darwin' }],
    [{ os: 'windows', release: 'v0.30.2' }],
    [{ schema: '4' }],
    [{ from: '2026-05-25', to: '2026-05-27' }],
    [{ os: 'plan9' }]
  ])('of %j are those computed in JavaScript', async (filter) => {
    const { panels } = await statsOf({ ...PERIOD, ...filter })
    const { opt_outs, refusals, ...figures } = panels
    const schema = filter.schema && Number(filter.schema)
    expect(figures).toEqual(panelsOf(rows, { ...PERIOD, ...filter, schema }))
    if (!filter.os && !filter.schema) expect(figures.command_missing.length).toBeGreaterThan(2)
  })

  test('of the whole fleet are those of a report', async () => {
    const report = mcpx.report(payloads.map(({ text }) => text))
    const { panels } = await statsOf(PERIOD)
    const of = (panel, state = 'all') =>
      panels[panel].find((row) => row.grouping === 'all' && row.state === state)?.installs ?? 0
    const shown = (installs) => (installs < 5 ? 0 : installs)
    expect(report.with_errors).toBe(0)
    expect(of('installs')).toBe(report.installs)
    for (const [state, installs] of Object.entries(report.docker_isolation_enabled))
      expect([state, of('isolation', state)]).toEqual([state, shown(installs)])
    for (const [state, installs] of Object.entries(report.docker_cli_source))
      expect([state, of('cli_source', state)]).toEqual([state, shown(installs)])
    expect(of('command_missing', 'affected')).toBe(report.docker_available_cli_absent)
    const codes = panels.codes.filter(({ grouping }) => grouping === 'all')
    expect(codes.map(({ state, installs, count }) => ({ code: state, installs, count }))).toEqual(
      report.codes.filter(({ installs }) => installs >= 5)
    )
  })

  test('hide groups under 5 installs', async () => {
    const { panels } = await statsOf(PERIOD)
    const groups = Object.values(panels)
      .flat()
      .filter((row) => 'installs' in row)
    expect(groups.length).toBeGreaterThan(300)
    expect(Math.min(...groups.map(({ installs }) => installs))).toBe(5)
  })

  test('count machines by their ids', async () => {
    const one = (n, machine) => ({
      day: '2025-01-01',
      text: JSON.stringify({
        ...heartbeat({ anonymous_id: `00000000-0000-4000-8000-00000000000${n}` }),
        machine_id: machine
      })
    })
    await site.store([1, 2, 3].map((n) => one(n, 'a'.repeat(64))))
    await site.store([one(4, 'b'.repeat(64)), one(5, 'not a machine id'), one(6)])
    const { panels } = await statsOf({ from: '2025-01-01', to: '2025-01-01' })
    expect(panels.installs[0]).toMatchObject({ grouping: 'all', installs: 6, machines: 4 })
  })

  test('of counts beyond 64 bits do not fail', async () => {
    const diagnostics = {
      error_code_counts_24h: { MCPX_HTTP_401: Number.MAX_SAFE_INTEGER },
      ...{ fix_attempted_24h: 0, fix_succeeded_24h: 0, unique_codes_ever: 1 }
    }
    const text = (n) =>
      JSON.stringify(
        heartbeat({ anonymous_id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, diagnostics })
      )
    await site.store(Array.from({ length: 1100 }, (_, n) => ({ day: '2024-01-01', text: text(n) })))
    const { panels } = await statsOf({ from: '2024-01-01', to: '2024-01-01' })
    expect(panels.codes[0].count).toBeCloseTo(1100 * Number.MAX_SAFE_INTEGER, -10)
  })
})

describe('the route', () => {
  test('needs the key', async () => {
    for (const key of ['', 'x', 'a key for the tests ', 'A key for the tests'])
      expect((await site.stats({}, key)).status).toBe(key.endsWith(' ') ? 200 : 401)
    expect((await fetch(`${site.address}/v1/stats`)).status).toBe(401)
    expect(
      (await fetch(`${site.address}/v1/stats?key=x`, { headers: { authorization: 'Basic eA==' } })).status
    ).toBe(401)
  })

  test('refuses every request while no key is set', async () => {
    const open = await startSite({ vars: { STATS_KEY: '' } })
    try {
      expect((await open.stats({}, '')).status).toBe(401)
      expect((await open.stats({}, 'undefined')).status).toBe(401)
    } finally {
      await open.stop()
    }
  })

  test.each([
    'from=2026-02-30',
    'from=2026-05-02&to=2026-05-01',
    'from=2024-01-01&to=2026-01-01',
    'to=x',
    'release=%27',
    'os=A',
    'schema=0',
    'schema=1e3',
    'other=1',
    'os=linux&os=darwin',
    '__proto__=1',
    'to=9999-99-99'
  ])('refuses %s', async (parameters) => {
    expect((await site.stats(parameters)).status).toBe(400)
  })

  test('offers the values of the period for the filters, whatever is chosen', async () => {
    const { choices, newest_schema: newest } = await statsOf({ ...PERIOD, os: 'linux' })
    expect(choices.systems).toEqual(expect.arrayContaining(['darwin', 'linux', 'windows']))
    expect(choices.releases).toEqual(expect.arrayContaining(['v0.29.4', 'v0.30.2', 'v0.31.0']))
    expect(choices.schemas).toEqual(expect.arrayContaining([4, 5]))
    expect(newest).toBe(mcpx.schemaVersion)
  })

  test('answers from its cache, which has no key and no other filter', async () => {
    const filter = { from: '2026-05-12', to: LAST }
    const first = await site.stats(filter)
    expect(first.headers.get('cache-control')).toBe('private, max-age=300')
    expect(first.headers.get('vary')).toBe('authorization')
    await site.query("UPDATE heartbeats SET os = 'plan9' WHERE os = 'linux'")
    expect(await (await site.stats(filter)).text()).toBe(await first.text())
    const { choices } = await statsOf({ from: '2026-05-13', to: LAST })
    expect(choices.systems).toContain('plan9')
    expect((await site.stats(filter, 'wrong')).status).toBe(401)
  })
})

describe('the query plans', () => {
  const plan = async (sql) => {
    const [statement] = statementsOf(sql)
    const params = ['2026-05-01', LAST, null, null, null].slice(
      0,
      (statement.match(/\?[1-5]/g) ?? []).length && 5
    )
    const used = Math.max(...[...statement.matchAll(/\?(\d)/g)].map(([, n]) => Number(n)))
    return (await site.query(`EXPLAIN QUERY PLAN ${statement}`, ...params.slice(0, used))).map(
      ({ detail }) => detail
    )
  }
  // What a plan does with stored tables.
  const TABLE = /^(?:SCAN|SEARCH) (?:heartbeats|opt_outs|refusals)\b/

  test.each([
    ...['installs', 'isolation', 'cli_source', 'command_missing', 'releases', 'systems'].map((name) => [
      name,
      'SEARCH heartbeats USING COVERING INDEX heartbeats_by_day (day>? AND day<?)'
    ]),
    ['codes', 'SEARCH heartbeats USING COVERING INDEX heartbeats_with_codes (day>? AND day<?)'],
    ['opt_outs', 'SEARCH opt_outs USING PRIMARY KEY (day>? AND day<?)'],
    ['refusals', 'SEARCH refusals USING PRIMARY KEY (day>? AND day<?)']
  ])('%s: %s, once', async (name, search) => {
    expect((await plan(readSql(`panels/${name}.sql`))).filter((detail) => TABLE.test(detail))).toEqual([
      search
    ])
  })

  test.each([
    [
      'DELETE FROM heartbeats WHERE anonymous_id = ?1',
      /USING (?:COVERING )?INDEX sqlite_autoindex_heartbeats_1 \(anonymous_id=\?\)/
    ],
    [
      'DELETE FROM heartbeats WHERE rowid IN (SELECT rowid FROM heartbeats WHERE day < ?1 LIMIT 2000)',
      /USING COVERING INDEX heartbeats_by_day \(day<\?\)/
    ]
  ])('%s uses an index', async (sql, search) => {
    const details = await plan(sql)
    expect(details.join('\n')).toMatch(search)
    expect(details.filter((detail) => /^SCAN heartbeats/.test(detail))).toEqual([])
  })
})
