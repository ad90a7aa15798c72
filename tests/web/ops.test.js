// ops.test.js: how often an op calls the library for a text, and what it makes of the answers.
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { loadSync } from '../../wasm/dist/node.mjs'
import { classify, requirementOf } from '../../web/ops/classify.js'
import { readRows, root } from '../wasm/helpers.js'

const half = loadSync(readFileSync(`${root}build/wasm/wasm/classify.wasm`))

// The half of the library that classifies, and how often each of its functions is called.
function counting() {
  const calls = {}
  const counted = ([name, member]) => {
    if (typeof member !== 'function') return [name, member]
    const call = (...args) => {
      calls[name] = (calls[name] ?? 0) + 1
      return member(...args)
    }
    return [name, call]
  }
  return { mcpx: Object.fromEntries(Object.entries(half).map(counted)), calls }
}

const LOG = 'spawn npx ENOENT\nall is well\nHTTP 401 Unauthorized\n'

test.each([
  ['one line', { text: 'spawn npx ENOENT', wantsLines: true }, {}],
  ['several lines', { text: LOG, wantsLines: true }, { classifyLog: 1 }],
  ['several lines that were counted before', { text: LOG, transport: 'http' }, {}]
])('%s: one scan for all hints', (_, args, log) => {
  const { mcpx, calls } = counting()
  classify(mcpx, args)
  expect(calls).toEqual({ classifyAll: 1, ...log })
})

test('the requirement of a rule: only this rule is read', () => {
  const { mcpx, calls } = counting()
  const { name, requires, requires_text } = half.rules().find((rule) => rule.requires)
  expect(requirementOf(mcpx, { rule: name })).toEqual({ requires, requires_text })
  expect(calls).toEqual({ rule: 1 })
})

test('the lines of a text: how many fail, with how many codes', () => {
  expect(classify(half, { text: LOG, wantsLines: true }).lines).toEqual({ total: 3, found: 2, codes: 2 })
  expect(classify(half, { text: 'spawn npx ENOENT', wantsLines: true }).lines.found).toBe(0)
  expect(classify(half, { text: LOG }).lines).toBeNull()
})

const texts = readRows('extended').map(({ text }) => text)

const CHANGES = [
  { transport: 'stdio' },
  { transport: 'http' },
  { dockerIsolated: true },
  { dockerIsolated: false },
  { transport: 'stdio', dockerIsolated: true },
  { transport: 'stdio', dockerIsolated: false },
  { transport: 'http', dockerIsolated: true },
  { transport: 'http', dockerIsolated: false }
]

test('other codes are the known codes that the library gives with other hints', () => {
  const wanted = texts.map((text) => {
    const codes = new Map()
    for (const change of CHANGES) {
      const { code } = half.classify(text, change)
      if (!codes.has(code)) codes.set(code, change)
    }
    codes.delete(half.classify(text).code)
    codes.delete('MCPX_UNKNOWN_UNCLASSIFIED')
    return Array.from(codes, ([code, change]) => ({ code, change }))
  })
  expect(wanted.filter((others) => others.length).length).toBeGreaterThan(20)
  expect(texts.map((text) => classify(half, { text }).others)).toEqual(wanted)
})
