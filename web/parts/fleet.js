// parts/fleet.js: a blob of many payloads -> a list of those with errors or warnings, and the figures of the fleet.
import {
  AFFECTED,
  fleetCharts,
  fleetCodes,
  fleetGroups,
  fleetTotals,
  GROUP_COLUMNS,
  NO_HEARTBEATS,
  percent,
  ratio
} from '../../wasm/shared/fleet.js'
import { button, fill, h } from '../dom.js'
import { count, counted, sizeText } from '../text/numbers.js'
import { abortPrevious } from './abort_previous.js'
import { codeButton } from './advice.js'
import { bar, barTable, heads, number } from './chart.js'
import { PayloadReport } from './payload_report.js'

// ---- The figures ----

const totals = (figures) =>
  h(
    'dl',
    { class: 'totals' },
    fleetTotals(figures).map(([what, value]) => h('div', {}, h('dt', {}, what), h('dd', {}, count(value))))
  )

function signature({ docker_available_cli_absent: affected, installs }) {
  const share = ratio(affected, installs)
  const sentence = `${count(affected)} of ${counted(installs, 'install')} (${percent(share)})`
  return h(
    'div',
    { class: 'card signature', data: { severity: affected ? 'error' : 'good' } },
    h('h3', {}, AFFECTED.title),
    h('p', { class: 'figure' }, sentence),
    bar(share, 'bad'),
    h('p', { class: 'muted' }, AFFECTED.meaning)
  )
}

const stateRow = ({ name, meaning, ...row }) => ({
  label: meaning ? [`${name}: `, h('span', { class: 'muted' }, meaning)] : name,
  ...row
})

const charts = (figures) =>
  h(
    'div',
    { class: 'charts' },
    fleetCharts(figures).map(({ title, rows }) =>
      h(
        'div',
        { class: 'card' },
        barTable({ title, what: 'State', rows: rows.map(stateRow), whole: figures.installs })
      )
    )
  )

function codes(figures, tools) {
  const rows = fleetCodes(figures).map(({ code, label, installs, count: times, isDocker }) => ({
    label: code ? codeButton(code, tools) : label,
    installs,
    more: count(times),
    tone: isDocker ? 'bad' : undefined
  }))
  if (!rows.length) return null
  return h(
    'div',
    { class: 'card' },
    barTable({ title: 'Error codes', what: 'Code', rows, whole: figures.installs, extra: 'Times' })
  )
}

function groupTable({ title, what, rows }) {
  const cell = (part, whole) => number(part ? `${count(part)} (${percent(ratio(part, whole))})` : '–')
  const line = ({ name, installs, parts }) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, name),
      number(count(installs)),
      parts.map((part) => cell(part, installs))
    )
  const head = [h('th', { scope: 'col' }, what), heads('Installs', ...GROUP_COLUMNS)]
  return h(
    'div',
    { class: 'card scroll', role: 'region', 'aria-label': title, tabIndex: 0 },
    h('table', {}, h('caption', {}, title), h('thead', {}, h('tr', {}, head)), h('tbody', {}, rows.map(line)))
  )
}

function report(figures, tools) {
  if (!figures.installs) return h('p', { class: 'muted' }, NO_HEARTBEATS)
  return [signature(figures), charts(figures), codes(figures, tools), fleetGroups(figures).map(groupTable)]
}

// ---- The payloads with errors or warnings ----

function sentenceOn({ figures, found }) {
  const { payloads, with_errors: errors } = figures
  if (!payloads) return 'There are no payloads'
  if (errors)
    return `${count(errors)} of ${counted(payloads, 'payload')} ${errors === 1 ? 'has' : 'have'} errors`
  return found
    ? `No errors in ${counted(payloads, 'payload')}, ${counted(found, 'has', 'have')} warnings`
    : `No errors or warnings in ${counted(payloads, 'payload')}`
}

function placeRow({ line, errors, warnings, notes, omitted, rule }, onChoose) {
  const row = h(
    'tr',
    {},
    h(
      'th',
      { scope: 'row' },
      button(`Line ${count(line)}`, () => onChoose(row), { class: 'link' })
    ),
    [errors, warnings, notes].map((n) => number(n || '–'))
  )
  row.append(h('td', { class: 'rest' }, h('code', {}, rule), omitted > 0 && ' and more'))
  return row
}

function placesTable({ found, places }, onChoose) {
  const head = [
    h('th', { scope: 'col' }, 'Payload'),
    heads('Errors', 'Warnings', 'Notes'),
    h('th', { scope: 'col', class: 'rest' }, 'First finding')
  ]
  const title = 'Payloads with errors or warnings'
  const left = found - places.length
  const rows = places.map((place) => placeRow(place, (row) => onChoose(place, row)))
  return h(
    'div',
    { class: 'card' },
    h('h3', {}, title),
    h(
      'div',
      { class: 'scroll tall' },
      h(
        'table',
        { class: 'stacked', 'aria-label': title },
        h('thead', {}, h('tr', {}, head)),
        h('tbody', {}, rows)
      )
    ),
    left > 0 &&
      h(
        'p',
        { class: 'muted' },
        `${counted(left, 'more payload')} like these ${left === 1 ? 'is' : 'are'} not listed.`
      )
  )
}

export class Fleet {
  element = h('section', { class: 'fleet' })
  #on
  #tools
  #one
  #choose = abortPrevious(
    (...args) => this.#show(...args),
    (error) => this.#on.onError(error)
  )

  // announce(text) speaks, onError(error) shows an error, onSlow() is called when there is progress to show.
  constructor({ tools, ...on }) {
    this.#on = on
    this.#tools = tools
    this.#one = new PayloadReport(tools)
  }

  // Show the payloads of a blob. Resolves with false if it is a single payload.
  async read(signal, { blob, lines }) {
    const progress = this.#progress(sizeText(blob.size))
    const found = await this.#tools.call('fleet', { blob, lines }, { progress, signal })
    if (found) this.#showFound(found, (place, row) => this.#choose(signal, blob, place, row))
    return Boolean(found)
  }

  // Progress is shown once the first report of it arrives. Short work sends none.
  #progress(size) {
    const bar = h('progress', { max: 1, value: 0, 'aria-label': 'Reading the payloads' })
    let isShown = false
    return ({ done, size: all }) => {
      bar.value = done / all
      if (isShown) return
      isShown = true
      fill(this.element, h('div', { class: 'card' }, h('p', {}, `Reading ${size}…`), bar))
      this.#on.onSlow()
    }
  }

  #showFound(found, onChoose) {
    const { figures } = found
    const sentence = sentenceOn(found)
    const severity = figures.with_errors ? 'error' : found.found ? 'warning' : 'good'
    this.#one.element.hidden = true
    this.#on.announce(`${sentence}.`)
    fill(
      this.element,
      h('header', { class: 'verdict' }, h('h2', { data: { severity } }, sentence)),
      totals(figures),
      found.found > 0 && placesTable(found, onChoose),
      this.#one.element,
      h('h2', {}, 'The fleet'),
      report(figures, this.#tools)
    )
  }

  // `reading` is the signal of the blob: it is aborted when other payloads are read.
  async #show(signal, reading, blob, { line, start, end }, row) {
    const checked = await this.#tools.call('validate', { blob: blob.slice(start, end) }, { signal })
    await this.#one.show({ ...checked, firstLine: line, title: `Line ${count(line)}` })
    signal.throwIfAborted()
    if (reading.aborted) return
    for (const other of row.parentNode.children) other.ariaCurrent = other === row ? 'true' : null
    this.#one.element.hidden = false
    this.#one.focus()
  }
}
