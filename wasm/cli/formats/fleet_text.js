// fleet_text.js: the figures of a fleet -> text with bars and tables; two periods side by side.
import {
  AFFECTED,
  fleetCharts,
  fleetCodes,
  fleetGroups,
  fleetTotals,
  GROUP_COLUMNS,
  groupRows,
  NO_HEARTBEATS,
  percent,
  ratio
} from '../../shared/fleet.js'
import { compareGroups } from '../../shared/merge.js'
import { columns, fitted, number, paint } from '../show/terminal.js'

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']
const BAR_MIN = 1
const NUMBER_WIDTH = 9
const SHARE_WIDTH = 8
const CELL_WIDTH = NUMBER_WIDTH + SHARE_WIDTH
const GROUP_WIDTH = 20
const NARROW_WIDTH = 12
const TONES = { good: paint.green, bad: paint.red, unknown: paint.dim }

// ---- Parts of the text ----

const numberCell = (count) => number(count).padStart(NUMBER_WIDTH)
const shareCell = (part, whole) => percent(ratio(part, whole)).padStart(SHARE_WIDTH)

// A bar of a share above zero is never empty.
function bar(share, width) {
  const eighths = Math.max(Math.round(share * width * 8), share > 0 ? 1 : 0)
  const text = '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]
  return text.padEnd(width)
}

function totalsText(figures) {
  const totals = fleetTotals(figures)
  const width = Math.max(...totals.map(([label]) => label.length))
  return `${totals.map(([label, count]) => `${label.padEnd(width)}${numberCell(count)}\n`).join('')}\n`
}

// A title and rows { label, installs, count?, tone? }, each with its bar. All sections have the same columns.
function section(title, rows, { installs, labelWidth, barWidth }) {
  const hasCounts = rows.some((row) => row.count !== undefined)
  const width = labelWidth + barWidth + 4
  const head = `${fitted(title, width).padEnd(width)}${'installs'.padStart(NUMBER_WIDTH)}${'share'.padStart(SHARE_WIDTH)}`
  const line = ({ label, installs: part, count, tone }) => {
    const numbers = `${numberCell(part)}${shareCell(part, installs)}${count === undefined ? '' : numberCell(count)}`
    const color = TONES[tone] ?? paint.cyan
    return `  ${fitted(label, labelWidth).padEnd(labelWidth)}  ${color(bar(ratio(part, installs), barWidth))}${part ? numbers : paint.dim(numbers)}\n`
  }
  return `${paint.bold(head)}${hasCounts ? paint.bold('count'.padStart(NUMBER_WIDTH)) : ''}\n${rows.map(line).join('')}\n`
}

// How wide the columns of groups are. A narrow terminal has no room for numbers beside the shares.
function groupLayout() {
  const isWide = columns() >= GROUP_WIDTH + NUMBER_WIDTH + GROUP_COLUMNS.length * CELL_WIDTH
  const widths = GROUP_COLUMNS.map((text) => (isWide ? CELL_WIDTH : text.length + 1))
  return { isWide, nameWidth: isWide ? GROUP_WIDTH : NARROW_WIDTH, widths }
}

// A table of groups: the installs of each, and how many of them are in each column.
function groupTable({ title, rows }) {
  const { isWide, nameWidth, widths } = groupLayout()
  const figures = (part, whole) => `${isWide ? numberCell(part) : ''}${shareCell(part, whole)}`
  const cell = (part, whole, i) =>
    part ? figures(part, whole).padStart(widths[i]) : paint.dim('–'.padStart(widths[i]))
  const heads = GROUP_COLUMNS.map((text, i) => text.toLowerCase().padStart(widths[i])).join('')
  const head = `${isWide ? title.padEnd(nameWidth) : `${title}\n${' '.repeat(nameWidth)}`}${'installs'.padStart(NUMBER_WIDTH)}${heads}`
  const line = ({ name, installs, parts }) =>
    `${`  ${fitted(name, nameWidth - 3)}`.padEnd(nameWidth)}${numberCell(installs)}${parts.map((part, i) => cell(part, installs, i)).join('')}\n`
  return `${paint.bold(head)}\n${rows.map(line).join('')}\n`
}

// ---- The figures ----

// [title, rows { label, installs, count?, tone? }]
export function sectionsOf(figures) {
  const charts = fleetCharts(figures).map(({ title, rows }) => [
    title,
    rows.map(({ name, ...row }) => ({ label: name, ...row }))
  ])
  const affected = { label: 'affected', installs: figures.docker_available_cli_absent, tone: 'bad' }
  const codes = fleetCodes(figures).map((row) => ({ ...row, tone: row.isDocker ? 'bad' : undefined }))
  return [...charts, [AFFECTED, [affected]], ...(codes.length ? [['Error codes', codes]] : [])]
}

// Every report has the figures of each system.
export const ALWAYS_BY = 'os'

// The tables of groups { title, rows }. A group of other payloads than heartbeats is none.
export const groupsOf = (figures, by) =>
  [
    ...fleetGroups(figures),
    { title: `By ${by}`, rows: by && by !== ALWAYS_BY ? groupRows(figures[`by_${by}`]) : [] }
  ].filter(({ rows }) => rows.length)

// ---- The text ----

export function reportText(figures, by) {
  if (!figures.installs) return `${totalsText(figures)}${paint.dim(NO_HEARTBEATS)}\n`
  const sections = sectionsOf(figures)
  const longest = Math.max(...sections.flatMap(([, rows]) => rows.map(({ label }) => label.length)))
  const room = columns() - 2 * NUMBER_WIDTH - SHARE_WIDTH - 4
  const labelWidth = Math.min(longest, room - BAR_MIN)
  const barWidth = Math.max(room - labelWidth, BAR_MIN)
  const layout = { installs: figures.installs, labelWidth, barWidth }
  return [
    totalsText(figures),
    ...sections.map(([title, rows]) => section(title, rows, layout)),
    ...groupsOf(figures, by).map(groupTable)
  ]
    .join('')
    .replace(/\n$/, '')
}

// ---- Two periods ----

// The shares of a report: [label, installs].
const sharesOf = (figures) => [
  ...sectionsOf(figures).flatMap(([title, rows]) =>
    rows.map(({ label, installs }) => [title === AFFECTED ? title : `${title}: ${label}`, installs])
  )
]

// The shares of each group, by its name: its part of all installs, and of its own those in each of GROUP_COLUMNS.
const GROUP_SHARES = ['Installs', ...GROUP_COLUMNS]
const groupShares = (figures, by) =>
  new Map(
    groupRows(figures[`by_${by}`] ?? {}).map(({ name, installs, parts }) => [
      name,
      [ratio(installs, figures.installs), ...parts.map((part) => ratio(part, installs))]
    ])
  )

function groupComparison(before, after, by) {
  const [old, now] = [groupShares(before, by), groupShares(after, by)]
  const names = [...new Map([...old, ...now])].sort(compareGroups).map(([group]) => group)
  return names.flatMap((group) =>
    GROUP_SHARES.map((name, i) => ({
      group,
      name,
      before: old.get(group)?.[i] ?? 0,
      after: now.get(group)?.[i] ?? 0
    }))
  )
}

// [{ name, before, after }] with shares from 0 to 1; those of groups also have a `group`.
export const comparison = (before, after, by) => [
  ...totalComparison(before, after),
  ...(by ? groupComparison(before, after, by) : [])
]

function totalComparison(before, after) {
  const [old, now] = [new Map(sharesOf(before)), new Map(sharesOf(after))]
  return [...new Set([...now.keys(), ...old.keys()])].map((name) => ({
    name,
    before: ratio(old.get(name) ?? 0, before.installs),
    after: ratio(now.get(name) ?? 0, after.installs)
  }))
}

const CHANGE_WIDTH = 10

function changeText(before, after) {
  const points = (100 * (after - before)).toFixed(1)
  if (Number(points) === 0) return paint.dim('–'.padStart(CHANGE_WIDTH))
  return `${points > 0 ? '+' : ''}${points} pp`.padStart(CHANGE_WIDTH)
}

export function comparisonText(before, after, by) {
  const rows = comparison(before, after, by)
    .filter((row) => row.before || row.after)
    .map(({ group, name, ...row }) => ({
      group,
      name: group ? `  ${group}: ${name.toLowerCase()}` : name,
      ...row
    }))
  const room = Math.max(columns() - 2 * SHARE_WIDTH - CHANGE_WIDTH, NUMBER_WIDTH)
  const width = Math.min(Math.max(...rows.map(({ name }) => name.length), NUMBER_WIDTH), room)
  const head = `${''.padEnd(width)}${'before'.padStart(SHARE_WIDTH)}${'after'.padStart(SHARE_WIDTH)}${'change'.padStart(CHANGE_WIDTH)}`
  const line = (row) =>
    `${fitted(row.name, width).padEnd(width)}${percent(row.before).padStart(SHARE_WIDTH)}${percent(row.after).padStart(SHARE_WIDTH)}${changeText(row.before, row.after)}\n`
  const installs = `${'Installs'.padEnd(width)}${number(before.installs).padStart(SHARE_WIDTH)}${number(after.installs).padStart(SHARE_WIDTH)}\n`
  const [totals, groups] = [rows.filter(({ group }) => !group), rows.filter(({ group }) => group)]
  const byGroup = groups.length ? `\n${paint.bold(`By ${by}`)}\n${groups.map(line).join('')}` : ''
  return `${paint.bold(head)}\n${installs}${totals.map(line).join('')}${byGroup}`
}
