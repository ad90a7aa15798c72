// filter-checks.test.js: the requests validate and scan of the streaming filter, in Node and natively.
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../wasm/dist/node.mjs'
import { bothFilters, readRows } from './helpers.js'
import { readCorpus } from './plant.js'

const mcpx = loadSync()
const clean = readRows('heartbeats').find(({ leak }) => !leak).payload
const FINDING_KEYS = 'severity rule pointer offset length line column message expected suggestion'.split(' ')

const bytesOf = (text) => new TextEncoder().encode(text)

// The bytes of a row of json_gate.jsonl.
const gateBytes = ({ base64, repeat = [[base64, 1]] }) =>
  Buffer.concat(
    repeat.map(([piece, times]) => {
      const bytes = Buffer.from(piece, 'base64')
      return Buffer.alloc(bytes.length * times, bytes)
    })
  )

const ask = (requests) => {
  const { node, native } = bothFilters(requests)
  return { same: node.equals(native), answers: node.toString().trimEnd().split('\n') }
}

// The result of the API as the line that the filter should write.
function line(op, id, payload, options) {
  const answer = mcpx[op](typeof payload === 'string' ? bytesOf(payload) : payload, options)
  return JSON.stringify({ id, ...answer })
}

// The API refuses values that are too short to search for; the filter passes over them.
const searched = (values) => values?.filter((value) => Buffer.byteLength(value) > 3)

const texts = [...readRows('heartbeats'), ...readCorpus('canary'), ...readCorpus('runtime_values')]

test.each(['validate', 'scan'])('%s: equal bytes for every vector, and the same as the API', (op) => {
  const { same, answers } = ask(
    texts.map(({ payload, blockedValues }, id) =>
      JSON.stringify({ op, id, payload, blocked_values: blockedValues })
    )
  )
  expect(same).toBe(true)
  expect(answers).toHaveLength(texts.length)
  const differ = texts.filter(
    ({ payload, blockedValues }, id) =>
      line(op, id, payload, { blockedValues: searched(blockedValues) }) !== answers[id]
  )
  expect(differ).toEqual([])
})

test.each(['validate', 'scan'])('%s: the same for the rows of json_gate.jsonl, as base64', (op) => {
  const rows = readRows('json_gate').map((row) => ({ ...row, bytes: gateBytes(row) }))
  const { same, answers } = ask(
    rows.map(({ bytes, name }) => JSON.stringify({ op, id: name, payload_base64: bytes.toString('base64') }))
  )
  expect(same).toBe(true)
  expect(rows.filter(({ bytes, name }, i) => line(op, name, bytes) !== answers[i])).toEqual([])
  const isTold = ({ rule, offset }, i) => {
    const faults = JSON.parse(answers[i]).findings.filter((finding) => finding.rule.startsWith('json_'))
    if (rule === null) return faults.length === 0
    return faults.some((fault) => fault.rule === rule && fault.offset === offset)
  }
  expect(rows.filter((row, i) => !isTold(row, i)).map(({ name }) => name)).toEqual([])
})

test('the same with profile proxy', () => {
  const requests = texts.flatMap(({ payload, blockedValues }, id) =>
    ['validate', 'scan'].map((op) =>
      JSON.stringify({ op, id, payload, profile: 'proxy', blocked_values: blockedValues })
    )
  )
  const { same, answers } = ask(requests)
  expect(same).toBe(true)
  const wanted = texts.flatMap(({ payload, blockedValues }, id) =>
    ['validate', 'scan'].map((op) => line(op, id, payload, { profile: 'proxy', blockedValues }))
  )
  expect(answers.filter((answer, i) => answer !== wanted[i])).toEqual([])
})

const many = (count) => JSON.stringify(Array(count).fill('zephyr'))
const REQUESTS = [
  ['no payload', '', '`payload` is missing. A request to check needs `payload` or `payload_base64`.'],
  [
    'null as the payload',
    '"payload":null',
    '`payload` is missing. A request to check needs `payload` or `payload_base64`.'
  ],
  [
    'a text instead',
    '"text":"{}"',
    '`payload` is missing. A request to check needs `payload` or `payload_base64`.'
  ],
  ['a number', '"payload":5', '`payload` must be a string.'],
  ['an object', '"payload":{"a":1}', '`payload` must be a string.'],
  ['base64 without padding', '"payload_base64":"e30"', '`payload_base64` must be a string of padded base64.'],
  ['base64url', '"payload_base64":"_-8="', '`payload_base64` must be a string of padded base64.'],
  ['a list for the base64', '"payload_base64":[]', '`payload_base64` must be a string of padded base64.'],
  [
    'both forms',
    '"payload":"{}","payload_base64":"e30="',
    'The request has both `payload` and `payload_base64`. Send only one of them.'
  ],
  [
    'both forms, base64 first',
    '"payload_base64":"e30=","payload":""',
    'The request has both `payload` and `payload_base64`. Send only one of them.'
  ],
  ['two payloads', '"payload":"{}","payload":"{}"', 'The request has a member twice.'],
  [
    'a string for the blocked values',
    '"payload":"{}","blocked_values":"x"',
    '`blocked_values` must be an array of at most 256 strings.'
  ],
  [
    'an object for the blocked values',
    '"payload":"{}","blocked_values":{"a":"b"}',
    '`blocked_values` must be an array of at most 256 strings.'
  ],
  [
    'a number among the blocked values',
    '"payload":"{}","blocked_values":["x",1]',
    '`blocked_values` must be an array of at most 256 strings.'
  ],
  [
    'a list among the blocked values',
    '"payload":"{}","blocked_values":[["x"]]',
    '`blocked_values` must be an array of at most 256 strings.'
  ],
  [
    'null among the blocked values',
    '"payload":"{}","blocked_values":[null]',
    '`blocked_values` must be an array of at most 256 strings.'
  ],
  [
    '257 blocked values',
    `"payload":"{}","blocked_values":${many(257)}`,
    '`blocked_values` must be an array of at most 256 strings.'
  ],
  ['an unknown profile', '"payload":"{}","profile":"x"', '`profile` must be "proxy" or "extended".'],
  [
    'a profile that is not a string',
    '"payload":"{}","profile":false',
    '`profile` must be "proxy" or "extended".'
  ],
  ['256 blocked values', `"payload":"{}","blocked_values":${many(256)}`, null],
  ['null for the blocked values', '"payload":"{}","blocked_values":null,"profile":null', null],
  ['an unknown member', '"payload":"{}","newer":[{}]', null]
]

describe.each(['validate', 'scan'])('a request to %s with', (op) => {
  const { same, answers } = ask(
    REQUESTS.map(([, members], id) => `{"op":"${op}","id":${id},${members}}`.replace(',}', '}'))
  )

  test('equal bytes', () => {
    expect(same).toBe(true)
    expect(answers).toHaveLength(REQUESTS.length)
  })

  test.each(REQUESTS.map(([name, , error], id) => [name, id, error]))('%s', (_, id, error) => {
    expect(answers[id]).toBe(error === null ? line(op, id, '{}') : JSON.stringify({ id, error }))
  })
})

test('null for one form of the payload is ignored, before and after the other form', () => {
  const { answers } = ask([
    '{"op":"scan","payload":null,"payload_base64":"e30="}',
    '{"op":"scan","payload_base64":"e30=","payload":null}'
  ])
  expect(answers[1]).toBe(answers[0])
})

test('the members of a response, in their documented order', () => {
  const payload = clean.replace('"personal"', '"persnal"')
  const { answers } = ask(
    ['validate', 'scan'].map((op) => JSON.stringify({ profile: 'extended', payload, id: { a: 1 }, op }))
  )
  const [verdict, scan] = answers.map((answer) => JSON.parse(answer))
  expect(Object.keys(verdict)).toEqual(['id', 'ok', 'kind', 'schema_version', 'findings'])
  expect(Object.keys(scan)).toEqual(['id', 'clean', 'findings'])
  for (const { id, findings } of [verdict, scan]) {
    expect(id).toEqual({ a: 1 })
    expect(Object.keys(findings[0])).toEqual(FINDING_KEYS)
  }
})
