// views/heartbeat.js: a pasted payload -> its findings, with their positions; many payloads -> a fleet report.
import { isJson, isNdjsonName } from '../../wasm/shared/ndjson.js'
import { button, fill, h } from '../dom.js'
import { abortPrevious } from '../parts/abort_previous.js'
import { emptyCard } from '../parts/empty_card.js'
import { Fleet } from '../parts/fleet.js'
import { PayloadReport } from '../parts/payload_report.js'
import { Source } from '../parts/source.js'
import { examplePayload } from '../text/example_payload.js'
import { headline } from '../text/findings.js'

// A longer text is checked once the typing has paused.
const AT_ONCE_MAX = 1 << 15
const PAUSE_MS = 250

const FIRST_OF_MANY = /^\s*(\S[^\n]*)\n\s*\S/
const OBJECTS = /^\s*\{[^\n]*\}[ \t\r]*\n\s*\{/

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

// Whether each line is a payload: if the first line is JSON, or if the first two lines look like objects, which no
// single payload does.
function isMany(text) {
  const first = FIRST_OF_MANY.exec(text)?.[1]
  return Boolean(first) && (OBJECTS.test(text) || isJson(first))
}

class HeartbeatView {
  element
  #tools
  #source
  #empty = emptyCard(
    'Paste a telemetry payload, or drop a file',
    'Errors and possible personal data are marked as you type. Files with one payload per line (NDJSON, also gzip) become a fleet report.'
  )
  #problem = h('p', { class: 'problem', role: 'alert', hidden: true })
  #note = h('p', { class: 'note', hidden: true })
  #one
  #fleet
  #update = abortPrevious(
    (signal, input) => this.#show(signal, input),
    (error) => {
      this.#showOnly(null)
      this.#showProblem(error)
    }
  )

  constructor(tools) {
    this.#tools = tools
    this.#one = new PayloadReport(tools)
    this.#fleet = new Fleet({
      tools,
      announce: (text) => this.#tools.announceSoon(text),
      onError: (error) => this.#showProblem(error),
      onSlow: () => this.#showOnly(this.#fleet)
    })
    this.#source = new Source({
      label: 'Telemetry payload (JSON or NDJSON)',
      placeholder: '{ "anonymous_id": …',
      onChange: (input) => this.#update(input),
      actions: button('Show an example', () => this.#showExample())
    })
    const parts = [this.#source.element, this.#empty, this.#problem, this.#note]
    this.#showOnly(null)
    this.element = h('div', { class: 'heartbeat' }, parts, this.#one.element, this.#fleet.element)
  }

  show({ text }) {
    if (text) this.#source.setText(text)
  }

  async #showExample() {
    const schema = await this.#tools.call('schema').catch((error) => this.#showProblem(error))
    if (schema) this.#source.setText(examplePayload(schema))
  }

  async #show(signal, { text, blob, name }) {
    const isNothing = !blob && !text?.trim()
    this.#empty.hidden = !isNothing
    this.#problem.hidden = true
    this.#note.hidden = true
    this.#tools.announce('')
    if (isNothing) this.#showOnly(null)
    else if (blob) await this.#checkMany(signal, { blob, lines: isNdjsonName(name) })
    else if (isMany(text)) await this.#checkMany(signal, { blob: new Blob([text]), lines: true })
    else await this.#checkOne(signal, text)
  }

  #showProblem({ message }) {
    this.#problem.textContent = message
    this.#problem.hidden = false
  }

  #showOnly(part) {
    for (const each of [this.#one, this.#fleet]) each.element.hidden = each !== part
  }

  async #checkOne(signal, text) {
    if (text.length > AT_ONCE_MAX) await pause(PAUSE_MS)
    const { verdict } = await this.#tools.call('validate', { payload: text }, { signal })
    await this.#showOne(signal, { text, verdict })
  }

  async #checkMany(signal, input) {
    const { blob } = input
    if (await this.#fleet.read(signal, input)) this.#showOnly(this.#fleet)
    else await this.#showOne(signal, await this.#tools.call('validate', { blob }, { signal }))
  }

  async #showOne(signal, checked) {
    const isHeartbeat = await this.#one.show(checked)
    signal.throwIfAborted()
    this.#showOnly(this.#one)
    this.#tools.announceSoon(`${headline(checked.verdict)}.`)
    if (!isHeartbeat && checked.text.trim()) this.#offerClassify(checked.text)
  }

  // A text without any field of a heartbeat may be an error.
  #offerClassify(text) {
    const open = () => this.#tools.open('classify', { text })
    fill(this.#note, 'This does not look like a heartbeat. ', button('Diagnose it as an error', open))
    this.#note.hidden = false
  }
}

export function heartbeatView(tools) {
  const view = new HeartbeatView(tools)
  return { element: view.element, show: (what) => view.show(what) }
}
