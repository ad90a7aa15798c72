// parts/incidents.js: the incidents of a log -> a card of the incident to read first, and a list of the others.
import { button, fill, h } from '../dom.js'
import { readAround, readBytes } from '../text/log_lines.js'
import { count, counted } from '../text/numbers.js'
import { alsoPossible, contextLine, effectsList, explanation, headline, titleOf, whatToDo } from './advice.js'
import { badge } from './badge.js'
import { excerpt } from './excerpt.js'
import { externalLink } from './steps.js'

const times = (incident) => (incident.count > 1 ? counted(incident.count, 'time') : '')
const lineOf = ({ cause_line: cause, first_line: first }) => cause || first

// Those that did not recover come before the others.
const inOrder = (incidents) =>
  incidents.toSorted((a, b) => a.recovered - b.recovered || a.first_line - b.first_line)

export class Incidents {
  #tools
  #entryOf
  #source
  #blob

  // As those of LogPanel.
  constructor({ tools, entryOf, source }) {
    this.#tools = tools
    this.#entryOf = entryOf
    this.#source = source
  }

  // Returns a list of elements.
  show(blob, { incidents, first, dropped }) {
    this.#blob = blob
    const lead = incidents[first]
    const others = inOrder(incidents.filter((incident) => incident !== lead))
    return [lead && this.#lead(lead), others.length > 0 && this.#others(others, dropped, Boolean(lead))]
  }

  #lead(incident) {
    const entry = this.#entryOf(incident.code)
    const server = incident.server !== null && h('strong', { class: 'server' }, incident.server)
    return h(
      'article',
      { class: 'card incident', 'data-severity': entry.severity, 'data-code': entry.code },
      headline(incident, entry, this.#tools, { before: server, after: this.#marks(incident) }),
      this.#body(incident)
    )
  }

  #marks(incident) {
    return [
      incident.count > 1 && badge(null, times(incident)),
      incident.recovered && badge('good', 'recovered')
    ]
  }

  #body(incident) {
    const entry = this.#entryOf(incident.code)
    return [
      contextLine(incident, this.#tools.surroundings()),
      explanation(incident, entry),
      this.#evidence(incident),
      whatToDo(incident, incident.ownSteps, this.#tools),
      alsoPossible(incident, this.#tools),
      effectsList(this.#effects(incident)),
      h('div', { class: 'row' }, this.#jump(incident), externalLink(entry.docs_url, 'Docs for this code'))
    ]
  }

  // The line of the cause, with the lines around it. Its space is reserved while it is read.
  #evidence(incident) {
    const place = { line: lineOf(incident), start: incident.cause_start, end: incident.cause_end }
    const element = h('div', { class: 'evidence' })
    readAround(this.#blob, place).then(({ text, mark, firstLine }) =>
      fill(element, excerpt(text, [{ ...mark, kind: 'cause' }], { firstLine, context: 2 }))
    )
    return element
  }

  #effects({ effects, effect_lines: lines, effect_line_count: total = lines.length }) {
    const named = effects.map(({ code, line }) => `Line ${count(line)}: ${this.#entryOf(code).title}`)
    const more = total > lines.length ? ` and ${count(total - lines.length)} more` : ''
    if (!lines.length) return named
    return [...named, `${lines.length === 1 ? 'Line' : 'Lines'} ${lines.map(count).join(', ')}${more}`]
  }

  // Only a text that the field shows can be scrolled to there.
  #jump(incident) {
    if (!this.#source.area.value) return null
    const jump = async () => {
      const before = await readBytes(this.#blob, 0, incident.cause_start)
      const words = await readBytes(this.#blob, incident.cause_start, incident.cause_end)
      this.#source.reveal(before.length, before.length + words.length)
    }
    return button(`Jump to line ${count(lineOf(incident))}`, jump)
  }

  #others(others, dropped, hasLead) {
    return h(
      'section',
      { class: 'card incidents' },
      h('h2', {}, counted(others.length, hasLead ? 'more incident' : 'incident')),
      others.map((incident) => this.#other(incident)),
      dropped > 0 && h('p', { class: 'muted' }, `${counted(dropped, 'older incident')} not shown.`)
    )
  }

  #other(incident) {
    const entry = this.#entryOf(incident.code)
    const body = h('div', { class: 'cause-body' })
    const show = () => {
      if (!body.firstChild) fill(body, this.#body(incident))
    }
    const summary = h(
      'summary',
      {},
      h('span', { class: 'server' }, incident.server ?? 'Unnamed server'),
      h('span', {}, titleOf(incident, entry)),
      incident.cause && h('span', { class: 'muted' }, incident.cause.title),
      h('span', { class: 'muted' }, `line ${count(lineOf(incident))}`),
      this.#marks(incident)
    )
    const state = { code: incident.code, recovered: String(incident.recovered) }
    return h('details', { class: 'incident-item', data: state, on: { toggle: show } }, summary, body)
  }
}
