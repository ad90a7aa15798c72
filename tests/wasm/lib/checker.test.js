// checker.test.js: validate, scan, report and checkRules, called from JavaScript.
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../../wasm/dist/node.mjs'
import { cleanHeartbeat, mutate, random } from '../heartbeats.js'
import { readRows } from '../helpers.js'

const mcpx = loadSync()
const clean = readRows('heartbeats').find(({ leak }) => !leak).payload
const heartbeat = JSON.parse(clean)
const FINDING_KEYS = ['severity', 'rule', 'pointer', 'offset', 'length', 'line', 'column', 'message']
const EMAIL = 'alice@example.com'

const bytesOf = (text) => new TextEncoder().encode(text)
const rulesOf = ({ findings }) => findings.map(({ rule }) => rule)
const find = ({ findings }, wanted) => findings.find(({ rule }) => rule === wanted)

describe('validate and scan', () => {
  test('a clean payload: the members of the verdict, in this order', () => {
    const faultless = JSON.stringify(cleanHeartbeat(random(1), { schemaVersion: 5 }))
    expect(Object.entries(mcpx.validate(faultless))).toEqual([
      ['ok', true],
      ['kind', 'heartbeat'],
      ['schema_version', 5],
      ['findings', []]
    ])
    expect(Object.entries(mcpx.scan(faultless))).toEqual([
      ['clean', true],
      ['findings', []]
    ])
  })

  test('a finding: its place, rule, expected values and suggestion', () => {
    const text = JSON.stringify({ ...heartbeat, routing_mode: 'dircet' }, null, 1)
    const { ok, findings } = mcpx.validate(text)
    expect(ok).toBe(false)
    expect(Object.keys(findings[0])).toEqual([...FINDING_KEYS, 'expected', 'suggestion'])
    expect(findings[0]).toMatchObject({ severity: 'error', rule: 'outside_closed_set', line: 12, column: 18 })
    expect(findings[0]).toMatchObject({ pointer: '/routing_mode', suggestion: 'direct' })
    expect(text.slice(findings[0].offset).slice(0, findings[0].length)).toBe('"dircet"')
  })

  test('a missing field is reported at its object', () => {
    const { findings } = mcpx.validate('\n {"feature_flags":{},"schema_version":5}')
    const missing = findings.filter(({ rule }) => rule === 'missing_field')
    expect(missing[0]).toMatchObject({ pointer: '/anonymous_id', offset: 2, line: 2, column: 2 })
    expect(missing.at(-1)).toMatchObject({ pointer: '/feature_flags/docker_isolation_enabled', offset: 19 })
  })

  test('findings are in the order of the payload', () => {
    const chance = random(1)
    for (let i = 0; i < 500; i++) {
      const payload = mutate(chance, cleanHeartbeat(chance, { schemaVersion: 1 + (i % 8) }))
      const offsets = mcpx.validate(bytesOf(JSON.stringify(payload))).findings.map(({ offset }) => offset)
      expect(offsets).toEqual(offsets.toSorted((a, b) => a - b))
    }
  })

  test('at most 1,000 findings are listed, errors before others, and the rest is counted', () => {
    const many = (count) =>
      JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, EMAIL])))
    const { clean: isClean, findings, omitted } = mcpx.scan(many(2000))
    expect([isClean, findings.length]).toEqual([false, 1000])
    expect(omitted).toBe(2000 * mcpx.scan(many(1)).findings.length - 1000)
    expect(findings.every(({ severity }) => severity === 'error')).toBe(true)
    expect(mcpx.scan(many(2000).replaceAll(EMAIL, '')).clean).toBe(true)
    expect(mcpx.scan(clean)).not.toHaveProperty('omitted')
  })

  // Profile proxy reports only the first rule that matches, in this order.
  test.each([
    ['{"a":"/Users/x","env_markers":1,', 'blocked_prefix', 6, 7],
    ['{"a":"x/home/x"}', 'blocked_prefix', 7, 6],
    ['{"a":"C:\\\\Users\\\\x"}', 'blocked_prefix', 6, 11],
    ['{"a":"/var/folders/x"}', 'blocked_prefix', 6, 13],
    ['{"a":"sandcastle","env_markers":1,', 'blocked_value', 10, 6],
    ['{"env_markers":{"has_tty":0}', 'malformed_payload', 28, 0],
    ['{"env_markers":{"has_tty":0}}', 'env_markers_non_bool', 1, 13],
    ['{"a":"\\u002fUsers\\u002fx"}', null, 0, 0],
    ['{"a":"\\/Users\\/x"}', null, 0, 0],
    ['{"a":"c:\\\\users\\\\x"}', null, 0, 0],
    ['{"a":"x@example.com 10.0.0.12"}', null, 0, 0]
  ])('profile proxy searches the raw bytes, as the proxy does: %s', (text, rule, offset, length) => {
    const { clean: isClean, findings } = mcpx.scan(text, { profile: 'proxy', blockedValues: ['', 'castle'] })
    expect(isClean).toBe(rule === null)
    expect(findings).toMatchObject(rule === null ? [] : [{ rule, offset, length, pointer: '' }])
  })
})

describe('the place of a finding', () => {
  // Text before the place: characters of one to four bytes, and characters that combine.
  test.each([
    'x',
    'é',
    '日',
    '😀',
    'e\u0301',
    '\ud800',
    '\u{1F468}\u200D\u{1F4BB}',
    '\u2028',
    '\\ud83d\\ude00',
    ''
  ])('after %p', (before) => {
    const text = `{"a":"${before}",\r\n"${before}":"${before} ${EMAIL} ${before}"}`
    const start = text.lastIndexOf(`"${before} `)
    const length = text.length - 1 - start
    const line = text.slice(text.indexOf('\n') + 1)
    const column = Array.from(line.slice(0, line.lastIndexOf(`"${before} `))).length + 1
    const inText = find(mcpx.scan(text), 'email')
    expect(inText).toMatchObject({ offset: start, length, line: 2, column, pointer: '/#1' })
    const inBytes = find(mcpx.scan(bytesOf(text)), 'email')
    expect(inBytes).toEqual({
      ...inText,
      offset: bytesOf(text.slice(0, start)).length,
      length: bytesOf(text.slice(start, start + length)).length
    })
  })

  test('of findings that overlap', () => {
    const text = `{"😀":{"é":["${EMAIL}","😀",{"${EMAIL}":1}]}}`
    const { findings } = mcpx.scan(text)
    const places = new Set(
      findings.map(({ offset, length }) => `${offset} ${text.slice(offset, offset + length)}`)
    )
    expect([...places]).toEqual(['1 "😀"', `12 "${EMAIL}"`, `38 "${EMAIL}"`])
  })
})

describe('the types of a payload', () => {
  const wanted = mcpx.validate(bytesOf(`{"a":"${EMAIL}"}`))

  test.each([
    ['Uint8Array', (bytes) => bytes],
    ['Buffer', (bytes) => Buffer.from(bytes)],
    ['ArrayBuffer', (bytes) => bytes.buffer],
    ['DataView', (bytes) => new DataView(bytes.buffer, 0, bytes.length)],
    ['Int8Array', (bytes) => new Int8Array(bytes.buffer)],
    ['part of a buffer', (bytes) => new Uint8Array([1, 2, ...bytes, 3]).subarray(2, 2 + bytes.length)],
    [
      'SharedArrayBuffer',
      (bytes) => {
        const shared = new SharedArrayBuffer(bytes.length)
        new Uint8Array(shared).set(bytes)
        return shared
      }
    ],
    ['string', (bytes) => new TextDecoder().decode(bytes)]
  ])('accepts a %s', (_, form) => {
    const given = form(bytesOf(`{"a":"${EMAIL}"}`))
    expect(mcpx.validate(given)).toEqual(wanted)
    expect(mcpx.report([given])).toMatchObject({ payloads: 1, with_errors: 1 })
  })

  test.each([[null], [undefined], [5], [{}], [[]], [true], [Symbol.iterator]])('rejects %p', (payload) => {
    for (const call of [mcpx.validate, mcpx.scan])
      expect(() => call.call(mcpx, payload)).toThrow('the text must be a string or bytes')
  })

  test.each(['', ' \n', '{', '\ufeff{}', 'nul', '{"a":1}{"b":2}'])('%p is never clean', (text) => {
    expect(mcpx.scan(text)).toMatchObject({ clean: false })
    const verdict = mcpx.validate(bytesOf(text))
    expect(verdict.ok).toBe(false)
    expect(rulesOf(verdict).some((rule) => rule.startsWith('json_'))).toBe(true)
    if (!text.startsWith('\ufeff')) expect(verdict).toMatchObject({ kind: 'unknown', schema_version: null })
  })

  test('a payload that is too large is never clean, even if it does not fit into the module', () => {
    const expected = { rule: 'json_too_large', line: 1, column: 262_145 }
    for (const size of [262_145, 9_000_000]) {
      expect(mcpx.validate(new Uint8Array(size).fill(32)).findings).toMatchObject([expected])
      expect(mcpx.scan(`{}${' '.repeat(size - 2)}`)).toMatchObject({ clean: false, findings: [expected] })
    }
    const wide = `{"a":"${'é'.repeat(5_000_000)}"}`
    expect(mcpx.scan(wide).findings).toMatchObject([
      { rule: 'json_too_large', offset: 6 + (262_144 - 6) / 2 }
    ])
    expect(mcpx.scan(`{}${' '.repeat(262_142)}`).clean).toBe(true)
  })
})

describe('what looks like success is refused', () => {
  test('a report of one text', () => {
    for (const text of ['{"a":1}', Buffer.from('{}')])
      expect(() => mcpx.report(text)).toThrow('report() takes a list of payloads')
  })
})

describe('options', () => {
  const text = '{"note":"from Zephyr_MBP today"}'

  test('apply to one call only', () => {
    expect(rulesOf(mcpx.scan(text, { blockedValues: ['zephyr-mbp'] }))).toContain('blocked_value')
    expect(mcpx.scan(text).clean).toBe(true)
    expect(mcpx.scan(text, { blockedValues: ['zephyr-mbp', 'xxxx'] }).clean).toBe(false)
    mcpx.classify('x', { transport: 'stdio', facts: { coded: 'zephyr' } })
    mcpx.respond(JSON.stringify({ op: 'scan', payload: text, blocked_values: ['other'] }))
    expect(mcpx.scan(text, { blockedValues: ['zephyr-mbp', 'xxxx'] }).clean).toBe(false)
  })

  test.each([[undefined], [null], [{}], [{ profile: null, blockedValues: null }], [{ blockedValues: [] }]])(
    '%p is the same as no options',
    (options) => {
      expect(mcpx.scan(text, options)).toEqual(mcpx.scan(text))
    }
  )

  test.each(
    [
      [
        { blocked: ['x'] },
        'unknown option "blocked"; the options are profile, proxyRelease, closed, blockedValues'
      ],
      [{ transport: 'stdio' }, 'unknown option "transport"'],
      [{ blockedValues: 'x' }, '`blockedValues` must be an array of at most 256 strings.'],
      [{ blockedValues: { 0: 'x' } }, '`blockedValues` must be an array'],
      [{ blockedValues: [1] }, '`blockedValues` must be an array'],
      [{ blockedValues: [null] }, '`blockedValues` must be an array'],
      [
        { blockedValues: Array(257).fill('zephyr') },
        '`blockedValues` must be an array of at most 256 strings.'
      ],
      [{ blockedValues: ['x'.repeat(70_000)] }, 'The options are longer than 64 KiB.'],
      [{ profile: 'best' }, '`profile` must be "proxy" or "extended".'],
      [{ profile: 1 }, '`profile` must be "proxy" or "extended".']
    ].map(([options, complaint]) => [JSON.stringify(options).slice(0, 60), options, complaint])
  )('rejects %s', (_, options, complaint) => {
    const calls = [mcpx.validate, mcpx.scan, (payload, given) => mcpx.report([payload], given)]
    for (const call of calls) expect(() => call.call(mcpx, text, options)).toThrow(complaint)
    expect(mcpx.scan(text).clean).toBe(true)
  })

  test('256 blocked values are accepted', () => {
    const blockedValues = [...Array.from({ length: 255 }, (_, i) => `other-${i}`), 'zephyr-mbp']
    expect(mcpx.scan(text, { blockedValues }).clean).toBe(false)
  })
})

describe('report', () => {
  const flags = (more) => ({ feature_flags: { ...heartbeat.feature_flags, ...more } })
  const codes = (counts) => ({ diagnostics: { ...heartbeat.diagnostics, error_code_counts_24h: counts } })
  const sent = (id, day, ...parts) =>
    JSON.stringify(
      Object.assign({}, heartbeat, ...parts, {
        anonymous_id: `00000000-0000-4000-8000-00000000000${id}`,
        timestamp: `2026-04-0${day}T00:00:00Z`
      })
    )
  const on = { docker_available: true, docker_isolation_enabled: true }
  const off = { docker_available: false, docker_isolation_enabled: false }
  const fleet = [
    sent(1, 1, flags({ ...on, docker_cli_source: 'absent' }), codes({ MCPX_DOCKER_CLI_NOT_FOUND: 2 })),
    sent(1, 2, flags({ ...on, docker_cli_source: 'path' }), codes({ MCPX_HTTP_401: 1 }), { os: 'linux' }),
    sent(2, 1, flags({ ...on, docker_cli_source: 'absent' }), codes({ MCPX_HTTP_401: 3, MCPX_NEW_ONE: 1 })),
    sent(2, 1, flags(off), codes({ MCPX_HTTP_401: 50 })),
    sent(3, 1, flags({ ...off, docker_cli_source: undefined }), codes({}), { os: 'beos', note: EMAIL }),
    '{"event":"telemetry_disabled","anonymous_id":"00000000-0000-4000-8000-000000000009"}',
    '[]',
    'no JSON'
  ]

  test('counts an install once, by its latest heartbeat, with the codes of all its heartbeats', () => {
    const report = mcpx.report(fleet)
    expect(report).toMatchObject({
      payloads: 8,
      heartbeats: 5,
      opt_out_beacons: 1,
      neither: 2,
      with_errors: 3
    })
    expect(report).toMatchObject({ repeated: 1, not_counted: 0, installs: 3, docker_available_cli_absent: 1 })
    expect(report.docker_isolation_enabled).toEqual({ on: 2, off: 1, unknown: 0 })
    expect(report.docker_cli_source).toEqual({ path: 1, bundled: 0, login_shell: 0, absent: 1, unknown: 1 })
    expect(report.codes).toEqual([
      { code: 'MCPX_DOCKER_CLI_NOT_FOUND', installs: 1, count: 2 },
      { code: 'MCPX_HTTP_401', installs: 2, count: 4 },
      { code: null, installs: 1, count: 1 }
    ])
    expect(Object.keys(report.by_os)).toEqual(['darwin', 'linux', 'unknown'])
    expect(Object.keys(report.by_schema_version)).toEqual(['5'])
  })

  test('does not depend on order, type of iterable or other calls in between', () => {
    const first = [fleet[0], fleet[1], fleet[2], fleet[4], fleet[5]]
    const wanted = mcpx.report(first)
    expect(mcpx.report(new Set(first.toReversed()))).toEqual(wanted)
    const open = mcpx.openReport()
    for (const payload of first) {
      expect(open.add(payload)).toEqual(mcpx.validate(payload))
      mcpx.scan('{"a":1}', { blockedValues: ['other'] })
      open.figures()
    }
    expect(open.figures()).toEqual(wanted)
    const counted = mcpx.openReport()
    for (const payload of first) expect(counted.count(payload)).toBeUndefined()
    expect(counted.figures()).toEqual(wanted)
  })

  test('only the report that was opened last can be used', () => {
    const first = mcpx.openReport()
    const second = mcpx.openReport({ profile: 'proxy' })
    expect(() => first.add('{}')).toThrow('another report was opened')
    expect(() => first.figures()).toThrow('another report was opened')
    expect(second.add('[]').ok).toBe(false)
    expect(second.figures().payloads).toBe(1)
    mcpx.report([])
    expect(() => second.figures()).toThrow('another report was opened')
    expect(() => second.count('{}')).toThrow('another report was opened')
  })

  test('rejects what is not a list of payloads', () => {
    for (const value of [5, { a: 1 }, null, undefined])
      expect(() => mcpx.report(value)).toThrow('report() takes a list of payloads')
    expect(() => mcpx.report([clean, 5])).toThrow('the text must be a string or bytes')
  })
})

test('checkRules: each rule once, with severity and message', () => {
  const rules = mcpx.checkRules()
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length)
  expect(rules.length).toBeGreaterThan(80)
  for (const rule of rules) {
    expect(Object.keys(rule)).toEqual(['name', 'severity', 'message'])
    expect(rule.name).toMatch(/^[a-z][a-z0-9_]+$/)
    expect(rule.message).toMatch(/^(`\w+` |[A-Z]).*\.$/)
    expect(['error', 'warning', 'note']).toContain(rule.severity)
  }
})
