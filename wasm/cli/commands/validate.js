// validate.js: mcpx validate: telemetry payloads -> findings, in the requested formats.
import { text } from '../formats/text.js'
import { baselineOf } from '../io/baseline.js'
import { verdictsOf } from '../io/batches.js'
import { blockedValuesOf } from '../io/blocked_values.js'
import { CommandError, EXIT, printError } from '../io/errors.js'
import { checkRules, exceedsRates } from '../io/limits.js'
import { refuseNothing } from '../io/nothing.js'
import { Outputs } from '../io/outputs.js'
import { payloadsOf } from '../io/payloads.js'
import { Judge } from '../show/judge.js'
import { Progress } from '../show/progress.js'
import { Tally } from '../show/tally.js'

// A format is a function (write, context) that returns the handlers { add(result), unreadable(error), end(tally) };
// `unreadable` may be missing.
// All but the default are loaded when they are used.
const WRITERS = {
  text: async () => text,
  unix: async () => (await import('../formats/unix.js')).unix,
  json: async () => (await import('../formats/json.js')).json,
  ndjson: async () => (await import('../formats/json.js')).ndjson,
  sarif: async () => (await import('../formats/sarif.js')).sarif,
  junit: async () => (await import('../formats/junit.js')).junit,
  github: async () => (await import('../formats/github.js')).github,
  gitlab: async () => (await import('../formats/gitlab.js')).gitlab
}

function checkRelease(mcpx, proxyRelease) {
  if (proxyRelease === undefined) return
  try {
    mcpx.scan('{}', { proxyRelease })
  } catch {
    throw new CommandError('--proxy-release must be a release of mcpproxy, such as v0.58.0')
  }
}

// Findings count their lines from the start of the file. A payload in a row of JSON is a string in one line.
function moveTo({ line, column = 0, isOneLine }, findings) {
  for (const finding of findings) {
    if (finding.line === 1) finding.column += column
    finding.line = isOneLine ? line : finding.line + line - 1
  }
}

const isError = ({ severity }) => severity === 'error'

// How payloads are checked: `check`, from bytes to a verdict; `workerData`, for a thread that does the same; and
// `resultOf`, from a payload and its verdict to a result { verdict, ok, bytes, known }.
function checksOf(mcpx, options) {
  const { profile, proxyRelease, closed, scan } = options
  checkRelease(mcpx, proxyRelease)
  const given = { profile, proxyRelease, closed, blockedValues: blockedValuesOf(mcpx, options) }
  const check = scan ? mcpx.scan : mcpx.validate
  return {
    check: (bytes) => check(bytes, given),
    workerData: { scan, options: given },
    resultOf: resultsWith(baselineOf(options.baseline))
  }
}

const resultsWith =
  (onlyNew) =>
  ({ file, line, column, isOneLine, row, id, bytes }, { findings: all, ...verdict }) => {
    moveTo({ line, column, isOneLine }, all)
    const findings = onlyNew(file, all)
    const known = all.length - findings.length
    if (known && !verdict.omitted) {
      const name = 'ok' in verdict ? 'ok' : 'clean'
      verdict[name] = !findings.some(isError)
    }
    const place = row === undefined ? { file, line } : { file, line, row, ...(id !== undefined && { id }) }
    return { verdict: { ...place, ...verdict, findings }, ok: verdict.ok ?? verdict.clean, bytes, known }
  }

// ---- All payloads ----

// The payloads, and an item { error } for each input that cannot be read, in order.
async function* itemsOf(names, progress, options) {
  const errors = []
  for await (const payload of payloadsOf(names, progress, (error) => errors.push({ error }), options)) {
    yield* errors.splice(0)
    yield payload
  }
  yield* errors
}

async function checkAll(names, checks, writers, { judge, ready, script, options }) {
  const tally = new Tally()
  const progress = new Progress()
  let failed = false
  const addUnreadable = (error) => {
    printError(error.message)
    tally.unreadable += 1
    for (const writer of writers) writer.unreadable?.(error)
  }
  const add = (result) => {
    failed ||= judge.fails(result)
    tally.add(result)
    for (const writer of writers) writer.add(result)
  }
  try {
    const items = itemsOf(names, progress, options)
    for await (const list of verdictsOf(items, checks.check, { ...checks, script })) {
      for (const { item, verdict } of list) {
        if (item.error) addUnreadable(item.error)
        else add(checks.resultOf(item, verdict))
      }
      await ready()
    }
  } finally {
    progress.stop()
  }
  for (const writer of writers) await writer.end(tally)
  return { tally, failed }
}

function statusOf(judge, { tally, failed }, options) {
  const isExceeded = exceedsRates(judge, tally)
  if (tally.unreadable || refuseNothing(tally, options)) return EXIT.unreadable
  return failed || isExceeded ? EXIT.findings : EXIT.ok
}

// In a GitHub workflow, annotations are the most useful output.
const defaultFormat = () => (process.env.GITHUB_ACTIONS === 'true' ? 'github' : 'text')

// `script` is the file of a thread that checks payloads.
export function validate(mcpx, script, names, options) {
  checkRules(mcpx, options)
  const checks = checksOf(mcpx, options)
  const judge = new Judge(options)
  const formats = options.format ?? [{ name: defaultFormat(), file: null }]
  const optionFiles = [options.baseline, options.blockedValues]
  const outputs = new Outputs(formats, names.length ? names : ['-'], {
    optionFiles,
    keptFiles: optionFiles
  })
  const { ready, isOutput } = outputs
  const context = { mcpx, options, judge, ready }
  return outputs.during(async ({ inputs, list }) => {
    const writers = await Promise.all(
      list.map(async ({ name, write }) => (await WRITERS[name]())(write, context))
    )
    const reading = { judge, ready, script, options: { ...options, isOutput } }
    return statusOf(judge, await checkAll(inputs, checks, writers, reading), options)
  })
}
