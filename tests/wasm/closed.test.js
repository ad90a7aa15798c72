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
    changed({ anonymous_id: 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6' }),
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
