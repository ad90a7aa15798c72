// library.js: a compiled module of the page -> its half of the library: `classifier` or `checker` of wasm/lib.
import { Instance } from '../wasm/lib/instance.js'

export async function loadHalf(module, half) {
  const instance = new Instance(await WebAssembly.instantiate(module, {}))
  return { version: instance.outputJson(instance.exports.version()), ...half(instance) }
}
