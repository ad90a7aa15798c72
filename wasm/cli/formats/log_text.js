// log_text.js: a log for a person: the incident to read first, then the others in a line each.

import { dimRow, explanation, headline, steps, surroundings } from '../show/diagnosis.js'
import { frame } from '../show/frame.js'
import { excerptOf } from '../show/lines.js'
import { withoutSecrets } from '../show/secrets.js'
import {
  columns,
  counted,
  escapeControls,
  number,
  paint,
  SEVERITY_PAINT,
  shownName
} from '../show/terminal.js'

export const UNCLASSIFIED = 'MCPX_UNKNOWN_UNCLASSIFIED'

const LINES_SHOWN = 20
const NUMBER_WIDTH = 9
const CODE_WIDTH = 34
const EXCERPT_MIN = 20
const INCIDENTS_SHOWN = 10
const AROUND = 4096 // bytes of a line on each side of what is marked
const TITLE_MAX = 60

const NO_INCIDENT = '  No incident: no server failed to start, to connect or to sign in.\n'

// ---- Lines with a code ----

function logLine({ line, code }, excerpt) {
  const room = Math.max(columns() - NUMBER_WIDTH - CODE_WIDTH - 3, EXCERPT_MIN)
  const head = `${String(line).padStart(NUMBER_WIDTH)}  ${code.padEnd(CODE_WIDTH)}`
  return `${head} ${paint.dim(escapeControls(excerpt(room)))}`.trimEnd()
}

function codeCounts(mcpx, counts) {
  const rows = Object.entries(counts).filter(([code]) => code !== UNCLASSIFIED)
  rows.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return rows
    .map(([code, count]) => {
      const { severity } = mcpx.entry(code)
      return `${number(count).padStart(NUMBER_WIDTH)}  ${code.padEnd(CODE_WIDTH)} ${SEVERITY_PAINT[severity](severity)}\n`
    })
    .join('')
}

// ---- Incidents ----

// The line of the cause, with the words that show it. Nothing if the log is so long that the line is not kept.
function causeFrame(mcpx, log, { cause_line: line, cause_start: start, cause_end: end }) {
  const kept = log.slice(Math.max(start - AROUND, 0), end + AROUND)
  if (!line || kept.start > start) return ''
  const range = { start: start - kept.start, end: end - kept.start }
  return `${frame(kept.bytes, [range], { lineNumber: line, show: withoutSecrets(mcpx, kept.bytes, [range]) })}\n`
}

function effectLines({ effect_lines: lines, effect_line_count: count = lines.length }) {
  if (!lines.length) return ''
  const rest = count > lines.length ? ` and ${number(count - lines.length)} more` : ''
  return dimRow('then', `${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}${rest}`)
}

const times = ({ count }) => (count > 1 ? `×${number(count)}` : '')

// "pier ×3, recovered"
function nameOf(incident) {
  const name = incident.server === null ? '' : escapeControls(incident.server)
  return [`${name} ${times(incident)}`.trim(), incident.recovered && 'recovered'].filter(Boolean).join(', ')
}

function leadText(mcpx, log, incident, verbose) {
  const parts = [
    headline(mcpx, incident, paint.cyan(nameOf(incident))),
    '\n',
    explanation(mcpx, incident),
    '\n',
    causeFrame(mcpx, log, incident).replace(/\n$/, ''),
    steps(mcpx, incident, { verbose }),
    '\n',
    effectLines(incident),
    surroundings(mcpx, incident)
  ]
  return parts.join('')
}

const cut = (text, max) => (text.length > max ? `${text.slice(0, max - 1)}…` : text)
const place = ({ cause_line: cause, first_line: first }) => `line ${number(cause || first)}`

function incidentRows(incidents) {
  const rows = incidents.map((incident) => ({
    cells: [
      escapeControls(incident.server ?? '-'),
      place(incident),
      cut(incident.cause?.title ?? incident.title, TITLE_MAX),
      times(incident)
    ],
    recovered: incident.recovered
  }))
  const widths = [0, 1, 2].map((i) => Math.max(...rows.map(({ cells }) => cells[i].length)))
  return rows
    .map(({ cells, recovered }) => {
      const text = `  ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd()
      return `${recovered ? paint.dim(`${text}  recovered`) : text}\n`
    })
    .join('')
}

// The incidents beside the first: those that did not recover before the others.
function otherIncidents(incidents, first, dropped, verbose) {
  const others = incidents.filter((_, i) => i !== first)
  others.sort((a, b) => a.recovered - b.recovered || a.first_line - b.first_line)
  if (!others.length) return ''
  const shown = verbose ? others : others.slice(0, INCIDENTS_SHOWN)
  const rest = others.length - shown.length + dropped
  const more = rest ? paint.dim(`  … and ${number(rest)} more\n`) : ''
  const head = first === null ? counted(others.length, 'incident') : counted(others.length, 'more incident')
  return `\n  ${paint.bold(head)}\n${incidentRows(shown)}${more}`
}

// The incidents of a log. Nothing if there are none.
function incidentsText(mcpx, log, { incidents = [], first, dropped = 0 }, verbose) {
  if (!incidents.length) return ''
  const lead = first === null ? '' : leadText(mcpx, log, incidents[first], verbose)
  return lead + otherIncidents(incidents, first, dropped, verbose)
}

// ---- The whole log ----

// Shows the incidents, in profile `proxy` the first lines with a code; with --all first all lines with a code.
export class LogText {
  #write
  #options
  #found = 0
  #waiting = [] // the first lines with a code

  constructor(write, { file, options }) {
    this.#write = write
    this.#options = options
    write(`${paint.bold(shownName(file))}: read as a log ${paint.dim('(--text reads it as one error)')}\n\n`)
  }

  addLine(line, bytesOf) {
    this.#found += 1
    if (!this.#options.all && this.#found > LINES_SHOWN) return
    const shown = `${logLine(line, (room) => excerptOf(this.#options.mcpx, bytesOf(), room))}\n`
    if (this.#options.all) this.#write(shown)
    else this.#waiting.push(shown)
  }

  end(totals, log) {
    const { mcpx, all, verbose, profile } = this.#options
    const summary = `  ${number(this.#found)} of ${number(totals.total)} lines have a code`
    if (profile === 'proxy') {
      this.#writeLines(summary, totals)
      return
    }
    const hint = this.#found && !all ? ' (--all prints them)' : ''
    const text = incidentsText(mcpx, log, totals, verbose) || NO_INCIDENT
    this.#write(`${all && this.#found ? '\n' : ''}${text}\n${paint.dim(`${summary}${hint}\n`)}`)
  }

  #writeLines(summary, { counts }) {
    const { mcpx, all } = this.#options
    const rest = all ? 0 : this.#found - this.#waiting.length
    for (const line of this.#waiting) this.#write(line)
    if (rest > 0) this.#write(paint.dim(`           … and ${number(rest)} more (--all prints them)\n`))
    if (!this.#found) this.#write(`${summary}.\n`)
    else
      this.#write(
        `\n${summary}:\n${codeCounts(mcpx, counts)}\n${paint.dim('  To see what to do, run: mcpx explain CODE\n')}`
      )
  }
}
