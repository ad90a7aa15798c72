// fields.test.js: what the schema of a heartbeat tells about each field.
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../../wasm/dist/node.mjs'
import { expectedOf, Fields } from '../../../wasm/shared/fields.js'

const fields = new Fields(loadSync().schema())

describe('a field', () => {
  test.each([
    ['/os', { name: 'os', path: 'os', since: 1, required: true }],
    [
      '/feature_flags/docker_cli_source',
      { path: 'feature_flags.docker_cli_source', since: 5, required: false }
    ],
    ['/surface_requests/webui', { path: 'surface_requests.webui', since: 2, required: true }]
  ])('%s', (pointer, expected) => {
    const field = fields.at(pointer)
    expect(field).toMatchObject({ pointer, ...expected })
    expect(field.description).toMatch(/\.$/)
    expect(field.expected).toBe(expectedOf(field.node))
  })

  test('an entry of a map has the description of the map and no presence', () => {
    const map = fields.at('/rest_endpoint_calls')
    const entry = fields.at('/rest_endpoint_calls/GET ~1api')
    expect(entry).toMatchObject({ name: 'GET /api', description: map.description, since: map.since })
    expect(entry.required).toBeUndefined()
  })

  test('an unknown field', () => {
    expect(fields.at('/some_news').description).toContain('does not know this field')
    expect(fields.at('/some_news/deep').description).toContain('does not know this field')
    expect(fields.at('/env_markers/has_gpu').description).toContain('does not allow a key of this name')
    expect(fields.at('/some_news').since).toBeUndefined()
  })

  test('the fields of keys, by the index of their parents', () => {
    const keys = [
      { name: 'feature_flags', parent: -1 },
      { name: 'docker_available', parent: 0 },
      { name: 'os', parent: -1 }
    ]
    expect(fields.ofKeys(keys).map(({ path }) => path)).toEqual([
      'feature_flags',
      'feature_flags.docker_available',
      'os'
    ])
  })
})

test('all fields, each once, with a description, a version and allowed values', () => {
  const list = fields.list()
  expect(list.length).toBeGreaterThan(80)
  expect(new Set(list.map(({ pointer }) => pointer)).size).toBe(list.length)
  expect(list.filter(({ description, since, expected }) => !(description && since && expected))).toEqual([])
  expect(list.map(({ pointer }) => pointer)).toEqual(
    expect.arrayContaining(['/anonymous_id', '/feature_flags/docker_available', '/rest_endpoint_calls/*/2xx'])
  )
  for (const { pointer, description } of list)
    if (!pointer.includes('*')) expect(fields.at(pointer).description).toBe(description)
})

describe('the allowed values', () => {
  test.each([
    [{ 'x-expected': 'true or false', type: 'boolean' }, 'true or false'],
    [{ 'x-expected': 'an integer from 1 to 9007199254740991', type: 'integer' }, 'an integer, 1 or greater'],
    [{ 'x-expected': 'an integer from 1 to 7', type: 'integer' }, 'an integer from 1 to 7'],
    [{ type: 'integer', minimum: 1 }, 'an integer, 1 or greater'],
    [{ type: 'object' }, 'an object'],
    [
      { 'x-expected': 'an array', maxItems: 16, items: { 'x-expected': 'a name' } },
      'an array of at most 16 items, each a name'
    ],
    [{ 'x-expected': 'an array', items: { 'x-expected': 'a name' } }, 'an array, each a name']
  ])('%j', (node, expected) => {
    expect(expectedOf(node)).toBe(expected)
  })

  test('never mention the largest integer', () => {
    expect(fields.list().filter(({ expected }) => expected.includes('9007199254740991'))).toEqual([])
  })
})
