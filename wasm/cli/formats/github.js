// github.js: findings as annotations of a GitHub workflow, and a job summary.
import { appendFileSync, statSync } from 'node:fs'
import { printError } from '../io/errors.js'
import { endColumn, portablePath, sentence } from '../show/finding.js'
import { counted, number } from '../show/terminal.js'

const ANNOTATIONS_MAX = 10 // per kind; GitHub shows no more
const FILES_MAX = 200
const SUMMARY_MAX = 1 << 20 // GitHub rejects longer summaries
const KINDS = { error: 'error', warning: 'warning', note: 'notice' }

// ---- Annotations ----

const data = (text) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text) => data(String(text)).replaceAll(':', '%3A').replaceAll(',', '%2C')

function command(kind, properties, message) {
  const list = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`)
  return `::${kind} ${list.join(',')}::${data(message)}\n`
}

// GitHub cannot show standard input.
function place({ verdict, bytes }, finding) {
  if (verdict.file === '-') return {}
  const { line, column: col } = finding
  return { file: portablePath(verdict.file), line, col, endColumn: endColumn(bytes, finding) }
}

function annotation(result, finding) {
  const where = finding.pointer ? `${finding.pointer}: ` : ''
  const properties = { ...place(result, finding), title: finding.rule }
  return command(KINDS[finding.severity], properties, `${where}${sentence(finding)}`)
}

// ---- Which annotations ----

// GitHub shows ten of a kind. What is personal must not be crowded out by what is only missing. A message of personal
// data tells the reader to remove it.
const RANKS = { personal: 0, other: 1, missing: 2 }
const isPersonal = ({ message }) => message.endsWith('Remove it from the payload.')

function rankOf(finding) {
  if (isPersonal(finding)) return RANKS.personal
  return finding.rule === 'missing_field' ? RANKS.missing : RANKS.other
}

// The first ANNOTATIONS_MAX of each rank, of one kind.
class Annotations {
  #ranks = Object.values(RANKS).map(() => [])

  add(rank, make) {
    if (this.#ranks[rank].length < ANNOTATIONS_MAX) this.#ranks[rank].push(make())
  }

  get shown() {
    return this.#ranks.flat().slice(0, ANNOTATIONS_MAX)
  }
}

// Missing fields have the same place, so one annotation names all of them.
function withoutRepetition(findings) {
  const [first, ...more] = findings.filter(({ rule }) => rule === 'missing_field')
  if (!more.length) return findings
  const names = [first, ...more].map(({ pointer }) => pointer).join(', ')
  const joined = { ...first, pointer: '', expected: null, message: `Required fields are missing: ${names}.` }
  return [...findings.filter(({ rule }) => rule !== 'missing_field'), joined]
}

// ---- The summary ----

// A cell of a Markdown table. File names must not be interpreted as Markdown or HTML.
const cell = (text) =>
  text
    .replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
    .replaceAll(/[\\`*_[\]|<>~&@]/g, (c) => `&#${c.charCodeAt(0)};`)

// Columns whose first cell is a number are aligned to the right.
function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |\n`
  const sides = head.map((_, i) => (typeof rows[0]?.[i] === 'number' ? '---:' : '---'))
  return `${line(head)}${line(sides)}${rows.map(line).join('')}\n`
}

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
  const name = cell(file === '-' ? 'standard input' : portablePath(file))
  if (unreadable) return [name, 0, 0, 0, `❌ unreadable: ${cell(unreadable)}`]
  return [name, payloads, bad, findings, bad ? '❌ errors' : '✅ no errors']
}

const SEVERITIES = Object.keys(KINDS)
const bySeverity = (a, b) =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.count - a.count

class Rules {
  #counts = new Map()

  add({ rule, severity }) {
    if (!this.#counts.has(rule)) this.#counts.set(rule, { rule, severity, count: 0 })
    this.#counts.get(rule).count += 1
  }

  table() {
    const rows = [...this.#counts.values()].sort(bySeverity)
    return table(
      ['rule', 'severity', 'findings'],
      rows.map(({ rule, severity, count }) => [`\`${rule}\``, severity, count])
    )
  }
}

function summaryOf({ payloads, with_errors, warnings, notes }, rules, files) {
  const verdict = `${counted(payloads, 'payload')}, ${number(with_errors)} with errors`
  const head = `## mcpx validate\n\n${verdict}, ${counted(warnings, 'warning')}, ${counted(notes, 'note')}.\n\n`
  return `${head}${rules.table()}${files.table()}`
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
  const kinds = { error: new Annotations(), warning: new Annotations(), note: new Annotations() }
  const rules = new Rules()
  const files = new Files()
  return {
    add(result) {
      files.add(result.verdict.file, result.verdict, result.ok)
      for (const finding of result.verdict.findings) rules.add(finding)
      for (const finding of withoutRepetition(result.verdict.findings))
        kinds[finding.severity].add(rankOf(finding), () => annotation(result, finding))
    },
    unreadable(error) {
      files.addUnreadable(error)
      kinds.error.add(RANKS.other, () => command('error', { title: 'unreadable' }, error.message))
    },
    end(tally) {
      for (const { shown } of Object.values(kinds)) write(shown.join(''))
      const file = process.env.GITHUB_STEP_SUMMARY
      if (file) appendSummary(file, summaryOf(tally, rules, files))
    }
  }
}
