// node.js: the package in Node, Deno and Bun. load() reads a module from the folder of this file.
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { loadFrom, loadSyncFrom } from './core.js'
import { hasVectors } from './vectors.js'

// Not made at import: a bundle in CommonJS has no import.meta.url, and may pass its own source.
const moduleUrl = () =>
  hasVectors() ? new URL('./mcpx.wasm', import.meta.url) : new URL('./mcpx-scalar.wasm', import.meta.url)

// Node's fetch() cannot read file: URLs.
function resolve(source) {
  const isFile = source instanceof URL ? source.protocol === 'file:' : String(source).startsWith('file:')
  return isFile ? readFile(new URL(source)) : source
}

export async function load(source = moduleUrl()) {
  return loadFrom(resolve(source))
}

export function loadSync(source = readFileSync(moduleUrl())) {
  return loadSyncFrom(source)
}
