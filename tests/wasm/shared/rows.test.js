// rows.test.js: arrays, exports and CSV of any shape and size -> payloads.
import { describe, expect, test } from '@jest/globals'
import { csvPayloads, jsonRows } from '../../../wasm/shared/rows.js'

const encode = (text) => new TextEncoder().encode(text)
const decode = (bytes) => new TextDecoder().decode(bytes)
const payloads = (found) => found && [...found].map(({ bytes }) => bytes && decode(bytes))

describe('the elements of an array', () => {
  test.each([
    ['[]', []],
    [' [ ] ', []],
    ['[{"a":1},{"b":[1,2]}]', ['{"a":1}', '{"b":[1,2]}']],
    ['[1, "x,]\\"[" ,null,\n[] ]', ['1', '"x,]\\"["', 'null', '[]']],
    ['[{"ü😀":"]"} , {}]', ['{"ü😀":"]"}', '{}']],
    ['[1', null],
    ['{"a":[1]}', null],
    ['[1] 2', null]
  ])('%s', (text, expected) => {
    expect(payloads(jsonRows(encode(text), {}))).toEqual(expected)
  })

  test('have the lines and columns that they begin in', () => {
    const found = [...jsonRows(encode('[\n  {"a":\n1}, {},\n\n{}]'), {})]
    expect(found.map(({ line, column }) => [line, column])).toEqual([
      [2, 2],
      [3, 4],
      [5, 0]
    ])
  })
})

describe('CSV', () => {
  const rows = (text, options = {}) =>
    [...csvPayloads(encode(text), options)].map(({ line, id, bytes }) => [line, id, bytes && decode(bytes)])

  test.each([
    ['id,payload_json\n1,"{""a"":1}"\n', [[2, 1, '{"a":1}']]],
    [
      'payload_json\r\n{}\r\n\r\n"{\n}"\r\n{}',
      [
        [2, undefined, '{}'],
        [4, undefined, '{\n}'],
        [6, undefined, '{}']
      ]
    ],
    ['"id","payload_json"\n7,\n', [[2, 7, undefined]]],
    ['payload_json\n"{""cut', [[2, undefined, '{"cut']]],
    ['payload_json,x\n{},"a,b"\n', [[2, undefined, '{}']]],
    ['\ufeffpayload_json\n{}', [[2, undefined, '{}']]]
  ])('%j', (text, expected) => {
    expect(rows(text)).toEqual(expected)
  })

  test('without the column it is no export', () => {
    expect(csvPayloads(encode('a,b\n1,2'), {})).toBeNull()
    expect(rows('a,b\n1,2', { field: 'b' })).toEqual([[2, undefined, '2']])
  })
})

test('strings of megabytes are read like short ones', () => {
  const long = '\\n'.repeat(3 << 20)
  expect(payloads(jsonRows(encode(`[{"a":"${long}"},1]`), {}))[1]).toBe('1')
  const cell = 'y""'.repeat(3 << 20)
  expect(payloads(csvPayloads(encode(`payload_json,x\n"${cell}",1\n{},2`), {}))[1]).toBe('{}')
})
