// workerd.js: the package in Cloudflare Workers. They compile modules only at deployment, so mcpx.wasm is imported.
import { loadFrom, loadSyncFrom } from './core.js'
import module from './mcpx.wasm'

export function load(source = module) {
  return loadFrom(source)
}

export function loadSync(source = module) {
  return loadSyncFrom(source)
}
