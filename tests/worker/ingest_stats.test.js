// ingest_stats.test.js: the figures of GET /v1/stats are those that JavaScript and the command compute from the same
// rows, small groups are hidden, and the queries use the indexes.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { loadSync } from '../../wasm/dist/node.mjs'
import { panelsOf } from '../../web/dashboard/figures.js'
import { sampleRows } from '../../web/dashboard/sample.js'
import { heartbeat, idOf } from '../wasm/fleet.js'
import { readText } from '../wasm/helpers.js'
import { readSql, STATS_KEY, startSite, statementsOf } from './ingest/site.js'

const LAST = '2026-05-30'
const DAYS = 20
const PERIOD = { from: '2026-05-11', to: LAST }

const mcpx = loadSync()
const FLAGS = { on: true, off: false }
const rows = sampleRows({ installs: 250, days: DAYS, last: LAST })
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

const idsTo = (count) => Array.from({ length: count }, (_, n) => n + 1)

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

  test('of "By release" are those of the query in the documentation', async () => {
    const [, sql] = readText('docs/dashboard.md').match(/```sql\n(.*?)```/s)
    const [statement] = statementsOf(sql.replace("date('now', '-89 days')", `'${PERIOD.from}'`))
    const found = await site.query(statement)
    const { panels } = await statsOf(PERIOD)
    const of = (panel, name) =>
      panels[panel].find((row) => row.grouping === 'release' && row.name === name)?.machines ?? null
    const shown = (machines) => (machines < 5 ? null : machines)
    expect(found.length).toBeGreaterThan(2)
    for (const { release, machines, affected } of found)
      expect([release, shown(machines), shown(affected)]).toEqual([
        ...[release, of('installs', release), of('command_missing', release)]
      ])
  })

  test('hide groups under 5 machines', async () => {
    const { panels } = await statsOf(PERIOD)
    const groups = Object.values(panels)
      .flat()
      .filter((row) => 'installs' in row)
    expect(groups.length).toBeGreaterThan(300)
    expect(Math.min(...groups.map(({ machines }) => machines))).toBe(5)
    expect(groups.filter(({ installs, machines }) => machines > installs)).toEqual([])
  })

  // Payloads of installs, the first ones on one machine, with an error each.
  const onMachines = (day, ids, machineOf, fields = {}) =>
    ids.map((n) => {
      const machine = machineOf(n)
      const diagnostics = { ...heartbeat().diagnostics, error_code_counts_24h: { MCPX_HTTP_401: 1 } }
      const payload = { ...heartbeat({ anonymous_id: idOf(n), diagnostics, ...fields }), machine_id: machine }
      return { day, text: JSON.stringify(payload) }
    })
  test.each([
    ['5 ids of one machine', 5, () => 'a'.repeat(64), 0],
    ['9 ids of 4 machines', 9, (n) => 'abcd'[n % 4].repeat(64), 0],
    ['9 ids of 5 machines', 9, (n) => 'abcde'[n % 5].repeat(64), 5],
    ['5 ids without a machine', 5, () => undefined, 5]
  ])('hide %s, or not', async (_, count, machineOf, machines) => {
    const day = `2023-01-0${count}`
    await site.query('DELETE FROM heartbeats WHERE day = ?1', day)
    await site.store(onMachines(day, idsTo(count), machineOf))
    const { panels } = await statsOf({ from: day, to: day, ...(machines && { schema: '5' }) })
    const found = [panels.installs, panels.codes, panels.systems, panels.releases].map(
      (rows) => rows[0]?.machines ?? 0
    )
    expect(found).toEqual(Array(4).fill(machines))
  })

  test('count an install that got a machine id as one machine', async () => {
    const day = (n) => `2022-01-0${n}`
    await site.store(onMachines(day(1), idsTo(3), () => undefined))
    await site.store(onMachines(day(2), idsTo(3), (n) => 'abc'[n - 1].repeat(64)))
    const { panels } = await statsOf({ from: day(1), to: day(2) })
    expect([panels.installs, panels.codes]).toEqual([[], []])
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
    await site.store([one(4, 'b'.repeat(64)), one(5, 'not a machine id'), one(6), one(7)])
    const { panels } = await statsOf({ from: '2025-01-01', to: '2025-01-01' })
    expect(panels.installs[0]).toMatchObject({ grouping: 'all', installs: 7, machines: 5 })
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
  const ageOf = ({ headers }) => Number(headers.get('cache-control').match(/^private, max-age=(\d+)$/)[1])

  test('needs the key', async () => {
    for (const key of ['', 'x', 'a key for the tests ', 'A key for the tests'])
      expect((await site.stats({}, key)).status).toBe(key.endsWith(' ') ? 200 : 401)
    expect((await fetch(`${site.address}/v1/stats`)).status).toBe(401)
    expect(
      (await fetch(`${site.address}/v1/stats?key=x`, { headers: { authorization: 'Basic eA==' } })).status
    ).toBe(401)
  })

  test('limits how often an address can try keys, whatever it sends', async () => {
    const limited = await startSite({ limit: 100, statsLimit: 3 })
    const get = async (address, key) => {
      const response = await limited.stats({}, key, { 'cf-connecting-ip': address })
      return [response.status, response.headers.get('retry-after')]
    }
    try {
      for (const key of ['a', 'b', 'c']) expect(await get('192.0.2.1', key)).toEqual([401, null])
      for (const key of ['d', STATS_KEY]) expect(await get('192.0.2.1', key)).toEqual([429, '60'])
      expect(await get('192.0.2.2', STATS_KEY)).toEqual([200, null])
      // One IPv6 network is one address, and heartbeats have a limit of their own.
      for (const n of [1, 2, 3]) expect((await get(`2001:db8:1:2::${n}`, 'x'))[0]).toBe(401)
      expect((await get('2001:db8:1:2:3:4:5:6', STATS_KEY))[0]).toBe(429)
      expect((await get('2001:db8:1:3::1', STATS_KEY))[0]).toBe(200)
      const post = await limited.post(JSON.stringify(heartbeat()), { 'cf-connecting-ip': '192.0.2.1' })
      expect(post.status).toBe(202)
    } finally {
      await limited.stop()
    }
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
    ['from', 'from=2026-02-30'],
    ['from', 'from=2026-05-02&to=2026-05-01'],
    ['from', 'from=2024-01-01&to=2026-01-01'],
    ['to', 'to=x'],
    ['to', 'to=9999-99-99'],
    ['release', 'release=%27'],
    ['release', 'release=0.31'],
    ['release', 'release='],
    ['os', 'os=secret-os'],
    ['os', 'os=constructor'],
    ['schema', 'schema=0'],
    ['schema', 'schema=1e3'],
    ['schema', 'schema=1000000000'],
    ['to', 'to=0000-01-05'],
    ['os', 'os=linux&os=darwin']
  ])('names the wrong parameter %s of %s, and what it must be', async (parameter, query) => {
    const response = await site.stats(query)
    const answer = await response.json()
    expect([response.status, answer.parameter]).toEqual([400, parameter])
    expect(answer.error).toMatch(new RegExp(`^"${parameter}" must be .+\\.$`))
    for (const text of ['2026-02-30', 'secret', '%27', 'constructor'])
      expect(answer.error).not.toContain(text)
  })

  test.each(['secret=1', '__proto__=1', 'constructor=1', 'OS=linux'])(
    'lists the parameters for %s',
    async (query) => {
      const response = await site.stats(query)
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({
        error: 'A parameter is unknown. The parameters are from, to, release, os, schema.'
      })
    }
  )

  test.each([
    ['os', 'darwin', ['Darwin', 'DARWIN', 'macOS', 'MacOs']],
    ['release', 'v0.31.0', ['0.31.0', 'V0.31.0']],
    ['release', 'v0.31.0-rc.1', ['0.31.0-RC.1']],
    ['release', 'dev', ['DEV']],
    ['os', 'other', ['Other']]
  ])('takes %s %s however it is typed', async (name, value, spellings) => {
    for (const spelling of [value, ...spellings])
      expect((await statsOf({ ...PERIOD, [name]: spelling }))[name]).toBe(value)
  })

  test('offers the values of the period for the filters, whatever is chosen', async () => {
    const { choices, newest_schema: newest } = await statsOf({ ...PERIOD, os: 'linux' })
    expect(choices.systems).toEqual(expect.arrayContaining(['darwin', 'linux', 'windows']))
    expect(choices.releases).toEqual(expect.arrayContaining(['v0.29.4', 'v0.30.2', 'v0.31.0']))
    expect(choices.schemas).toEqual(expect.arrayContaining([4, 5]))
    expect(newest).toBe(mcpx.schemaVersion)
  })

  test('takes every schema version that it offers, in the order of numbers', async () => {
    const schemas = [10, 9, 1_000_000_000, Number.MAX_SAFE_INTEGER]
    const day = '2021-01-01'
    await site.store(
      schemas.flatMap((schema, i) =>
        idsTo(5).map((n) => ({
          day,
          text: JSON.stringify(heartbeat({ anonymous_id: idOf(10 * i + n), schema_version: schema }))
        }))
      )
    )
    const period = { from: day, to: day }
    const { choices } = await statsOf(period)
    expect(choices.schemas).toEqual([9, 10, 999_999_999])
    for (const [i, schema] of choices.schemas.entries())
      expect((await statsOf({ ...period, schema })).panels.installs[0].installs).toBe([5, 5, 10][i])
  })

  test('takes a key of any length', async () => {
    const key = 'k'.repeat(300)
    const long = await startSite({ vars: { STATS_KEY: key } })
    try {
      expect((await long.stats({}, key)).status).toBe(200)
      expect((await long.stats({}, key.slice(1))).status).toBe(401)
    } finally {
      await long.stop()
    }
  })

  test.each([
    ['30', 30],
    ['abc', null],
    ['0', null],
    ['', null]
  ])('says whether the retention job can run: RETENTION_DAYS %j', async (RETENTION_DAYS, days) => {
    const other = await startSite({ vars: { RETENTION_DAYS } })
    try {
      expect((await (await other.stats()).json()).retention_days).toBe(days)
    } finally {
      await other.stop()
    }
  })

  test('answers from its cache, which has no key and no other filter', async () => {
    const filter = { from: '2026-05-12', to: LAST }
    const first = await site.stats(filter)
    expect(ageOf(first)).toBeGreaterThan(0)
    expect(ageOf(first)).toBeLessThanOrEqual(300)
    expect(first.headers.get('vary')).toBe('authorization')
    await site.query("UPDATE heartbeats SET os = 'plan9' WHERE os = 'linux'")
    await new Promise((resolve) => setTimeout(resolve, 1100))
    const second = await site.stats(filter)
    expect(await second.text()).toBe(await first.text())
    // A browser keeps the answer for the rest of the time.
    expect(ageOf(second)).toBeLessThan(ageOf(first))
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
    ...['days', 'period'].map((name) => [
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

  test('days: the machines of a day are in the order of the index', async () => {
    const details = await plan(readSql('panels/days.sql'))
    expect(details.filter((detail) => /TEMP B-TREE/.test(detail))).toEqual(['USE TEMP B-TREE FOR GROUP BY'])
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
