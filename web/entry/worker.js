// worker.js: messages { id, op, args } -> { id, result }, { id, error } or, while it goes on, { id, progress }.
import { loadFrom } from '../../wasm/lib/core.js'
import { classify } from '../ops/classify.js'
import { log } from '../ops/log.js'
import { fleet, schema, validate } from '../ops/payloads.js'
import { redacted } from '../ops/redact.js'

// Which half of the library each needs.
const OPS = {
  classify: ['classify', classify],
  log: ['classify', log],
  validate: ['check', validate],
  fleet: ['check', fleet],
  schema: ['check', schema],
  redact: ['check', redacted]
}

const halves = {} // name -> a promise of the half
const running = new Map() // id -> AbortController

// No message tells what was in a text: an error of ours is about the work, not about the words.
async function answer({ id, op, args }) {
  const control = new AbortController()
  running.set(id, control)
  const progress = (value) => self.postMessage({ id, progress: value })
  try {
    const [half, run] = OPS[op]
    const result = await run(await halves[half], args, { progress, signal: control.signal })
    self.postMessage({ id, result })
  } catch (error) {
    if (!control.signal.aborted) self.postMessage({ id, error: error.message })
  }
  running.delete(id)
}

// The first message brings the compiled modules.
async function load(modules) {
  for (const [name, module] of Object.entries(modules)) halves[name] = loadFrom(module)
  await Promise.all(Object.values(halves))
  self.postMessage({ loaded: true })
}

self.addEventListener('message', ({ data }) => {
  if (data.modules) load(data.modules).catch(() => self.postMessage({ failed: true }))
  else if (data.cancel) running.get(data.cancel)?.abort()
  else answer(data)
})
