// views/classify.js: a pasted error -> the answer, with the evidence and the fix; a pasted log -> its codes.

import { button, fill, h } from '../dom.js'
import { abortPrevious } from '../parts/abort_previous.js'
import { titleOf } from '../parts/advice.js'
import { answerCard } from '../parts/answer.js'
import { emptyCard } from '../parts/empty_card.js'
import { examples } from '../parts/examples.js'
import { choice, Hints, NO_HINTS } from '../parts/hints.js'
import { replaceContent } from '../parts/replace.js'
import { problem, Source } from '../parts/source.js'
import { inUtf8 } from '../text/files.js'
import { marksOf } from '../text/marks.js'

const STORED_AS = 'mcpx-text'

// A text is treated as a log if it has several incidents, or if it is long and any line has a failure.
const LOG_LINES_MIN = 40

const SHOWN_EXAMPLES = ['MCPX_DOCKER_CLI_NOT_FOUND', 'MCPX_STDIO_SPAWN_ENOENT', 'MCPX_OAUTH_REFRESH_EXPIRED']

const looksLikeHeartbeat = (text) => /^\s*\{/.test(text) && text.includes('"anonymous_id"')
const looksLikeLog = ({ total, found, incidents }) =>
  incidents > 1 || (total >= LOG_LINES_MIN && (found > 0 || incidents > 0))

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
  #choseLog = false
  #question = {} // a new object for each text and each change of the hints
  #isFinal = true // the answer that is shown
  #shown = null // the question of the answer that is shown
  #actions = null // { question, shared, element } of the answer that is shown
  #lines = null // the failing lines of the text, counted once a text
  #keep = h('input', { type: 'checkbox', on: { change: () => this.#store() } })
  #hints = new Hints(() => this.#ask())
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
    tools.advised.then(
      ({ clients }) => this.#refresh(clients),
      () => {}
    )
  }

  // Shows { text, hints } from another view, or { shared } from a link. A client can be set once the clients are known.
  async show({ text, hints, shared }) {
    if (!text && !shared) return
    if (shared?.client) await this.#tools.advised.catch(() => {})
    if (shared) this.#keep.checked = false // a shared text must not replace the visitor's own
    this.#hints.set({ ...NO_HINTS, ...hints, ...shared })
    this.#source.setText(text ?? shared.text)
  }

  // The answer of the module without causes is replaced by the one with them.
  #refresh(clients) {
    this.#hints.setClients(clients)
    if (this.#isFinal) return
    this.#lines = null
    if (!this.#choseLog) this.#asLog = null
    this.#update()
  }

  #ask() {
    this.#question = {}
    return this.#update()
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
    this.#choseLog = false
    this.#lines = null
    if (this.#keep.checked) this.#store()
    this.#ask()
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
    this.#isFinal = result.isFinal
    this.#hints.showDetected(result.answer.hints, result.answer.context)
    this.#showNotes(text)
    if (this.#asLog) {
      this.#source.mark([])
      await this.#showLog(new Blob([text]), signal)
      return
    }
    this.#source.mark(marksOf(result.answer))
    this.#showCard(this.#card(text, result))
    this.#announce(result)
  }

  // A refreshed answer keeps the focus and what is open.
  #showCard(card) {
    if (this.#shown === this.#question) replaceContent(this.#result, card)
    else fill(this.#result, card)
    this.#shown = this.#question
  }

  #announce({ answer, isFinal }) {
    const entry = this.#entries.get(answer.code)
    const { cause, unknown } = answer
    const why = cause ? `${cause.title}. ${cause.text}` : (unknown?.text ?? entry.user_message)
    const words = `${titleOf(answer, entry)}, ${entry.code}, ${entry.severity}. ${why}`
    this.#tools.announceAnswer(words, this.#question, isFinal)
  }

  #card(text, result, frame) {
    const { answer } = result
    const entryOf = (code) => this.#entries.get(code)
    const entry = entryOf(answer.code)
    const shared = {
      text,
      answer,
      entry,
      hints: this.#hints.value,
      version: this.#version,
      tools: this.#tools
    }
    const onHints = (change) => this.#changeHints(change)
    return answerCard({
      text,
      result,
      entry,
      entryOf,
      tools: this.#tools,
      frame,
      onHints,
      actions: this.#shareTools(shared),
      onReport: (url) => this.#later('report', ({ reportTools }) => reportTools({ ...shared, url }))
    })
  }

  // A part that is loaded after the first answer. If that fails, the page says so once.
  #later(className, create) {
    const element = h('div', { class: className })
    this.#tools.lazy.then(
      (lazy) => fill(element, create(lazy)),
      () => {}
    )
    return element
  }

  // A refreshed answer keeps them, with what the visitor opened there.
  #shareTools(shared) {
    if (this.#actions?.question === this.#question && this.#actions.shared.text === shared.text) {
      Object.assign(this.#actions.shared, shared)
    } else {
      const element = this.#later('share-tools', ({ shareTools }) => shareTools(shared))
      this.#actions = { question: this.#question, shared, element }
    }
    return this.#actions.element
  }

  #changeHints(change) {
    this.#hints.set(change)
    this.#ask()
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
      this.#choseLog = true
      this.#ask()
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
