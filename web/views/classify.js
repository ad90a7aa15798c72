// views/classify.js: a pasted error -> the answer, with the evidence and the fix; a pasted log -> its codes.

import { button, fill, h } from '../dom.js'
import { abortPrevious } from '../parts/abort_previous.js'
import { answerCard } from '../parts/answer.js'
import { emptyCard } from '../parts/empty_card.js'
import { examples } from '../parts/examples.js'
import { choice, Hints } from '../parts/hints.js'
import { problem, Source } from '../parts/source.js'
import { inUtf8 } from '../text/files.js'

const STORED_AS = 'mcpx-text'

// A text is treated as a log if its lines have several failures, or if it is long and any line has one. Two failures
// are usually a cause and its effect.
const FAILURES_MIN = 3
const LOG_LINES_MIN = 40

const SHOWN_EXAMPLES = ['MCPX_DOCKER_CLI_NOT_FOUND', 'MCPX_STDIO_SPAWN_ENOENT', 'MCPX_OAUTH_REFRESH_EXPIRED']

const looksLikeHeartbeat = (text) => /^\s*\{/.test(text) && text.includes('"anonymous_id"')
const looksLikeLog = ({ total, found, codes }) =>
  (codes > 1 && found >= FAILURES_MIN) || (total >= LOG_LINES_MIN && found > 0)

// The browser may deny access to the storage. Then no text is kept.
const storage = {
  get() {
    try {
      return localStorage.getItem(STORED_AS)
    } catch {
      return null
    }
  },
  set(text) {
    try {
      if (text === null) localStorage.removeItem(STORED_AS)
      else localStorage.setItem(STORED_AS, text)
    } catch {}
  }
}

class ClassifyView {
  #tools
  #entries = new Map()
  #version
  #input = { text: null, blob: null }
  #asLog = null // what the text looked like at first, or what the visitor chose; null: not decided
  #lines = null // the failing lines of the text, counted once a text
  #keep = h('input', { type: 'checkbox', on: { change: () => this.#store() } })
  #hints = new Hints(() => this.#update())
  #source = new Source({
    label: 'Error or log',
    placeholder: 'zsh:1: command not found: docker',
    onChange: (input) => this.#inputChanged(input),
    decode: inUtf8,
    actions: h('label', { class: 'check' }, this.#keep, 'Keep my text in this browser')
  })
  #notes = h('div', { class: 'notes' })
  #result = h('div', { class: 'result' })
  #log = null // a LogPanel, once there was a log
  #update = abortPrevious(
    (signal) => this.#show(signal),
    (error) => fill(this.#result, problem(error))
  )
  element

  constructor(tools) {
    this.#tools = tools
    this.element = h(
      'div',
      { class: 'two classify' },
      this.#source.element,
      this.#result,
      h('div', { class: 'settings' }, this.#hints.element, this.#notes)
    )
    this.#showNothing()
    tools.ready.then(
      ({ version, catalog }) => {
        this.#version = version
        for (const entry of catalog) this.#entries.set(entry.code, entry)
        this.#restore()
      },
      () => {}
    )
  }

  // Shows { text, hints } from another view, or { shared } from a link.
  show({ text, hints, shared }) {
    if (!text && !shared) return
    if (shared) this.#keep.checked = false // a shared text must not replace the visitor's own
    this.#hints.set({ transport: null, dockerIsolated: null, ...hints, ...shared })
    this.#source.setText(text ?? shared.text)
  }

  #restore() {
    const stored = storage.get()
    if (stored === null || this.#input.text) return
    this.#keep.checked = true
    this.#source.setText(stored)
  }

  #store() {
    storage.set(this.#keep.checked ? (this.#input.text ?? '') : null)
  }

  #inputChanged(input) {
    this.#input = input
    this.#asLog = null
    this.#lines = null
    if (this.#keep.checked) this.#store()
    this.#update()
  }

  async #show(signal) {
    const { text, blob } = this.#input
    this.#log?.stop()
    if (blob) {
      this.#hints.showDetected(null)
      await this.#showLog(blob, signal)
    } else if (text?.trim()) await this.#showText(text, signal)
    else this.#showNothing()
  }

  async #showText(text, signal) {
    const args = { text, ...this.#hints.value, wantsLines: this.#lines === null }
    const result = await this.#tools.call('classify', args, { signal })
    this.#lines ??= result.lines
    this.#asLog ??= looksLikeLog(this.#lines)
    this.#hints.showDetected(result.answer.hints)
    this.#showNotes(text)
    if (this.#asLog) {
      this.#source.mark([])
      await this.#showLog(new Blob([text]), signal)
      return
    }
    const entry = this.#entries.get(result.answer.code)
    this.#source.mark(result.answer.evidence)
    fill(this.#result, this.#card(text, result))
    this.#tools.announceSoon(`${entry.code}, ${entry.severity}. ${entry.user_message}`)
  }

  #card(text, result, frame) {
    const { answer } = result
    const entry = this.#entries.get(answer.code)
    const actions = this.#shareTools({ text, answer, entry, hints: this.#hints.value })
    const onHints = (change) => this.#changeHints(change)
    return answerCard({ text, result, entry, tools: this.#tools, frame, actions, onHints })
  }

  // They are loaded after the first answer. If that fails, the page says so once.
  #shareTools(shared) {
    const element = h('div', { class: 'share-tools' })
    this.#tools.lazy.then(
      ({ shareTools }) =>
        fill(element, shareTools({ ...shared, version: this.#version, tools: this.#tools })),
      () => {}
    )
    return element
  }

  #changeHints(change) {
    this.#hints.set(change)
    this.#update()
  }

  async #showLog(blob, signal) {
    const { LogPanel } = await this.#tools.lazy
    signal.throwIfAborted()
    this.#log ??= new LogPanel({
      tools: this.#tools,
      entryOf: (code) => this.#entries.get(code),
      cardOf: (text, result, frame) => this.#card(text, result, frame),
      source: this.#source
    })
    fill(this.#result, this.#log.element)
    this.#log.show(blob, this.#hints.value)
  }

  #showNotes(text) {
    fill(
      this.#notes,
      this.#lines.found > 0 && this.#treatAs(),
      looksLikeHeartbeat(text) && this.#heartbeatNote(text)
    )
  }

  #treatAs() {
    const values = [
      [false, 'Single error'],
      [true, 'Log']
    ]
    const change = (asLog) => {
      this.#asLog = asLog
      this.#update()
    }
    return choice('Treat as', values, this.#asLog, change).element
  }

  #heartbeatNote(text) {
    const open = () => this.#tools.open('heartbeat', { text })
    return h(
      'p',
      { class: 'note' },
      'This text looks like a telemetry heartbeat. ',
      button('Check the heartbeat', open)
    )
  }

  #showNothing() {
    this.#tools.announce('')
    this.#source.mark([])
    this.#hints.showDetected(null)
    fill(this.#notes)
    const tryExample = (example) => this.show({ text: example.text, hints: example })
    fill(this.#result, startCard(tryExample))
  }
}

function startCard(onTry) {
  const list = h('ul', { class: 'chips examples' })
  const chip = (example) =>
    h(
      'li',
      {},
      button(example.text.split('\n')[0], () => onTry(example), { class: 'chip mono' })
    )
  examples.then((all) => fill(list, SHOWN_EXAMPLES.flatMap((code) => all[code] ?? []).map(chip)))
  return emptyCard(
    'Paste an error, or drop a log file',
    'You get the cause, the words that show it, and the commands that fix it. The lines of a log are grouped by failure.',
    h('h3', {}, 'Examples'),
    list
  )
}

export function classifyView(tools) {
  const view = new ClassifyView(tools)
  return { element: view.element, show: (what) => view.show(what) }
}
