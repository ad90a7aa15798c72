// element.js: the custom element <mcpx-diagnose>: three views in tabs, in a shadow root.
import { h } from './dom.js'
import { Engine, EngineError, INCOMPLETE } from './engine.js'
import { tabs } from './parts/tabs.js'
import { classifyView } from './views/classify.js'

export const MCPX_TAG = 'mcpx-diagnose'

// Loads the code that the first answer does not need.
async function loadRest(opened) {
  await opened
  restLoaded ??= loadStyles('rest.css', restSheet)
  const views = import('./views/lazy.js').catch(() => {
    throw new EngineError(INCOMPLETE)
  })
  const [loaded] = await Promise.all([views, restLoaded])
  return loaded
}

const VIEWS = [
  { name: 'classify', label: 'Diagnose an error', load: () => classifyView },
  { name: 'heartbeat', label: 'Check a heartbeat', load: async (lazy) => (await lazy).heartbeatView },
  { name: 'codes', label: 'All codes', load: async (lazy) => (await lazy).codesView }
]

// Screen readers announce an answer once the typing has paused this long; an answer that is not final waits longer.
const TYPING_PAUSE_MS = 600
const FINAL_PAUSE_MS = 2500

const VIEW_FRAGMENT = /^#mcpx-(\w+)$/
const CODE_FRAGMENT = /^#(MCPX_[A-Z0-9_]+)$/
const SHARE_FRAGMENT = /^#mcpx=/

// All elements of a document share one engine, which stops when the last of them is removed.
let engine = null
let users = 0

function acquireEngine() {
  users += 1
  engine ??= new Engine()
  return engine
}

// Waits for a microtask: a framework may move an element by removing it and inserting it again.
function releaseEngine() {
  queueMicrotask(() => {
    users -= 1
    if (users > 0) return
    engine.stop()
    engine = null
  })
}

// The styles are separate files: those for the first answer are fetched as soon as this script runs, the rest before the
// other views. Without them the page still works.
const sheet = new CSSStyleSheet()
const restSheet = new CSSStyleSheet()
const loadStyles = (file, into) =>
  fetch(new URL(`./${file}`, import.meta.url))
    .then((response) => response.text())
    .then((css) => into.replaceSync(css))
    .catch(() => {})
const stylesLoaded = loadStyles('diagnose.css', sheet)
let restLoaded = null // promise, once the rest is fetched

export class McpxDiagnose extends HTMLElement {
  #engine
  #lazy // promise of views/lazy.js
  #surroundings = { clients: [] } // known once answers are final
  #views = new Map() // name -> promise of the view
  #tabs = null
  #status = h('p', { class: 'visually-hidden', role: 'status' })
  #announcement // timer
  #announced // the question whose answer was announced
  #onHashChange = () => this.#followAddress()

  connectedCallback() {
    this.#engine = acquireEngine()
    globalThis.addEventListener('hashchange', this.#onHashChange)
    if (this.shadowRoot) return
    const root = this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [sheet, restSheet]
    stylesLoaded.then(() => this.#open(root))
  }

  #open(root) {
    this.#lazy = loadRest(this.#engine.opened)
    this.#engine.advised.then(
      (surroundings) => {
        this.#surroundings = surroundings
      },
      () => {}
    )
    this.#build(root)
    this.#followAddress(this.getAttribute('view'))
    this.#setReady(root)
  }

  // The attribute says that everything is loaded: the element fetches nothing more.
  async #setReady(root) {
    try {
      await this.#engine.ready
      await Promise.all([this.#engine.complete, ...this.#views.values()])
      this.setAttribute('ready', '')
    } catch (error) {
      root.querySelector('.frame').prepend(h('p', { class: 'refusal', role: 'alert' }, error.message))
    }
  }

  disconnectedCallback() {
    globalThis.removeEventListener('hashchange', this.#onHashChange)
    releaseEngine()
  }

  #build(root) {
    const tools = {
      call: (...args) => this.#engine.call(...args),
      ready: this.#engine.ready,
      advised: this.#engine.advised,
      surroundings: () => this.#surroundings,
      lazy: this.#lazy,
      announce: (text) => this.#announce(text, 0),
      announceSoon: (text) => this.#announce(text, TYPING_PAUSE_MS),
      announceAnswer: (text, question, isFinal) => this.#announceAnswer(text, question, isFinal),
      open: (name, what) => this.#show(name, what)
    }
    const panels = VIEWS.map(({ name, label, load }) => {
      const panel = h('div')
      const view = this.#loadView(panel, load, tools)
      view.catch(() => {})
      this.#views.set(name, view)
      return { name, label, panel }
    })
    this.#tabs = tabs(panels, { label: 'Views', onSelect: (name) => this.#setFragment(`#mcpx-${name}`) })
    root.append(h('div', { class: 'frame' }, this.#tabs.element, this.#status))
  }

  async #loadView(panel, load, tools) {
    const create = await load(tools.lazy)
    const view = create(tools)
    panel.append(view.element)
    return view
  }

  // Screen readers speak the text of the status. A newer announcement replaces one that is still waiting.
  #announce(text, delay, question) {
    clearTimeout(this.#announcement)
    this.#announcement = setTimeout(() => {
      this.#status.textContent = text
      this.#announced = question ?? this.#announced
    }, delay)
  }

  // The answer to a question (any object) is announced once, even if it is refreshed.
  #announceAnswer(text, question, isFinal) {
    if (question === this.#announced) return
    this.#announce(text, isFinal ? TYPING_PAUSE_MS : FINAL_PAUSE_MS, question)
  }

  // Shows a view; `what` is the argument of its method show.
  async #show(name, what) {
    this.#tabs.select(name)
    const view = await this.#views.get(name).catch(() => null)
    if (what) view?.show(what)
  }

  async #showShared(fragment) {
    this.#tabs.select('classify')
    const lazy = await this.#lazy.catch(() => null)
    this.#show('classify', { shared: await lazy?.decodeShare(fragment) })
  }

  #setFragment(fragment) {
    history.replaceState(history.state, '', fragment)
  }

  // Shows what the fragment of the address names, else `fallback`. Other fragments belong to the surrounding page.
  #followAddress(fallback) {
    const { hash } = location
    const code = CODE_FRAGMENT.exec(hash)?.[1]
    const view = VIEW_FRAGMENT.exec(hash)?.[1]
    if (code) this.#show('codes', { code })
    else if (this.#views.has(view)) this.#show(view)
    else if (SHARE_FRAGMENT.test(hash)) this.#showShared(hash)
    else if (this.#views.has(fallback)) this.#show(fallback)
  }
}
