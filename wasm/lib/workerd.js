// workerd.js: the package in Cloudflare Workers, which compile a module when they are deployed, never at run
// time: so it is imported, not read.

import { loadFrom, loadSyncFrom } from './core.js'
import module from './mcpx.wasm'

export function load(source = module) {
  return loadFrom(source)
}

export function loadSync(source = module) {
  return loadSyncFrom(source)
}
