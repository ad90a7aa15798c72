// validate.js: mcpx validate: telemetry payloads -> findings, in the requested formats.
import { github } from '../formats/github.js'
import { json, ndjson } from '../formats/json.js'
import { junit } from '../formats/junit.js'
import { sarif } from '../formats/sarif.js'
import { text } from '../formats/text.js'
import { blockedValuesOf } from '../io/blocked_values.js'
import { CommandError, EXIT, printError } from '../io/errors.js'
import { Outputs } from '../io/outputs.js'
import { payloadsOf } from '../io/payloads.js'
import { fails } from '../show/finding.js'
import { Progress } from '../show/progress.js'

// A format is a function (write, context) that returns the handlers { add(result), unreadable(error), end(tally) };
// `unreadable` may be missing.
const WRITERS = { text, json, ndjson, sarif, junit, github }
export const VALIDATE_FORMATS = Object.keys(WRITERS)

function checkRelease(mcpx, proxyRelease) {
  try {
    mcpx.scan('{}', { proxyRelease })
  } catch {
    throw new CommandError('--proxy-release must be a release of mcpproxy, such as v0.58.0')
  }
}

// A function from payload to result { verdict, ok, bytes }. The lines of findings count from the start of the file.
function checkOf(mcpx, options) {
  const { profile, proxyRelease, closed } = options
  checkRelease(mcpx, proxyRelease)
  const given = { profile, proxyRelease, closed, blockedValues: blockedValuesOf(options) }
  const check = options.scan ? mcpx.scan : mcpx.validate
  return ({ file, line, bytes }) => {
    const { findings, ...verdict } = check(bytes, given)
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
  omitted = 0 // findings that the library did not list, because a payload has too many
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
    return this.#failed ? EXIT.findings : EXIT.ok
  }
}

async function checkAll(names, check, writers, { ready, failOn }) {
  const tally = new Tally(failOn)
  const progress = new Progress()
  const onUnreadable = (error) => {
    printError(error.message)
    tally.unreadable += 1
    for (const writer of writers) writer.unreadable?.(error)
  }
  try {
    for await (const payload of payloadsOf(names, progress, onUnreadable)) {
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
  const outputs = new Outputs(options.format)
  const { ready } = outputs
  const writers = outputs.list.map(({ name, write }) => WRITERS[name](write, { mcpx, options, ready }))
  try {
    const tally = await checkAll(names, check, writers, { ready, failOn: options.failOn })
    return tally.status
  } finally {
    outputs.close()
  }
}
