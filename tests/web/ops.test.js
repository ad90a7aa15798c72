// ops.test.js: how often an op calls the library for a text, and what it makes of the answers.
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { loadPart } from '../../web/library.js'
import { causes } from '../../web/ops/causes.js'
import { classify, requirementOf } from '../../web/ops/classify.js'
import { readRows, root } from '../wasm/helpers.js'

const part = (name) =>
  loadPart(name, new WebAssembly.Module(readFileSync(`${root}build/wasm/wasm/${name}.wasm`)))
const half = await part('codes')
const whole = await part('diagnose')

// A part of the library, and how often each of its functions is called.
function counting(library = half) {
  const calls = {}
  const counted = ([name, member]) => {
    if (typeof member !== 'function') return [name, member]
    const call = (...args) => {
      calls[name] = (calls[name] ?? 0) + 1
      return member(...args)
    }
    return [name, call]
  }
  return { mcpx: Object.fromEntries(Object.entries(library).map(counted)), calls }
}

const LOG = 'spawn npx ENOENT\nall is well\nHTTP 401 Unauthorized\n'

test.each([
  ['one line', { text: 'spawn npx ENOENT', wantsLines: true }, {}],
  ['several lines', { text: LOG, wantsLines: true }, { classifyLog: 1 }],
  ['several lines that were counted before', { text: LOG, transport: 'http' }, {}]
])('%s: one scan for all hints', (_, args, log) => {
  const { mcpx, calls } = counting(whole)
  const { answer } = classify(mcpx, args)
  expect(calls).toEqual({ classifyAll: 1, ...(answer.cause && { advise: 1 }), ...log })
})

test('causes take one more call, for the steps of the cause', () => {
  const { mcpx, calls } = counting(whole)
  const { answer, ownSteps, isFinal } = classify(mcpx, {
    text: "spawn('npx') MCP error -32000: Connection closed"
  })
  expect(calls).toEqual({ classifyAll: 1, advise: 1 })
  expect({ isFinal, own: ownSteps > 0 && ownSteps < answer.steps.length }).toEqual({
    isFinal: true,
    own: true
  })
  expect(whole.advise({ cause: answer.cause.id, runner: 'npx' }).steps).toEqual(
    answer.steps.slice(0, ownSteps)
  )
  expect(classify(half, { text: 'spawn npx ENOENT' })).toMatchObject({ isFinal: false, ownSteps: 0 })
})

// A cause may decide the code.
// It leaves out causes, and the words of other languages.
test('the module without causes finds the same codes for most texts', () => {
  const same = texts.filter((text) => half.classify(text).code === whole.classify(text).code)
  expect(same.length).toBeGreaterThan(0.93 * texts.length)
})

test('every cause is listed, and every code has the phrases of its rules', () => {
  const { causes: all, phrases } = causes(whole)
  expect(all.length).toBeGreaterThan(120)
  expect(phrases.MCPX_HTTP_CONN_REFUSED).toContain('econnrefused')
  expect(Object.keys(phrases).length).toBeGreaterThan(30)
})

test('the requirement of a rule: only this rule is read', () => {
  const { mcpx, calls } = counting(whole)
  const { name, requires, requires_text } = whole.rules().find((rule) => rule.requires)
  expect(requirementOf(mcpx, { rule: name })).toEqual({ requires, requires_text })
  expect(calls).toEqual({ rule: 1 })
})

const timed = (texts) => texts.map((text, i) => `2026-03-02T08:15:0${i}Z ${text}\n`).join('')
const RECOVERED = timed([
  'starting',
  'connect ECONNREFUSED 127.0.0.1:5432, retry 1/10',
  'connected',
  'ready',
  'idle'
])

test('the lines of a text: how many fail, and whether they are a log', () => {
  const { lines } = classify(whole, { text: LOG, wantsLines: true })
  expect(lines).toEqual({ found: 2, isLog: false })
  expect(classify(whole, { text: 'spawn npx ENOENT', wantsLines: true }).lines.found).toBe(0)
  expect(classify(whole, { text: LOG }).lines).toBeNull()
  expect(classify(half, { text: LOG, wantsLines: true }).lines).toEqual({ found: 0, isLog: false })
  const isLog = (text) => classify(whole, { text, wantsLines: true }).lines.isLog
  expect(isLog(RECOVERED)).toBe(true)
  expect(isLog(`${RECOVERED}It works again.`)).toBe(false)
  expect(isLog('all is well\n'.repeat(40))).toBe(false)
  expect(isLog(`spawn npx ENOENT\n${'all is well\n'.repeat(38)}`)).toBe(false)
  expect(isLog(`spawn npx ENOENT\n${'all is well\n'.repeat(39)}`)).toBe(true)
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
    const { client } = half.classify(text).context
    for (const change of CHANGES) {
      if ('dockerIsolated' in change && client && client !== 'mcpproxy') continue
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
