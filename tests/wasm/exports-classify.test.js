// exports-classify.test.js: functions of the module that core.js and Go call with numbers instead of JSON.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../wasm/dist/node.mjs'
import { CODE, ISOLATIONS, PROFILES, RULE, TRANSPORTS } from '../../wasm/lib/answer_words.js'
import { readRows, root } from './helpers.js'

const mcpx = loadSync()
const encoder = new TextEncoder()
const decoder = new TextDecoder()

function instantiate(name) {
  const { exports } = new WebAssembly.Instance(
    new WebAssembly.Module(readFileSync(`${root}build/wasm/wasm/${name}.wasm`))
  )
  exports._initialize()
  return exports
}

function put(exports, text) {
  const bytes = encoder.encode(text)
  new Uint8Array(exports.memory.buffer).set(bytes, exports.input())
  return bytes.length
}

// Code and rule of the answer at `address`.
function codeAndRule(exports, address) {
  const memory = new Uint8Array(exports.memory.buffer)
  const words = new Uint32Array(exports.memory.buffer, address, RULE + 1)
  const name = (at) => decoder.decode(memory.subarray(at, memory.indexOf(0, at)))
  return `${name(words[CODE])} ${name(words[RULE])}`
}

const rows = readRows('families').filter((_, i) => i % 20 === 0)

describe.each(['mcpx', 'diagnose'])('%s.wasm', (name) => {
  const exports = instantiate(name)

  test('decisions after one scan give the answers of classify()', () => {
    const found = []
    const expected = []
    for (const { text } of rows)
      for (const [profile, p] of Object.entries(PROFILES)) {
        exports.set_hints_with(p, TRANSPORTS.stdio, ISOLATIONS.indexOf(true))
        exports.start_again()
        exports.feed(put(exports, text))
        found.push(codeAndRule(exports, exports.finish()))
        const ask = (transport, dockerIsolated) => mcpx.classify(text, { profile, transport, dockerIsolated })
        const first = ask('stdio', true)
        expected.push(`${first.code} ${first.rule}`)
        for (const [transport, t] of Object.entries(TRANSPORTS))
          for (const [i, isolation] of ISOLATIONS.entries()) {
            exports.set_hints_with(p, t, i)
            found.push(codeAndRule(exports, exports.decide_again()))
            const answer = ask(transport, isolation)
            expected.push(`${answer.code} ${answer.rule}`)
          }
      }
    expect(found.length).toBeGreaterThan(1000)
    expect(found).toEqual(expected)
  })

  test('rule gives each rule of rules(), and null for another name', () => {
    const rule = (of) => {
      const length = exports.rule(put(exports, of))
      return JSON.parse(decoder.decode(new Uint8Array(exports.memory.buffer, exports.output(), length)))
    }
    expect(mcpx.rules().map(({ name }) => rule(name))).toEqual(mcpx.rules())
    expect(rule('no_such_rule')).toBe(null)
  })

  test('a number beyond an enum is taken as its last value', () => {
    const text = 'uvx: command not found'
    const last = mcpx.classify(text, { transport: 'other', dockerIsolated: true })
    for (const beyond of [9, -1]) {
      exports.set_hints_with(9, beyond, beyond)
      exports.start_again()
      exports.feed(put(exports, text))
      expect(codeAndRule(exports, exports.finish())).toBe(`${last.code} ${last.rule}`)
    }
  })
})
