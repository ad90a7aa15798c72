// parts/fleet.js: the figures of a fleet -> the figure that people came for, charts, and the findings by rule.
import { AFFECTED, fleetTotals, NO_HEARTBEATS, percent, ratio } from '../../wasm/shared/fleet.js'
import { button, h, newId } from '../dom.js'
import { rankOf, SEVERITIES } from '../text/findings.js'
import { FORMATS } from '../text/fleet_export.js'
import { affectedTables, codeTable, dayTable, RELEASES_MAX, stateTables } from '../text/fleet_tables.js'
import { count, counted } from '../text/numbers.js'
import { codeButton } from './advice.js'
import { barPanel, number, scaleFor, timeLine, wholeBar } from './chart.js'
import { words } from './content.js'
import { messageNodes } from './finding_list.js'
import { folded } from './folded.js'
import { icon } from './icon.js'
import { severityIcon, WORDS } from './severity.js'

// ---- The figure ----

function keyFigure({ docker_available_cli_absent: affected, docker_available: daemon, installs }) {
  const parts = [
    { label: 'Docker runs, command found or not reported', installs: daemon.on - affected, tone: 'one' },
    { label: 'Docker runs, command missing', installs: affected, tone: 'key' },
    { label: 'Not reported', installs: daemon.unknown, tone: 'unknown' },
    { label: 'Docker does not run', installs: daemon.off, tone: 'three' }
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
      wholeBar(parts, installs)
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

const labelOf = ({ name, meaning }) =>
  meaning ? [`${name}: `, h('span', { class: 'muted' }, meaning)] : name

// The charts of those affected share one scale.
function affectedPanels(report) {
  const tables = affectedTables(report, RELEASES_MAX)
  const scale = scaleFor(tables.flatMap(({ rows }) => rows))
  const label = ({ name, whole }) => [name, ' ', h('span', { class: 'muted' }, `(${count(whole)})`)]
  const draw = ({ rows, ...table }) =>
    barPanel({
      ...table,
      sentence: `Affected installs. The bars end at ${percent(scale)}.`,
      scale,
      rows: rows.map((row) => ({ ...row, label: label(row), tone: 'key' }))
    })
  return h('div', { class: 'panels three' }, tables.map(draw))
}

function timePanel(report) {
  const { rows } = dayTable(report)
  if (rows.length < 2) return null
  const line = ({ name, part, whole }) =>
    h('tr', {}, h('th', { scope: 'row' }, name), number(`${count(part)} of ${count(whole)}`))
  return h(
    'section',
    { class: 'panel' },
    h('h3', {}, 'Over time'),
    h('p', { class: 'muted small' }, words('days')),
    timeLine(rows),
    folded('Show as a table', '', h('table', {}, h('tbody', {}, rows.map(line))))
  )
}

const statePanels = (report) =>
  stateTables(report).map(({ title, rows }) =>
    barPanel({
      title,
      sentence: `All ${counted(report.figures.installs, 'install')}`,
      what: 'State',
      rows: rows.map((row) => ({ ...row, label: labelOf(row), tone: TONES[row.tone] }))
    })
  )

function codePanel(report, titleOf, tools) {
  const { title, rows } = codeTable(report)
  if (!rows.length) return null
  const scale = scaleFor(rows)
  return barPanel({
    title,
    sentence: `The bars end at ${percent(scale)}.`,
    what: 'Error',
    extra: 'Times',
    scale,
    className: 'span',
    rows: rows.map(({ name, code, count: times, ...row }) => ({
      ...row,
      label: code ? codeButton(code, tools, titleOf(code)) : name,
      tone: code === 'MCPX_DOCKER_CLI_NOT_FOUND' ? 'key' : 'base',
      more: count(times)
    }))
  })
}

// ---- Findings ----

const ALL = 'all'
const chipText = (name) => (name === ALL ? 'All' : `${WORDS[name]}s`)
const PLACES_SHOWN = 50

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
      h('span', {}, h('b', {}, messageNodes(message)), h('code', { class: 'muted' }, rule)),
      h('span', { class: 'push count' }, counted(payloads, 'payload'))
    ),
    h('ul', { class: 'row payload-links' }, places.slice(0, PLACES_SHOWN).map(place)),
    more > 0 && h('p', { class: 'muted small' }, `and ${count(more)} more`)
  )
}

// The findings by rule, the worst first; chips show those of one severity. onChoose(place, element) shows a payload.
function findingGroups(rules, onChoose) {
  if (!rules.length) return null
  const sorted = rules.toSorted((a, b) => rankOf(a) - rankOf(b) || b.count - a.count)
  const rows = sorted.map((rule) => ruleRow(rule, onChoose))
  const present = [ALL, ...SEVERITIES.filter((name) => rules.some(({ severity }) => severity === name))]
  const choose = (name) => {
    for (const chip of chips) chip.ariaPressed = String(chip.dataset.name === name)
    for (const row of rows) row.hidden = name !== ALL && row.dataset.severity !== name
  }
  const number = (name) => rules.filter(({ severity }) => name === ALL || severity === name).length
  const chips = present.map((name) =>
    button([chipText(name), h('span', { class: 'count' }, String(number(name)))], () => choose(name), {
      class: 'chip',
      'data-name': name,
      'aria-pressed': String(name === ALL)
    })
  )
  return h(
    'section',
    { class: 'section' },
    h('h3', {}, 'Findings by rule'),
    h('div', { class: 'row' }, chips),
    h('div', { class: 'options' }, rows)
  )
}

// ---- The report ----

function save({ file, type, text }, report) {
  const link = h('a', { href: URL.createObjectURL(new Blob([text(report)], { type })), download: file })
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

export function sentenceOn({ figures, rules }) {
  const { payloads, with_errors: errors } = figures
  if (!payloads) return 'There are no payloads'
  if (errors)
    return `${count(errors)} of ${counted(payloads, 'payload')} ${errors === 1 ? 'has' : 'have'} errors`
  return `No ${rules.length ? 'errors' : 'findings'} in ${counted(payloads, 'payload')}`
}

// `report`: what the op fleet returns; `name` says what was read; titleOf(code) names an error; `shown` is the element
// for a payload that the visitor chooses.
export function fleetReport(report, { name, titleOf, tools, onChoose, onOpen, shown }) {
  const { figures, rules } = report
  const isAnyAffected = figures.docker_available_cli_absent > 0
  return [
    h(
      'header',
      { class: 'verdict' },
      h('h2', { tabIndex: -1 }, 'The fleet'),
      h('p', { class: 'muted' }, [name, sentenceOn(report)].filter(Boolean).join(' · ')),
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
    findingGroups(rules, onChoose),
    shown
  ]
}
