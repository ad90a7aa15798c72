// library.js: a compiled module of the page -> its part of the library (wasm/lib).
import { adviser } from '../wasm/lib/adviser.js'
import { classifier } from '../wasm/lib/classifier.js'
import { Instance } from '../wasm/lib/instance.js'

const PARTS = {
  codes: classifier,
  diagnose: (instance) => ({ ...classifier(instance), ...adviser(instance) })
}

// `part` makes the functions of a module that is not one of PARTS.
export async function loadPart(name, module, part = PARTS[name]) {
  const instance = new Instance(await WebAssembly.instantiate(module, {}))
  return { version: instance.outputJson(instance.exports.version()), ...part(instance) }
}
