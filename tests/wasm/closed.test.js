// closed.test.js: with `closed`, what is unknown or newer than known is an error; short blocked values are reported.
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../wasm/dist/node.mjs'
import { mcpx as command, readRows } from './helpers.js'

const mcpx = loadSync()
const real = readRows('real-heartbeats').map(({ payload }) => payload)
const heartbeat = JSON.parse(real.find((payload) => !payload.includes('"event"')))
const changed = (change) => JSON.stringify({ ...heartbeat, ...change })

// What a later release may send: [name, payload, the rule].
const UNKNOWN = [
  ['a field', changed({ later: 1 }), 'unknown_field'],
  ['a flag', changed({ feature_flags: { ...heartbeat.feature_flags, later: true } }), 'unknown_field'],
  ['a route', changed({ rest_endpoint_calls: { 'GET /api/v1/later': { '2xx': 1 } } }), 'unknown_route'],
  ['a check', changed({ doctor_checks: { later: { pass: 1, fail: 0 } } }), 'unknown_check'],
  ['a client', changed({ connected_client_ids: ['later'] }), 'unknown_client'],
  ['a schema version', changed({ schema_version: 99 }), 'newer_schema'],
  ['a value', changed({ schema_version: 99, env_kind: 'later' }), 'unknown_value'],
  ['a key of a map', changed({ schema_version: 99, surface_requests: { later: 1 } }), 'unknown_map_key'],
  [
    'a UUID with a time',
    changed({ anonymous_id: '01890a5d-ac96-774b-bcce-b302099a8057' }),
    'uuid_not_random'
  ],
  ['a count that is none', changed({ tool_count: 4111111111111111 }), 'implausible_count']
]

describe('closed', () => {
  const found = (payload, options, rule) =>
    mcpx.scan(payload, options).findings.find((finding) => finding.rule === rule)?.severity

  test.each(UNKNOWN)('%s is an error, and none otherwise', (_, payload, rule) => {
    expect(found(payload, { closed: true }, rule)).toBe('error')
    expect(['note', 'warning']).toContain(found(payload, {}, rule))
    expect([mcpx.scan(payload).clean, mcpx.scan(payload, { closed: true }).clean]).toEqual([true, false])
  })

  test('payloads of the real proxy are accepted', () => {
    for (const payload of real) expect(mcpx.scan(payload, { closed: true }).findings).toEqual([])
  })

  test('the command has it', () => {
    const input = changed({ later: 1 })
    expect(command(['validate', '--scan', '-'], { input }).status).toBe(0)
    expect(command(['validate', '--scan', '--closed', '-'], { input }).status).toBe(1)
  })
})

test('blocked values that are too short are reported; the command refuses them', () => {
  const { clean, findings } = mcpx.scan('{}', { blockedValues: ['abc', '', 'abcd'] })
  expect([clean, findings.map(({ rule }) => rule)]).toEqual([true, ['blocked_value_too_short']])
  expect(command(['validate', '--blocked-value', 'abc', '-'], { input: '{}' }).status).toBe(2)
})

describe('closed: the versions of real builds', () => {
  const isClean = (change) => mcpx.scan(changed(change), { closed: true }).clean
  const find = (change) => mcpx.scan(changed(change), { closed: true }).findings.map(({ rule }) => rule)

  test.each([
    'v0.47.1',
    '0.47.1',
    'v0.60.0-rc.1',
    'v2.0.0-beta.11',
    'v0.30.0-next.3',
    'v0.47.1-next.e9993dc',
    'v0.48.0-nightly.20261128',
    'v1.2.3-10-g5114f85',
    'v0.47.1-12-ge9993dc-dirty',
    'v0.47.2-0.20260601120000-e9993dc0aabb+dirty',
    'v0.0.0-00010101000000-000000000000',
    'v2.0.0+incompatible',
    'v0.47.0-windows.1'
  ])('%s', (version) => {
    expect(isClean({ version, current_version: version })).toBe(true)
  })

  test.each([
    'v0.47.1-acme-payroll',
    'v1.0.0-alice',
    'v0.47.1+alice',
    'v0.47.1-10.0.3.17',
    'v0.47.1-491512345678',
    'v4915123456.0.0',
    'v0.47.1-12-g5114f85-alice'
  ])('not %s, which a receiver accepts', (version) => {
    expect(find({ version, current_version: version })).toContain('unusual_version')
    expect(
      mcpx.scan(changed({ version, current_version: version })).findings.map(({ rule }) => rule)
    ).not.toContain('unusual_version')
  })

  test.each([
    'go1.26.8',
    'go1.26rc1',
    'go1.24.4-fips',
    'go1.26.8 X:greenteagc,jsonv2',
    'go1.26.8-X:nodwarf5',
    'devel go1.27-4f2c9a1b3d Thu Oct 16 09:12:33 2025 -0700 X:jsonv2'
  ])('%s', (go_version) => {
    expect(isClean({ go_version })).toBe(true)
  })

  test.each(['go1.26.8-acme', 'go1.26.8-alice_laptop', 'go1.26.8 X:alice', 'go1.26.8-X:jsonv2,acme'])(
    'not %s',
    (go_version) => {
      expect(find({ go_version })).toContain('unusual_version')
    }
  )
})
