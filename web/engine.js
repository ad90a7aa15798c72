// engine.js: calls -> the library, here or in a Web Worker -> promises.
//
// A short text is classified on the page's own thread: that takes less time than a message to a worker and back. Long
// texts, logs and everything that needs the half of the library that checks go to a worker, which starts once the page
// can answer.
import { loadFrom } from '../wasm/lib/core.js'
import { classify, ruleOf } from './ops/classify.js'

// The longest texts that are classified on the page's own thread, in UTF-16 units. Until the worker has started, the
// page takes longer ones, so that the first answer does not wait for it.
const PAGE_MAX = 1 << 12
const PAGE_MAX_WITHOUT_WORKER = 1 << 14

const beside = (file) => new URL(`./${file}`, import.meta.url).href
const SCRIPT = beside('worker.js')

// For pages that enforce Trusted Types: a policy that gives this one script, whatever it is asked for.
const policy = globalThis.trustedTypes?.createPolicy('mcpx-worker', { createScriptURL: () => SCRIPT })

export class EngineError extends Error {}

const NO_WASM =
  'This browser cannot run WebAssembly. Another one can, or the command npx @mcpproxy/mcpx classify.'
const NO_START =
  'The diagnosis could not be started. Reloading may help; if not, this site does not allow WebAssembly.'
export const NOT_ALL =
  'Errors are diagnosed, but a part of the page is missing. Reloading may help; if not, this site does not allow workers.'

// Compiled at once: half the library takes a few milliseconds, and being sent to another thread and back takes more.
// Browsers may refuse that for what they find large; what is no module at all is refused in the end.
async function moduleOf(name) {
  const bytes = await (await fetch(beside(`${name}.wasm`))).arrayBuffer()
  try {
    return new WebAssembly.Module(bytes)
  } catch {
    return WebAssembly.compile(bytes)
  }
}

// When the page has nothing better to do, or soon: one in the background may never be idle.
const idle = () =>
  new Promise((resolve) => (globalThis.requestIdleCallback ?? setTimeout)(resolve, { timeout: 300 }))

async function orSay(message, work) {
  if (typeof WebAssembly !== 'object') throw new EngineError(NO_WASM)
  try {
    return await work()
  } catch {
    throw new EngineError(message)
  }
}

export class Engine {
  #here
  #classifier // the compiled module of that half
  #worker = null
  #workerStarted = false
  #stopped = false // before its worker was there
  #calls = new Map() // id -> { resolve, reject, progress }
  #last = 0

  // Resolves with { version, catalog } once texts can be classified.
  ready = orSay(NO_START, () => this.#open())

  // Resolves when the rest may come: the first answer does not wait for it.
  opened = this.ready.then(idle)

  // Resolves once all is there, so that nothing more will be fetched.
  complete = this.opened.then(() => orSay(NOT_ALL, () => this.#startWorker()))

  constructor() {
    this.complete.catch(() => {})
  }

  async #open() {
    this.#classifier = await moduleOf('classify')
    this.#here = await loadFrom(this.#classifier)
    return { version: this.#here.version, catalog: this.#here.catalog() }
  }

  async #startWorker() {
    const check = await moduleOf('check')
    if (this.#stopped) return
    this.#worker = new Worker(policy?.createScriptURL('') ?? SCRIPT, { type: 'module' })
    this.#worker.postMessage({ modules: { classify: this.#classifier, check } })
    await new Promise((resolve, reject) => {
      this.#worker.addEventListener('error', reject)
      this.#worker.addEventListener('message', ({ data }) => {
        if (data.loaded) {
          this.#workerStarted = true
          resolve()
        } else if (data.failed) reject(data)
        else this.#take(data)
      })
    })
  }

  #take({ id, progress, result, error }) {
    const call = this.#calls.get(id)
    if (!call) return
    if (progress) {
      call.progress?.(progress)
      return
    }
    this.#calls.delete(id)
    if (error) call.reject(new EngineError(error))
    else call.resolve(result)
  }

  // Have `op` (ops/*.js) done. An aborted call rejects with an AbortError, and the work ends.
  async call(op, args, { progress, signal } = {}) {
    await this.ready
    signal?.throwIfAborted()
    if (op === 'rule') return ruleOf(this.#here, args)
    const pageMax = this.#workerStarted ? PAGE_MAX : PAGE_MAX_WITHOUT_WORKER
    if (op === 'classify' && args.text.length <= pageMax) return classify(this.#here, args)
    await this.complete
    signal?.throwIfAborted()
    return this.#ask({ op, args }, progress, signal)
  }

  #ask(call, progress, signal) {
    this.#last += 1
    const id = this.#last
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject, progress })
      signal?.addEventListener('abort', () => {
        if (!this.#calls.delete(id)) return
        this.#worker.postMessage({ cancel: id })
        reject(signal.reason)
      })
      this.#worker.postMessage({ id, ...call })
    })
  }

  stop() {
    this.#stopped = true
    this.#worker?.terminate()
    for (const call of this.#calls.values()) call.reject(new EngineError('The diagnosis was closed.'))
    this.#calls.clear()
  }
}
