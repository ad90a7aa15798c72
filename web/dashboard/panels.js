// panels.js: the answer of GET /v1/stats -> the elements of all panels. Each chart has a table with the same figures.
import { fill, h } from '../dom.js'
import { fullShare, lineChart, shareBar, stackChart } from './chart.js'
import { daysOf } from './days.js'
import { isExact, MACHINES_MIN, shareOf } from './hidden.js'
import {
  affectedChart,
  codeRows,
  fleetOf,
  groupRows,
  isolationChart,
  optOutsChart,
  partText,
  refusalRows,
  releasesChart,
  sourceChart,
  systemsChart
} from './model.js'
import { count, dayText, percent, points, ratio } from './text.js'

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

const nothing = () => h('p', { class: 'muted empty' }, 'No group has 5 machines or more.')

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
  const shown = series.filter(({ isHidden }) => !isHidden)
  const row = (day, i) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, day),
      shown.map(({ values }) => number(text(values[i], i)))
    )
  const rows = days.map(row).reverse()
  return h(
    'details',
    {},
    h('summary', {}, 'Table', h('span', { class: 'unseen' }, `: ${title}`)),
    h(
      'div',
      { class: 'scroll', role: 'region', 'aria-label': title, tabIndex: 0 },
      table(title, heads('Day', ...shown.map(({ name }) => name)), rows)
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

// Days on which fewer than 5 machines are affected have a range, so the change may be one, too.
function changeText({ low, high }) {
  const [least, most] = [points(low), points(high)]
  if (least === most) return Number(least) === 0 ? 'no change' : `${least} points`
  return low > 0 || high < 0 ? `${least} to ${most} points` : `no clear change (${least} to ${most} points)`
}

const toneOf = ({ low, high }) => (low > 0 ? 'worse' : high < 0 ? 'better' : 'muted')

function changeLine(change) {
  if (!change) return null
  const [first, last] =
    change.days === 1 ? ['first', 'last day'] : [`first ${change.days}`, `last ${change.days} days`]
  return h(
    'p',
    {},
    h('span', { class: toneOf(change) }, changeText(change)),
    ` from the ${first} to the ${last}`
  )
}

const HIDDEN = `fewer than ${MACHINES_MIN}`
const belowShare = ({ whole }) => percent(MACHINES_MIN / whole)

// { share, machines } of a range, as text.
const rangeTexts = (range) =>
  isExact(range)
    ? { share: percent(range.low / range.whole), machines: count(range.low) }
    : { share: `<${belowShare(range)}`, machines: HIDDEN }

function rangeCell(range) {
  if (!range) return '–'
  const { share, machines } = rangeTexts(range)
  return `${machines} (${share})`
}

const ofAll = (part, all, what) => `${count(part[what])} of ${count(all[what])} ${what}`

// By the latest heartbeats, so repaired installs do not count.
const periodLine = ({ affected, all }) =>
  affected &&
  h('p', {}, `In the period: ${ofAll(affected, all, 'machines')}, ${ofAll(affected, all, 'installs')}`)

// The figure: the share of the latest day, and what it is made of.
function keyFigure({ last, change, installs, period }) {
  const { share, machines } = rangeTexts(last)
  const [part, all] = [installs.affected(last.day), installs.all(last.day)]
  return h(
    'div',
    { class: 'figure' },
    h('p', { class: isExact(last) ? 'big' : 'big range' }, share.slice(0, -1), h('small', {}, '%')),
    h('p', {}, `${machines} of ${count(last.whole)} machines on ${dayText(last.day)}`),
    part !== null && h('p', {}, `${count(part)} of ${count(all)} installs`),
    changeLine(change),
    periodLine(period)
  )
}

const hasBaseline = (change) => change !== null && change.days > 1 && isExact(change.before)

function affectedLegend({ ranges, change }) {
  const hasBand = ranges.some((range) => range && !isExact(range))
  const items = [
    ['line-key', 'Machines affected'],
    hasBand && ['fill-band', `Fewer than ${MACHINES_MIN}: the share is in this range`],
    hasBaseline(change) && ['line-base', `Average of the first ${change.days} days`]
  ]
  return h(
    'ul',
    { class: 'legend' },
    items.filter(Boolean).map(([tone, name]) => h('li', {}, h('i', { class: tone }), name))
  )
}

function affectedPanel(stats, days) {
  const title = 'Docker runs, but the docker command is not found'
  const chart = affectedChart(stats, days)
  const about = 'Share of machines per day. A vertical line: the first day on which 5 machines ran a release.'
  if (!chart.last) return h('div', { class: 'wide' }, panel(title, about, nothing()))
  const { share, machines } = rangeTexts(chart.last)
  const label = `${title}: ${share}, ${machines} of ${count(chart.last.whole)} machines on ${dayText(chart.last.day)}.`
  const drawing = {
    ...{ days, marks: chart.marks, last: { index: chart.last.index, text: share } },
    shares: chart.ranges.map((range) => range && shareOf([range])),
    baseline: hasBaseline(chart.change) ? chart.change.before.low : null
  }
  const series = [{ name: 'Affected machines', values: chart.ranges }]
  return h(
    'div',
    { class: 'wide key-figure' },
    keyFigure(chart),
    panel(
      title,
      about,
      plot((width) => lineChart(drawing, width, label)),
      affectedLegend(chart),
      dataTable(title, { days, series }, rangeCell)
    )
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

// Nothing where there is no bar.
const fullBarText = (full, shares) =>
  shares.some(Boolean) && h('span', { class: 'about-bars' }, ` A full bar is ${+(100 * full).toFixed(2)}%.`)

function codesPanel(stats) {
  const title = 'Errors'
  const codes = codeRows(stats)
  const shares = codes.map(({ share }) => share)
  const full = fullShare(shares)
  const about = [
    'Installs that had the error in the period, and how often it occurred.',
    fullBarText(full, shares)
  ]
  const rows = codes.map(({ name, installs, share, count: times }) => ({
    label: [TITLES[name], ' ', h('code', {}, name)],
    share: share / full,
    tone: name === 'MCPX_DOCKER_CLI_NOT_FOUND' ? 'key' : 'base',
    cells: [count(installs), percent(share), count(times)]
  }))
  if (!rows.length) return panel(title, about, nothing())
  return panel(title, about, barTable(title, ['Error', 'Installs', 'Share', 'Times'], rows))
}

const UNFILTERED = 'All releases, systems and schema versions.'

function refusalsPanel(stats) {
  const title = 'Refused payloads'
  const about = `By rule. A payload counts under each rule that it breaks. Only the rule is stored. ${UNFILTERED}`
  const rows = refusalRows(stats).map(({ name, count: times, share }) => ({
    label: h('code', {}, name),
    share,
    tone: 'base',
    cells: [count(times)]
  }))
  if (!rows.length) return panel(title, about, h('p', { class: 'muted empty' }, 'No payload was refused.'))
  return panel(title, about, barTable(title, ['Rule', 'Payloads'], rows))
}

const GROUPS = [
  { grouping: 'release', title: 'By release', what: 'Release' },
  { grouping: 'os', title: 'By system', what: 'System' },
  { grouping: 'schema_version', title: 'By schema version', what: 'Version' }
]
const COLUMNS = ['Installs', 'Machines', 'Isolation on', 'Command absent', 'Affected']

// Without a bar where the share is not known, because that of 0 would look the same.
const affectedShare = ({ parts, machines }) => (parts.at(-1) === null ? null : ratio(parts.at(-1), machines))

function groupTable({ title, what, rows }, full) {
  const line = (row) => {
    const { label, installs, machines, parts, isNewer } = row
    const share = affectedShare(row)
    return h(
      'tr',
      {},
      h('th', { scope: 'row' }, label, isNewer && h('span', { class: 'muted' }, ' newer than known')),
      number(count(installs)),
      number(count(machines)),
      parts.map((part) => number(partText(part, machines))),
      h('td', { class: 'bar-cell' }, share !== null && shareBar(share / full, 'key'))
    )
  }
  const columns = [...heads(what, ...COLUMNS), h('td', {})]
  return h('div', { class: 'groups' }, h('h3', {}, title), table(title, columns, rows.map(line)))
}

function groupsPanel(stats) {
  const groups = GROUPS.map((group) => ({ ...group, rows: groupRows(stats, group.grouping) }))
  const shares = groups.flatMap(({ rows }) => rows.map(affectedShare))
  const full = fullShare(shares)
  const about = [
    `Machines and their share. Affected: a Docker daemon answers, and the docker command is absent. An install counts under each release it ran, otherwise with its latest heartbeat. A dash stands for fewer than ${MACHINES_MIN} machines.`,
    fullBarText(full, shares)
  ]
  return h(
    'div',
    { class: 'wide' },
    panel(
      'Where it happens',
      about,
      groups.map((group) => groupTable(group, full))
    )
  )
}

// ---- All ----

export const fleetText = (fleet) =>
  fleet
    ? `${count(fleet.installs)} installs on ${count(fleet.machines)} machines`
    : `fewer than ${MACHINES_MIN} machines`

export function panelsOf(stats) {
  const days = daysOf(stats)
  const fleet = `Installs per day. In the period: ${fleetText(fleetOf(stats))}.`
  return [
    affectedPanel(stats, days),
    stackPanel('Installs', fleet, systemsChart(stats, days), {}),
    stackPanel('Docker command', 'Where it was found: share of installs per day.', sourceChart(stats, days), {
      isShare: true
    }),
    stackPanel('Docker isolation', 'Share of installs per day.', isolationChart(stats, days), {
      isShare: true
    }),
    stackPanel('Releases', 'Share of installs per day.', releasesChart(stats, days), { isShare: true }),
    groupsPanel(stats),
    codesPanel(stats),
    h(
      'div',
      { class: 'column' },
      refusalsPanel(stats),
      stackPanel(
        'Opt-outs',
        `Beacons per day. Their ids are not stored. ${UNFILTERED}`,
        optOutsChart(stats, days),
        {}
      )
    )
  ]
}
