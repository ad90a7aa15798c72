// parts/fleet.js: the figures of a fleet -> the figure that people came for, charts, and the findings by rule.
import {
  AFFECTED,
  fleetCharts,
  fleetCodes,
  fleetGroups,
  fleetTotals,
  NO_HEARTBEATS,
  percent,
  ratio
} from '../../wasm/shared/fleet.js'
import { button, h, newId } from '../dom.js'
import { SEVERITIES } from '../text/findings.js'
import { FORMATS } from '../text/fleet_export.js'
import { count, counted } from '../text/numbers.js'
import { codeButton } from './advice.js'
import { barPanel, scaleFor, timeLine, wholeBar } from './chart.js'
import { messageNodes } from './finding_list.js'
import { icon } from './icon.js'
import { severityIcon } from './severity.js'

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
    h('p', { class: 'big' }, percent(ratio(affected, installs))),
    h(
      'div',
      {},
      h('h3', {}, AFFECTED.title),
      h(
        'p',
        { class: 'figure muted' },
        `${count(affected)} of ${counted(installs, 'install')}. ${AFFECTED.meaning}`
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

// A release as numbers, so that v0.10 comes after v0.9.
const versionOf = (name) => (name.match(/\d+/g) ?? []).map((part) => part.padStart(6, '0')).join('.')
const newestFirst = (rows) => rows.toSorted((a, b) => (versionOf(a.name) < versionOf(b.name) ? 1 : -1))
const largestFirst = (rows) => rows.toSorted((a, b) => b.installs - a.installs)

const RELEASES_MAX = 8

// The charts of those affected, by group. They share one scale.
function affectedPanels({ figures, groups }) {
  const [schemas, systems] = fleetGroups(figures).map(({ title, what, rows }) => ({
    title,
    what,
    rows: rows.map(({ name, installs, parts }) => ({ name, installs, affected: parts.at(-1) }))
  }))
  const releases = largestFirst(groups.releases).slice(0, RELEASES_MAX)
  const panels = [
    { title: 'By release', what: 'Release', rows: newestFirst(releases) },
    {
      ...systems,
      rows: systems.rows.toSorted((a, b) => ratio(b.affected, b.installs) - ratio(a.affected, a.installs))
    },
    { ...schemas, rows: newestFirst(schemas.rows) }
  ]
  const shares = panels.flatMap(({ rows }) => rows.map((row) => ratio(row.affected, row.installs)))
  const scale = scaleFor(shares)
  const draw = ({ title, what, rows }) =>
    barPanel({
      title,
      what,
      sentence: `Affected installs. The bars end at ${percent(scale)}.`,
      scale,
      rows: rows.map(({ name, installs, affected }) => ({
        label: [name, ' ', h('span', { class: 'muted' }, `(${count(installs)})`)],
        installs: affected,
        whole: installs,
        tone: 'key'
      }))
    })
  return h('div', { class: 'panels three' }, panels.map(draw))
}

function timePanel({ days }) {
  if (days.length < 2) return null
  const points = days.map(({ name, installs, affected }) => ({ name, share: ratio(affected, installs) }))
  const row = ({ name, installs, affected }) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, name),
      h('td', { class: 'number' }, `${count(affected)} of ${count(installs)}`)
    )
  return h(
    'section',
    { class: 'panel' },
    h('h3', {}, 'Over time'),
    h('p', { class: 'muted small' }, 'Affected installs, as a share of those that reported on that day'),
    timeLine(points),
    h(
      'details',
      { class: 'folded' },
      h('summary', {}, icon('chevron'), 'Show as a table'),
      h('table', {}, h('tbody', {}, days.map(row)))
    )
  )
}

const TONES = { bad: 'key', unknown: 'unknown' }

const stateLabel = ({ name, meaning }) =>
  meaning ? [`${name}: `, h('span', { class: 'muted' }, meaning)] : name

const statePanels = (figures) =>
  fleetCharts(figures).map(({ title, rows }) =>
    barPanel({
      title,
      sentence: `All ${counted(figures.installs, 'install')}`,
      what: 'State',
      rows: rows.map(({ installs, tone, ...row }) => ({
        label: stateLabel(row),
        installs,
        whole: figures.installs,
        tone: TONES[tone]
      }))
    })
  )

function codePanel(figures, titleOf, tools) {
  const codes = fleetCodes(figures).sort((a, b) => b.installs - a.installs)
  if (!codes.length) return null
  const scale = scaleFor(codes.map(({ installs }) => ratio(installs, figures.installs)))
  return barPanel({
    title: 'Error codes',
    sentence: `Installs that saw the error at least once. The bars end at ${percent(scale)}.`,
    what: 'Error',
    extra: 'Times',
    scale,
    className: 'span',
    rows: codes.map(({ code, label, installs, count: times }) => ({
      label: code ? codeButton(code, tools, titleOf(code)) : label,
      installs,
      whole: figures.installs,
      tone: code === 'MCPX_DOCKER_CLI_NOT_FOUND' ? 'key' : 'base',
      more: count(times)
    }))
  })
}

// ---- Findings ----

const ALL = 'all'
const WORDS = { [ALL]: 'All', leak: 'Leaks', error: 'Errors', warning: 'Warnings', note: 'Notes' }
const rankOf = ({ severity }) => SEVERITIES.indexOf(severity)
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
    button([WORDS[name], h('span', { class: 'count' }, String(number(name)))], () => choose(name), {
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
  return rules.length
    ? `No errors in ${counted(payloads, 'payload')}`
    : `No findings in ${counted(payloads, 'payload')}`
}

// `report`: what the op fleet returns; `name` says what was read; titleOf(code) names an error; `shown` is the element
// for a payload that the visitor chooses.
export function fleetReport(report, { name, titleOf, tools, onChoose, onOpen, shown }) {
  const { figures, groups, rules } = report
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
    figures.installs > 0 && affectedPanels(report),
    figures.installs > 0 &&
      h(
        'div',
        { class: 'panels' },
        timePanel(groups),
        statePanels(figures),
        codePanel(figures, titleOf, tools)
      ),
    findingGroups(rules, onChoose),
    shown
  ]
}
