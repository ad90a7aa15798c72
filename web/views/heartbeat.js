// views/heartbeat.js: a pasted payload -> what is wrong with it, and where; many payloads -> the report of a fleet.
import { button, fill, h } from '../dom.js'
import { Checked } from '../parts/checked.js'
import { headline } from '../parts/findings.js'
import { latest } from '../parts/latest.js'
import { sampleOf } from '../parts/sample.js'
import { Source } from '../parts/source.js'
import { Fleet } from '../parts/fleet.js'

// A longer text is looked at once the typing has paused.
const AT_ONCE_MAX = 1 << 15
const PAUSE_MS = 250

const LINES_FILE = /\.(ndjson|jsonl)(\.gz)?$/i
const FIRST_OF_MANY = /^\s*(\S[^\n]*)\n\s*\S/
const OBJECTS = /^\s*\{[^\n]*\}[ \t\r]*\n\s*\{/

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

function isWholeValue(text) {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

// Is each line a payload? So it is where the first is one; and where the first two look like objects, which no
// single payload does.
function isMany(text) {
  const first = FIRST_OF_MANY.exec(text)?.[1]
  return Boolean(first) && (OBJECTS.test(text) || isWholeValue(first))
}

class HeartbeatView {
  element
  #tools
  #source
  #empty = emptyCard()
  #problem = h('p', { class: 'problem', role: 'alert', hidden: true })
  #instead = h('p', { class: 'note', hidden: true })
  #one
  #fleet
  #change = latest(
    (signal, given) => this.#take(signal, given),
    (error) => {
      this.#showOnly(null)
      this.#complain(error)
    }
  )

  constructor(tools) {
    this.#tools = tools
    this.#one = new Checked(tools)
    this.#fleet = new Fleet({
      tools,
      say: (text) => this.#tools.announceSoon(text),
      complain: (error) => this.#complain(error),
      onSlow: () => this.#showOnly(this.#fleet)
    })
    this.#source = new Source({
      label: 'Your telemetry payload, or many',
      placeholder: '{ "anonymous_id": …',
      onChange: (given) => this.#change(given),
      actions: button('Show an example', () => this.#try())
    })
    const parts = [this.#source.element, this.#empty, this.#problem, this.#instead]
    this.#showOnly(null)
    this.element = h('div', { class: 'heartbeat' }, parts, this.#one.element, this.#fleet.element)
  }

  show({ text }) {
    if (text) this.#source.setText(text)
  }

  async #try() {
    const schema = await this.#tools.call('schema').catch((error) => this.#complain(error))
    if (schema) this.#source.setText(sampleOf(schema))
  }

  async #take(signal, { text, blob, name }) {
    const isNothing = !blob && !text?.trim()
    this.#empty.hidden = !isNothing
    this.#problem.hidden = true
    this.#instead.hidden = true
    this.#tools.announce('')
    if (isNothing) this.#showOnly(null)
    else if (blob) await this.#many(signal, { blob, lines: LINES_FILE.test(name) })
    else if (isMany(text)) await this.#many(signal, { blob: new Blob([text]), lines: true })
    else await this.#checkOne(signal, text)
  }

  #complain({ message }) {
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

  async #many(signal, given) {
    const { blob } = given
    if (await this.#fleet.read(signal, given)) this.#showOnly(this.#fleet)
    else await this.#showOne(signal, await this.#tools.call('validate', { blob }, { signal }))
  }

  async #showOne(signal, checked) {
    const isHeartbeat = await this.#one.show(checked)
    signal.throwIfAborted()
    this.#showOnly(this.#one)
    this.#tools.announceSoon(`${headline(checked.verdict)}.`)
    if (!isHeartbeat && checked.text.trim()) this.#offer(checked.text)
  }

  // Without a single name that a heartbeat has, it may be what the other view is for.
  #offer(text) {
    const open = () => this.#tools.open('classify', { text })
    fill(
      this.#instead,
      'No field of a heartbeat stands in this text. ',
      button('Diagnose it as an error instead', open)
    )
    this.#instead.hidden = false
  }
}

function emptyCard() {
  return h(
    'div',
    { class: 'card' },
    h('h2', {}, 'Paste a telemetry payload, or drop a file of many'),
    h(
      'p',
      {},
      'What is wrong with it, and what could tell who sent it, is marked as you type; each field says what it is for. A payload a line (NDJSON), packed or not, becomes a fleet report.'
    )
  )
}

export function heartbeatView(tools) {
  const view = new HeartbeatView(tools)
  return { element: view.element, show: (what) => view.show(what) }
}
