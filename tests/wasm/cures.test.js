// cures.test.js: public threads whose ending is known. The advice has to contain what ended them, and texts that are no
// failure have no code.
import { expect, test } from '@jest/globals'
import { loadSync } from '../../wasm/dist/node.mjs'
import { readRows } from './helpers.js'

const mcpx = loadSync()

const answersTo = (name) =>
  readRows(name).map((row) => ({
    row,
    answer: mcpx.classify(row.text, { transport: row.transport, dockerIsolated: row.docker_isolated })
  }))

const isAccepted = ({ row, answer }) => [row.label, ...row.alt].includes(answer.code)

// What a person reads: titles, the cause, the steps.
function printed({ title, cause, steps }) {
  const texts = steps.flatMap(({ label, command, config, url }) => [label, command, config, url])
  return [title, cause?.title, cause?.text, ...texts].filter(Boolean).join('\n')
}

const hasRemedy = ({ row, answer }) => {
  const text = printed(answer)
  return row.remedy_patterns.some((pattern) => new RegExp(pattern, 'i').test(text))
}

// The share for which `holds` is true; the ids of the others are printed if it is below `least`.
function expectShare(results, holds, least) {
  const failed = results.filter((result) => !holds(result)).map(({ row }) => row.id)
  const share = 1 - failed.length / results.length
  expect(share >= least || `${(100 * share).toFixed(1)} %: ${failed}`).toBe(true)
}

const cures = answersTo('cures')

test('95 % of the threads have their code', () => {
  expect(cures.length).toBeGreaterThan(150)
  expectShare(cures, isAccepted, 0.95)
})

test('85 % of the answers contain the remedy', () => {
  expectShare(cures, hasRemedy, 0.85)
})

test('95 % of the reports have their code', () => {
  const reports = answersTo('reports')
  expect(reports).toHaveLength(40)
  expectShare(reports, isAccepted, 0.95)
})

test('98 % of the texts that are no failure have no code', () => {
  const negatives = answersTo('negatives')
  expect(negatives).toHaveLength(120)
  expectShare(negatives, isAccepted, 0.98)
})
