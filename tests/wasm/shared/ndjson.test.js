// ndjson.test.js: chunks of bytes, cut anywhere -> lines and payloads.
import { describe, expect, test } from '@jest/globals'
import { detectPayloads } from '../../../wasm/cli/io/detect.js'
import { LineSplitter } from '../../../wasm/shared/lines.js'
import { KEPT_BYTES_MAX, payloadsByLine } from '../../../wasm/shared/ndjson.js'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

async function* chunksOf(text, size) {
  const bytes = encoder.encode(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const SIZES = [1, 2, 7, 1000]

describe.each(SIZES)('in chunks of %i bytes', (size) => {
  test.each([
    ['', []],
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\n\nbc', ['a', '', 'bc']],
    ['\n\n', ['', '']],
    ['a\r\nb\r\n', ['a\r', 'b\r']]
  ])('the lines of %j', async (text, expected) => {
    const splitter = new LineSplitter(100)
    const lines = []
    const onLine = (bytes, start, end) => {
      expect(decoder.decode(bytes)).toBe(text.slice(start, end))
      lines.push(decoder.decode(bytes))
    }
    for await (const chunk of chunksOf(text, size)) splitter.split(chunk, onLine)
    splitter.finish(onLine)
    expect(lines).toEqual(expected)
  })

  test('a line that is too long is cut, and its offsets are those of the whole line', async () => {
    const splitter = new LineSplitter(5)
    const lines = []
    const onLine = (bytes, start, end) => lines.push([decoder.decode(bytes), start, end])
    for await (const chunk of chunksOf('0123456789\nab\n', size)) splitter.split(chunk, onLine)
    expect(lines).toEqual([
      ['01234', 0, 10],
      ['ab', 11, 13]
    ])
  })

  const listOf = async (payloads) => {
    const list = []
    for await (const { line, bytes } of payloads) list.push(`${line} ${decoder.decode(bytes)}`)
    return list
  }

  test('payloads by line, without blank lines', async () => {
    expect(await listOf(payloadsByLine(chunksOf('{}\n \t\n[1]\n\n2', size)))).toEqual([
      '1 {}',
      '3 [1]',
      '5 2'
    ])
  })

  test.each([
    ['{}\n{}', ['1 {}', '2 {}']],
    ['\n \n{"a":1}\n{', ['3 {"a":1}', '4 {']],
    ['{\n"a":1\n}', ['1 {\n"a":1\n}']],
    ['{}', ['1 {}']],
    ['', ['1 ']]
  ])('%j: one payload or one per line', async (text, expected) => {
    expect(await listOf(detectPayloads(chunksOf(text, size)))).toEqual(expected)
  })
})

test('at most KEPT_BYTES_MAX bytes of a payload are kept', async () => {
  const whole = []
  for await (const payload of detectPayloads(chunksOf('x'.repeat(KEPT_BYTES_MAX + 5000), 1 << 18)))
    whole.push(payload)
  expect(whole.map(({ bytes }) => bytes.length)).toEqual([KEPT_BYTES_MAX])
})
