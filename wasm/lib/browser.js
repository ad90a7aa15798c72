// browser.js: the package in pages and Web Workers. load() fetches mcpx.wasm from the folder of this file.
import { loadFrom, loadSyncFrom } from './core.js'

export async function load(source) {
  return loadFrom(source ?? new URL('./mcpx.wasm', import.meta.url))
}

export function loadSync(source) {
  return loadSyncFrom(source)
}
