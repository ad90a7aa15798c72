// engine.js: runs the ops (ops/*.js) on the library, on the page's own thread or in a Web Worker.
//
// The first answers come from codes.wasm, which knows codes only. diagnose.wasm, which knows causes too, is loaded right
// after it and replaces it. A short text is classified on the page's own thread: that takes less time than a message to
// a worker and back. Long texts, logs and everything that needs check.wasm go to a worker, which starts once the page
// can answer.
import { loadPart } from './library.js'
import { advise, classify, requirementOf } from './ops/classify.js'

// The longest texts that are classified on the page's own thread, in UTF-16 units: about 1 ms of work. Until the worker
// has started, the page takes longer ones (about 3 ms), so that the first answer does not wait for it.
const PAGE_MAX = 1 << 12
const PAGE_MAX_WITHOUT_WORKER = 1 << 14

const siblingUrl = (file) => new URL(file, import.meta.url).href
const WORKER = siblingUrl('./worker.js')

// build.js puts a hash into each of these names.
const MODULES = { codes: './codes.wasm', diagnose: './diagnose.wasm', check: './check.wasm' }

// For pages that enforce Trusted Types: the policy returns this one script for every argument.
const policy = globalThis.trustedTypes?.createPolicy('mcpx-worker', { createScriptURL: () => WORKER })

// A worker cannot stop in the middle of a call to the library. If a newer call waits this long behind one that is no
// longer needed, the worker is ended and another one started.
const STUCK_MS = 2000

// These always run on the page's own thread.
const QUICK_OPS = { requirement: requirementOf, advise }

export class EngineError extends Error {}

const NO_WASM =
  'This browser cannot run WebAssembly. Use another browser, or run npx @mcpproxy/mcpx classify.'
const NO_START =
  'The diagnosis could not start. Reload the page. If that does not help, this site does not allow WebAssembly.'
export const INCOMPLETE =
  'Errors are diagnosed, but part of this page is missing. Reload the page. If that does not help, this site does not allow workers.'

const bytesOf = async (name) => (await fetch(siblingUrl(MODULES[name]))).arrayBuffer()
const compile = async (name) => WebAssembly.compile(await bytesOf(name))

// Compiles synchronously: a small module takes a few milliseconds, less than sending it to another thread and back.
// Browsers may refuse that for a large module, so the fallback is asynchronous.
async function compileNow(name) {
  const bytes = await bytesOf(name)
  try {
    return new WebAssembly.Module(bytes)
  } catch {
    return WebAssembly.compile(bytes)
  }
}

// Resolves when the page is idle, or after 300 ms: a page in the background may never be idle.
const idle = () =>
  new Promise((resolve) => (globalThis.requestIdleCallback ?? setTimeout)(resolve, { timeout: 300 }))

async function orFail(message, work) {
  if (typeof WebAssembly !== 'object') throw new EngineError(NO_WASM)
  try {
    return await work()
  } catch {
    throw new EngineError(message)
  }
}

export class Engine {
  #mcpx // the part of the library that classifies, on this thread
  #module // the compiled module with causes
  #check // the compiled module that checks
  #worker = null
  #workerStarted = false
  #stopped = false
  #calls = new Map() // id -> { resolve, reject, progress, message }
  #abandoned = new Set() // ids of aborted calls on which the worker still works
  #lastId = 0

  // Resolves to { version, catalog } once texts can be classified.
  ready = orFail(NO_START, () => this.#load())

  // Resolves to the surroundings (clients, systems, runners) once answers have causes and steps.
  advised = this.ready.then(() => orFail(INCOMPLETE, () => this.#loadCauses()))

  // Resolves when the page may load the rest.
  opened = this.ready.then(idle)

  // Resolves once everything is loaded: the engine fetches nothing more.
  complete = this.opened.then(() => orFail(INCOMPLETE, () => this.#startWorker()))

  constructor() {
    this.advised.catch(() => {})
    this.complete.catch(() => {})
  }

  async #load() {
    this.#mcpx = await loadPart('codes', await compileNow('codes'))
    return { version: this.#mcpx.version, catalog: this.#mcpx.catalog() }
  }

  async #loadCauses() {
    this.#module = await compile('diagnose')
    this.#mcpx = await loadPart('diagnose', this.#module)
    return this.#mcpx.surroundings()
  }

  async #startWorker() {
    ;[this.#check] = await Promise.all([compile('check'), this.advised])
    if (!this.#stopped) await this.#openWorker()
  }

  async #openWorker() {
    const worker = new Worker(policy?.createScriptURL('') ?? WORKER, { type: 'module' })
    this.#worker = worker
    worker.postMessage({ modules: { diagnose: this.#module, check: this.#check } })
    await new Promise((resolve, reject) => {
      worker.addEventListener('error', reject)
      worker.addEventListener('message', ({ data }) => {
        if (data.loaded) {
          this.#workerStarted = true
          resolve()
        } else if (data.failed) reject(data)
        else if (worker === this.#worker) this.#settle(data)
      })
    })
  }

  // Calls of the old worker that are still wanted begin again.
  async #replaceWorker() {
    this.#worker.terminate()
    this.#abandoned.clear()
    const started = this.#openWorker()
    for (const { message } of this.#calls.values()) this.#worker.postMessage(message)
    await started.catch(() => this.#rejectAll(INCOMPLETE))
  }

  #watchAbandoned() {
    const ids = [...this.#abandoned]
    const isStuck = () => this.#calls.size && ids.some((id) => this.#abandoned.has(id))
    if (ids.length) setTimeout(() => isStuck() && this.#replaceWorker(), STUCK_MS)
  }

  #settle({ id, progress, result, error, ended }) {
    if (ended) this.#abandoned.delete(id)
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

  // Runs an op. An aborted call rejects with an AbortError, and the worker stops working on it.
  async call(op, args, { progress, signal } = {}) {
    await this.ready
    signal?.throwIfAborted()
    const quick = QUICK_OPS[op]
    if (quick) return quick(this.#mcpx, args)
    const pageMax = this.#workerStarted ? PAGE_MAX : PAGE_MAX_WITHOUT_WORKER
    if (op === 'classify' && args.text.length <= pageMax) return classify(this.#mcpx, args)
    await this.complete
    signal?.throwIfAborted()
    return this.#callWorker({ op, args }, progress, signal)
  }

  #callWorker(call, progress, signal) {
    this.#lastId += 1
    const id = this.#lastId
    const message = { id, ...call }
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject, progress, message })
      signal?.addEventListener('abort', () => {
        if (!this.#calls.delete(id)) return
        this.#abandoned.add(id)
        this.#worker.postMessage({ cancel: id })
        this.#watchAbandoned()
        reject(signal.reason)
      })
      this.#worker.postMessage(message)
      this.#watchAbandoned()
    })
  }

  #rejectAll(reason) {
    for (const call of this.#calls.values()) call.reject(new EngineError(reason))
    this.#calls.clear()
  }

  stop() {
    this.#stopped = true
    this.#worker?.terminate()
    this.#rejectAll('Stopped.')
  }
}
