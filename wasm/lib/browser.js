// browser.js: the package in pages and Web Workers. load() fetches a module from the folder of this file.
import { loadFrom, loadSyncFrom } from './core.js'
import { hasVectors } from './vectors.js'

// Bundlers copy the files that such expressions name.
const moduleUrl = () =>
  hasVectors() ? new URL('./mcpx.wasm', import.meta.url) : new URL('./mcpx-scalar.wasm', import.meta.url)

export async function load(source) {
  return loadFrom(source ?? moduleUrl())
}

export function loadSync(source) {
  return loadSyncFrom(source)
}
