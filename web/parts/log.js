// parts/log.js: a log in a blob -> its incidents, a table of its codes, the lines of each code, and the answer for the
// chosen line.
import { button, fill, h } from '../dom.js'
import { CONTEXT_LINES, readAround, readBytes, unitsAt } from '../text/log_lines.js'
import { logMarkdown } from '../text/markdown.js'
import { marksOf } from '../text/marks.js'
import { count, counted, sizeText } from '../text/numbers.js'
import { abortPrevious } from './abort_previous.js'
import { words } from './content.js'
import { copyButton } from './copy.js'
import { excerpt } from './excerpt.js'
import { folded } from './folded.js'
import { Incidents, inOrder, isFailure, jumpButton, lineOf, logTitle } from './incidents.js'
import { problem } from './note.js'
import { severityIcon } from './severity.js'
import { promptButton, redactedFailure } from './share.js'

const ROWS_SHOWN = 20
const PREVIEW_BYTES = 240

const moved = (range, by) => ({ ...range, start: range.start + by, end: range.end + by })

// "3 failures, 1 recovered. Lines with a code: 10 of 55."
function summaryOf({ total, unknown, incidents }) {
  const failed = incidents.filter(isFailure).length
  const recovered = incidents.length - failed
  const parts = [failed && counted(failed, 'failure'), recovered && `${count(recovered)} recovered`]
  const failures = parts.filter(Boolean).join(', ')
  return `${failures && `${failures}. `}Lines with a code: ${count(total - unknown)} of ${count(total)}.`
}

export class LogPanel {
  element = h('section', { class: 'log', 'aria-label': 'Failures in the log' })
  #tools
  #entryOf
  #cardOf
  #source
  #blob
  #hints
  #version
  #showsLines = false
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

  show(blob, hints, version) {
    this.#blob = blob
    this.#hints = hints
    this.#version = version
    fill(this.#chosen)
    return this.#read()
  }

  // Stops reading.
  stop() {
    this.#read.stop()
  }

  async #readBlob(signal) {
    const bar = h('progress', { max: 1, value: 0, 'aria-label': 'Reading the log' })
    fill(this.element, h('p', {}, `Reading ${sizeText(this.#blob.size)}…`), bar)
    const progress = ({ done, size }) => {
      bar.value = done / size
    }
    const found = await this.#tools.call('log', { blob: this.#blob, ...this.#hints }, { progress, signal })
    this.#showFound(found)
  }

  #showFound(found) {
    const { groups, incidents } = found
    const summary = summaryOf(found)
    const heading = incidents.length
      ? logTitle(found, this.#entryOf)
      : groups.length
        ? 'What failed'
        : 'No known failure'
    this.#tools.announce(`${heading}. ${summary}`)
    fill(
      this.element,
      h(
        'header',
        { class: 'answer-head' },
        h('h2', { tabIndex: -1 }, heading),
        h('p', { class: 'lead lines' }, summary)
      ),
      this.#incidents.show(this.#blob, found),
      incidents.length > 0 && this.#actions(found, summary),
      groups.length ? this.#allLines(groups, incidents.length > 0) : this.#nothing(),
      this.#chosen
    )
    this.#markCauses(found)
    if (groups.length && !incidents.length) this.#choose(groups[0].places[0])
  }

  // The field marks the cause of each incident, with its number in the list.
  async #markCauses(found) {
    if (!this.#source.area.value || !this.#source.canMark) return
    const incidents = inOrder(found)
    const units = await unitsAt(
      this.#blob,
      incidents.flatMap(({ cause_start: start, cause_end: end }) => [start, end])
    )
    const marks = incidents.map((_, i) => ({
      start: units[2 * i],
      end: units[2 * i + 1],
      n: i + 1,
      kind: 'cause'
    }))
    this.#source.mark(marks.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start))
  }

  // Opens the incident with a number, and goes to it.
  choose(n) {
    this.#incidents.open(n - 1)
  }

  #nothing() {
    return h('p', { class: 'muted' }, words('noFailure'))
  }

  #allLines(groups, isFolded) {
    const lines = folded('All lines with a code', 'all-lines', this.#table(groups))
    lines.open = this.#showsLines || !isFolded
    lines.addEventListener('toggle', () => {
      this.#showsLines = lines.open
    })
    return lines
  }

  // ---- Copies ----

  #actions(found, summary) {
    const { announce } = this.#tools
    const report = async () => {
      const reported = async (incident) => redactedFailure(await this.#around(incident), this.#tools)
      const incidents = await Promise.all(inOrder(found).map(reported))
      return logMarkdown({ summary, incidents, version: this.#version })
    }
    return h(
      'div',
      { class: 'share-tools' },
      h(
        'div',
        { class: 'row' },
        copyButton(report, { label: 'Copy report as Markdown', announce, className: 'btn primary' }),
        promptButton(() => this.#failures(found), { tools: this.#tools, version: this.#version })
      ),
      h('p', { class: 'muted small' }, words('logLink'))
    )
  }

  // An incident with the text around its cause, and the entry of its code.
  async #around(answer) {
    const line = lineOf(answer)
    const { text } = await readAround(this.#blob, {
      line,
      start: answer.cause_start,
      end: answer.cause_end
    })
    return { answer, entry: this.#entryOf(answer.code), line, text }
  }

  // What failed, or what recovered if nothing did.
  #failures(found) {
    const all = inOrder(found)
    const failures = all.filter(isFailure)
    return (failures.length ? failures : all).map((incident) => this.#around(incident))
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
    const toggle = button(group.code, toggleLines, { class: 'link mono toggle', 'aria-expanded': 'false' })
    const { severity } = this.#entryOf(group.code)
    const [first] = group.places
    const row = h(
      'tr',
      {},
      h('td', {}, severityIcon(severity), ' ', toggle),
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
    const { text, mark, firstLine } = await readAround(this.#blob, place)
    const line = text.slice(mark.start, mark.end)
    const result = await this.#tools.call('classify', { text: line, ...this.#hints }, { signal })
    const marks = marksOf(result.answer).map((range) => moved(range, mark.start))
    const frame = excerpt(text, marks, { firstLine, context: CONTEXT_LINES })
    fill(
      this.#chosen,
      h(
        'div',
        { class: 'row' },
        h('span', { class: 'label' }, `Line ${count(place.line)}`),
        jumpButton({ label: 'Jump to line', source: this.#source, blob: this.#blob, place })
      ),
      this.#cardOf(line, result, frame, text)
    )
  }
}
