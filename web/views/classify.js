// views/classify.js: a pasted error -> the answer, with the evidence and the fix; a pasted log -> its incidents.
import { button, fill, h } from '../dom.js'
import { abortPrevious } from '../parts/abort_previous.js'
import { severityOf, titleOf } from '../parts/advice.js'
import { answerCard, UNKNOWN } from '../parts/answer.js'
import { words } from '../parts/content.js'
import { excerpt } from '../parts/excerpt.js'
import { Hints, NO_HINTS } from '../parts/hints.js'
import { bringIntoView } from '../parts/in_view.js'
import { note, problem } from '../parts/note.js'
import { replaceContent } from '../parts/replace.js'
import { Source } from '../parts/source.js'
import { intro, start } from '../parts/start.js'
import { inUtf8 } from '../text/files.js'
import { formOf, hasHeartbeats, headOf } from '../text/many.js'
import { marksOf } from '../text/marks.js'
import { storage } from '../text/storage.js'

// Nothing is said about a shorter text that no rule knows: somebody is still typing.
const ANSWERED_MIN = 8
const SLOW_MS = 400

class ClassifyView {
  #tools
  #entries = new Map()
  #version
  #input = { text: null, blob: null }
  #asLog = null // what the text looked like at first, or what the visitor chose; null: not decided
  #choseLog = false
  #isText = false // the visitor wants a heartbeat diagnosed as text
  #question = {} // a new object for each text and each change of the hints
  #isFinal = true // the answer that is shown
  #shown = null // the question of the answer that is shown
  #actions = null // { question, shared, element } of the answer that is shown
  #lines = null // the failing lines of the text, counted once a text
  #keep = h('input', { type: 'checkbox', on: { change: () => this.#store() } })
  #hints = new Hints(() => {
    this.#store()
    this.#ask()
  })
  #source
  #notes = h('div', { class: 'notes' })
  #origin = h('div', { class: 'notes' }) // says that the text came from a link
  #treat = h('span', { class: 'push' })
  #result = h('div', { class: 'result' })
  #start = h('div', { class: 'start' })
  #log = null // a LogPanel, once there was a log
  #update = abortPrevious(
    (signal) => this.#show(signal),
    (error) => this.#showResult('answer', problem(error))
  )
  element

  constructor(tools) {
    this.#tools = tools
    tools.hints = this.#hints // they count for the steps of other views, too
    this.#source = new Source({
      label: 'Error or log',
      placeholder: 'Paste an error or a log',
      announce: tools.announce,
      decode: inUtf8,
      onChange: (input) => this.#inputChanged(input),
      onPoint: (n) => this.#highlightReason(n),
      onChoose: (n) => this.#choose(n)
    })
    const keep = h('label', { class: 'check' }, this.#keep, 'Keep my text in this browser')
    this.element = h(
      'div',
      { class: 'classify' },
      intro(),
      h(
        'div',
        { class: 'input' },
        this.#source.element,
        h('div', { class: 'settings' }, this.#hints.element, h('div', { class: 'row' }, keep, this.#treat))
      ),
      this.#origin,
      this.#notes,
      this.#result,
      this.#start
    )
    this.#showNothing()
    tools.ready.then(
      ({ version, catalog }) => this.#setCatalog(version, catalog),
      () => {}
    )
    tools.advised.then(
      ({ clients }) => this.#refresh(clients),
      () => {}
    )
  }

  get source() {
    return this.#source
  }

  #setCatalog(version, catalog) {
    this.#version = version
    for (const entry of catalog) this.#entries.set(entry.code, entry)
    const onTry = (example) => this.show({ text: example.text, hints: example })
    start(catalog, this.#tools, onTry).then((shown) => fill(this.#start, shown))
    this.#restore()
  }

  // Shows { text, hints } or { blob, name } from another view, or { shared } from a link; `shared` is null if the link is
  // damaged. `asText` says that heartbeats are not to be checked instead.
  show({ text, blob, name, hints, shared, asText = false }) {
    if (shared === null) {
      this.#showDamaged()
      return
    }
    if (!text && !blob && !shared) return
    if (shared) this.#keep.checked = false // a shared text must not replace the visitor's own
    const before = { text: this.#input.text ?? '', hints: this.#hints.value }
    this.#hints.set({ ...NO_HINTS, ...hints, ...shared })
    this.#isText = asText
    if (blob) this.#source.readFile(new File([blob], name))
    else this.#source.setText(text ?? shared.text, true)
    if (shared) this.#showOrigin(before)
  }

  // The person who made the link chose the text. `before` is what it replaced.
  #showOrigin(before) {
    const undo = () => {
      this.#hints.set(before.hints)
      this.#source.setText(before.text, true)
      this.#source.area.focus()
    }
    const label = before.text ? 'Bring back my text' : 'Remove it'
    fill(this.#origin, note(words('fromLink'), button(label, undo, { class: 'link' })))
  }

  #showDamaged() {
    this.#source.setText('')
    this.#source.showProblem(words('damaged'))
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
    const kept = storage.get()
    if (!kept || this.#input.text || this.#input.blob) return
    this.#keep.checked = true
    this.#hints.set(kept.hints ?? {})
    this.show({ ...kept, asText: true })
  }

  #store() {
    if (this.#keep.checked) storage.set(this.#input.text ?? '', this.#hints.value)
    else storage.clear()
  }

  async #inputChanged(input) {
    this.#input = input
    fill(this.#origin)
    this.#asLog = null
    this.#choseLog = false
    this.#lines = null
    this.#tools.changed()
    const isChecked = input.settled && !this.#isText
    this.#isText = false
    const head = input.blob && isChecked ? await headOf(input.blob).catch(() => '') : input.text
    if (input !== this.#input) return
    if (isChecked && hasHeartbeats(head)) {
      this.#openHeartbeats(input, head, true)
      return
    }
    if (this.#keep.checked) this.#store()
    this.#ask()
  }

  // Heartbeats that were pasted are checked as such; from there the visitor can come back. `head` is their beginning.
  #openHeartbeats(input, head, moved) {
    this.#source.setText('')
    const view = formOf({ text: head, name: input.name }) ? 'fleet' : 'heartbeat'
    this.#tools.open(view, { input, moved })
  }

  async #show(signal) {
    const { text, blob, settled } = this.#input
    this.#log?.stop()
    if (blob) {
      this.#hints.showDetected(null)
      fill(this.#notes)
      fill(this.#treat)
      await this.#showLog(blob, signal)
    } else if (text?.trim()) await this.#showText(text, signal)
    else this.#showNothing()
    signal.throwIfAborted()
    const headline = this.#result.querySelector('h2')
    // The browser first scrolls to the caret.
    if (settled && headline) requestAnimationFrame(() => bringIntoView(headline, this.#result))
    this.#input.settled = false
  }

  // While the library is loaded, the page says that it waits.
  async #classify(args, signal) {
    const wait = setTimeout(
      () => fill(this.#notes, note('Loading the diagnosis. Your text is kept.')),
      SLOW_MS
    )
    try {
      return await this.#tools.call('classify', args, { signal })
    } finally {
      clearTimeout(wait)
    }
  }

  async #showText(text, signal) {
    const args = { text, ...this.#hints.value, wantsLines: this.#lines === null }
    const result = await this.#classify(args, signal)
    const { answer } = result
    if (answer.code === UNKNOWN && text.trim().length < ANSWERED_MIN) {
      this.#showNothing()
      return
    }
    this.#lines ??= result.lines
    this.#asLog ??= this.#lines.isLog
    this.#isFinal = result.isFinal
    this.#hints.showDetected(answer.hints, answer.context)
    this.#showNotes(text)
    if (this.#asLog) {
      this.#source.mark([])
      await this.#showLog(new Blob([text]), signal)
      return
    }
    this.#showCard(this.#card(text, result, this.#frame(text, answer)))
    this.#source.mark(marksOf(answer)) // after the field has its width beside the card
    this.#announce(result)
  }

  // A text that is too long for marks in the field has an excerpt in the answer.
  #frame(text, answer) {
    return this.#source.canMark ? null : excerpt(text, marksOf(answer))
  }

  #showResult(state, ...content) {
    this.element.dataset.state = state
    fill(this.#result, content)
  }

  // A refreshed answer keeps the focus and what is open.
  #showCard(card) {
    if (this.#shown === this.#question) replaceContent(this.#result, card)
    else this.#showResult('answer', card)
    this.#shown = this.#question
  }

  #announce({ answer, isFinal }) {
    const entry = this.#entries.get(answer.code)
    const { cause, unknown } = answer
    const why = cause ? `${cause.title}. ${cause.text}` : (unknown?.text ?? entry.user_message)
    const severity = severityOf(answer, entry)
    const parts = [titleOf(answer, entry), !unknown && entry.code, severity !== 'none' && severity]
    this.#tools.announceAnswer(`${parts.filter(Boolean).join(', ')}. ${why}`, this.#question, isFinal)
  }

  // `context` is the text around a line of a log.
  #card(text, result, frame, context) {
    const { answer } = result
    const entryOf = (code) => this.#entries.get(code)
    const entry = entryOf(answer.code)
    const shared = {
      text,
      context,
      answer,
      entry,
      hints: this.#hints.value,
      version: this.#version,
      tools: this.#tools
    }
    return answerCard({
      text,
      result,
      entry,
      entryOf,
      tools: this.#tools,
      frame,
      links: frame ? { onPoint() {} } : this.#links(),
      onHints: (change) => this.#changeHints(change),
      actions: this.#shareTools(shared),
      onReport: (url) => this.#later('report', ({ reportTools }) => reportTools({ ...shared, url }))
    })
  }

  // ---- From a reason to its mark, and back ----

  #links() {
    return {
      onPoint: (n) => {
        this.#highlightReason(n)
        this.#source.highlight(n)
      },
      onJump: ({ start, end }) => this.#source.reveal(start, end)
    }
  }

  // From a number beside the text to its reason, or to its incident.
  #choose(n) {
    if (this.#asLog) this.#log.choose(n)
    else this.#result.querySelector(`.reason[data-n="${n}"]`)?.focus()
  }

  #highlightReason(n) {
    for (const reason of this.#result.querySelectorAll('.reason'))
      reason.classList.toggle('lit', n !== null && reason.dataset.n === String(n))
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
      cardOf: (...args) => this.#card(...args),
      source: this.#source
    })
    this.#showResult(this.#source.area.value ? 'answer' : 'wide', this.#log.element)
    await this.#log.show(blob, this.#hints.value, this.#version)
  }

  #showNotes(text) {
    fill(this.#treat, (this.#asLog || this.#lines.found > 1) && this.#treatAs())
    fill(this.#notes, hasHeartbeats(text) && this.#heartbeatNote(text))
  }

  #treatAs() {
    const change = () => {
      this.#asLog = !this.#asLog
      this.#choseLog = true
      this.#ask()
    }
    return button(this.#asLog ? 'Treat as a single error' : 'Treat as a log', change, { class: 'btn quiet' })
  }

  #heartbeatNote(text) {
    const open = () => this.#openHeartbeats({ text }, text, false)
    return note(words('telemetry'), button('Check it as telemetry', open, { class: 'link' }))
  }

  #showNothing() {
    this.#tools.announce('')
    this.#source.mark([])
    this.#hints.showDetected(null)
    fill(this.#notes)
    fill(this.#treat)
    this.#shown = null
    this.#showResult('empty')
  }
}

export function classifyView(tools) {
  const view = new ClassifyView(tools)
  return { element: view.element, source: view.source, show: (what) => view.show(what) }
}
