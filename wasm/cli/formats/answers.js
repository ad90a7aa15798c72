// answers.js: the answers of mcpx classify as text, JSON and NDJSON.
//
// A format is a function (write, context) that returns the handlers { answer(result), beginLog(file), addLine(line,
// excerpt), endLog(totals), end() }. Log lines are written as they are found: none is kept.
import { hintsInWords } from '../../shared/hints.js'
import { fixSteps, message } from '../show/entry.js'
import { frame } from '../show/frame.js'
import {
  columns,
  escapeControls,
  number,
  paint,
  SEVERITY_PAINT,
  severityWord,
  shownName
} from '../show/terminal.js'
import { asNdjson, JsonDocument } from './json.js'

export const UNCLASSIFIED = 'MCPX_UNKNOWN_UNCLASSIFIED'

const LINES_SHOWN = 20
const NUMBER_WIDTH = 9
const CODE_WIDTH = 34
const EXCERPT_MIN = 20

// ---- Text: one error ----

function reasons(answer) {
  const isSame = answer.proxy_code === answer.code
  const proxy = isSame ? 'the proxy reports the same code' : `the proxy reports ${answer.proxy_code}`
  const rows = [['rule', `${answer.rule}${answer.extension ? ' (not a rule of the proxy)' : ''}; ${proxy}`]]
  for (const { name, value, source } of hintsInWords(answer))
    rows.push(['with', `${name} ${value} (${source})`])
  return rows.map(([key, value]) => `${paint.dim(`  ${key}  ${value}`)}\n`).join('')
}

function answerText(mcpx, { file, bytes, ...answer }, isOnly) {
  const entry = mcpx.entry(answer.code)
  const title = `${severityWord(answer.severity)} ${paint.bold(answer.code)}`
  const head = isOnly ? title : `${title}  ${paint.dim(shownName(file))}`
  const evidence = answer.evidence.length ? `\n${frame(bytes, answer.evidence)}` : ''
  return `${head}\n${evidence}\n${message(entry)}\n${fixSteps(entry)}\n${reasons(answer)}`
}

// ---- Text: a log ----

function logLine({ line, code }, excerpt) {
  const room = Math.max(columns() - NUMBER_WIDTH - CODE_WIDTH - 3, EXCERPT_MIN)
  const shown = escapeControls(excerpt).slice(0, room)
  return `${String(line).padStart(NUMBER_WIDTH)}  ${code.padEnd(CODE_WIDTH)} ${paint.dim(shown)}`.trimEnd()
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

// Shows the first lines with a code, or all of them with --all.
class LogText {
  #write
  #max
  #found = 0

  constructor(write, { file, all }) {
    this.#write = write
    this.#max = all ? Number.POSITIVE_INFINITY : LINES_SHOWN
    write(`${paint.bold(shownName(file))}: read as a log ${paint.dim('(--text reads it as one error)')}\n\n`)
  }

  addLine(line, excerpt) {
    this.#found += 1
    if (this.#found <= this.#max) this.#write(`${logLine(line, excerpt())}\n`)
  }

  end(mcpx, { total, counts }) {
    const rest = this.#found - this.#max
    if (rest > 0) this.#write(paint.dim(`           … and ${number(rest)} more (--all prints them)\n`))
    const summary = `  ${number(this.#found)} of ${number(total)} lines have a code`
    if (this.#found)
      this.#write(
        `\n${summary}:\n${codeCounts(mcpx, counts)}\n${paint.dim('  To see what to do, run: mcpx explain CODE\n')}`
      )
    else this.#write(`${summary}.\n`)
  }
}

export function text(write, { mcpx, options: { all }, isOnly }) {
  let log = null
  let separator = ''
  const begin = () => {
    write(separator)
    separator = '\n'
  }
  return {
    answer(result) {
      begin()
      write(answerText(mcpx, result, isOnly))
    },
    beginLog(file) {
      begin()
      log = new LogText(write, { file, all })
    },
    addLine: (line, excerpt) => log.addLine(line, excerpt),
    endLog: (totals) => log.end(mcpx, totals),
    end() {}
  }
}

// ---- JSON ----

const answerData = ({ file, bytes, ...answer }) => ({ file, kind: 'text', ...answer })

export function json(write, { mcpx }) {
  const document = new JsonDocument(write, mcpx.version)
  let separator = ''
  return {
    answer: (result) => document.addResult(answerData(result)),
    beginLog(file) {
      document.beginResult()
      write(`{\n      "file": ${JSON.stringify(file)},\n      "kind": "log",\n      "lines": [`)
      separator = '\n'
    },
    addLine(line) {
      write(`${separator}        ${JSON.stringify(line)}`)
      separator = ',\n'
    },
    endLog({ total, counts }) {
      const end = separator === '\n' ? '' : '\n      '
      write(`${end}],\n      "total": ${total},\n      "counts": ${JSON.stringify(counts)}\n    }`)
    },
    end: () => document.end()
  }
}

export function ndjson(write) {
  let file = null
  return {
    answer: (result) => write(asNdjson([answerData(result)])),
    beginLog(name) {
      file = name
    },
    addLine: (line) => write(asNdjson([{ file, kind: 'line', ...line }])),
    endLog() {},
    end() {}
  }
}
