// engines.test.js: engines with and without vectors (SIMD): each gets its module, and both modules give the same answers.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from '@jest/globals'
import * as browser from '../../wasm/dist/browser.mjs'
import * as inline from '../../wasm/dist/inline.mjs'
import * as node from '../../wasm/dist/node.mjs'
import { vectorRequests } from '../vectors/requests.js'
import { root } from './helpers.js'

const pathOf = (name) => `${root}wasm/dist/${name}`
const CODE = 'MCPX_DOCKER_CLI_NOT_FOUND'

const originals = { compile: WebAssembly.compile, validate: WebAssembly.validate, fetch: globalThis.fetch }

afterEach(() => {
  Object.assign(WebAssembly, { compile: originals.compile, validate: originals.validate })
  globalThis.fetch = originals.fetch
})

// As an engine without vectors validates. Node cannot switch them off.
const V128 = 0x7b
const withoutVectors = (bytes) => !bytes.includes(V128) && originals.validate(bytes)

test('every vector gets the same bytes from both modules', () => {
  const [vectors, scalar] = ['mcpx.wasm', 'mcpx-scalar.wasm'].map((name) =>
    node.loadSync(readFileSync(pathOf(name)))
  )
  const lines = vectorRequests()
  expect(lines.length).toBeGreaterThan(10000)
  expect(lines.filter((line) => Buffer.compare(vectors.respond(line), scalar.respond(line)))).toEqual([])
})

test.each([
  ['mcpx.wasm', false],
  ['mcpx-scalar.wasm', true]
])('%s runs without vectors: %p', (name, runs) => {
  const options = ['--all-features', '--disable-simd', pathOf(name), '-o', '/dev/null']
  const { status, stderr } = spawnSync('wasm-opt', options, { encoding: 'utf8' })
  expect(status === 0).toBe(runs)
  if (!runs) expect(stderr).toMatch(/SIMD/)
})

// The name of the module that load() compiles in such an engine.
async function loadedBy({ load }, validate) {
  const compiled = []
  WebAssembly.validate = validate
  WebAssembly.compile = (bytes) => {
    compiled.push(Buffer.from(bytes))
    return originals.compile(bytes)
  }
  globalThis.fetch = async (url) => new Response(readFileSync(url))
  const mcpx = await load()
  expect(mcpx.classify('zsh:1: command not found: docker').code).toBe(CODE)
  return ['mcpx.wasm', 'mcpx-scalar.wasm'].filter((name) => compiled[0].equals(readFileSync(pathOf(name))))
}

describe.each(Object.entries({ node, browser }))('the entry for %s loads', (_, entry) => {
  test('mcpx.wasm in an engine with vectors', async () => {
    expect(await loadedBy(entry, originals.validate)).toEqual(['mcpx.wasm'])
  })

  test('mcpx-scalar.wasm in one without', async () => {
    expect(await loadedBy(entry, withoutVectors)).toEqual(['mcpx-scalar.wasm'])
  })
})

test('the entry with the module inside works in both', async () => {
  expect(await loadedBy(inline, withoutVectors)).toEqual(['mcpx-scalar.wasm'])
  expect(await loadedBy(inline, originals.validate)).toEqual(['mcpx-scalar.wasm'])
})

// Bytes from a seed. Every second case has few different ones, so that many are equal.
function* cases(count, size) {
  const FEW = [0x61, 0x62, 0x5a, 0, 1, 0x7f, 0x80, 0xff]
  let seed = 1
  for (let round = 0; round < count; round++)
    yield Uint8Array.from({ length: size }, () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      return round % 2 ? seed >>> 24 : FEW[seed >>> 29]
    })
}

test('operations on vectors of WebAssembly give what plain loops give', () => {
  const module = new WebAssembly.Module(readFileSync(`${root}build/wasm/wasm/vectors.wasm`))
  const { exports } = new WebAssembly.Instance(module, {})
  const input = new Uint8Array(exports.memory.buffer, exports.input(), exports.input_size())
  expect(input.length).toBe(48)
  for (const bytes of cases(5000, input.length)) {
    input.set(bytes)
    if (!exports.check()) throw new Error(`another result for ${bytes}`)
  }
})
