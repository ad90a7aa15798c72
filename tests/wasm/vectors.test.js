// vectors.test.js: the shared vectors through WebAssembly, byte for byte the same as natively.
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../wasm/dist/node.mjs'
import { bothFilters, readRows } from './helpers.js'

const mcpx = loadSync()
const proxyRows = readRows('classify')
const extendedRows = ['extended', 'families'].flatMap(readRows)

const optionsOf = (row) => ({
  transport: row.transport,
  dockerIsolated: row.docker_isolated,
  facts: row.facts
})

describe('profile proxy', () => {
  test.each(proxyRows.map((row, i) => [i + 1, row]))('vector %i', (_, row) => {
    const answer = mcpx.classify(row.text, { ...optionsOf(row), profile: 'proxy' })
    expect(answer.code).toBe(row.code)
    expect(answer.proxy_code).toBe(row.code)
    expect(answer.extension).toBe(false)
  })
})

describe('profile extended', () => {
  test.each(extendedRows.map((row) => [row.id, row.family, row]))('%s %s', (_id, _family, row) => {
    const answer = mcpx.classify(row.text, optionsOf(row))
    expect([row.label, ...row.alt]).toContain(answer.code)
    expect(answer.proxy_code).toBe(mcpx.classify(row.text, { ...optionsOf(row), profile: 'proxy' }).code)
  })
})

describe('both filters respond with equal bytes', () => {
  const request = (row, i, profile) => {
    const { text, transport, docker_isolated, facts } = row
    return JSON.stringify({ op: 'classify', id: i, text, transport, docker_isolated, facts, profile })
  }

  test.each(['proxy', 'extended'])('for every vector under profile %s', (profile) => {
    const rows = [...proxyRows, ...extendedRows]
    const { node, native } = bothFilters(rows.map((row, i) => request(row, i, profile)))
    expect(node.equals(native)).toBe(true)
    expect(node.toString().trimEnd().split('\n')).toHaveLength(rows.length)
  })

  test('classify gives the same object, key by key', () => {
    const { node } = bothFilters([...proxyRows, ...extendedRows].map((row, i) => request(row, i)))
    const lines = node.toString().trimEnd().split('\n')
    for (const [i, row] of [...proxyRows, ...extendedRows].entries()) {
      const answer = mcpx.classify(new TextEncoder().encode(row.text), optionsOf(row))
      expect(JSON.stringify({ id: i, ...answer })).toBe(lines[i])
    }
  })

  test('for every code', () => {
    const { node, native } = bothFilters(
      mcpx.catalog().map(({ code }) => JSON.stringify({ op: 'entry', id: code, code }))
    )
    expect(node.equals(native)).toBe(true)
    const entries = node
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).entry)
    expect(entries).toEqual(mcpx.catalog())
  })
})
