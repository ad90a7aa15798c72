// core.js: an instance of the module -> the object that load() gives. index.d.ts documents it.
import { adviser } from './adviser.js'
import { checker } from './checker.js'
import { classifier } from './classifier.js'
import { coding } from './coding.js'
import { Instance } from './instance.js'
import { compile, compileSync } from './source.js'
import { asBytes } from './values.js'

// Answers request lines of the streaming filter (exports/filter.c).
function filter(instance) {
  return {
    requestMax: instance.inputSize - 1,
    respond(line) {
      const bytes = typeof line === 'string' ? coding().encode(line) : asBytes(line)
      instance.write(bytes)
      return instance.outputBytes(instance.exports.respond(bytes.length)).slice()
    }
  }
}

function create(wasmInstance) {
  const instance = new Instance(wasmInstance)
  return Object.freeze({
    version: instance.outputJson(instance.exports.version()),
    ...filter(instance),
    ...classifier(instance),
    ...adviser(instance),
    ...checker(instance)
  })
}

export async function loadFrom(source) {
  const module = await compile(await source)
  return create(await WebAssembly.instantiate(module, {}))
}

export function loadSyncFrom(source) {
  return create(new WebAssembly.Instance(compileSync(source), {}))
}
