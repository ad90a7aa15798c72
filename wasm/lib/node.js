// node.js: the package in Node, Deno and Bun, where the module lies beside this file.
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { loadFrom, loadSyncFrom } from './core.js'

const MODULE = new URL('./mcpx.wasm', import.meta.url)

// fetch() reads no files in Node, so a file: address is read here.
function resolve(source) {
  const isFile = source instanceof URL ? source.protocol === 'file:' : String(source).startsWith('file:')
  return isFile ? readFile(new URL(source)) : source
}

export function load(source = MODULE) {
  return loadFrom(resolve(source))
}

export function loadSync(source = readFileSync(MODULE)) {
  return loadSyncFrom(source)
}
