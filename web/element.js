// element.js: what is in the custom element <mcpx-diagnose>: four views in tabs, in a shadow root.
import { EDITABLE, fill, h } from './dom.js'
import { Engine, EngineError, INCOMPLETE } from './engine.js'
import { icon } from './parts/icon.js'
import { bringIntoView } from './parts/in_view.js'
import { problem } from './parts/note.js'
import { countRequests } from './parts/proof.js'
import { tabs } from './parts/tabs.js'
import { classifyView } from './views/classify.js'

// Loads the code that the first answer does not need, with its styles: a promise of the exports of entry/lazy.js.
// `importRest` imports that file.
async function loadRest(opened, importRest) {
  await opened
  restLoaded ??= loadStyles('./rest.css', restSheet)
  const views = importRest().catch(() => {
    throw new EngineError(INCOMPLETE)
  })
  const [loaded] = await Promise.all([views, restLoaded])
  return loaded
}

// Without `create`, it is the function of this name among the `views` of entry/lazy.js.
const VIEWS = [
  { name: 'classify', label: 'Diagnose', create: classifyView },
  { name: 'heartbeat', label: 'Heartbeat' },
  { name: 'fleet', label: 'Fleet' },
  { name: 'codes', label: 'Codes' }
]
const FIRST_VIEW = VIEWS[0].name

// Screen readers announce an answer once the typing has paused this long; an answer that is not final waits longer.
const TYPING_PAUSE_MS = 600
const FINAL_PAUSE_MS = 2500

const VIEW_FRAGMENT = /^#mcpx-(\w+)$/
const CODE_FRAGMENT = /^#(MCPX_[A-Z0-9_]+)$/i
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

// The styles are separate files: those for the first answer are fetched once there is an element, the rest before the
// other views. Without them the page still works.
const sheet = new CSSStyleSheet()
const restSheet = new CSSStyleSheet()
const loadStyles = (file, into) =>
  fetch(new URL(file, import.meta.url))
    .then((response) => response.text())
    .then((css) => into.replaceSync(css))
    .catch(() => {})
let firstLoaded = null // promises, once they are fetched
let restLoaded = null

const WIDE = '(min-width: 48rem) and (pointer: fine)'

// The content of one element, its host.
export class Diagnosis {
  #host
  #importRest
  #opening // a promise
  #engine
  #lazy // promise of entry/lazy.js
  #surroundings = {} // known once answers are final
  #views = new Map() // name -> promise of the view
  #tabs = null
  #view = FIRST_VIEW
  #title = null // of the standalone page
  #status = h('p', { class: 'visually-hidden', role: 'status' })
  #dropHint = h('div', { class: 'drop', hidden: true }, icon('download'), 'Drop to read the file here')
  #announcement // timer
  #announced // the question whose answer was announced
  #isOurs = false // the fragment of the address is one of this element
  #isShared = false // a shared text is being shown
  #listeners = null // an AbortController

  constructor(host, importRest) {
    this.#host = host
    this.#importRest = importRest
  }

  // Called when the host is inserted into a document, and maybe again later.
  connect() {
    this.#engine = acquireEngine()
    this.#listen()
    firstLoaded ??= loadStyles('./diagnose.css', sheet)
    this.#opening ??= firstLoaded.then(() => this.#open())
  }

  disconnect() {
    this.#listeners.abort()
    releaseEngine()
  }

  get #isPage() {
    return this.#host.hasAttribute('page')
  }

  // Until here, the host shows its own children.
  #open() {
    const root = this.#host.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [sheet, restSheet]
    this.#lazy = loadRest(this.#engine.opened, this.#importRest)
    this.#engine.advised.then(
      (surroundings) => {
        this.#surroundings = surroundings
      },
      () => {}
    )
    this.#build(root)
    this.#host.removeAttribute('aria-busy')
    this.#followAddress(this.#host.getAttribute('view'))
    if (this.#isPage) this.#focusField()
    this.#setReady(root)
  }

  // On a phone the focus would open the keyboard.
  async #focusField() {
    const { source } = await this.#views.get(FIRST_VIEW)
    const isFree = document.activeElement === document.body && this.#view === FIRST_VIEW
    if (isFree && matchMedia(WIDE).matches) source.area.focus({ preventScroll: true })
  }

  // The attribute says that everything is loaded: the element fetches nothing more.
  async #setReady(root) {
    try {
      await this.#engine.ready
      await Promise.all([this.#engine.complete, ...this.#views.values()])
      this.#host.setAttribute('ready', '')
      countRequests()
    } catch (error) {
      fill(root.querySelector('.refusals'), h('div', { role: 'alert' }, problem(error)))
    }
  }

  // ---- Events of the document ----

  #listen() {
    this.#listeners = new AbortController()
    const { signal } = this.#listeners
    const dropTarget = this.#isPage ? document : this.#host
    const on = (target, type, listener) => target.addEventListener(type, listener, { signal })
    on(globalThis, 'hashchange', () => this.#followAddress())
    on(document, 'paste', (event) => this.#onPaste(event))
    on(dropTarget, 'dragover', (event) => this.#onDrag(event))
    on(dropTarget, 'dragleave', (event) => this.#showDrop(Boolean(event.relatedTarget)))
    on(dropTarget, 'drop', (event) => this.#onDrop(event))
  }

  // A paste without a field that has the focus goes to the field of the view.
  #onPaste(event) {
    const [target] = event.composedPath()
    if (event.defaultPrevented || target.closest?.(EDITABLE)) return
    event.preventDefault()
    this.#take(event.clipboardData)
  }

  #onDrag(event) {
    if (!event.dataTransfer.types.some((type) => type === 'Files' || type === 'text/plain')) return
    event.preventDefault()
    this.#showDrop(true)
  }

  #onDrop(event) {
    event.preventDefault()
    this.#showDrop(false)
    this.#take(event.dataTransfer)
  }

  #showDrop(isShown) {
    this.#dropHint.hidden = !isShown
  }

  // Waiting would empty the transfer, so the view has to be there already.
  #take(transfer) {
    const view = this.#sources.has(this.#view) ? this.#view : FIRST_VIEW
    if (view !== this.#view) this.#openView(view)
    this.#sources.get(view)?.take(transfer)
  }

  #sources = new Map() // name of a view -> its field

  // ---- The views ----

  #build(root) {
    const tools = {
      call: (...args) => this.#engine.call(...args),
      ready: this.#engine.ready,
      advised: this.#engine.advised,
      surroundings: () => this.#surroundings,
      lazy: this.#lazy,
      announce: (text) => this.#announce(text, 0),
      announceSoon: (text) => {
        this.#announce(text, TYPING_PAUSE_MS)
        this.#keepFocus(root)
      },
      announceAnswer: (text, question, isFinal) => this.#announceAnswer(text, question, isFinal),
      open: (name, what) => this.#openView(name, what),
      changed: () => this.#dropShare(),
      setTitle: (title) => this.#setTitle(title)
    }
    const panels = VIEWS.map(({ name, label, create }) => {
      const panel = h('div', { class: 'view' })
      const view = this.#loadView(panel, name, create, tools)
      view.catch(() => {})
      this.#views.set(name, view)
      return { name, label, panel }
    })
    this.#tabs = tabs(panels, { label: 'Tools', onSelect: (name) => this.#openView(name) })
    const [bar, main] = this.#isPage ? ['header', 'main'] : ['div', 'div']
    root.append(
      h(
        'div',
        { class: 'frame' },
        h(bar, { class: 'top' }, h('slot', { name: 'brand' }), this.#tabs.list, h('slot', { name: 'links' })),
        h(main, { class: 'main' }, h('div', { class: 'refusals' }), this.#tabs.panels),
        this.#dropHint,
        this.#status
      )
    )
  }

  async #loadView(panel, name, first, tools) {
    const create = first ?? (await tools.lazy).views[name]
    const view = await create(tools)
    if (view.source) this.#sources.set(name, view.source)
    panel.append(view.element)
    return view
  }

  // The title of the window belongs to the surrounding page.
  #setTitle(title) {
    this.#title ??= document.title
    if (this.#isPage) document.title = title ? `${title} · mcpx` : this.#title
  }

  // If the field that had the focus is hidden now, the headline gets it. A focus elsewhere in the document stays.
  #keepFocus(root) {
    const active = root.activeElement ?? document.activeElement
    if (active !== document.body && active?.checkVisibility()) return
    const headlines = [...root.querySelectorAll('h2[tabindex]')]
    headlines.find((headline) => headline.checkVisibility())?.focus({ preventScroll: true })
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
    this.#view = name
    this.#tabs.select(name)
    this.#setTitle(null)
    const view = await this.#views.get(name).catch(() => null)
    await view?.show(what ?? {})
  }

  // The same by the visitor's choice: the address names it, and the browser's Back button leads back.
  #openView(name, what) {
    const fragment = what?.code ? `#${what.code}` : `#mcpx-${name}`
    if (fragment !== location.hash) history.pushState({ ...history.state, mcpx: 1 }, '', fragment)
    this.#isOurs = true
    return this.#show(name, what)
  }

  // ---- The address ----

  async #showShared(fragment) {
    this.#tabs.select(FIRST_VIEW)
    const lazy = await this.#lazy.catch(() => null)
    if (!lazy) return
    const shared = await lazy.decodeShare(fragment)
    this.#isShared = true
    await this.#show(FIRST_VIEW, { shared })
    this.#isShared = false
  }

  // An address with a shared text is no longer true once the text was changed.
  #dropShare() {
    if (!this.#isShared && SHARE_FRAGMENT.test(location.hash))
      history.replaceState(history.state, '', `#mcpx-${FIRST_VIEW}`)
  }

  // Shows what the fragment of the address names, else `fallback`. Other fragments belong to the surrounding page.
  #followAddress(fallback) {
    const { hash } = location
    const code = CODE_FRAGMENT.exec(hash)?.[1].toUpperCase()
    const view = VIEW_FRAGMENT.exec(hash)?.[1]
    const wasOurs = this.#isOurs
    this.#isOurs = true
    if (code) this.#show('codes', { code })
    else if (this.#views.has(view)) {
      // Back leads to a place where the visitor was; a typed address is new.
      if (!history.state?.mcpx) bringIntoView(this.#tabs.list)
      history.replaceState({ ...history.state, mcpx: 1 }, '')
      this.#show(view)
    } else if (SHARE_FRAGMENT.test(hash)) this.#showShared(hash)
    else {
      this.#isOurs = false
      if (this.#views.has(fallback)) this.#show(fallback)
      else if (wasOurs && !hash) this.#show(this.#host.getAttribute('view') ?? FIRST_VIEW)
    }
  }
}
