// views/classify.js: a pasted error -> what is wrong, what says so, what to do; a pasted log -> its codes.

import { button, fill, h } from '../dom.js'
import { answerCard } from '../parts/answer.js'
import { examples } from '../parts/examples.js'
import { choice, Hints } from '../parts/hints.js'
import { latest } from '../parts/latest.js'
import { shareTools } from '../parts/share.js'
import { inUtf8, problem, Source } from '../parts/source.js'
import { LogPanel } from '../parts/log.js'

const KEPT_AS = 'mcpx-text'

// A text is read line by line where its lines tell of several failures, or where it is long. Two failures are
// most often a cause and its effect.
const FAILURES_MIN = 3
const LOG_LINES_MIN = 40

const TRIED_FIRST = ['MCPX_DOCKER_CLI_NOT_FOUND', 'MCPX_STDIO_SPAWN_ENOENT', 'MCPX_OAUTH_REFRESH_EXPIRED']

const looksLikeHeartbeat = (text) => /^\s*\{/.test(text) && text.includes('"anonymous_id"')
const looksLikeLog = ({ total, found, codes }) =>
  (codes > 1 && found >= FAILURES_MIN) || (total >= LOG_LINES_MIN && found > 0)

// Storage may be denied; then there is nothing kept, and that is all.
const storage = {
  get() {
    try {
      return localStorage.getItem(KEPT_AS)
    } catch {
      return null
    }
  },
  set(text) {
    try {
      if (text === null) localStorage.removeItem(KEPT_AS)
      else localStorage.setItem(KEPT_AS, text)
    } catch {}
  }
}

class ClassifyView {
  #tools
  #entries = new Map()
  #version
  #given = { text: null, blob: null }
  #asLog = null // what the text looked like at first, or the visitor chose; null: not known yet
  #lines = null // the failing lines of the text, counted once: hints do not change what it is read as
  #keep = h('input', { type: 'checkbox', on: { change: () => this.#remember() } })
  #hints = new Hints(() => this.#update())
  #source = new Source({
    label: 'Your error or log',
    placeholder: 'zsh:1: command not found: docker',
    onChange: (given) => this.#take(given),
    decode: inUtf8,
    actions: h('label', { class: 'check' }, this.#keep, 'Keep my text in this browser')
  })
  #note = h('div', { class: 'notes' })
  #result = h('div', { class: 'result' })
  #log
  #update = latest(
    (signal) => this.#show(signal),
    (error) => fill(this.#result, problem(error))
  )
  element

  constructor(tools) {
    this.#tools = tools
    this.#log = new LogPanel({
      tools,
      entryOf: (code) => this.#entries.get(code),
      cardOf: (text, result, frame) => this.#card(text, result, frame),
      source: this.#source
    })
    this.element = h(
      'div',
      { class: 'two classify' },
      this.#source.element,
      this.#result,
      h('div', { class: 'given' }, this.#hints.element, this.#note)
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

  // { text, hints } from another view, or { shared } from the address.
  show({ text, hints, shared }) {
    if (!text && !shared) return
    if (shared) this.#keep.checked = false // what somebody sent does not take the place of what is kept
    this.#hints.set({ transport: null, dockerIsolated: null, ...hints, ...shared })
    this.#source.setText(text ?? shared.text)
  }

  #restore() {
    const kept = storage.get()
    if (kept === null || this.#given.text) return
    this.#keep.checked = true
    this.#source.setText(kept)
  }

  #remember() {
    storage.set(this.#keep.checked ? (this.#given.text ?? '') : null)
  }

  #take(given) {
    this.#given = given
    this.#asLog = null
    this.#lines = null
    if (this.#keep.checked) this.#remember()
    this.#update()
  }

  async #show(signal) {
    const { text, blob } = this.#given
    this.#log.stop()
    if (blob) {
      this.#hints.tell(null)
      this.#showLog(blob)
    } else if (text?.trim()) await this.#showText(text, signal)
    else this.#showNothing()
  }

  async #showText(text, signal) {
    const args = { text, ...this.#hints.value, wantsLines: this.#lines === null }
    const result = await this.#tools.call('classify', args, { signal })
    this.#lines ??= result.lines
    this.#hints.tell(result.answer.hints)
    this.#asLog ??= looksLikeLog(this.#lines) // once: a hint does not turn a log into one error
    this.#showNotes(text)
    if (this.#asLog) {
      this.#source.mark([])
      this.#showLog(new Blob([text]))
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
    const given = {
      text,
      answer,
      entry,
      version: this.#version,
      tools: this.#tools,
      hints: this.#hints.value
    }
    const onHints = (change) => this.#choose(change)
    return answerCard({ text, result, entry, tools: this.#tools, frame, actions: shareTools(given), onHints })
  }

  // A chip of another code: what it asks for becomes a hint.
  #choose(change) {
    this.#hints.set(change)
    this.#update()
  }

  #showLog(blob) {
    fill(this.#result, this.#log.element)
    this.#log.show(blob, this.#hints.value)
  }

  #showNotes(text) {
    fill(this.#note, this.#lines.found > 0 && this.#readAs(), looksLikeHeartbeat(text) && this.#toHeartbeat(text))
  }

  #readAs() {
    const values = [
      [false, 'One error'],
      [true, 'A log']
    ]
    return choice('Read it as', values, this.#asLog, (asLog) => this.#readIt(asLog)).element
  }

  #readIt(asLog) {
    this.#asLog = asLog
    this.#update()
  }

  #toHeartbeat(text) {
    const open = () => this.#tools.open('heartbeat', { text })
    return h('p', { class: 'note' }, 'This looks like a heartbeat. ', button('Check it as one', open))
  }

  #showNothing() {
    this.#tools.announce('')
    this.#source.mark([])
    this.#hints.tell(null)
    fill(this.#note)
    const attempt = (example) => this.show({ text: example.text, hints: example })
    fill(this.#result, emptyCard(attempt))
  }
}

function emptyCard(onTry) {
  const list = h('ul', { class: 'chips tried-first' })
  const chip = (example) =>
    h(
      'li',
      {},
      button(example.text.split('\n')[0], () => onTry(example), { class: 'chip mono' })
    )
  examples.then((all) => fill(list, TRIED_FIRST.flatMap((code) => all[code] ?? []).map(chip)))
  return h(
    'div',
    { class: 'card empty' },
    h('h2', {}, 'Paste an error, or drop a log'),
    h(
      'p',
      {},
      'What is wrong, which words say so, and what to do appears as you paste. The lines of a log are sorted by failure.'
    ),
    h('h3', {}, 'For example'),
    list
  )
}

export function classifyView(tools) {
  const view = new ClassifyView(tools)
  return { element: view.element, show: (what) => view.show(what) }
}
