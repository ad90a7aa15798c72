// views/fleet.js: many payloads -> a report on the fleet; the findings of the payload that the visitor chooses.
import { button, fill, h } from '../dom.js'
import { abortPrevious } from '../parts/abort_previous.js'
import { movedNote } from '../parts/as_text.js'
import { content } from '../parts/content.js'
import { fleetReport } from '../parts/fleet.js'
import { PayloadReport } from '../parts/payload_report.js'
import { Source } from '../parts/source.js'
import { hero } from '../parts/start.js'
import { severityOf } from '../text/findings.js'
import { formOfFile } from '../text/many.js'
import { count, counted, sizeText } from '../text/numbers.js'

class FleetView {
  element
  #tools
  #source
  #note = h('div', { class: 'notes' })
  #report = h('div', { class: 'fleet' })
  #one
  #shown
  #update = abortPrevious(
    (signal, input) => this.#show(signal, input),
    (error) => this.#showProblem(error)
  )
  #choose = abortPrevious(
    (...args) => this.#showPayload(...args),
    (error) => this.#showProblem(error)
  )

  // `words` is the hero of content.json.
  constructor(tools, words) {
    this.#tools = tools
    this.#one = new PayloadReport(tools)
    this.#shown = h('div', { class: 'chosen-payload' }, this.#one.element)
    this.#source = new Source({
      label: 'Heartbeats',
      placeholder: words.placeholder,
      announce: tools.announce,
      onChange: (input) => this.#update(input)
    })
    this.element = h(
      'div',
      { class: 'fleet-view', data: { state: 'empty' } },
      hero(words),
      this.#note,
      this.#source.element,
      this.#report
    )
  }

  get source() {
    return this.#source
  }

  // `input`: { text } or { blob, name } from another view; `moved` says that it was pasted as an error.
  async show({ input, moved }) {
    if (input?.blob) await this.#update(input)
    else if (input) this.#source.setText(input.text, true)
    if (moved) fill(this.#note, movedNote(input, this.#tools))
  }

  #showProblem({ message }) {
    this.element.dataset.state = 'empty'
    this.#source.showProblem(message)
  }

  async #show(signal, { text, blob, name, settled }) {
    this.#tools.announce('')
    fill(this.#note)
    fill(this.#report)
    if (!blob && !text?.trim()) {
      this.element.dataset.state = 'empty'
      return
    }
    const input = { blob: blob ?? new Blob([text]) }
    input.form = await formOfFile(input.blob, name)
    signal.throwIfAborted()
    if (!input.form) {
      this.#openOne(text, blob)
      return
    }
    const found = await this.#tools.call('fleet', input, { progress: this.#progress(input.blob), signal })
    for (const rule of found.rules) rule.severity = severityOf(rule)
    await this.#showFound(signal, found, input.blob, name)
    this.element.dataset.state = settled === false ? 'typed' : 'shown'
    const { payloads, with_errors: errors } = found.figures
    this.#tools.announceSoon(`${counted(payloads, 'payload')}, ${count(errors)} with errors.`)
  }

  // A single payload is checked in the other view.
  #openOne(text, blob) {
    this.element.dataset.state = 'empty'
    this.#tools.open('heartbeat', { input: { text, blob, settled: false } })
  }

  // Progress is shown once a report of it arrives. Short work sends none.
  #progress(blob) {
    const bar = h('progress', { max: 1, value: 0, 'aria-label': 'Reading the payloads' })
    return ({ done, size }) => {
      bar.value = done / size
      fill(this.#report, h('p', {}, `Reading ${sizeText(blob.size)}…`), bar)
    }
  }

  async #showFound(reading, report, blob, name) {
    const { catalog } = await this.#tools.ready
    fill(
      this.#report,
      fleetReport(report, {
        name: name && `${name}, ${sizeText(blob.size)}`,
        titleOf: (code) => catalog.find((entry) => entry.code === code)?.title ?? code,
        tools: this.#tools,
        onChoose: (place, element) => this.#choose(reading, blob, place, element),
        onOpen: button('Read other data', () => this.#source.clear())
      })
    )
  }

  // `reading` is the signal of the blob: it is aborted when other payloads are read.
  async #showPayload(signal, reading, blob, { line, start, end, text }, element) {
    const payload = text === undefined ? { blob: blob.slice(start, end) } : { payload: text }
    const checked = await this.#tools.call('validate', payload, { signal })
    await this.#one.show({ ...checked, title: `Payload ${count(line)}` })
    signal.throwIfAborted()
    if (reading.aborted) return
    for (const other of this.#report.querySelectorAll('[aria-current]')) other.ariaCurrent = null
    element.ariaCurrent = 'true'
    element.closest('details').append(this.#shown)
    this.#one.focus()
  }
}

export async function fleetView(tools) {
  const { hero: words } = await content()
  const view = new FleetView(tools, words.fleet ?? {})
  return { element: view.element, source: view.source, show: (what) => view.show(what) }
}
