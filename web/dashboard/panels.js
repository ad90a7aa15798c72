// panels.js: the answer of GET /v1/stats -> the elements of all panels. Each chart has a table with the same figures.
import { fill, h } from '../dom.js'
import { lineChart, shareBar, stackChart } from './chart.js'
import { daysOf } from './days.js'
import {
  affectedChart,
  codeRows,
  groupRows,
  installsOf,
  isolationChart,
  optOutsChart,
  partText,
  refusalRows,
  releasesChart,
  sourceChart,
  systemsChart
} from './model.js'
import { count, dayText, percent } from './text.js'

// The titles of the codes. The build reads them from the catalog.
const TITLES = CODE_TITLES

const heads = (...texts) =>
  texts.map((text, i) => h('th', { scope: 'col', class: i ? 'number' : undefined }, text))
const number = (text) => h('td', { class: 'number' }, text)

function table(caption, head, rows) {
  return h(
    'table',
    {},
    h('caption', { class: 'unseen' }, caption),
    h('thead', {}, h('tr', {}, head)),
    h('tbody', {}, rows)
  )
}

const panel = (title, about, ...content) =>
  h('section', { class: 'panel' }, h('h2', {}, title), h('p', { class: 'muted' }, about), content)

const nothing = () => h('p', { class: 'muted empty' }, 'No group has 5 installs or more.')

// ---- Charts ----

// Draws a chart for the width that it has, and again when the width changes.
function plot(draw) {
  const place = h('div', { class: 'place' })
  new ResizeObserver(([{ contentRect }]) => {
    const width = Math.floor(contentRect.width)
    if (width) fill(place, draw(width))
  }).observe(place)
  return place
}

const legend = (series) =>
  h(
    'ul',
    { class: 'legend' },
    series.map(({ name, tone }) => h('li', {}, h('i', { class: `fill-${tone}` }), name))
  )

function dataTable(title, { days, series }, text) {
  const row = (day, i) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, day),
      series.map(({ values }) => number(text(values[i], i)))
    )
  const rows = days.map(row).reverse()
  return h(
    'details',
    {},
    h('summary', {}, 'Table', h('span', { class: 'unseen' }, `: ${title}`)),
    h(
      'div',
      { class: 'scroll', role: 'region', 'aria-label': title, tabIndex: 0 },
      table(title, heads('Day', ...series.map(({ name }) => name)), rows)
    )
  )
}

function stackPanel(title, about, chart, options) {
  if (!chart.series.length) return panel(title, about, nothing())
  const draw = (width) => stackChart(chart, width, `${title}. The table below has the figures.`, options)
  const isSingle = chart.series.length === 1 && !options.isShare
  return panel(title, about, plot(draw), !isSingle && legend(chart.series), dataTable(title, chart, count))
}

// ---- The key figure ----

function change(values) {
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return null
  const points = 100 * (known.at(-1) - known[0])
  const text = `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(1)} points`
  return h('p', {}, h('span', { class: points > 0 ? 'worse' : 'better' }, text), ' in this period')
}

function affectedPanel(stats, days) {
  const title = 'Docker runs, but the docker command is not found'
  const chart = affectedChart(stats, days)
  const [{ values }] = chart.series
  const about = 'Share of installs per day. A vertical line is the first day of a release.'
  if (!chart.last) return h('div', { class: 'wide' }, panel(title, about, nothing()))
  const share = values.findLast((value) => value !== null)
  const day = chart.last
  const sentence = `${count(chart.affected(day, 'affected'))} of ${count(chart.installs(day))} installs on ${dayText(day)}`
  const draw = (width) => lineChart(chart, width, `${title}: ${percent(share)}, ${sentence}.`)
  const text = (value, i) =>
    value === null ? '–' : `${count(chart.affected(days[i], 'affected'))} (${percent(value)})`
  return h(
    'div',
    { class: 'wide key-figure' },
    h(
      'div',
      { class: 'figure' },
      h('p', { class: 'big' }, percent(share)),
      h('p', {}, sentence),
      change(values)
    ),
    panel(title, about, plot(draw), dataTable(title, chart, text))
  )
}

// ---- Tables ----

function barTable(title, head, rows) {
  const line = ({ label, share, tone, cells }) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, label),
      h('td', { class: 'bar-cell' }, shareBar(share, tone)),
      cells.map(number)
    )
  const [first, ...others] = head
  const columns = [
    ...heads(first),
    h('td', {}),
    others.map((text) => h('th', { scope: 'col', class: 'number' }, text))
  ]
  return h('div', { class: 'bars' }, table(title, columns, rows.map(line)))
}

function codesPanel(stats) {
  const title = 'Errors'
  const about = 'Installs that had the error in the period, and how often it occurred.'
  const rows = codeRows(stats).map(({ name, installs, share, count: times }) => ({
    label: [TITLES[name], ' ', h('code', {}, name)],
    share,
    tone: name === 'MCPX_DOCKER_CLI_NOT_FOUND' ? 'key' : 'base',
    cells: [count(installs), percent(share), count(times)]
  }))
  if (!rows.length) return panel(title, about, nothing())
  return panel(title, about, barTable(title, ['Error', 'Installs', 'Share', 'Times'], rows))
}

function refusalsPanel(stats) {
  const title = 'Refused payloads'
  const about = 'By rule. Only the rule is stored, not the payload.'
  const rows = refusalRows(stats).map(({ name, count: times, share }) => ({
    label: h('code', {}, name),
    share,
    tone: 'base',
    cells: [count(times), percent(share)]
  }))
  if (!rows.length) return panel(title, about, h('p', { class: 'muted empty' }, 'No payload was refused.'))
  return panel(title, about, barTable(title, ['Rule', 'Payloads', 'Share'], rows))
}

const GROUPS = [
  { grouping: 'release', title: 'By release', what: 'Release' },
  { grouping: 'os', title: 'By system', what: 'System' },
  { grouping: 'schema_version', title: 'By schema version', what: 'Version' }
]
const COLUMNS = ['Installs', 'Machines', 'Isolation on', 'Command absent', 'Affected']

function groupTable(stats, { grouping, title, what }) {
  const line = ({ label, installs, machines, parts, isNewer }) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, label, isNewer && h('span', { class: 'muted' }, ' newer than known')),
      number(count(installs)),
      number(count(machines)),
      parts.map((part) => number(partText(part, installs)))
    )
  return h(
    'div',
    { class: 'groups' },
    h('h3', {}, title),
    table(title, heads(what, ...COLUMNS), groupRows(stats, grouping).map(line))
  )
}

const groupsPanel = (stats) =>
  h(
    'div',
    { class: 'wide' },
    panel(
      'Where it happens',
      'Affected: a Docker daemon answers, and the docker command is absent. An install counts under each release it ran, otherwise with its latest heartbeat.',
      GROUPS.map((group) => groupTable(stats, group))
    )
  )

// ---- All ----

export function panelsOf(stats) {
  const days = daysOf(stats)
  const { installs, machines } = installsOf(stats)
  const fleet = `Installs per day. In the period: ${count(installs)} installs on ${count(machines)} machines.`
  return [
    affectedPanel(stats, days),
    groupsPanel(stats),
    stackPanel('Installs', fleet, systemsChart(stats, days), {}),
    stackPanel('Docker command', 'Where it was found: share of installs per day.', sourceChart(stats, days), {
      isShare: true
    }),
    stackPanel('Docker isolation', 'Share of installs per day.', isolationChart(stats, days), {
      isShare: true
    }),
    stackPanel('Releases', 'Share of installs per day.', releasesChart(stats, days), { isShare: true }),
    codesPanel(stats),
    h(
      'div',
      { class: 'column' },
      refusalsPanel(stats),
      stackPanel('Opt-outs', 'Beacons per day. Their ids are not stored.', optOutsChart(stats, days), {})
    )
  ]
}
