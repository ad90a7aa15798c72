// exports-report.test.js: the functions that a module exports, called without the package.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { readRows, root } from './helpers.js'

const PAYLOAD_MAX = 256 * 1024

function instanceOf(name) {
  const module = new WebAssembly.Module(readFileSync(`${root}build/wasm/wasm/${name}.wasm`))
  const { exports } = new WebAssembly.Instance(module)
  exports._initialize()
  const memory = new Uint8Array(exports.memory.buffer)
  return {
    exports,
    // Writes as much of the text as fits into `input`.
    write: (text) =>
      new TextEncoder().encodeInto(
        text,
        memory.subarray(exports.input(), exports.input() + exports.input_size())
      ).written,
    read: (length) =>
      JSON.parse(new TextDecoder().decode(memory.subarray(exports.output(), exports.output() + length)))
  }
}

const payloads = readRows('heartbeats').map(({ payload }) => payload)

describe.each(['mcpx', 'check'])('a report of %s.wasm', (name) => {
  test('counts the same with and without verdicts', () => {
    const { exports, write, read } = instanceOf(name)
    exports.report_start(1n)
    for (const payload of payloads) read(exports.report_add(write(payload)))
    const figures = read(exports.report_figures())
    exports.report_start(1n)
    for (const payload of payloads) exports.report_count(write(payload))
    expect(figures.payloads).toBe(payloads.length)
    expect(read(exports.report_figures())).toEqual(figures)
  })

  test('counts without writing a verdict', () => {
    const { exports, write, read } = instanceOf(name)
    exports.report_start(1n)
    const version = exports.version()
    exports.report_count(write('{}'))
    expect(read(version)).toMatch(/^\d+\.\d+\.\d+$/)
  })
})

describe.each(['mcpx', 'go', 'check'])('the input of %s.wasm', (name) => {
  test.each([
    ['ASCII', ' '],
    ['characters of three bytes', '\u20ac']
  ])('holds enough of a payload that is too long: %s', (_, character) => {
    const { exports, write, read } = instanceOf(name)
    const length = write(`"${character.repeat(4 * PAYLOAD_MAX)}`)
    expect(read(exports.validate(length)).findings.map(({ rule }) => rule)).toEqual(['json_too_large'])
  })
})
