// view.js: the dashboard: filters, panels, the form for the key, and the export.
import { fill, h } from '../dom.js'
import { csvOf } from './csv.js'
import { MACHINES_MIN } from './hidden.js'
import { fleetOf } from './model.js'
import { fleetText, panelsOf } from './panels.js'
import { Unavailable, WrongKey } from './source.js'
import { systemName } from './text.js'

const PERIODS = [7, 30, 90]
const DAYS = 30
const MENUS = [
  { name: 'release', label: 'Release', all: 'All releases', values: 'releases' },
  { name: 'os', label: 'System', all: 'All systems', values: 'systems', text: systemName },
  { name: 'schema', label: 'Schema', all: 'All versions', values: 'schemas' }
]

// ---- Filters ----

function periods(onChange) {
  const radio = (days) =>
    h(
      'label',
      {},
      h('input', {
        type: 'radio',
        name: 'days',
        value: String(days),
        checked: days === DAYS,
        on: { change: onChange }
      }),
      h('span', {}, String(days))
    )
  return h(
    'fieldset',
    { class: 'filter' },
    h('legend', {}, 'Days'),
    h('div', { class: 'segments' }, PERIODS.map(radio))
  )
}

const menu = ({ name, label }, onChange) =>
  h('label', { class: 'filter' }, label, h('select', { name, on: { change: onChange } }))

// Keeps the chosen value, also where the period has no such value any more.
function fillMenu(select, { values, all, text = String }, choices, chosen = select.value) {
  const names = choices[values].map(String)
  const listed = chosen && !names.includes(chosen) ? [...names, chosen] : names
  fill(
    select,
    h('option', { value: '' }, all),
    listed.map((name) => h('option', { value: name }, text(name)))
  )
  select.value = chosen ?? ''
}

// The filters are in the fragment of the address, which is not sent to a server.
function readAddress(form) {
  const set = new URLSearchParams(location.hash.slice(1))
  if (PERIODS.includes(Number(set.get('days')))) form.elements.days.value = set.get('days')
  for (const row of MENUS) fillMenu(form.elements[row.name], row, { [row.values]: [] }, set.get(row.name))
}

const writeAddress = (filter) => history.replaceState(null, '', `#${new URLSearchParams(filter)}`)

function filterBar({ onChange, onReset, onExport }) {
  return h(
    'form',
    { class: 'filters', 'aria-label': 'Filters', on: { submit: (event) => event.preventDefault() } },
    periods(onChange),
    MENUS.map((row) => menu(row, onChange)),
    h('button', { type: 'button', class: 'quiet', on: { click: onReset } }, 'Reset'),
    h('button', { type: 'button', class: 'push', on: { click: onExport } }, 'Export CSV')
  )
}

const filterOf = (form) => ({
  days: Number(form.elements.days.value),
  ...Object.fromEntries(MENUS.map(({ name }) => [name, form.elements[name].value]))
})

// ---- Messages ----

// The key is kept in memory only.
function keyForm(isWrong, onKey) {
  const input = h('input', { type: 'password', name: 'key', autocomplete: 'off', required: true })
  const submit = (event) => {
    event.preventDefault()
    onKey(input.value.trim())
  }
  return h(
    'form',
    { class: 'key', on: { submit } },
    h('label', { class: 'filter' }, 'Key of the statistics', input),
    h('button', { type: 'submit', class: 'primary' }, 'Show'),
    isWrong && h('p', { class: 'problem', role: 'alert' }, 'This key is wrong.')
  )
}

const PROBLEMS = {
  400: 'The Worker does not take these filters. Reset them.',
  429: 'There were too many requests. Wait a minute.'
}

const problem = ({ status }, onRetry) =>
  h(
    'div',
    { class: 'problem', role: 'alert' },
    h('p', {}, PROBLEMS[status] ?? 'The statistics cannot be read.'),
    h('button', { type: 'button', on: { click: onRetry } }, 'Try again')
  )

function aboutText(stats, isSample) {
  const { generated_at: time, from, to } = stats
  return [
    isSample && 'Sample data',
    `${from} to ${to}`,
    fleetText(fleetOf(stats)),
    `as of ${time.slice(0, 16).replace('T', ' ')} UTC`,
    `groups under ${MACHINES_MIN} machines are not shown`,
    stats.retention_days === null && 'RETENTION_DAYS is wrong: old rows are not deleted'
  ]
    .filter(Boolean)
    .join(' · ')
}

function download(text, name) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  h('a', { href: url, download: name }).click()
  URL.revokeObjectURL(url)
}

// ---- The page ----

export function showDashboard(main, about, source) {
  const panels = h('div', { class: 'panels', tabIndex: -1 })
  let key = null
  let shown = null
  let isEntered = false // the key, just now
  let running = new AbortController()

  function show(stats) {
    shown = stats
    for (const row of MENUS) fillMenu(form.elements[row.name], row, stats.choices)
    about.textContent = aboutText(stats, source.isSample)
    fill(panels, panelsOf(stats))
    if (isEntered) panels.focus() // the form for the key had it
    isEntered = false
  }

  function showError(error) {
    shown = null
    const isKey = error instanceof WrongKey
    if (!isKey && !(error instanceof Unavailable)) throw error
    about.textContent = isKey ? 'The statistics need a key.' : ''
    const askAgain = (text) => {
      key = text
      isEntered = true
      refresh()
    }
    fill(panels, isKey ? keyForm(key !== null, askAgain) : problem(error, refresh))
  }

  // A later call ends the one before.
  async function refresh() {
    running.abort()
    running = new AbortController()
    const { signal } = running
    panels.setAttribute('aria-busy', 'true')
    try {
      const filter = filterOf(form)
      writeAddress(filter)
      const stats = await source.read(filter, { key, signal })
      if (!signal.aborted) show(stats)
    } catch (error) {
      if (!signal.aborted) showError(error)
    }
    if (!signal.aborted) panels.removeAttribute('aria-busy')
  }

  const form = filterBar({
    onChange: refresh,
    onReset() {
      form.reset()
      form.elements.days.value = String(DAYS)
      refresh()
    },
    onExport: () => shown && download(csvOf(shown), `mcpx-${shown.from}-${shown.to}.csv`)
  })
  readAddress(form)
  fill(main, form, panels)
  return refresh()
}
