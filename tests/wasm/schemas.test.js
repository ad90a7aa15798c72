// schemas.test.js: schema versions 6 to 8 and newer ones: shared vectors, payloads of the real proxy, and random
// payloads that are made from the exported schemas.
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../wasm/dist/node.mjs'
import { random } from './heartbeats.js'
import { bothFilters, readRows } from './helpers.js'

const mcpx = loadSync()
const { parse, stringify } = JSON
const lineOf = ({ severity, rule, pointer }) => `${severity} ${rule} ${pointer}`
const faultsOf = ({ findings }) => findings.filter(({ severity }) => severity !== 'note').map(lineOf)

describe('the vectors', () => {
  const rows = readRows('schemas')

  test.each(['validate', 'scan'])('of %s', (op) => {
    expect(rows.length).toBeGreaterThan(400)
    for (const { id, payload, [op]: wanted } of rows)
      expect([id, ...mcpx[op](payload).findings.map(lineOf)]).toEqual([id, ...wanted])
  })

  test('of profile proxy, with the release of the row', () => {
    for (const { id, payload, proxy, proxy_release: proxyRelease } of rows) {
      const { clean: isClean, findings } = mcpx.scan(payload, { profile: 'proxy', proxyRelease })
      expect([id, ...findings.map(({ rule, pointer }) => `${rule} ${pointer}`)]).toEqual(
        [id, proxy].filter(Boolean)
      )
      expect(isClean).toBe(!proxy)
    }
  })

  test('in both filters', () => {
    const requests = rows.flatMap(({ payload, proxy_release }) => [
      { op: 'validate', payload },
      { op: 'scan', payload, profile: 'proxy', proxy_release }
    ])
    const { node, native } = bothFilters(requests.map((request) => stringify(request)))
    expect(node.equals(native)).toBe(true)
    const lines = node.toString().trimEnd().split('\n').map(parse)
    for (const [i, { id, validate, proxy }] of rows.entries()) {
      expect([id, ...lines[2 * i].findings.map(lineOf)]).toEqual([id, ...validate])
      expect([id, lines[2 * i + 1].clean]).toEqual([id, !proxy])
    }
  })

  test('a release that is no version is an error', () => {
    const message = '`proxyRelease` must be a version, such as "v0.58.0".'
    for (const proxyRelease of ['latest', 'v0.0.0', 'dev', '', 58, true])
      expect(() => mcpx.scan('{}', { profile: 'proxy', proxyRelease })).toThrow(message)
    expect(mcpx.scan('{}', { profile: 'proxy', proxyRelease: null }).clean).toBe(true)
  })

  test('a changed release counts at once', () => {
    const payload = '{"schema_version":8,"previous_shutdown":""}'
    const isClean = (proxyRelease) => mcpx.scan(payload, { profile: 'proxy', proxyRelease }).clean
    expect(['v0.46.0', 'v0.47.0', undefined, 'v0.46.0'].map(isClean)).toEqual([true, false, false, true])
  })
})

test.each(readRows('real-heartbeats'))('the real payload $id has no error and no warning', ({ payload }) => {
  for (const profile of ['extended', 'proxy'])
    for (const op of ['validate', 'scan']) expect(faultsOf(mcpx[op](payload, { profile }))).toEqual([])
})

// ---- Random payloads, made from the schemas ----

const CODES = mcpx.catalog().map(({ code }) => code)
const HEX = '0123456789abcdef'

// Texts for the patterns of the schemas. Most are in their examples.
function textFor(chance, schema) {
  if (schema.pattern.includes('[0-9a-f]{64}')) return chance.text(64, HEX)
  if (schema.pattern.startsWith('^(MCPX_')) return chance.pick(CODES)
  return schema.examples?.[0] ?? chance.pick(['claude-code', 'cursor'])
}

function integerFor(chance, { minimum, maximum }) {
  return minimum + chance.below(Math.min(maximum - minimum, chance.pick([1, 9, 400])) + 1)
}

// An object of a later version has no limits in an earlier schema.
const isMade = (key, property) => key !== 'event' && 'x-expected' in property

function objectFor(chance, schema, defs) {
  if (schema.$ref) return objectFor(chance, defs.feature_flags, defs)
  if (schema.propertyNames) return schema.examples[0]
  const keys = Object.keys(schema.properties).filter(
    (key) => isMade(key, schema.properties[key]) && (schema.required.includes(key) || chance.chance(0.6))
  )
  return Object.fromEntries(keys.map((key) => [key, valueFor(chance, schema.properties[key], defs)]))
}

function valueFor(chance, schema, defs) {
  const type = [schema.type].flat()[0]
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return chance.pick(schema.enum)
  if (type === 'boolean') return chance.chance(0.5)
  if (type === 'integer') return integerFor(chance, schema)
  if (type === 'array') return schema.examples[0]
  if (schema.$ref || type === 'object') return objectFor(chance, schema, defs)
  return textFor(chance, schema)
}

const sumOf = (counts) => Object.values(counts).reduce((sum, one) => sum + one, 0)
const has = (object, ...keys) => keys.every((key) => Object.hasOwn(object, key))

// What fields have to agree on, which is no part of a schema.
function agree(payload) {
  const { tpa_scanner: scanner, preflight, feature_flags: flags, diagnostics } = payload
  const counts = payload.server_protocol_counts
  payload.server_count = sumOf(counts)
  for (const key of ['connected_server_count', 'server_docker_isolated_count'])
    if (has(payload, key)) payload[key] = Math.min(payload[key], payload.server_count)
  flags.quarantine_enabled = payload.quarantine_enabled
  flags.docker_isolation_enabled = true
  if (flags.docker_available && flags.docker_cli_source === 'absent') flags.docker_cli_source = 'path'
  payload.connected_client_count = payload.connected_client_ids?.length ?? 0
  payload.routing_mode = 'direct'
  payload.env_kind = 'ci'
  if (has(payload, 'env_markers'))
    Object.assign(payload.env_markers, { has_ci_env: true, has_cloud_ide_env: false })
  for (const key of ['wizard_connect_step', 'wizard_server_step'])
    if (has(payload, key)) payload.wizard_engaged = true
  if (has(payload, 'active_days_30d', 'days_since_install')) payload.days_since_install += 29
  if (diagnostics) {
    diagnostics.fix_attempted_24h += diagnostics.fix_succeeded_24h
    diagnostics.unique_codes_ever += 1
  }
  if (scanner) {
    if (scanner.findings) scanner.findings.info = 1 + scanner.scans_with_findings
    if (scanner.findings) scanner.scans_with_findings += 1
    else scanner.scans_with_findings = 0
    scanner.scans_completed += scanner.scans_with_findings
  }
  if (preflight) preflight.availability_block_24h = sumOf(preflight.availability_block_reasons_24h ?? {})
  return payload
}

// Codes, keys and values that came after the version are left out.
function withoutLater(value, schema, defs, version) {
  const resolved = schema.$ref ? defs.feature_flags : schema
  for (const [key, property] of Object.entries(resolved.properties ?? {})) {
    if (!has(value, key)) continue
    if (property['x-since'] > version) delete value[key]
    else if (property.properties || property.$ref) withoutLater(value[key], property, defs, version)
  }
  return value
}

function randomPayload(chance, version) {
  const schema = mcpx.schema(version)
  const made = objectFor(chance, schema.$defs.heartbeat, schema.$defs)
  const payload = agree(withoutLater(made, schema.$defs.heartbeat, schema.$defs, version))
  if (version < 8 && payload.last_error_code?.includes('UPDATE')) payload.last_error_code = CODES[0]
  if (version < 7 && payload.wizard_connect_step === 'completed_external')
    payload.wizard_connect_step = 'skipped'
  return payload
}

// The schema of each value in a payload: { holder, key, schema }.
function places(value, schema, defs) {
  const resolved = schema.$ref ? defs.feature_flags : schema
  return Object.entries(resolved.properties ?? {})
    .filter(([key]) => has(value, key))
    .flatMap(([key, property]) => [
      { holder: value, key, schema: property },
      ...places(value[key], property, defs)
    ])
}

// A value that the schema does not allow.
function wrongFor(chance, { type, minimum, maximum, enum: values, pattern }) {
  const kinds = [type].flat()
  if (kinds[0] === 'integer') return chance.pick([minimum - 1, 0.5, maximum + 1, '1', null, [], true])
  if (kinds[0] === 'boolean') return chance.pick([0, 'true', [], {}])
  if (values || pattern) return chance.pick(['no such value', 'x'.repeat(70), 1, null, false, {}])
  return chance.pick([5, 'x', true])
}

describe('random payloads made from the schema', () => {
  test.each([5, 6, 7, 8])('of version %i have no error and no warning', (version) => {
    const chance = random(version)
    for (let i = 0; i < 250; i++) {
      const text = stringify(randomPayload(chance, version))
      expect([faultsOf(mcpx.validate(text)), faultsOf(mcpx.scan(text)), text]).toEqual([[], [], text])
      expect(mcpx.scan(text, { profile: 'proxy' }).findings).toEqual([])
    }
  })

  test.each([6, 7, 8])('of version %i with one wrong value have an error there', (version) => {
    const chance = random(100 + version)
    const { $defs } = mcpx.schema(version)
    for (let i = 0; i < 400; i++) {
      const payload = randomPayload(chance, version)
      const { holder, key, schema } = chance.pick(
        places(payload, $defs.heartbeat, $defs).filter(({ schema: one }) => one.const === undefined)
      )
      holder[key] = wrongFor(chance, schema)
      const errors = mcpx.validate(stringify(payload)).findings.filter(({ severity }) => severity === 'error')
      expect([errors.some(({ pointer }) => pointer.includes(`/${key}`)), key, holder[key]]).toEqual([
        true,
        key,
        holder[key]
      ])
    }
  })

  test.each([6, 7, 8])(
    'of version %i without a required field or with a foreign key have an error',
    (version) => {
      const chance = random(200 + version)
      const { $defs } = mcpx.schema(version)
      for (let i = 0; i < 250; i++) {
        const payload = randomPayload(chance, version)
        const objects = places(payload, $defs.heartbeat, $defs).filter(({ schema }) => schema.properties)
        const { holder, key, schema } = chance.pick(objects)
        const required = schema.required.filter((name) => has(holder[key], name))
        const name = chance.pick([...required, 'no_such_key'])
        if (name === 'no_such_key') holder[key][name] = 1
        else delete holder[key][name]
        expect([mcpx.validate(stringify(payload)).ok, key, name]).toEqual([false, key, name])
      }
    }
  )
})
