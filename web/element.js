// element.js: <mcpx-diagnose>: the three views behind tabs, in a shadow root of their own.
import { h } from './dom.js'
import { Engine, EngineError, NOT_ALL } from './engine.js'
import { tabs } from './parts/tabs.js'
import { decodeShare } from './text/share.js'
import { classifyView } from './views/classify.js'

export const MCPX_TAG = 'mcpx-diagnose'

// What the page does not open with comes when it has opened.
const later = (name) => async (opened) => {
  await opened
  const views = await import('./later.js').catch(() => {
    throw new EngineError(NOT_ALL)
  })
  return views[name]
}

const VIEWS = [
  { name: 'classify', label: 'Diagnose an error', load: () => classifyView },
  { name: 'heartbeat', label: 'Check a heartbeat', load: later('heartbeatView') },
  { name: 'codes', label: 'All codes', load: later('codesView') }
]

// What an answer to typing waits for before it is spoken.
const TYPING_PAUSE_MS = 600

const VIEW_FRAGMENT = /^#mcpx-(\w+)$/
const CODE_FRAGMENT = /^#(MCPX_[A-Z0-9_]+)$/
const SHARE_FRAGMENT = /^#mcpx=/

// All elements of a document share one worker, which lives as long as one of them is in the document.
let engine = null
let users = 0

function takeEngine() {
  users += 1
  engine ??= new Engine()
  return engine
}

// A framework may move an element by taking it out and putting it back at once.
function leaveEngine() {
  queueMicrotask(() => {
    users -= 1
    if (users > 0) return
    engine.stop()
    engine = null
  })
}

// The styles are a file of their own, asked for as early as this script runs. Without them the page still works.
const sheet = new CSSStyleSheet()
const styled = fetch(new URL('./diagnose.css', import.meta.url))
  .then((response) => response.text())
  .then((css) => sheet.replaceSync(css))
  .catch(() => {})

export class McpxDiagnose extends HTMLElement {
  #engine
  #views = new Map() // name -> a promise of the view
  #tabs = null
  #status = h('p', { class: 'unseen', role: 'status' })
  #spoken
  #onHash = () => this.#follow()

  connectedCallback() {
    this.#engine = takeEngine()
    globalThis.addEventListener('hashchange', this.#onHash)
    if (this.shadowRoot) return
    const root = this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [sheet]
    styled.then(() => this.#open(root))
  }

  #open(root) {
    this.#build(root)
    this.#follow(this.getAttribute('view'))
    this.#tellReady(root)
  }

  // The attribute says that all is there: nothing more will be fetched.
  async #tellReady(root) {
    try {
      await this.#engine.ready
      await Promise.all([this.#engine.complete, ...this.#views.values()])
      this.setAttribute('ready', '')
    } catch (error) {
      root.querySelector('.frame').prepend(h('p', { class: 'refusal', role: 'alert' }, error.message))
    }
  }

  disconnectedCallback() {
    globalThis.removeEventListener('hashchange', this.#onHash)
    leaveEngine()
  }

  #build(root) {
    const tools = {
      call: (...args) => this.#engine.call(...args),
      ready: this.#engine.ready,
      announce: (text) => this.#announce(text, 0),
      announceSoon: (text) => this.#announce(text, TYPING_PAUSE_MS),
      open: (name, what) => this.#show(name, what)
    }
    const panels = VIEWS.map(({ name, label, load }) => {
      const panel = h('div')
      const view = this.#view(panel, load, tools)
      view.catch(() => {})
      this.#views.set(name, view)
      return { name, label, panel }
    })
    this.#tabs = tabs(panels, { label: 'What to do', onSelect: (name) => this.#remember(`#mcpx-${name}`) })
    root.append(h('div', { class: 'frame' }, this.#tabs.element, this.#status))
  }

  async #view(panel, load, tools) {
    const create = await load(this.#engine.opened)
    const view = create(tools)
    panel.append(view.element)
    return view
  }

  // Screen readers speak what changes in here. Only the newest of what waits is spoken.
  #announce(text, delay) {
    clearTimeout(this.#spoken)
    this.#spoken = setTimeout(() => {
      this.#status.textContent = text
    }, delay)
  }

  // Show a view; `what` is its own affair: a text to classify, a code to show.
  async #show(name, what) {
    this.#tabs.select(name)
    const view = await this.#views.get(name).catch(() => null)
    if (what) view?.show(what)
  }

  #remember(fragment) {
    history.replaceState(history.state, '', fragment)
  }

  // What the address asks for. A fragment that is not ours belongs to the page around.
  async #follow(fallback) {
    const { hash } = location
    const code = CODE_FRAGMENT.exec(hash)?.[1]
    const view = VIEW_FRAGMENT.exec(hash)?.[1]
    if (code) this.#show('codes', { code })
    else if (this.#views.has(view)) this.#show(view)
    else if (SHARE_FRAGMENT.test(hash)) this.#show('classify', { shared: await decodeShare(hash) })
    else if (this.#views.has(fallback)) this.#show(fallback)
  }
}
