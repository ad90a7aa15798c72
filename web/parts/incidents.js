// parts/incidents.js: the incidents of a log -> a list, the one to read first open.
import { button, fill, h } from '../dom.js'
import { readAround, unitsAt } from '../text/log_lines.js'
import { count, counted } from '../text/numbers.js'
import { alsoPossible, causeBox, codeChip, effectsList, titleOf, whatToDo } from './advice.js'
import { excerpt } from './excerpt.js'
import { icon } from './icon.js'
import { severityIcon } from './severity.js'
import { externalLink } from './steps.js'
import { timeline, timelineLegend } from './timeline.js'

export const lineOf = ({ cause_line: cause, first_line: first }) => cause || first

export const isFailure = ({ recovered }) => !recovered

// The one to read first, then those that did not recover, then the others.
export const inOrder = ({ incidents, first }) =>
  incidents.toSorted(
    (a, b) =>
      (b === incidents[first]) - (a === incidents[first]) ||
      a.recovered - b.recovered ||
      a.first_line - b.first_line
  )

// A name may be an ordinary word: "Start with “tools”: Docker command not found".
export function logTitle({ incidents, first }, entryOf) {
  const lead = incidents[first] ?? incidents[0]
  const title = titleOf(lead, entryOf(lead.code))
  if (lead.recovered) return 'Every failure recovered'
  const server = lead.server && `“${lead.server}”`
  return incidents.filter(isFailure).length > 1
    ? `Start with ${server || 'the first failure'}: ${title}`
    : `${server ? `${server}: ` : ''}${title}`
}

// A button that goes to a place { start, end } of the log. Only a text that the field shows can be scrolled to there.
export function jumpButton({ label, source, blob, place }) {
  if (!source.area.value) return null
  const jump = async () => source.reveal(...(await unitsAt(blob, [place.start, place.end])))
  return button(label, jump, { class: 'btn quiet' })
}

export class Incidents {
  #tools
  #entryOf
  #source
  #blob
  #total
  #items = []

  // As those of LogPanel.
  constructor({ tools, entryOf, source }) {
    this.#tools = tools
    this.#entryOf = entryOf
    this.#source = source
  }

  show(blob, found) {
    this.#blob = blob
    this.#total = found.total
    if (!found.incidents.length) return null
    const ordered = inOrder(found)
    this.#items = ordered.map((incident, i) => this.#item(incident, i === 0 && isFailure(incident)))
    return [
      ordered.length > 1 && timelineLegend(),
      h('div', { class: 'incidents' }, this.#items),
      found.dropped > 0 &&
        h('p', { class: 'muted' }, `${counted(found.dropped, 'older incident')} not shown.`)
    ]
  }

  // Opens an incident, moves the focus to it, and brings its content into view, which it has only then.
  open(i) {
    const item = this.#items[i]
    item.open = true
    item.dispatchEvent(new Event('toggle'))
    item.firstChild.focus({ preventScroll: true })
    item.firstChild.scrollIntoView()
  }

  #item(incident, isLead) {
    const entry = this.#entryOf(incident.code)
    const body = h('div', { class: 'incident-body' })
    const show = () => {
      if (body.firstChild) return
      fill(body, this.#body(incident))
      // They belong to the heading of the incident.
      for (const heading of body.querySelectorAll('h3')) heading.ariaLevel = 4
    }
    const state = { code: incident.code, recovered: String(incident.recovered) }
    const element = h(
      'details',
      { class: isLead ? 'incident lead-incident' : 'incident', data: state, on: { toggle: show } },
      this.#summary(incident, entry),
      body
    )
    if (isLead) {
      show()
      element.open = true
    }
    return element
  }

  #summary(incident, entry) {
    return h(
      'summary',
      {},
      icon('chevron'),
      h(
        'span',
        { class: 'what', role: 'heading', 'aria-level': 3 },
        h('span', { class: 'server' }, incident.server ?? 'Unnamed server'),
        h('b', {}, severityIcon(incident.recovered ? 'good' : entry.severity), ' ', titleOf(incident, entry)),
        incident.cause && h('span', { class: 'muted' }, incident.cause.title)
      ),
      timeline(incident, this.#total),
      h(
        'span',
        { class: 'when' },
        h('span', {}, `line ${count(lineOf(incident))}`),
        incident.count > 1 && h('span', {}, counted(incident.count, 'time')),
        incident.recovered && h('span', {}, 'recovered')
      )
    )
  }

  #body(incident) {
    const entry = this.#entryOf(incident.code)
    return [
      h('div', { class: 'row' }, codeChip(entry.code, this.#tools.announce), this.#jump(incident)),
      this.#evidence(incident),
      causeBox(incident) ?? h('p', { class: 'lead' }, entry.user_message),
      whatToDo(incident, incident.ownSteps, this.#tools),
      alsoPossible(incident, this.#tools),
      effectsList(this.#effects(incident)),
      h('p', { class: 'small' }, externalLink(entry.docs_url, 'Docs for this code'))
    ]
  }

  #jump(incident) {
    const place = { start: incident.cause_start, end: incident.cause_end }
    const label = `Jump to line ${count(lineOf(incident))}`
    return jumpButton({ label, source: this.#source, blob: this.#blob, place })
  }

  // The line of the cause, with the lines around it. Its space is reserved while it is read.
  #evidence(incident) {
    const place = { line: lineOf(incident), start: incident.cause_start, end: incident.cause_end }
    if (place.start === place.end) return null
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
}
