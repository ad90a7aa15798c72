// validate.js: mcpx validate: telemetry payloads -> findings, in the formats asked for.
import { readFileSync } from 'node:fs'
import { github } from '../formats/github.js'
import { json, ndjson } from '../formats/json.js'
import { junit } from '../formats/junit.js'
import { sarif } from '../formats/sarif.js'
import { text } from '../formats/text.js'
import { unreadable } from '../io/input.js'
import { payloadsOf } from '../io/payloads.js'
import { Sinks } from '../io/sinks.js'
import { fails } from '../show/finding.js'
import { complain, EXIT, Refusal } from '../show/output.js'
import { Progress } from '../show/progress.js'

// A format is a function (write, context) that gives what is done with each result, with each input that
// cannot be read, and at the end: { add(result), refuse(error), end(tally) }.
const WRITERS = { text, json, ndjson, sarif, junit, github }
export const VALIDATE_FORMATS = Object.keys(WRITERS)

const BLOCKED_VALUES_MAX = 256

function linesOf(file) {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)
  } catch (error) {
    throw unreadable(file, error)
  }
}

function checkOptions({ profile, blockedValue = [], blockedValues: file }) {
  const blockedValues = [...blockedValue, ...(file ? linesOf(file) : [])].filter(Boolean)
  if (blockedValues.length > BLOCKED_VALUES_MAX)
    throw new Refusal(`there may be at most ${BLOCKED_VALUES_MAX} blocked values`)
  return { profile, blockedValues }
}

// Lines of a finding are lines of the file, also where a payload is one of its rows.
function checkOf(mcpx, options) {
  const how = checkOptions(options)
  const check = options.scan ? mcpx.scan.bind(mcpx) : mcpx.validate.bind(mcpx)
  return ({ file, line, bytes }) => {
    const { findings, ...verdict } = check(bytes, how)
    for (const finding of findings) finding.line += line - 1
    return { verdict: { file, line, ...verdict, findings }, ok: verdict.ok ?? verdict.clean, bytes }
  }
}

const PLURALS = { error: 'errors', warning: 'warnings', note: 'notes' }

class Tally {
  payloads = 0
  with_errors = 0
  errors = 0
  warnings = 0
  notes = 0
  omitted = 0 // findings of payloads with more of them than the library lists
  unreadable = 0
  #failOn
  #failed = false

  constructor(failOn) {
    this.#failOn = failOn
  }

  add(result) {
    const { verdict, ok } = result
    this.#failed ||= fails(result, this.#failOn)
    this.payloads += 1
    if (!ok) this.with_errors += 1
    this.omitted += verdict.omitted ?? 0
    for (const finding of verdict.findings) this[PLURALS[finding.severity]] += 1
  }

  get status() {
    if (this.unreadable) return EXIT.unreadable
    return this.#failed ? EXIT.findings : EXIT.clean
  }
}

async function run(names, check, writers, { ready, failOn }) {
  const tally = new Tally(failOn)
  const progress = new Progress()
  const refuse = (error) => {
    complain(error.message)
    tally.unreadable += 1
    for (const writer of writers) writer.refuse?.(error)
  }
  try {
    for await (const payload of payloadsOf(names, progress, refuse)) {
      const result = check(payload)
      tally.add(result)
      for (const writer of writers) writer.add(result)
      await ready()
    }
  } finally {
    progress.stop()
  }
  for (const writer of writers) await writer.end(tally)
  return tally
}

export async function validate(mcpx, names, options) {
  const check = checkOf(mcpx, options)
  const sinks = new Sinks(options.format)
  try {
    const writers = sinks.list.map(({ name, write }) =>
      WRITERS[name](write, { mcpx, options, ready: sinks.ready })
    )
    const tally = await run(names, check, writers, { ready: sinks.ready, failOn: options.failOn })
    await sinks.close()
    return tally.status
  } finally {
    sinks.discard()
  }
}
