// halves.test.js: the two modules of the page, which are compiled for size, give the answers of the whole module.
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { loadSync } from '../../wasm/dist/node.mjs'
import { readRows, readText, root } from './helpers.js'

const whole = loadSync()
const half = (name) => loadSync(readFileSync(`${root}build/wasm/wasm/${name}.wasm`))

const optionsOf = ({ transport, docker_isolated, facts }) => ({
  transport,
  dockerIsolated: docker_isolated,
  facts
})

test('every text gives the same answer', () => {
  const classifier = half('diagnose')
  const rows = ['classify', 'extended', 'families', 'rules'].flatMap(readRows)
  const answers = (mcpx) => rows.map((row) => mcpx.classify(row.text, optionsOf(row)))
  expect(rows.length).toBeGreaterThan(3000)
  expect(answers(classifier)).toEqual(answers(whole))
})

test('no error (null) gives the same answer, and wrong options are refused', () => {
  const classifier = half('diagnose')
  for (const options of [undefined, { transport: 'stdio', dockerIsolated: true }, { profile: 'proxy' }])
    expect(classifier.classify(null, options)).toEqual(whole.classify(null, options))
  expect(classifier.classify(undefined).code).toBeNull()
  for (const mcpx of [classifier, whole])
    expect(() => mcpx.classify(null, { profile: 'best' })).toThrow('`profile` must be "proxy" or "extended"')
})

test('a log gives the same lines; catalog and rules are the same', () => {
  const classifier = half('diagnose')
  const log = readText('tests/vectors/extended.jsonl')
  expect(classifier.classifyLog(log)).toEqual(whole.classifyLog(log))
  expect(classifier.catalog()).toEqual(whole.catalog())
  expect(classifier.rules()).toEqual(whole.rules())
})

test('every payload gives the same verdict, and a report the same figures', () => {
  const checker = half('check')
  const payloads = readRows('heartbeats').map(
    (row) => row.payload ?? Buffer.from(row.payload_base64, 'base64')
  )
  const options = { blockedValues: ['buildhost-7'] }
  expect(payloads.length).toBeGreaterThan(90)
  for (const payload of payloads)
    expect(checker.validate(payload, options)).toEqual(whole.validate(payload, options))
  expect(checker.report(payloads)).toEqual(whole.report(payloads))
  expect(checker.schema(5)).toEqual(whole.schema(5))
})
