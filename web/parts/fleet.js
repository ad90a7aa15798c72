// parts/fleet.js: the figures of a fleet -> the figure that people came for, charts, and the findings by rule.
import { AFFECTED, fleetTotals, NO_HEARTBEATS, percent, ratio } from '../../wasm/shared/fleet.js'
import { button, h, newId } from '../dom.js'
import { briefly, SEVERITIES } from '../text/findings.js'
import { FORMATS } from '../text/fleet_export.js'
import { affectedTables, codeTable, dayTable, RELEASES_MAX, stateTables } from '../text/fleet_tables.js'
import { count, counted } from '../text/numbers.js'
import { SYSTEMS } from '../text/summary.js'
import { codeButton } from './advice.js'
import { barPanel, scaleFor, wholeBar } from './chart.js'
import { words } from './content.js'
import { messageNodes } from './finding_list.js'
import { folded } from './folded.js'
import { icon } from './icon.js'
import { severityIcon, WORDS } from './severity.js'

// ---- The figure ----

function keyFigure({ docker_available_cli_absent: affected, docker_available: daemon, installs }) {
  const parts = [
    { label: words('found'), installs: daemon.on - affected, tone: 'one' },
    { label: words('missing'), installs: affected, tone: 'key' },
    { label: words('unreported'), installs: daemon.unknown, tone: 'unknown' },
    { label: words('stopped'), installs: daemon.off, tone: 'three' }
  ]
  return h(
    'section',
    { class: 'signature' },
    h('p', { class: affected ? 'big key' : 'big' }, affected ? percent(ratio(affected, installs)) : 'None'),
    h(
      'div',
      {},
      h('h3', {}, AFFECTED),
      h(
        'p',
        { class: 'figure muted' },
        `${count(affected)} of ${counted(installs, 'install')}. `,
        words('affected')
      ),
      wholeBar(parts)
    )
  )
}

const totals = (figures) =>
  h(
    'dl',
    { class: 'totals' },
    fleetTotals(figures).map(([what, value]) => h('div', {}, h('dt', {}, what), h('dd', {}, count(value))))
  )

// ---- Charts ----

const TONES = { bad: 'key', unknown: 'unknown' }

// The end of a scale: "5%".
const endOf = (scale) => `${Math.round(100 * scale)}%`

// The charts of those affected share one scale, which the first of them tells.
function affectedPanels(report) {
  const tables = affectedTables(report, RELEASES_MAX)
  const scale = scaleFor(tables.flatMap(({ rows }) => rows))
  const draw = ({ rows, ...table }, i) =>
    barPanel({
      ...table,
      sentence: `Affected installs${i ? '' : `. A full bar is ${endOf(scale)}`}`,
      scale,
      isOfGroup: true,
      rows: rows.map((row) => ({ ...row, label: SYSTEMS[row.name] ?? row.name, tone: 'key' }))
    })
  return h('div', { class: 'panels three' }, tables.map(draw))
}

const DAYS_SHOWN = 10

// The share of each day, the latest first.
function timePanel(report) {
  const { rows } = dayTable(report)
  if (rows.length < 2) return null
  return barPanel({
    title: 'Over time',
    sentence: words('days'),
    what: 'Day',
    isOfGroup: true,
    scale: scaleFor(rows),
    rows: rows.map((row) => ({ ...row, label: row.name, tone: 'key' })).reverse(),
    isShown: (_, i) => i < DAYS_SHOWN,
    noun: 'more day'
  })
}

const statePanels = (report) =>
  stateTables(report).map(({ title, rows }) =>
    barPanel({
      title,
      sentence: `All ${counted(report.figures.installs, 'install')}`,
      what: 'State',
      rows: rows.map((row) => ({ ...row, label: row.meaning ?? row.name, tone: TONES[row.tone] }))
    })
  )

const CODES_SHOWN = 10
const isKey = ({ code }) => code === 'MCPX_DOCKER_CLI_NOT_FOUND'

// The most frequent codes, and the one that the report is about; the others are folded.
function codePanel(report, titleOf, tools) {
  const { title, rows } = codeTable(report)
  if (!rows.length) return null
  const scale = scaleFor(rows)
  return barPanel({
    title,
    sentence: `A full bar is ${endOf(scale)}`,
    className: 'span',
    what: 'Error',
    extra: 'Times',
    scale,
    rows: rows.map((row) => ({
      ...row,
      label: row.code ? codeButton(row.code, tools, titleOf(row.code)) : row.name,
      tone: isKey(row) ? 'key' : 'base',
      more: count(row.count)
    })),
    isShown: (row, i) => i < CODES_SHOWN || isKey(row),
    noun: 'more code'
  })
}

// ---- Findings ----

const PLACES_SHOWN = 50
const RULES_SHOWN = 8 // of each severity

function ruleRow({ rule, message, severity, count: payloads, places }, onChoose) {
  const place = (one) =>
    h(
      'li',
      {},
      button(`Payload ${count(one.line)}`, (event) => onChoose(one, event.target), { class: 'link' })
    )
  const more = payloads - Math.min(places.length, PLACES_SHOWN)
  return h(
    'details',
    { class: 'option rule-group', data: { severity, rule } },
    h(
      'summary',
      {},
      severityIcon(severity),
      h('span', {}, h('b', {}, messageNodes(briefly(message))), h('code', { class: 'muted' }, rule)),
      h('span', { class: 'push count' }, counted(payloads, 'payload')),
      icon('chevron')
    ),
    h('ul', { class: 'row payload-links' }, places.slice(0, PLACES_SHOWN).map(place)),
    more > 0 && h('p', { class: 'muted small' }, `and ${count(more)} more`)
  )
}

// The rules that most payloads break; the others are folded.
function rowsOf(rules, onChoose) {
  const rows = rules.map((rule) => ruleRow(rule, onChoose))
  const rest = rows.splice(RULES_SHOWN)
  return h(
    'div',
    { class: 'options' },
    rows,
    rest.length > 0 && folded(counted(rest.length, 'more rule'), '', h('div', { class: 'options' }, rest))
  )
}

// The findings by rule, the worst first; chips show those of one severity. onChoose(place, element) shows a payload.
function findingGroups(rules, onChoose) {
  if (!rules.length) return null
  const sorted = rules.toSorted((a, b) => b.count - a.count)
  const groups = SEVERITIES.map((name) => sorted.filter(({ severity }) => severity === name)).filter(
    ({ length }) => length
  )
  const lists = groups.map((group) => rowsOf(group, onChoose))
  const choose = (chosen) => {
    chips.forEach((chip, i) => {
      chip.ariaPressed = String(i === chosen)
    })
    lists.forEach((list, i) => {
      list.hidden = chosen > 0 && i !== chosen - 1
    })
  }
  const chips = [rules, ...groups].map((group, i) =>
    button(
      [i ? `${WORDS[group[0].severity]}s` : 'All', h('span', { class: 'count' }, String(group.length))],
      () => choose(i),
      { class: 'chip' }
    )
  )
  choose(0)
  return h(
    'section',
    { class: 'section' },
    h('h3', {}, 'Findings by rule'),
    h('div', { class: 'row' }, chips),
    h('div', {}, lists)
  )
}

// ---- The report ----

function save({ ending, text }, report) {
  const link = h('a', {
    href: URL.createObjectURL(new Blob([text(report)])),
    download: `fleet.${ending}`
  })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}

function exportMenu(report) {
  const id = newId('export')
  const item = (format) => button(format.name, () => save(format, report), { class: 'btn quiet' })
  return [
    h('button', { type: 'button', class: 'btn', popovertarget: id }, icon('download'), 'Export'),
    h('div', { class: 'menu export', id, popover: true }, FORMATS.map(item))
  ]
}

// `report`: what the op fleet returns; `name` says what was read; titleOf(code) names an error.
export function fleetReport(report, { name, titleOf, tools, onChoose, onOpen }) {
  const { figures, rules } = report
  const isAnyAffected = figures.docker_available_cli_absent > 0
  return [
    h(
      'header',
      { class: 'verdict' },
      h('h2', { tabIndex: -1 }, 'Fleet report'),
      name && h('p', { class: 'muted' }, name),
      h('span', { class: 'row push' }, onOpen, exportMenu(report))
    ),
    figures.installs ? keyFigure(figures) : h('p', { class: 'muted' }, NO_HEARTBEATS),
    totals(figures),
    isAnyAffected && affectedPanels(report),
    figures.installs > 0 &&
      h(
        'div',
        { class: 'panels' },
        isAnyAffected && timePanel(report),
        statePanels(report),
        codePanel(report, titleOf, tools)
      ),
    findingGroups(rules, onChoose)
  ]
}
