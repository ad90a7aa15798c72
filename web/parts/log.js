// views/log.js: a log in a blob -> a table of its codes, the lines of each, and the line that is chosen.
import { button, count, counted, fill, h } from '../dom.js'
import { severityBadge } from './answer.js'
import { excerpt } from './excerpt.js'
import { latest } from './latest.js'
import { problem, sizeText } from './source.js'

const ROWS_SHOWN = 20
const PREVIEW_BYTES = 240
const CONTEXT_BYTES = 4000
const CONTEXT_LINES = 3

const readBytes = (blob, start, end) => blob.slice(start, end).text()

// The lines before a place, and those behind it. One that is cut by the limit is left out, and so is what comes
// behind the last line break of the log.
async function linesBefore(blob, start) {
  const from = Math.max(0, start - CONTEXT_BYTES)
  const lines = (await readBytes(blob, from, start)).split('\n').slice(from ? 1 : 0, -1)
  return lines.slice(-CONTEXT_LINES)
}

async function linesBehind(blob, end) {
  const lines = (await readBytes(blob, end, end + CONTEXT_BYTES)).split('\n').slice(1)
  if (end + CONTEXT_BYTES < blob.size || lines.at(-1) === '') lines.pop()
  return lines.slice(0, CONTEXT_LINES)
}

// A line and what stands around it, as one text: where the line begins in it, and the number of the first line.
async function surroundings(blob, { line, start, end }) {
  const above = await linesBefore(blob, start)
  const here = await readBytes(blob, start, end)
  const below = await linesBehind(blob, end)
  return {
    text: [...above, here, ...below].join('\n'),
    line: here,
    offset: above.reduce((length, text) => length + text.length + 1, 0),
    firstLine: line - above.length
  }
}

const moved = (range, by) => ({ start: range.start + by, end: range.end + by })

export class LogPanel {
  element = h('section', { class: 'log', 'aria-label': 'The failures of your log' })
  #tools
  #entryOf
  #cardOf
  #source
  #blob
  #hints
  #chosen = h('div', { class: 'chosen', tabIndex: -1 })
  #read = latest(
    (signal) => this.#readBlob(signal),
    (error) => fill(this.element, problem(error))
  )
  #choose = latest(
    (signal, place) => this.#showPlace(signal, place),
    (error) => fill(this.#chosen, problem(error))
  )

  constructor({ tools, entryOf, cardOf, source }) {
    this.#tools = tools
    this.#entryOf = entryOf
    this.#cardOf = cardOf
    this.#source = source
  }

  show(blob, hints) {
    this.#blob = blob
    this.#hints = hints
    fill(this.#chosen)
    return this.#read()
  }

  // End the reading of a log that is no longer wanted.
  stop() {
    this.#read.stop()
  }

  async #readBlob(signal) {
    const bar = h('progress', { max: 1, value: 0, 'aria-label': 'Reading the log' })
    fill(this.element, h('div', { class: 'card' }, h('p', {}, `Reading ${sizeText(this.#blob.size)} …`), bar))
    const progress = ({ done, size }) => {
      bar.value = done / size
    }
    const found = await this.#tools.call('log', { blob: this.#blob, ...this.#hints }, { progress, signal })
    this.#showFound(found)
  }

  #showFound({ total, unknown, groups }) {
    const known = total - unknown
    const summary = `${counted(total, 'line')}, ${count(known)} with a known failure, ${counted(groups.length, 'code')}.`
    this.#tools.announce(summary)
    fill(
      this.element,
      h(
        'div',
        { class: 'card' },
        h('h2', {}, 'The failures of your log'),
        h('p', {}, summary),
        groups.length > 0 && this.#table(groups)
      ),
      this.#chosen
    )
    if (groups.length) this.#choose(groups[0].places[0])
  }

  #table(groups) {
    const head = h(
      'tr',
      {},
      h('th', {}, 'Code'),
      h('th', { class: 'number' }, 'Lines'),
      h('th', { class: 'number' }, 'First')
    )
    return h(
      'table',
      { class: 'codes' },
      h('thead', {}, head),
      groups.map((group) => this.#group(group))
    )
  }

  #group(group) {
    const lines = h('tr', { hidden: true }, h('td', { colspan: '3' }))
    const open = () => {
      lines.hidden = !lines.hidden
      toggle.setAttribute('aria-expanded', String(!lines.hidden))
      if (!lines.hidden) this.#fillLines(lines.firstChild, group, ROWS_SHOWN)
    }
    const toggle = button(group.code, open, { class: 'link mono', 'aria-expanded': 'false' })
    const { severity } = this.#entryOf(group.code)
    const [first] = group.places
    const row = h(
      'tr',
      {},
      h('td', {}, h('div', { class: 'row' }, severityBadge(severity), toggle)),
      h('td', { class: 'number' }, count(group.count)),
      h('td', { class: 'number' }, this.#lineButton(first))
    )
    return h('tbody', {}, row, lines)
  }

  #lineButton(place, ...more) {
    const name = more.length ? null : `Go to line ${place.line}`
    const jump = () => this.#jump(place)
    return button([count(place.line), more], jump, { class: 'link', 'aria-label': name })
  }

  async #fillLines(cell, group, shown) {
    const places = group.places.slice(0, shown)
    const texts = await Promise.all(
      places.map(({ start, end }) => readBytes(this.#blob, start, Math.min(end, start + PREVIEW_BYTES)))
    )
    const items = places.map((place, i) =>
      h('li', {}, this.#lineButton(place, h('code', { class: 'preview' }, texts[i])))
    )
    const rest = group.count - places.length
    const more =
      places.length < group.places.length &&
      button('Show more', () => this.#fillLines(cell, group, shown * 4))
    fill(
      cell,
      h('ul', { class: 'places' }, items),
      rest > 0 && h('p', { class: 'muted' }, `${counted(rest, 'more line')} `, more)
    )
  }

  async #jump(place) {
    await this.#choose(place)
    this.#chosen.focus({ preventScroll: true })
    this.#chosen.scrollIntoView({ block: 'nearest' })
  }

  async #showPlace(signal, place) {
    const around = await surroundings(this.#blob, place)
    const result = await this.#tools.call('classify', { text: around.line, ...this.#hints }, { signal })
    const marks = result.answer.evidence.map((range) => moved(range, around.offset))
    const frame = excerpt(around.text, marks, { firstLine: around.firstLine, context: CONTEXT_LINES })
    fill(
      this.#chosen,
      h('div', { class: 'row' }, h('h3', {}, `Line ${count(place.line)}`), this.#reveal(place)),
      this.#cardOf(around.line, result, frame)
    )
  }

  // A text that is short enough to be shown can be jumped to where it was pasted.
  #reveal(place) {
    if (!this.#source.area.value) return null
    const reveal = async () => {
      const before = await readBytes(this.#blob, 0, place.start)
      const line = await readBytes(this.#blob, place.start, place.end)
      this.#source.reveal(before.length, before.length + line.length)
    }
    return button('Show it where I pasted it', reveal)
  }
}
