// filter.test.js: the streaming filter in Node and natively: invalid requests, and streaming.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { describe, expect, test } from '@jest/globals'
import { bothFilters, cliPath, nativeFilterPath } from './helpers.js'

const CLASSIFY = '{"op":"classify","id":7,"text":"npx: command not found","transport":"stdio"}'

// An input line, and what its response must contain.
const LINES = [
  ['a request', CLASSIFY, { id: 7, code: 'MCPX_STDIO_SPAWN_ENOENT' }],
  [
    'an id of any kind',
    '{"id":{"a":[1,"😀"]},"op":"entry","code":"x"}',
    { id: { a: [1, '😀'] }, entry: null }
  ],
  ['a null text', '{"op":"classify","text":null}', { id: null, code: null }],
  ['an empty text', '{"op":"classify","text":""}', { code: 'MCPX_UNKNOWN_UNCLASSIFIED' }],
  ['a NUL in the text', '{"op":"classify","text":"\\u0000ENOTFOUND"}', { code: 'MCPX_HTTP_DNS_FAILED' }],
  ['a lone surrogate', '{"op":"classify","text":"\\ud800 ENOTFOUND"}', { code: 'MCPX_HTTP_DNS_FAILED' }],
  [
    'an unknown transport',
    '{"op":"classify","text":"x","transport":"pigeon"}',
    { code: 'MCPX_UNKNOWN_UNCLASSIFIED' }
  ],
  ['an unknown code', '{"op":"entry","id":1,"code":"MCPX_NOPE"}', { id: 1, entry: null }],
  ['a blank line', '', { id: null, error: expect.any(String) }],
  [
    'invalid JSON',
    'hello',
    { id: null, error: 'The request is not valid JSON: expected a value at byte 0.' }
  ],
  ['not an object', '[1]', { id: null, error: expect.any(String) }],
  ['trailing text', `${CLASSIFY} x`, { id: null, error: expect.any(String) }],
  ['no op', '{"id":3}', { id: 3, error: expect.any(String) }],
  ['an unknown op', '{"id":3,"op":"dance"}', { id: 3, error: expect.any(String) }],
  ['no text', '{"id":3,"op":"classify"}', { id: 3, error: expect.any(String) }],
  ['a text that is a number', '{"id":3,"op":"classify","text":4}', { id: 3, error: expect.any(String) }],
  [
    'an unknown profile',
    '{"id":3,"op":"classify","text":"","profile":"x"}',
    { id: 3, error: expect.any(String) }
  ],
  [
    'bytes that are not UTF-8',
    Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]),
    { id: null, error: expect.any(String) }
  ],
  [
    'a line over 8 MiB',
    `{"op":"classify","text":"${'x'.repeat(8388608)}"}`,
    { id: null, error: expect.any(String) }
  ],
  [
    'a line just under 8 MiB',
    `{"op":"classify","text":"${'x'.repeat(8388500)}"}`,
    { code: 'MCPX_UNKNOWN_UNCLASSIFIED' }
  ]
]

describe('every line gets a response, the same from both filters', () => {
  const { node, native } = bothFilters(LINES.map(([, line]) => line))
  const answers = node.toString().trimEnd().split('\n')

  test('byte for byte', () => {
    expect(node.equals(native)).toBe(true)
    expect(answers).toHaveLength(LINES.length)
  })

  test.each(LINES.map(([name, , wanted], i) => [name, i, wanted]))('%s', (_, i, wanted) => {
    expect(JSON.parse(answers[i])).toMatchObject(wanted)
  })

  test('an error message never contains text of the line', () => {
    expect(node.toString()).not.toMatch(/pigeon|dance|hello|NOPE/)
  })
})

describe.each([
  ['Node', process.execPath, [cliPath, 'filter']],
  ['native', nativeFilterPath, []]
])('the %s filter streams', (_, command, args) => {
  test('a response arrives before the next request is written', async () => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    for (let id = 0; id < 3; id++) {
      child.stdin.write(`{"op":"entry","id":${id},"code":""}\n`)
      expect(JSON.parse((await answers.next()).value)).toEqual({ id, entry: null })
    }
    child.stdin.write('{"op":"entry","id":"last","code":""}')
    child.stdin.end()
    expect(JSON.parse((await answers.next()).value).id).toBe('last')
    expect((await answers.next()).done).toBe(true)
  })
})
