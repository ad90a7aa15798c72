// report.js: mcpx report: heartbeats of a fleet -> figures.
import { payloadsOf } from '../io/payloads.js'
import { emit } from '../io/sinks.js'
import { asJson, asNdjson, columns, complain, counted, EXIT, paint } from '../show/output.js'
import { Progress } from '../show/progress.js'

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']
const BAR_MIN = 1
const NUMBER_WIDTH = 9
const SHARE_WIDTH = 8
const CELL_WIDTH = NUMBER_WIDTH + SHARE_WIDTH
const DOCKER_CODE = /^MCPX_DOCKER_/

// ---- Reading ----

async function read(mcpx, names) {
  const report = mcpx.openReport()
  const progress = new Progress()
  let status = EXIT.clean
  const refuse = (error) => {
    complain(error.message)
    status = EXIT.unreadable
  }
  try {
    for await (const { bytes } of payloadsOf(names, progress, refuse)) report.add(bytes)
  } finally {
    progress.stop()
  }
  return { figures: report.figures(), status }
}

// ---- Pieces of text ----

const number = (value) => value.toLocaleString('en').padStart(NUMBER_WIDTH)
const ratio = (part, whole) => (whole ? part / whole : 0)

// A share that is not nothing never reads as nothing.
function percent(share) {
  const text = (100 * share).toFixed(1)
  return `${share > 0 && text === '0.0' ? '<0.1' : text} %`.padStart(SHARE_WIDTH)
}

function bar(share, width) {
  const eighths = Math.max(Math.round(share * width * 8), share > 0 ? 1 : 0)
  const text = '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]
  return text.padEnd(width)
}

// Rows {label, installs, count?, color?} under a title, each with its bar; all sections of a report are
// measured by the same installs and stand in the same columns.
function section(title, rows, { installs, labelWidth, barWidth }) {
  const withCount = rows.some((row) => row.count !== undefined)
  const head = `${title.padEnd(labelWidth + barWidth + 4)}${'installs'.padStart(NUMBER_WIDTH)}${'share'.padStart(SHARE_WIDTH)}`
  const line = ({ label, installs: part, count, color = paint.cyan }) => {
    const share = ratio(part, installs)
    const numbers = `${number(part)}${percent(share)}${count === undefined ? '' : number(count)}`
    return `  ${label.padEnd(labelWidth)}  ${color(bar(share, barWidth))}${part ? numbers : paint.dim(numbers)}\n`
  }
  return `${paint.bold(head)}${withCount ? paint.bold('count'.padStart(NUMBER_WIDTH)) : ''}\n${rows.map(line).join('')}\n`
}

// ---- The sections ----

const COLORS = { on: paint.green, absent: paint.red, unknown: paint.dim }

const stateRows = (states) =>
  Object.entries(states).map(([label, installs]) => ({ label, installs, color: COLORS[label] }))

function codeRows({ codes }) {
  const rows = codes.map(({ code, installs, count }) => ({
    label: code ?? 'others, not in the catalog',
    installs,
    count,
    color: DOCKER_CODE.test(code) ? paint.red : paint.cyan
  }))
  const isDocker = ({ label }) => DOCKER_CODE.test(label)
  return rows.sort(
    (a, b) => isDocker(b) - isDocker(a) || b.installs - a.installs || (a.label < b.label ? -1 : 1)
  )
}

function head(figures) {
  const { payloads, heartbeats, opt_out_beacons, neither, with_errors, repeated, not_counted } = figures
  const rows = [
    [payloads, payloads === 1 ? 'payload' : 'payloads'],
    [
      heartbeats,
      `${heartbeats === 1 ? 'heartbeat' : 'heartbeats'}, of ${counted(figures.installs, 'install')}`
    ],
    [opt_out_beacons, opt_out_beacons === 1 ? 'opt-out beacon' : 'opt-out beacons'],
    [neither, 'neither'],
    [with_errors, 'with errors'],
    [repeated, 'repeated, counted once'],
    [not_counted, 'not counted: there was no room for more installs']
  ]
  const shown = rows.filter(([count], i) => i < 2 || count)
  return `${shown.map(([count, what]) => `${number(count)} ${what}\n`).join('')}\n`
}

const GROUP_TITLES = ['isolation on', 'command absent', 'and Docker runs']
const GROUP_WIDTH = 18

// A table of groups: of each its installs, and of those the ones that the sections above are about.
function groups(title, byName) {
  const cell = (part, whole) => `${number(part)}${percent(ratio(part, whole))}`
  const titles = GROUP_TITLES.map((text) => text.padStart(CELL_WIDTH)).join('')
  const line = ([name, figures]) => {
    const { installs, docker_isolation_enabled, docker_cli_source, docker_available_cli_absent } = figures
    const parts = [docker_isolation_enabled.on, docker_cli_source.absent, docker_available_cli_absent]
    const cells = parts.map((part) => (part ? cell(part, installs) : paint.dim('–'.padStart(CELL_WIDTH))))
    return `${`  ${name}`.padEnd(GROUP_WIDTH)}${number(installs)}${cells.join('')}\n`
  }
  const head = `${title.padEnd(GROUP_WIDTH)}${'installs'.padStart(NUMBER_WIDTH)}${titles}`
  const lines = Object.entries(byName).map(line)
  return lines.length ? `${paint.bold(head)}\n${lines.join('')}\n` : ''
}

function renderText(figures) {
  if (!figures.installs) return `${head(figures)}${paint.dim('There is no heartbeat to count.')}\n`
  const codes = codeRows(figures)
  const labels = ['login_shell', ...codes.map((row) => row.label)]
  const labelWidth = Math.max(...labels.map((label) => label.length))
  const numbersWidth = 2 * NUMBER_WIDTH + SHARE_WIDTH
  const barWidth = Math.max(columns() - labelWidth - numbersWidth - 4, BAR_MIN)
  const layout = { installs: figures.installs, labelWidth, barWidth }
  const signature = { label: 'affected', installs: figures.docker_available_cli_absent, color: paint.red }
  return [
    head(figures),
    section('Docker isolation', stateRows(figures.docker_isolation_enabled), layout),
    section('Where the docker command comes from', stateRows(figures.docker_cli_source), layout),
    section('Docker runs, its command line is not found', [signature], layout),
    codes.length ? section('Error codes', codes, layout) : '',
    groups('By schema version', figures.by_schema_version),
    groups('By system', figures.by_os)
  ]
    .join('')
    .replace(/\n$/, '')
}

// ---- The command ----

function flat({ by_schema_version, by_os, ...all }) {
  const lines = (group, byName) =>
    Object.entries(byName).map(([name, figures]) => ({ group, name, ...figures }))
  return [
    { group: 'all', name: null, ...all },
    ...lines('schema_version', by_schema_version),
    ...lines('os', by_os)
  ]
}

export async function report(mcpx, names, options) {
  const { figures, status } = await read(mcpx, names)
  await emit(options.format, {
    text: () => renderText(figures),
    json: () => asJson({ version: mcpx.version, ...figures }),
    ndjson: () => asNdjson(flat(figures))
  })
  return status
}
