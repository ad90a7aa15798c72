// github.js: findings as annotations of a GitHub workflow, and a job summary.
import { appendFileSync, statSync } from 'node:fs'
import { printError } from '../io/errors.js'
import { endColumn, placeName, portablePath, rankOf, rowName, sentence } from '../show/finding.js'
import { counted, escapeControls, number } from '../show/terminal.js'
import { FirstOfRules } from './first_of_rules.js'

const ANNOTATIONS_MAX = 10 // per kind; GitHub shows no more
const FILES_MAX = 200
const LISTED_MAX = 3 // findings of a rule in the summary
const SUMMARY_MAX = 1 << 20 // GitHub rejects longer summaries
const KINDS = { error: 'error', warning: 'warning', note: 'notice' }

// ---- Annotations ----

// A name of a file may have characters that move the cursor or reorder the text of the log.
const data = (text) =>
  escapeControls(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'))
const property = (text) => data(String(text)).replaceAll(':', '%3A').replaceAll(',', '%2C')

function command(kind, properties, message) {
  const list = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`)
  return `::${kind} ${list.join(',')}::${data(message)}\n`
}

// GitHub cannot show standard input, and the payload of a row has no columns in its file.
function place({ verdict, bytes }, finding) {
  if (verdict.file === '-') return {}
  const { line, column: col } = finding
  const file = portablePath(verdict.file)
  return verdict.row === undefined
    ? { file, line, col, endColumn: endColumn(bytes, finding) }
    : { file, line }
}

function annotation(result, finding) {
  const row = result.verdict.row === undefined ? '' : `${rowName(result.verdict)}: `
  const properties = { ...place(result, finding), title: finding.rule }
  return command(KINDS[finding.severity], properties, `${row}${sentence(finding)}`)
}

function unreadableAnnotation({ input, message }) {
  const where = input === '-' ? {} : { file: portablePath(input) }
  return command('error', { ...where, title: 'unreadable' }, message)
}

// Missing fields have the same place, so one annotation names all of them.
function withoutRepetition(findings) {
  const [first, ...more] = findings.filter(({ rule }) => rule === 'missing_field')
  if (!more.length) return findings
  const names = [first, ...more].map(({ pointer }) => pointer).join(', ')
  const joined = { ...first, pointer: '', expected: null, message: `Required fields are missing: ${names}.` }
  return [...findings.filter(({ rule }) => rule !== 'missing_field'), joined]
}

// What could not be read comes first, what is only missing last.
const UNREADABLE = 0
const MISSING = 5
const priorityOf = (finding) => (finding.rule === 'missing_field' ? MISSING : 1 + rankOf(finding))

// Chooses the annotations of one kind: by priority, and of each priority the first of every file before the others, so that
// one file does not hide the next.
class Annotations {
  #lists = [] // by rank: { firsts, others }
  #files = new Set()
  total = 0

  // `make` gives the annotation if it is among the first.
  add(rank, file, make) {
    this.total += 1
    this.#lists[rank] ??= { firsts: [], others: [] }
    const isFirst = !this.#files.has(`${rank} ${file}`)
    const list = this.#lists[rank][isFirst ? 'firsts' : 'others']
    if (list.length >= ANNOTATIONS_MAX) return
    if (isFirst) this.#files.add(`${rank} ${file}`)
    list.push(make())
  }

  get chosen() {
    return this.#lists.flatMap(({ firsts, others }) => [...firsts, ...others]).slice(0, ANNOTATIONS_MAX)
  }
}

// ---- The summary ----

// A cell of a Markdown table. File names must not be interpreted as Markdown or HTML.
const cell = (text) => escapeControls(text).replaceAll(/[\\`*_[\]|<>~&@]/g, (c) => `&#${c.charCodeAt(0)};`)

// Columns whose first cell is a number are aligned to the right.
function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |\n`
  const sides = head.map((_, i) => (typeof rows[0]?.[i] === 'number' ? '---:' : '---'))
  return `${line(head)}${line(sides)}${rows.map(line).join('')}\n`
}

const shownFile = (file) => (file === '-' ? 'standard input' : portablePath(file))

// The results per file. Files with errors are listed first, up to FILES_MAX files.
class Files {
  #current = null
  #lists = { bad: [], good: [] }
  #total = 0

  add(file, { findings }, ok) {
    if (this.#current?.file !== file) this.#begin({ file, payloads: 0, bad: 0, findings: 0 })
    this.#current.payloads += 1
    this.#current.findings += findings.length
    if (!ok) this.#current.bad += 1
  }

  addUnreadable({ input, reason }) {
    this.#begin({ file: input, unreadable: reason })
  }

  #begin(next) {
    const done = this.#current
    this.#current = next
    if (!done) return
    this.#total += 1
    const list = this.#lists[done.bad || done.unreadable ? 'bad' : 'good']
    if (list.length < FILES_MAX) list.push(done)
  }

  table() {
    this.#begin(null)
    const shown = [...this.#lists.bad, ...this.#lists.good].slice(0, FILES_MAX)
    const more = this.#total - shown.length
    const rest = more ? `… and ${counted(more, 'more file')}\n` : ''
    return table(['file', 'payloads', 'with errors', 'findings', 'verdict'], shown.map(fileRow)) + rest
  }
}

function fileRow({ file, payloads, bad, findings, unreadable }) {
  const name = cell(shownFile(file))
  if (unreadable) return [name, 0, 0, 0, `❌ unreadable: ${cell(unreadable)}`]
  return [name, payloads, bad, findings, bad ? '❌ errors' : '✅ no errors']
}

const rulesTable = (tally) =>
  table(
    ['rule', 'severity', 'findings', 'payloads'],
    [...tally.rules.values()]
      .sort((a, b) => rankOf(a) - rankOf(b) || b.findings - a.findings)
      .map(({ rule, severity, findings, payloads }) => [`\`${rule}\``, severity, findings, payloads])
  )

const findingRow = ({ verdict }, finding) => [
  cell(placeName({ ...verdict, file: shownFile(verdict.file) }, finding)),
  `\`${finding.rule}\``,
  sentence(finding).replaceAll('|', '\\|').replaceAll('<', '&lt;') // our words, with code in back quotes
]

function findingsTable(first) {
  if (!first.items.length) return ''
  const more = first.left.reduce((sum, [, count]) => sum + count, 0)
  const rest = more ? `… and ${counted(more, 'more finding')}\n\n` : ''
  return table(['place', 'rule', 'finding'], first.items) + rest
}

function summaryOf(tally, files, first) {
  const { payloads, with_errors, warnings, notes } = tally
  const verdict = `${counted(payloads, 'payload')}, ${number(with_errors)} with errors`
  const head = `## mcpx validate\n\n${verdict}, ${counted(warnings, 'warning')}, ${counted(notes, 'note')}.\n\n`
  const rules = tally.rules.size ? rulesTable(tally) : ''
  return `${head}${rules}${findingsTable(first)}${files.table()}`
}

// As many complete lines as fit.
function cutTo(text, room) {
  const bytes = Buffer.from(text)
  if (bytes.length <= room) return text
  return bytes.subarray(0, bytes.lastIndexOf('\n', Math.max(room, 0)) + 1).toString()
}

// Earlier steps of the job may have written to the file.
function appendSummary(file, summary) {
  try {
    const written = statSync(file, { throwIfNoEntry: false })?.size ?? 0
    appendFileSync(file, cutTo(summary, SUMMARY_MAX - written - 1))
  } catch (error) {
    printError(`cannot write the job summary: ${error.message}`)
  }
}

// ---- The format ----

export function github(write) {
  const annotations = { error: new Annotations(), warning: new Annotations(), note: new Annotations() }
  const files = new Files()
  const first = new FirstOfRules(LISTED_MAX)
  return {
    add(result) {
      const { file, findings } = result.verdict
      files.add(file, result.verdict, result.ok)
      for (const finding of withoutRepetition(findings))
        annotations[finding.severity].add(priorityOf(finding), file, () => annotation(result, finding))
      for (const finding of findings)
        if (finding.severity !== 'note' && first.wants([finding.rule]))
          first.keep(rankOf(finding), findingRow(result, finding))
    },
    unreadable(error) {
      files.addUnreadable(error)
      annotations.error.add(UNREADABLE, error.input, () => unreadableAnnotation(error))
    },
    end(tally) {
      for (const { chosen, total } of Object.values(annotations)) {
        for (const text of chosen) write(text)
        if (total > chosen.length)
          write(`${number(total - chosen.length)} more are not shown as annotations.\n`)
      }
      const file = process.env.GITHUB_STEP_SUMMARY
      if (file) appendSummary(file, summaryOf(tally, files, first))
    }
  }
}
