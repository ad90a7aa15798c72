// parts/log.js: a log in a blob -> its incidents, a table of its codes, the lines of each code, and the answer for the
// chosen line.
import { button, fill, h } from '../dom.js'
import { CONTEXT_LINES, readBytes, readContext } from '../text/log_lines.js'
import { marksOf } from '../text/marks.js'
import { count, counted, sizeText } from '../text/numbers.js'
import { abortPrevious } from './abort_previous.js'
import { badge } from './badge.js'
import { excerpt } from './excerpt.js'
import { Incidents } from './incidents.js'
import { problem } from './source.js'

const ROWS_SHOWN = 20
const PREVIEW_BYTES = 240

const moved = (range, by) => ({ ...range, start: range.start + by, end: range.end + by })

// What a screen reader says first.
function leadOf({ incidents, first }) {
  const { server, title, cause } = incidents[first] ?? {}
  if (!title) return ''
  return `${server ?? 'A server'}: ${[title, cause?.title].filter(Boolean).join('. ')}. `
}

function summaryOf({ total, unknown, groups }) {
  const known = total - unknown
  if (!known) return `None of the ${counted(total, 'line')} matches a code.`
  return `${count(known)} of ${counted(total, 'line')} ${known === 1 ? 'matches' : 'match'} ${counted(groups.length, 'code')}.`
}

export class LogPanel {
  element = h('section', { class: 'log', 'aria-label': 'Failures in the log' })
  #tools
  #entryOf
  #cardOf
  #source
  #blob
  #hints
  #incidents
  #chosen = h('div', { class: 'chosen', tabIndex: -1 })
  #read = abortPrevious(
    (signal) => this.#readBlob(signal),
    (error) => fill(this.element, problem(error))
  )
  #choose = abortPrevious(
    (signal, place) => this.#showLine(signal, place),
    (error) => fill(this.#chosen, problem(error))
  )

  // entryOf(code) gives the catalog's entry, cardOf(text, result, frame) the card of an answer; `source` is the field.
  constructor({ tools, entryOf, cardOf, source }) {
    this.#tools = tools
    this.#entryOf = entryOf
    this.#cardOf = cardOf
    this.#source = source
    this.#incidents = new Incidents({ tools, entryOf, source })
  }

  show(blob, hints) {
    this.#blob = blob
    this.#hints = hints
    fill(this.#chosen)
    return this.#read()
  }

  // Stops reading.
  stop() {
    this.#read.stop()
  }

  async #readBlob(signal) {
    const bar = h('progress', { max: 1, value: 0, 'aria-label': 'Reading the log' })
    fill(this.element, h('div', { class: 'card' }, h('p', {}, `Reading ${sizeText(this.#blob.size)}…`), bar))
    const progress = ({ done, size }) => {
      bar.value = done / size
    }
    const found = await this.#tools.call('log', { blob: this.#blob, ...this.#hints }, { progress, signal })
    this.#showFound(found)
  }

  #showFound(found) {
    const { groups, incidents } = found
    const summary = summaryOf(found)
    this.#tools.announce(leadOf(found) + summary)
    const heading = incidents.length ? 'All lines with a code' : 'What failed'
    fill(
      this.element,
      this.#incidents.show(this.#blob, found),
      h(
        'div',
        { class: 'card lines' },
        h('h2', {}, groups.length ? heading : 'No known failure'),
        h('p', {}, summary),
        groups.length
          ? this.#table(groups)
          : h(
              'p',
              { class: 'muted' },
              'Paste the lines around the first error, or another log of the client.'
            )
      ),
      this.#chosen
    )
    if (groups.length && !incidents.length) this.#choose(groups[0].places[0])
  }

  #table(groups) {
    const head = h(
      'tr',
      {},
      h('th', {}, 'Code'),
      h('th', { class: 'number' }, 'Lines'),
      h('th', { class: 'number' }, 'First line')
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
    const toggleLines = () => {
      lines.hidden = !lines.hidden
      toggle.setAttribute('aria-expanded', String(!lines.hidden))
      if (!lines.hidden) this.#fillLines(lines.firstChild, group, ROWS_SHOWN)
    }
    const toggle = button(group.code, toggleLines, { class: 'link mono', 'aria-expanded': 'false' })
    const { severity } = this.#entryOf(group.code)
    const [first] = group.places
    const row = h(
      'tr',
      {},
      h('td', {}, h('div', { class: 'row' }, badge(severity), toggle)),
      h('td', { class: 'number' }, count(group.count)),
      h('td', { class: 'number' }, this.#lineButton(first))
    )
    return h('tbody', {}, row, lines)
  }

  #lineButton(place, ...more) {
    const name = more.length ? null : `Go to line ${place.line}`
    return button([count(place.line), more], () => this.#goTo(place), { class: 'link', 'aria-label': name })
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

  async #goTo(place) {
    await this.#choose(place)
    this.#chosen.focus({ preventScroll: true })
    this.#chosen.scrollIntoView({ block: 'nearest' })
  }

  async #showLine(signal, place) {
    const context = await readContext(this.#blob, place)
    const result = await this.#tools.call('classify', { text: context.line, ...this.#hints }, { signal })
    const marks = marksOf(result.answer).map((range) => moved(range, context.offset))
    const frame = excerpt(context.text, marks, { firstLine: context.firstLine, context: CONTEXT_LINES })
    fill(
      this.#chosen,
      h('div', { class: 'row' }, h('h3', {}, `Line ${count(place.line)}`), this.#jumpButton(place)),
      this.#cardOf(context.line, result, frame)
    )
  }

  // Only a text that the field shows can be scrolled to there.
  #jumpButton(place) {
    if (!this.#source.area.value) return null
    const jump = async () => {
      const before = await readBytes(this.#blob, 0, place.start)
      const line = await readBytes(this.#blob, place.start, place.end)
      this.#source.reveal(before.length, before.length + line.length)
    }
    return button('Jump to line', jump)
  }
}
