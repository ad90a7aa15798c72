// browser.js: the package in pages and Web Workers, where the module is fetched from beside this file.
import { loadFrom, loadSyncFrom } from './core.js'

export function load(source = new URL('./mcpx.wasm', import.meta.url)) {
  return loadFrom(source)
}

export function loadSync(source) {
  return loadSyncFrom(source)
}
