// parts/fleet.js: a blob of many payloads -> those with something wrong, and the figures of the fleet.
import { button, fill, h } from '../dom.js'
import { count, counted, sizeText } from '../text/numbers.js'
import { abortPrevious } from './abort_previous.js'
import { codeButton } from './answer.js'
import { bar, barTable, heads, number, percent, ratio } from './chart.js'
import { PayloadReport } from './payload_report.js'

const SIGNATURE = 'Docker runs, its command line is not found'

// The states of each chart, with what they mean where their names do not say it.
const ISOLATION = { on: '', off: '', unknown: '' }
const DAEMON = { on: 'answers', off: 'does not answer', unknown: '' }
const SOURCES = {
  path: 'on the search path',
  bundled: 'comes with the proxy',
  login_shell: 'only the login shell knows it',
  absent: 'not found',
  unknown: ''
}
const TONES = { absent: 'bad', unknown: 'unknown' }
const DOCKER_CODE = /^MCPX_DOCKER_/

// ---- The figures ----

function totals(figures) {
  const { payloads, heartbeats, installs, opt_out_beacons, neither, with_errors, repeated, not_counted } =
    figures
  const all = [
    ['payloads', payloads, true],
    ['heartbeats', heartbeats, true],
    ['installs', installs, true],
    ['with errors', with_errors, true],
    ['opt-out beacons', opt_out_beacons],
    ['neither of both', neither],
    ['came twice, counted once', repeated],
    ['had no room to be counted', not_counted]
  ]
  const shown = all.filter(([, value, always]) => value || always)
  return h(
    'dl',
    { class: 'totals' },
    shown.map(([what, value]) => h('div', {}, h('dt', {}, what), h('dd', {}, count(value))))
  )
}

function signature({ docker_available_cli_absent: affected, installs }) {
  const share = ratio(affected, installs)
  const sentence = `${count(affected)} of ${counted(installs, 'install')} (${percent(share)})`
  return h(
    'div',
    { class: 'card signature', data: { severity: affected ? 'error' : 'good' } },
    h('h3', {}, SIGNATURE),
    h('p', { class: 'figure' }, sentence),
    bar(share, 'bad'),
    h(
      'p',
      { class: 'muted' },
      'A Docker daemon answers, but the proxy has no docker command to start containers with.'
    )
  )
}

const states = (counts, names) =>
  Object.entries(names).map(([name, meaning]) => ({
    label: meaning ? [`${name}: `, h('span', { class: 'muted' }, meaning)] : name,
    installs: counts[name],
    tone: TONES[name]
  }))

function charts({ installs: whole, ...figures }) {
  const chart = (title, counts, names) =>
    h('div', { class: 'card' }, barTable({ title, what: 'State', rows: states(counts, names), whole }))
  return h(
    'div',
    { class: 'charts' },
    chart('Docker isolation', figures.docker_isolation_enabled, ISOLATION),
    chart('Docker daemon', figures.docker_available, DAEMON),
    chart('Where the docker command comes from', figures.docker_cli_source, SOURCES)
  )
}

// The codes of Docker first: they are what the report is read for.
function codes({ codes: all, installs: whole }, tools) {
  if (!all.length) return null
  const isDocker = ({ code }) => Number(DOCKER_CODE.test(code))
  const sorted = [...all].sort((a, b) => isDocker(b) - isDocker(a) || b.installs - a.installs)
  const rows = sorted.map(({ code, installs, count: times }) => ({
    label: code ? codeButton(code, tools) : 'others, not in the catalog',
    installs,
    more: count(times),
    tone: DOCKER_CODE.test(code) ? 'bad' : undefined
  }))
  return h(
    'div',
    { class: 'card' },
    barTable({ title: 'Error codes', what: 'Code', rows, whole, extra: 'Times' })
  )
}

// Of each group its installs, and of those the ones that the charts are about.
function groups(title, what, byName) {
  const cell = (part, whole) => number(part ? `${count(part)} (${percent(ratio(part, whole))})` : '–')
  const line = ([
    name,
    { installs, docker_isolation_enabled: isolation, docker_cli_source: source, ...more }
  ]) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, name),
      number(count(installs)),
      [isolation.on, source.absent, more.docker_available_cli_absent].map((part) => cell(part, installs))
    )
  const head = [
    h('th', { scope: 'col' }, what),
    heads('Installs', 'Isolation on', 'Command not found', 'and Docker runs')
  ]
  return h(
    'div',
    { class: 'card scroll', role: 'region', 'aria-label': title, tabIndex: 0 },
    h(
      'table',
      {},
      h('caption', {}, title),
      h('thead', {}, h('tr', {}, head)),
      h('tbody', {}, Object.entries(byName).map(line))
    )
  )
}

function report(figures, tools) {
  if (!figures.installs) return h('p', { class: 'muted' }, 'There is no heartbeat to count.')
  return [
    signature(figures),
    charts(figures),
    codes(figures, tools),
    groups('By schema version', 'Version', figures.by_schema_version),
    groups('By system', 'System', figures.by_os)
  ]
}

// ---- The payloads with something wrong ----

function sentenceOn({ figures, found }) {
  const { payloads, with_errors: errors } = figures
  if (!payloads) return 'There is no payload in it'
  if (errors)
    return `${count(errors)} of ${counted(payloads, 'payload')} ${errors === 1 ? 'has' : 'have'} errors`
  return found
    ? `No errors in ${counted(payloads, 'payload')}, ${counted(found, 'has', 'have')} warnings`
    : `Nothing is wrong with any of ${counted(payloads, 'payload')}`
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
    h('th', { scope: 'col', class: 'rest' }, 'First of them')
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

  // announce(text) speaks, onError(error) shows what went wrong, onSlow() is called when there is progress to show.
  constructor({ tools, ...on }) {
    this.#on = on
    this.#tools = tools
    this.#one = new PayloadReport(tools)
  }

  // Show the payloads of a blob. Resolves with false where it is a single one.
  async read(signal, { blob, lines }) {
    const progress = this.#progress(sizeText(blob.size))
    const found = await this.#tools.call('fleet', { blob, lines }, { progress, signal })
    if (found) this.#showFound(found, (place, row) => this.#choose(signal, blob, place, row))
    return Boolean(found)
  }

  // What is done at once shows none.
  #progress(size) {
    const bar = h('progress', { max: 1, value: 0, 'aria-label': 'Reading the payloads' })
    let isShown = false
    return ({ done, size: all }) => {
      bar.value = done / all
      if (isShown) return
      isShown = true
      fill(this.element, h('div', { class: 'card' }, h('p', {}, `Reading ${size} …`), bar))
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

  // `reading` is aborted once other payloads are read.
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
