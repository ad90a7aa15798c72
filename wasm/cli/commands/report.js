// report.js: mcpx report: the heartbeats of a fleet -> figures.
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
} from '../../shared/fleet.js'
import { isReport, mergeReports } from '../../shared/merge.js'
import { asJson, asNdjson } from '../formats/json.js'
import { EXIT, printError } from '../io/errors.js'
import { UnreadableInput } from '../io/input.js'
import { refuseNothing } from '../io/nothing.js'
import { Outputs } from '../io/outputs.js'
import { payloadsOf } from '../io/payloads.js'
import { Progress } from '../show/progress.js'
import { columns, fitted, number, paint } from '../show/terminal.js'

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']
const BAR_MIN = 1
const NUMBER_WIDTH = 9
const SHARE_WIDTH = 8
const CELL_WIDTH = NUMBER_WIDTH + SHARE_WIDTH
const GROUP_WIDTH = 20
const NARROW_WIDTH = 12
const TONES = { good: paint.green, bad: paint.red, unknown: paint.dim }

// ---- Reading ----

// Passes each payload or report of the inputs to `take`. Resolves to the exit code.
async function readEach(names, options, take) {
  const progress = new Progress()
  let status = EXIT.ok
  const onUnreadable = (error) => {
    printError(error.message)
    status = EXIT.unreadable
  }
  try {
    for await (const input of payloadsOf(names, progress, onUnreadable, options)) take(input, onUnreadable)
  } finally {
    progress.stop()
  }
  return status
}

async function countPayloads(mcpx, names, options) {
  const report = mcpx.openReport()
  const status = await readEach(names, options, ({ bytes }) => report.count(bytes))
  return { figures: report.figures(), status }
}

const NO_REPORT = 'not a report of mcpx: use the output of mcpx report --format json'

function parseReport(bytes, empty) {
  try {
    const value = JSON.parse(bytes.toString())
    return isReport(value, empty) ? value : null
  } catch {
    return null
  }
}

// The systems in the order of a report.
const systemsOf = (mcpx) => [...mcpx.schema().else.properties.os.enum, 'unknown']

async function mergeFiles(mcpx, names, options) {
  const empty = mcpx.report([])
  const reports = []
  const status = await readEach(names, options, ({ file, line, bytes }, onUnreadable) => {
    const report = parseReport(bytes, empty)
    if (report) reports.push(report)
    else onUnreadable(new UnreadableInput(file, line > 1 ? `line ${line}: ${NO_REPORT}` : NO_REPORT))
  })
  return { figures: mergeReports(reports, empty, systemsOf(mcpx)), status }
}

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
  if (!rows.length) return ''
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

// ---- The text ----

function sectionsOf(figures) {
  const charts = fleetCharts(figures).map(({ title, rows }) => [
    title,
    rows.map(({ name, ...row }) => ({ label: name, ...row }))
  ])
  const affected = { label: 'affected', installs: figures.docker_available_cli_absent, tone: 'bad' }
  const codes = fleetCodes(figures).map((row) => ({ ...row, tone: row.isDocker ? 'bad' : undefined }))
  return [...charts, [AFFECTED.title, [affected]], ...(codes.length ? [['Error codes', codes]] : [])]
}

function reportText(figures) {
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
    ...fleetGroups(figures).map(groupTable)
  ]
    .join('')
    .replace(/\n$/, '')
}

// ---- The command ----

// One object for the fleet and one for each group.
function flatten({ by_schema_version, by_os, ...all }) {
  const groupsOf = (group, byName) =>
    Object.entries(byName).map(([name, figures]) => ({ group, name, ...figures }))
  return [
    { group: 'all', name: null, ...all },
    ...groupsOf('schema_version', by_schema_version),
    ...groupsOf('os', by_os)
  ]
}

export function report(mcpx, names, options) {
  const outputs = new Outputs(options.format, names.length ? names : ['-'])
  const { isOutput } = outputs
  return outputs.during(async ({ inputs, list }) => {
    const read = options.merge ? mergeFiles : countPayloads
    const { figures, status } = await read(mcpx, inputs, { ...options, isOutput })
    const render = {
      text: () => reportText(figures),
      json: () => asJson({ version: mcpx.version, ...figures }),
      ndjson: () => asNdjson(flatten(figures))
    }
    for (const { name, write } of list) write(render[name]())
    const isNothing = refuseNothing({ ...figures, unreadable: status !== EXIT.ok }, options)
    return isNothing ? EXIT.unreadable : status
  })
}
