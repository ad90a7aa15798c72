// inline.js: the package with the module inside, for bundlers and hosts that cannot read a file beside the script. It is the
// one without vectors, which every engine runs: two modules would double the size.
import { loadFrom, loadSyncFrom } from './core.js'

/* global atob, MODULE_BASE64 -- the build puts the module here */

const bytes = () => Uint8Array.from(atob(MODULE_BASE64), (c) => c.charCodeAt(0))

export async function load(source = bytes()) {
  return loadFrom(source)
}

export function loadSync(source = bytes()) {
  return loadSyncFrom(source)
}
