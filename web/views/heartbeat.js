// views/heartbeat.js: a pasted payload -> its findings, with their positions. Many payloads are opened in the fleet view.
import { button, fill, h } from '../dom.js'
import { abortPrevious } from '../parts/abort_previous.js'
import { asTextNote, movedNote } from '../parts/as_text.js'
import { content, words } from '../parts/content.js'
import { PayloadReport } from '../parts/payload_report.js'
import { reference } from '../parts/reference.js'
import { Source } from '../parts/source.js'
import { hero } from '../parts/start.js'
import { headline } from '../text/findings.js'
import { looksLikeMany } from '../text/many.js'

// A longer text is checked once the typing has paused.
const AT_ONCE_MAX = 1 << 15
const PAUSE_MS = 250

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

class HeartbeatView {
  element
  #tools
  #source
  #note = h('div', { class: 'notes' })
  #one
  #update = abortPrevious(
    (signal, input) => this.#show(signal, input),
    (error) => this.#showProblem(error)
  )

  // `words` is the hero of content.json, `rows` what it has about the telemetry.
  constructor(tools, words, rows) {
    this.#tools = tools
    this.#source = new Source({
      label: 'Telemetry payload',
      placeholder: '{ "anonymous_id": …',
      announce: tools.announce,
      onChange: (input) => this.#update(input)
    })
    this.#one = new PayloadReport(tools, {
      input: this.#source,
      onEdit: () => this.#edit(),
      onClear: () => this.#source.clear()
    })
    this.element = h(
      'div',
      { class: 'heartbeat', data: { state: 'empty' } },
      hero(words),
      this.#note,
      this.#one.element,
      button('Show an example', () => this.#showExample(), { class: 'link example-button' }),
      reference(tools, rows, () => this.#source.area.value)
    )
  }

  get source() {
    return this.#source
  }

  // `input`: { text } or { blob } from another view; `moved` says that it was pasted as an error.
  async show({ input, moved }) {
    if (input?.blob) await this.#update(input)
    else if (input) this.#source.setText(input.text, true)
    if (moved) fill(this.#note, movedNote(input, this.#tools))
  }

  async #showExample() {
    const { heartbeat } = await content()
    if (heartbeat) this.#source.setText(heartbeat, true)
  }

  #edit() {
    this.element.dataset.state = 'typed'
    this.#update({ text: this.#source.area.value, blob: null, settled: false }).then(() =>
      this.#source.area.focus()
    )
  }

  async #show(signal, input) {
    const { text, blob, settled } = input
    const isNothing = !blob && !text?.trim()
    fill(this.#note)
    this.#tools.announce('')
    if (isNothing) this.#setState('empty')
    else if (settled && looksLikeMany(input)) this.#openFleet(input)
    else if (blob)
      await this.#showOne(signal, await this.#tools.call('validate', { blob }, { signal }), false)
    else await this.#checkOne(signal, text, !settled)
  }

  #openFleet(input) {
    this.#source.setText('')
    this.#tools.open('fleet', { input })
  }

  #setState(state) {
    this.element.dataset.state = state
    if (state === 'empty') this.#one.showInput()
  }

  #showProblem({ message }) {
    this.#setState('empty')
    this.#source.showProblem(message)
  }

  async #checkOne(signal, text, isTyped) {
    if (text.length > AT_ONCE_MAX) await pause(PAUSE_MS)
    signal.throwIfAborted()
    const { verdict } = await this.#tools.call('validate', { payload: text }, { signal })
    await this.#showOne(signal, { text, verdict }, isTyped)
  }

  async #showOne(signal, checked, isTyped) {
    const isHeartbeat = await this.#one.show({ ...checked, isTyped })
    signal.throwIfAborted()
    this.#setState(isTyped ? 'typed' : 'shown')
    const { title, rest } = headline(checked.verdict, isHeartbeat)
    this.#tools.announceSoon([title, rest].filter(Boolean).join(', '))
    // A text without any field of a heartbeat may be an error.
    if (!isHeartbeat && checked.text.trim())
      this.#one.remarks.append(asTextNote(words('noHeartbeat'), { text: checked.text }, this.#tools))
  }
}

export async function heartbeatView(tools) {
  const { hero: words, telemetry } = await content()
  const view = new HeartbeatView(tools, words.heartbeat ?? {}, telemetry?.rows)
  return { element: view.element, source: view.source, show: (what) => view.show(what) }
}
