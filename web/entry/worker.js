// worker.js: messages { id, op, args } -> { id, result } or { id, error }; { id, progress } while it works.
import { checker } from '../../wasm/lib/checker.js'
import { classifier } from '../../wasm/lib/classifier.js'
import { loadHalf } from '../library.js'
import { classify } from '../ops/classify.js'
import { log } from '../ops/log.js'
import { fleet, schema, validate } from '../ops/payloads.js'
import { redact } from '../ops/redact.js'

// Each op with the half of the library that it needs.
const OPS = {
  classify: ['classify', classify],
  log: ['classify', log],
  validate: ['check', validate],
  fleet: ['check', fleet],
  schema: ['check', schema],
  redact: ['check', redact]
}

const HALVES = { classify: classifier, check: checker }
const loaded = {} // name -> promise of the half
const running = new Map() // id -> AbortController

// The library's error messages contain no text of the input.
async function run({ id, op, args }) {
  const control = new AbortController()
  running.set(id, control)
  const progress = (value) => self.postMessage({ id, progress: value })
  try {
    const [half, work] = OPS[op]
    const result = await work(await loaded[half], args, { progress, signal: control.signal })
    self.postMessage({ id, result })
  } catch (error) {
    if (!control.signal.aborted) self.postMessage({ id, error: error.message })
  }
  running.delete(id)
}

// The first message contains the compiled modules.
async function load(modules) {
  for (const [name, module] of Object.entries(modules)) loaded[name] = loadHalf(module, HALVES[name])
  await Promise.all(Object.values(loaded))
  self.postMessage({ loaded: true })
}

self.addEventListener('message', ({ data }) => {
  if (data.modules) load(data.modules).catch(() => self.postMessage({ failed: true }))
  else if (data.cancel) running.get(data.cancel)?.abort()
  else run(data)
})
