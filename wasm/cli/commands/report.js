// report.js: mcpx report: the heartbeats of a fleet -> figures; two periods side by side.
import { createHash } from 'node:crypto'
import { hasGroups, inexactMember, mergeReports, partialGroups, sharedFigures } from '../../shared/merge.js'
import { KEPT_BYTES_MAX } from '../../shared/ndjson.js'
import { modelOf } from '../../shared/report_form.js'
import { looksLikeReport, ReportReader, readReport, toLines } from '../../shared/report_reader.js'
import { comparisonCsv, comparisonMarkdown, reportCsv, reportMarkdown } from '../formats/fleet_files.js'
import { ALWAYS_BY, comparison, comparisonText, reportText } from '../formats/fleet_text.js'
import { asDocument, asNdjson } from '../formats/json.js'
import { CommandError, EXIT, printError } from '../io/errors.js'
import { Groups } from '../io/groups.js'
import { UnreadableInput } from '../io/input.js'
import { checkRules, exceedsRates } from '../io/limits.js'
import { refuseNothing } from '../io/nothing.js'
import { Outputs } from '../io/outputs.js'
import { IS_REPORT } from '../io/own_outputs.js'
import { payloadsOf } from '../io/payloads.js'
import { fileId } from '../io/target.js'
import { Judge } from '../show/judge.js'
import { Progress } from '../show/progress.js'
import { Tally } from '../show/tally.js'
import { shownName } from '../show/terminal.js'

// ---- Reading ----

const worse = (a, b) => Math.max(a, b)

// Passes each payload or report of the inputs to `take`. Resolves to the exit code.
async function readEach(names, options, take) {
  const progress = new Progress()
  let status = EXIT.ok
  const onUnreadable = (error) => {
    printError(error.message)
    status = EXIT.unreadable
  }
  try {
    for await (const input of payloadsOf(names, progress, onUnreadable, { ...options, skipBlank: true }))
      take(input, onUnreadable)
  } finally {
    progress.stop()
  }
  return status
}

// Counts payloads, also by group. Verdicts cost more; they are made if `onVerdict` wants them.
function openCount(mcpx, { load, by, onVerdict }) {
  const report = mcpx.openReport()
  const groups = by && by !== ALWAYS_BY ? new Groups(mcpx, load, by) : null
  return {
    add({ file, bytes }, onUnreadable) {
      if (looksLikeReport(bytes)) onUnreadable(new UnreadableInput(file, IS_REPORT))
      else {
        if (onVerdict) onVerdict(report.add(bytes))
        else report.count(bytes)
        groups?.count(bytes)
      }
    },
    figures: () => ({ ...report.figures(), ...groups?.figures() })
  }
}

async function countPayloads(mcpx, names, options) {
  const count = openCount(mcpx, options)
  const status = await readEach(names, options, count.add)
  return { figures: count.figures(), status }
}

// Reports are written by this command, so they have the encoding of the shell.
const asReports = (options) => ({ ...options, anyEncoding: true, acceptsOutputs: true })

const noGroups = (by) => `it has no figures by ${by}: make it again with mcpx report --by ${by} --format json`

// The figures of an earlier period: a report, also of an earlier release, or payloads to count.
async function readEarlier(mcpx, name, options) {
  const model = { ...modelOf(mcpx), version: null }
  const count = openCount(mcpx, options)
  let found
  const status = await readEach([name], asReports(options), (input, onUnreadable) => {
    if (found) return
    const { report, reason } = found === undefined ? readReport(input.bytes.toString(), model) : {}
    found = report ?? null
    if (reason && looksLikeReport(input.bytes)) onUnreadable(new UnreadableInput(input.file, reason))
    else if (!found) count.add(input, onUnreadable)
    else if (options.by && !hasGroups(found, `by_${options.by}`))
      onUnreadable(new UnreadableInput(input.file, noGroups(options.by)))
  })
  return { figures: found ?? count.figures(), status }
}

const placeOf = ({ file, line, row }) =>
  row > 1 || line > 1 ? `${shownName(file)}, ${row ? `row ${row}` : `line ${line}`}` : shownName(file)

const WARNINGS_MAX = 3

// Finds reports that are read twice. What is the same place of the same file is left out; the same figures from
// somewhere else may be those of another part, so they are only named.
class Repetitions {
  #places = new Set()
  #files = new Set()
  #contents = new Map()
  #equal = 0 // how many have the figures of an earlier one

  isSamePlace({ file, line, column, row }) {
    const id = fileId(file) ?? file
    const place = `${id} ${line} ${column} ${row}`
    const isKnown = this.#places.has(place)
    this.#places.add(place)
    if (isKnown && !this.#files.has(id)) printError(`${shownName(file)} is given twice; it is counted once`)
    if (isKnown) this.#files.add(id)
    return isKnown
  }

  warnOfSameContent(input, report) {
    if (!report.payloads) return
    const content = createHash('sha256')
      .update(JSON.stringify(sharedFigures(report)))
      .digest('base64')
    const first = this.#contents.get(content)
    if (!first) this.#contents.set(content, input)
    else if (++this.#equal <= WARNINGS_MAX)
      printError(
        `${placeOf(input)} has the same figures as ${placeOf(first)}; if both are the same part, leave one out`
      )
  }

  end() {
    const more = this.#equal - WARNINGS_MAX
    if (more > 0) printError(`${more} more reports have the same figures as an earlier one`)
  }
}

const byOption = (name) => name.replace('by_', '--by ')

// Every part must have the groups that are asked for. Other groups that not every part has are left out.
function checkGroups(parts, by, refuse) {
  const wanted = by && `by_${by}`
  const reports = parts.map(({ report }) => report)
  for (const { input, report } of parts) if (wanted && !hasGroups(report, wanted)) refuse(input, noGroups(by))
  for (const name of partialGroups(reports).filter((name) => name !== wanted))
    printError(`"${name}" is left out, because not every report was made with ${byOption(name)}`)
}

const TOO_LONG =
  'it is longer than 1 MiB: name the files of the reports, or write a report per line (jq -c .)'
const NO_REPORTS = 'the input contains no reports: use the output of mcpx report --format json'

function checkSums(figures) {
  const name = inexactMember(figures)
  if (name) throw new CommandError(`the sum of the reports is above 2^53-1 at "${name}"`, EXIT.unreadable)
}

async function mergeFiles(mcpx, names, options) {
  const model = modelOf(mcpx)
  const parts = []
  const repetitions = new Repetitions()
  let status = EXIT.ok
  const refuse = (input, reason) => {
    const isCut = input.bytes.length >= KEPT_BYTES_MAX
    printError(new UnreadableInput(placeOf(input), isCut ? TOO_LONG : reason).message)
    status = EXIT.unreadable
  }
  const reader = new ReportReader(model, (input, { report, reason }) => {
    if (reason) refuse(input, reason)
    else {
      repetitions.warnOfSameContent(input, report)
      parts.push({ input, report })
    }
  })
  let file
  const read = await readEach(names, asReports(options), (input) => {
    if (input.file !== file) reader.end()
    file = input.file
    if (!repetitions.isSamePlace(input)) reader.add(input.bytes.toString(), input)
  })
  reader.end()
  repetitions.end()
  status = worse(status, read)
  if (!parts.length && status === EXIT.ok && !options.allowEmpty)
    throw new CommandError(NO_REPORTS, EXIT.unreadable)
  checkGroups(parts, options.by, refuse)
  const reports = parts.map(({ report }) => report)
  const figures = mergeReports(reports, model, options.by)
  checkSums(figures)
  return { figures, status }
}

// ---- The command ----

const formsOf = (mcpx, figures, { by }) => ({
  text: () => reportText(figures, by),
  json: () => asDocument(mcpx, figures),
  ndjson: () => asNdjson(toLines({ version: mcpx.version, ...figures })),
  md: () => reportMarkdown(figures, by),
  csv: () => reportCsv(figures, by)
})

const comparedForms = (mcpx, before, after, { by }) => ({
  text: () => comparisonText(before, after, by),
  json: () => asDocument(mcpx, { before, after, shares: comparison(before, after, by) }),
  ndjson: () => asNdjson(comparison(before, after, by)),
  md: () => comparisonMarkdown(before, after, by),
  csv: () => comparisonCsv(before, after, by)
})

// ---- The limits ----

// { onVerdict, exceeds } of the options --fail-on and --max-rate, or null without them.
function limitsOf(mcpx, options) {
  checkRules(mcpx, options)
  if (options.failOn === 'never' && !options.maxRate) return null
  const judge = new Judge(options)
  const tally = new Tally()
  let failed = false
  return {
    onVerdict(verdict) {
      const result = { verdict, ok: verdict.ok }
      failed ||= judge.fails(result)
      tally.add(result)
    },
    exceeds: () => exceedsRates(judge, tally) || failed
  }
}

// A sum or a comparison without one of its inputs would be wrong.
const needsAll = ({ merge, compare }) => merge || compare
const INCOMPLETE = 'there is no output, because not all of the input could be used'

function checkStandardInput(inputs, { compare }) {
  if (compare === '-' && inputs.includes('-'))
    throw new CommandError('Standard input cannot be both periods. Name a file for one of them.')
}

// `load` gives another instance of the library.
export function report(mcpx, load, names, options) {
  const all = names.length ? names : ['-']
  checkStandardInput(all, options)
  const outputs = new Outputs(options.format, all, { keptFiles: [options.compare] })
  return outputs.during(async ({ inputs, list, isOutput }) => {
    const limits = limitsOf(mcpx, options)
    const reading = { ...options, isOutput, load }
    const earlier = options.compare && (await readEarlier(mcpx, options.compare, reading))
    const { figures, status: own } = await (options.merge ? mergeFiles : countPayloads)(mcpx, inputs, {
      ...reading,
      onVerdict: limits?.onVerdict
    })
    const status = worse(own, earlier?.status ?? EXIT.ok)
    if (needsAll(options) && status !== EXIT.ok) throw new CommandError(INCOMPLETE, status)
    const forms = earlier
      ? comparedForms(mcpx, earlier.figures, figures, options)
      : formsOf(mcpx, figures, options)
    for (const { name, write } of list) write(forms[name]())
    const counted = figures.heartbeats + figures.opt_out_beacons
    const unreadable = status !== EXIT.ok
    const isExceeded = limits?.exceeds()
    if (refuseNothing({ ...figures, counted, unreadable }, options)) return EXIT.unreadable
    return isExceeded && !unreadable ? EXIT.findings : status
  })
}
