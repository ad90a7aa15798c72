// schema.test.js: the exported JSON Schemas agree with validate, as far as a schema can express it. Ajv is the judge.
import { describe, expect, test } from '@jest/globals'
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { loadSync } from '../../wasm/dist/node.mjs'
import { beacon, cleanHeartbeat, mutate, random } from './heartbeats.js'
import { mcpx as command, readRows, readText } from './helpers.js'
import { plant } from './plant.js'

const mcpx = loadSync()
const VERSIONS = [1, 2, 3, 4, 5, 6, 7, 8]
const NEWEST = VERSIONS.at(-1)
const SCHEMAS = new Map(VERSIONS.map((version) => [version, compile(mcpx.schema(version))]))
// Looked up once: under Jest each access to a global takes a microsecond.
const { parse, stringify } = JSON
const { hasOwn } = Object

function compile(schema) {
  const ajv = new Ajv({ strict: true, strictRequired: true, keywords: ['x-since', 'x-expected'] })
  addFormats(ajv)
  return ajv.compile(schema)
}

// The errors that a schema expresses too.
const EXPRESSED = new Set(
  `not_an_object bad_schema_version beacon_with_more missing_field unknown_key env_markers_non_bool bad_route
  bad_check_name bad_code_name too_many_keys wrong_type outside_closed_set bad_uuid bad_version bad_go_version
  bad_date_time bad_count bad_client_name too_many_items duplicate_item bad_machine_id`.split(/\s+/)
)

// And those that it cannot express. There is no keyword for personal data, nor for what is unusual.
const namesIn = (table, row) => [...readText(`src/tables/${table}.def`).matchAll(row)].map(([, name]) => name)
const PERSONAL_DATA = new Set([
  ...namesIn('detectors', /^DETECTOR\((\w+)/gm),
  ...namesIn('findings', /^PERSONAL\((\w+)/gm),
  'concrete_route',
  'unusual_version'
])
const isInexpressible = ({ name }) =>
  name.startsWith('json_') || // a schema sees the tree that a parser made, not the text
  name === 'unsorted_items' || // no keyword for the order of a list
  name === 'prototype_key' || // about parsers too
  name === 'unfinished' || // about the check itself
  name === 'malformed_payload' || // the text again, in profile proxy
  name.endsWith('_field_invalid') || // what profile proxy reports of fields
  PERSONAL_DATA.has(name)

const errorsOf = (findings) => findings.filter(({ severity }) => severity === 'error')
const breaksSchema = ({ findings }) => errorsOf(findings).some(({ rule }) => EXPRESSED.has(rule))
const versionOf = (payload) => (hasOwn(payload, 'schema_version') ? payload.schema_version : 1)

// Does the schema of the payload's own version agree? All versions treat a beacon the same.
function agrees(payload, verdict) {
  const version = versionOf(payload)
  const valid = !breaksSchema(verdict)
  const own = hasOwn(payload, 'event') ? NEWEST : version
  if (SCHEMAS.has(own)) return SCHEMAS.get(own)(payload) === valid
  if (!(Number.isSafeInteger(version) && version > 0)) return !valid
  // Of a newer schema we know only that what is valid in the newest known one stays valid.
  return valid || !SCHEMAS.get(NEWEST)({ ...payload, schema_version: NEWEST })
}

// The errors and the payload where schema and validate differ, or null.
function difference(payload, text = stringify(payload)) {
  const verdict = mcpx.validate(text)
  if (agrees(payload, verdict)) return null
  return `${errorsOf(verdict.findings).map(({ rule }) => rule)} in ${text}`
}

describe('the schemas', () => {
  test.each(VERSIONS)('of version %i is a schema', (version) => {
    const schema = mcpx.schema(version)
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
    expect(schema.$defs.heartbeat.properties.schema_version.const).toBe(version)
    expect(SCHEMAS.get(version)({})).toBe(false)
  })

  test('of other versions are null', () => {
    const others = [0, -1, 9, 100, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 32 + 1]
    expect(others.filter((version) => mcpx.schema(version) !== null)).toEqual([])
    for (const version of ['5', null, {}]) expect(() => mcpx.schema(version)).toThrow(TypeError)
    expect(mcpx.schema()).toEqual(mcpx.schema(mcpx.schemaVersion))
    expect(mcpx.schemaVersion).toBe(VERSIONS.at(-1))
  })

  test('of a later version require at least the fields of the version before', () => {
    const required = VERSIONS.map((version) => {
      const { heartbeat, feature_flags } = mcpx.schema(version).$defs
      return [...heartbeat.required, ...feature_flags.required.map((key) => `feature_flags.${key}`)]
    })
    expect(required.map(({ length }) => length)).toEqual([13, 26, 28, 28, 29, 29, 29, 30])
    for (const [i, keys] of required.slice(1).entries())
      expect(keys).toEqual(expect.arrayContaining(required[i]))
  })

  test('have the same fields in all versions, each with the version that added it', () => {
    const fieldsOf = (version) => Object.entries(mcpx.schema(version).$defs.heartbeat.properties)
    for (const version of VERSIONS) {
      expect(fieldsOf(version).map(([key]) => key)).toEqual(fieldsOf(NEWEST).map(([key]) => key))
      for (const [, field] of fieldsOf(version)) {
        expect(VERSIONS).toContain(field['x-since'])
        expect(field.description.length).toBeGreaterThan(10)
      }
    }
  })

  test('express every error that a schema can express', () => {
    const errors = mcpx.checkRules().filter(({ severity }) => severity === 'error')
    expect(errors.filter((rule) => EXPRESSED.has(rule.name) === isInexpressible(rule))).toEqual([])
    expect(errors.length).toBeGreaterThan(EXPRESSED.size + 20)
  })
})

// Every property in a schema, with its path: the keys around it, "*" for any key of a map.
function propertiesOf(schema, defs = schema.$defs, path = []) {
  const resolved = schema.$ref ? defs[schema.$ref.split('/').at(-1)] : schema
  const own = Object.entries(resolved.properties ?? {}).flatMap(([key, property]) => [
    { path: [...path, key], property },
    ...propertiesOf(property, defs, [...path, key])
  ])
  const values = resolved.additionalProperties
  return values?.type ? [...own, ...propertiesOf(values, defs, [...path, '*'])] : own
}

describe('the examples', () => {
  const propertiesOfVersion = (version) =>
    propertiesOf(mcpx.schema(version).$defs.heartbeat, mcpx.schema(version).$defs)

  test.each(VERSIONS)('of version %i: every field has one, which its schema accepts', (version) => {
    const properties = propertiesOfVersion(version)
    const ajv = new Ajv({ keywords: ['x-since', 'x-expected'] })
    addFormats(ajv)
    const $defs = mcpx.schema(version).$defs
    const rejected = properties.filter(
      ({ property }) =>
        property.examples?.length !== 1 || !ajv.validate({ ...property, $defs }, property.examples[0])
    )
    expect(rejected.map(({ path }) => path.join('.'))).toEqual([])
    expect(properties.length).toBeGreaterThan(80)
  })

  test.each(VERSIONS)('of version %i: each alone in a heartbeat is no error', (version) => {
    const heartbeat = exampleHeartbeat(version)
    for (const { path, property } of propertiesOfVersion(version)) {
      if (path.includes('*') || path[0] === 'event') continue
      const changed = structuredClone(heartbeat)
      const holder = path.slice(0, -1).reduce((object, key) => (object[key] ??= {}), changed)
      holder[path.at(-1)] = property.examples[0]
      const pointer = `/${path.join('/')}`
      const errors = errorsOf(mcpx.validate(stringify(changed)).findings)
      expect(errors.filter((finding) => finding.pointer === pointer)).toEqual([])
    }
  })

  test.each(VERSIONS)('of version %i together are a heartbeat without findings', (version) => {
    const verdict = mcpx.validate(stringify(exampleHeartbeat(version)))
    expect(verdict.findings).toEqual([])
    expect(verdict).toMatchObject({ ok: true, kind: 'heartbeat' })
  })

  test('of the beacon are a beacon without findings', () => {
    const { properties } = mcpx.schema().$defs.beacon
    const payload = Object.entries(properties).map(([key, { examples }]) => [key, examples[0]])
    const verdict = mcpx.validate(stringify(Object.fromEntries(payload)))
    expect(verdict).toEqual({ ok: true, kind: 'opt_out_beacon', schema_version: null, findings: [] })
  })

  // The fields that the version has, each with its example.
  function exampleHeartbeat(version) {
    const all = Object.entries(mcpx.schema(version).$defs.heartbeat.properties)
    const own = all.filter(([key, property]) => key !== 'event' && property['x-since'] <= version)
    return Object.fromEntries(own.map(([key, { examples }]) => [key, examples[0]]))
  }
})

test('every count has the limits that validate enforces', () => {
  const counts = propertiesOf(mcpx.schema().$defs.heartbeat, mcpx.schema().$defs).filter(
    ({ property }) => property.type === 'integer'
  )
  expect(counts.length).toBeGreaterThan(45)
  for (const { path, property } of counts) {
    expect(property.maximum).toBe(path.at(-1) === 'active_days_30d' ? 30 : Number.MAX_SAFE_INTEGER)
    expect([0, 1]).toContain(property.minimum)
  }
})

describe('schema and validate agree', () => {
  test.each(VERSIONS)('on 4,200 payloads of version %i, most of them changed', (schemaVersion) => {
    const chance = random(100 + schemaVersion)
    let valid = 0
    for (let i = 0; i < 700; i++) {
      const payload = i % 50 ? cleanHeartbeat(chance, { schemaVersion }) : beacon(chance)
      const payloads = [payload, ...chance.times(5, () => mutate(chance, payload))]
      expect(payloads.map((one) => difference(one)).filter(Boolean)).toEqual([])
      valid += payloads.filter((one) => SCHEMAS.get(schemaVersion)(one)).length
    }
    expect(valid).toBeGreaterThan(1000)
    expect(valid).toBeLessThan(3000)
  })

  test('on payloads that are not objects', () => {
    for (const text of ['null', '[]', '5', '"x"', 'true', '[{}]']) {
      expect(mcpx.validate(text).findings[0].rule).toBe('not_an_object')
      expect(SCHEMAS.get(NEWEST)(parse(text))).toBe(false)
    }
  })
})

const base = parse(readRows('heartbeats')[0].payload)
const MARK = '"\uE001"'

// The text of a heartbeat before and after a place in it.
function around({ at, isKey, value, inList }) {
  const place = isKey ? { at, key: MARK, value } : { at, value: inList ? `[${MARK}]` : MARK }
  return plant(base, [place]).text.split(MARK)
}

const code = '/diagnostics/error_code_counts_24h'
const result = '{"pass":1,"fail":0}'
const GRAMMARS = [
  [{ at: '/anonymous_id' }, 'dec2e547-72f0-4b41-a0d6-8f3c82f29df6'],
  [{ at: '/previous_version' }, 'v1.2.3|0.1|v1.2.3-rc.1+meta.5|dev|v1.0.0-0a.b-c+001|10'],
  [{ at: '/go_version' }, 'go1.24|go1.24.4-fips X:nodwarf5,x|go1.25rc1|devel go1.26-711ddd8 2026-04-10'],
  [{ at: '/go_version' }, 'devel go1.26-55f1c83 Tue Apr 7 10:00:00 2026 +0000 X:a'],
  [{ at: '/go_version' }, 'go1.26.8-X:jsonv2|go1.26-fips-X:a,b|go1.27-devel_711ddd8 2026-04-10|go1.27 X:a'],
  [{ at: '/machine_id' }, `${'0123456789abcdef'.repeat(4)}|${'f'.repeat(64)}`],
  [{ at: '/last_error_code' }, `MCPX_HTTP_401|MCPX_A|MCPX_${'B2_'.repeat(19)}`],
  [{ at: '/previous_shutdown' }, 'clean|crash|unknown'],
  [{ at: '/timestamp' }, '2026-04-10T12:00:00Z|2024-02-29T23:59:60.25+00:00|2016-12-31T18:59:60-05:00'],
  [{ at: '/timestamp' }, '2026-04-10t12:00:00.5-23:59|2015-06-30T23:59:60z|1900-02-29T00:00:00+14:00'],
  [
    { at: '/rest_endpoint_calls', isKey: true, value: '{}' },
    'GET /api/v1/servers/{id}/x|POST /{id:[0-9]{2,3}}/*|UNMATCHED|PUT UNMATCHED|DELETE /.well-known/a_b-c/|HEAD /'
  ],
  [{ at: '/rest_endpoint_calls', isKey: true, value: '{}' }, 'GET /users/x|OPTIONS /v12/homes/{a:b:c}'],
  [{ at: '/doctor_checks', isKey: true, value: result }, 'db_writable|_x1'],
  [{ at: code, isKey: true, value: '1' }, 'MCPX_HTTP_4019|MCPX_A'],
  [{ at: '/activation/mcp_clients_seen_ever/0' }, 'cursor-vscode|a|rider-2025.1.3.2_x'],
  [{ at: '/connected_client_ids', inList: true }, 'cursor|home-assistant2'],
  [{ at: '/routing_mode' }, 'direct|static|retrieve_tools'],
  [{ at: '/upstream_tool_call_count_bucket' }, '0|1-10|1000+']
]
const PIECES = [
  ...'0123456789abzAZMXP_-.:/{}*+, TtZzé\n\r^$()[]|~%\\"\u2028',
  ...'go1.|rc|beta|dev|devel | X:|v|2026|60|59|+00:00|UNMATCHED|home|{id}|{x:[0-9]+}|..|--|//|'.split('|')
]

// One to four random insertions, deletions or replacements.
function almost(chance, text) {
  let changed = text
  for (let left = 1 + chance.below(4); left > 0; left--) {
    const at = chance.below(changed.length + 1)
    const end = chance.pick([at, at, at + 1, at + 1, chance.below(changed.length + 1)])
    changed = changed.slice(0, at) + (chance.chance(0.6) ? chance.pick(PIECES) : '') + changed.slice(end)
  }
  return changed
}

describe('schema and validate accept the same texts', () => {
  test.each(GRAMMARS)('at %j, in 2,000 texts that are nearly valid', (place, texts) => {
    const chance = random(texts.length)
    const [before, after] = around(place)
    const seeds = texts.split('|')
    const all = [...seeds, ...chance.times(2000, () => almost(chance, chance.pick(seeds)))]
    const payloads = all.map((text) => before + stringify(text) + after)
    expect(payloads.map((text) => difference(parse(text), text)).filter(Boolean)).toEqual([])
  })

  // Where the two differed in the past.
  test.each([
    ['/go_version', 'devel go1.26-711ddd8 2-26-04-10', false],
    ['/go_version', 'devel go1.26-711ddd8 2026-04-1-', false],
    ['/go_version', 'devel go1.26-711ddd8 2026-04-10', true]
  ])('at %s: %s is valid: %s', (at, text, valid) => {
    const payload = plant(base, [{ at, value: stringify(text) }]).text
    expect(SCHEMAS.get(5)(parse(payload))).toBe(valid)
    expect(mcpx.validate(payload).ok).toBe(valid)
  })
})

describe('schema and validate accept the same numbers', () => {
  const EXACT = `0 -0 0.0 -0.0 1.0 1e0 1e2 1E+2 10e-1 1.5e1 15e-1 0e5 0e-5 -1 -1e0 0.5 9007199254740991
    9007199254740992 9007199254740991.0 90071992547409910e-1 9.007199254740991e15 9.007199254740992e15 1e15 1e16
    5e-324 1e308 0.1e1 100e-2 0.0000000000000000000001e22`.split(/\s+/)
  // These are not integers, but a parser rounds them to integers: it sees another number than the sender wrote.
  const ROUNDED = '1.00000000000000000001 0.99999999999999999999 9007199254740990.5 4503599627370496.5'.split(
    ' '
  )
  const at = (pointer, value) => plant(base, [{ at: pointer, value }]).text

  test.each(['/tool_count', '/error_category_counts/docker_pull_failed', '/surface_requests/mcp'])(
    'at %s, in any notation',
    (pointer) => {
      const texts = EXACT.map((number) => at(pointer, number))
      expect(texts.map((text) => difference(parse(text), text)).filter(Boolean)).toEqual([])
      for (const text of ROUNDED.map((number) => at(pointer, number))) {
        expect(errorsOf(mcpx.validate(text).findings)).toMatchObject([{ rule: 'bad_count', pointer }])
        expect(SCHEMAS.get(5)(parse(text))).toBe(true)
      }
    }
  )

  test('of versions', () => {
    for (const number of ['5.0', '5e0', '50e-1', '0.5e1'])
      expect(mcpx.validate(at('/schema_version', number))).toMatchObject({ ok: true, schema_version: 5 })
  })
})

test.each(VERSIONS)('mcpx schema --plain %i passes strict validators without further packages', (version) => {
  const { stdout } = command(['schema', String(version), '--plain'])
  const plain = parse(stdout)
  const problems = []
  const logger = { log() {}, warn: (text) => problems.push(text), error: (text) => problems.push(text) }
  const check = new Ajv({ strict: true, strictRequired: true, logger }).compile(plain)
  expect([problems, check(cleanHeartbeat(random(1), { schemaVersion: version }))]).toEqual([[], true])
})
