// worker.js: messages { id, op, args } -> { id, result } or { id, error }; { id, progress } while it works. After
// { cancel: id }, { id, ended } tells that the work has stopped.
import { checker } from '../../wasm/lib/checker.js'
import { loadPart } from '../library.js'
import { causes } from '../ops/causes.js'
import { classify } from '../ops/classify.js'
import { log } from '../ops/log.js'
import { fleet, rules, schema, validate } from '../ops/payloads.js'
import { redact } from '../ops/redact.js'

// Each op with the part of the library that it needs.
const OPS = {
  classify: ['diagnose', classify],
  log: ['diagnose', log],
  causes: ['diagnose', causes],
  validate: ['check', validate],
  fleet: ['check', fleet],
  schema: ['check', schema],
  rules: ['check', rules],
  redact: ['check', redact]
}

const loaded = {} // name -> promise of the part
const running = new Map() // id -> AbortController

// The library's error messages contain no text of the input.
async function run({ id, op, args }) {
  const control = new AbortController()
  running.set(id, control)
  const progress = (value) => self.postMessage({ id, progress: value })
  try {
    const [part, work] = OPS[op]
    const result = await work(await loaded[part], args, { progress, signal: control.signal })
    self.postMessage({ id, result })
  } catch (error) {
    if (!control.signal.aborted) self.postMessage({ id, error: error.message })
  }
  if (control.signal.aborted) self.postMessage({ id, ended: true })
  running.delete(id)
}

// The first message contains the compiled modules.
async function load(modules) {
  loaded.diagnose = loadPart('diagnose', modules.diagnose)
  loaded.check = loadPart('check', modules.check, checker)
  await Promise.all(Object.values(loaded))
  self.postMessage({ loaded: true })
}

self.addEventListener('message', ({ data }) => {
  if (data.modules) load(data.modules).catch(() => self.postMessage({ failed: true }))
  else if (data.cancel) running.get(data.cancel)?.abort()
  else run(data)
})
