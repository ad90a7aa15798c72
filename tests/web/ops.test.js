// ops.test.js: what the page makes of the library's answers to a text.
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { loadSync } from '../../wasm/dist/node.mjs'
import { classify } from '../../web/ops/classify.js'
import { readRows, root } from '../wasm/helpers.js'

const half = loadSync(readFileSync(`${root}build/wasm/wasm/classify.wasm`))
const LOG = 'spawn npx ENOENT\nall is well\nHTTP 401 Unauthorized\n'

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
