// classify.js: mcpx classify: error texts and logs -> codes.
import { decodeRange } from '../../shared/decode.js'
import { isQuestion } from '../../shared/report.js'
import { json, ndjson, text } from '../formats/answers.js'
import { UNCLASSIFIED } from '../formats/log_text.js'
import { EXIT, printError } from '../io/errors.js'
import { readInput, UnreadableInput } from '../io/input.js'
import { KeptLog } from '../io/kept_log.js'
import { Outputs } from '../io/outputs.js'

const LF = 0x0a
const QUESTION_MAX = 1000 // bytes

const WRITERS = { text, json, ndjson }

const hintsOf = ({ transport, dockerIsolated, profile, os, client, runner }) => ({
  transport,
  dockerIsolated,
  profile,
  os,
  client,
  runner
})

// A log has several servers, so that what is known of one is no hint.
const textHintsOf = ({ command, image, defaultImage, ...options }) => ({
  ...hintsOf(options),
  command,
  image,
  defaultImages: defaultImage
})

// Whether a code that was found is severe enough for exit status 1.
class Verdict {
  #mcpx
  #failing
  fails = false

  constructor(mcpx, failOn) {
    this.#mcpx = mcpx
    this.#failing = { error: ['error'], warning: ['error', 'warn'], never: [] }[failOn]
  }

  add(codes) {
    for (const code of codes)
      if (code !== UNCLASSIFIED && this.#failing.includes(this.#mcpx.entry(code).severity)) this.fails = true
  }
}

// The codes that the verdict on a log depends on: those of the incidents that did not recover. Profile `proxy` has no
// incidents, so all lines count.
function codesOf({ counts, incidents, dropped }, { profile }) {
  if (profile === 'proxy' || dropped) return Object.keys(counts)
  return incidents.filter(({ recovered }) => !recovered).map(({ code }) => code)
}

async function classifyLog(mcpx, { name, chunks }, { options, writers, verdict, ready }) {
  const log = mcpx.openLog(hintsOf(options))
  const kept = new KeptLog()
  const bytesOf = ({ start, end }) => kept.slice(start, end).bytes
  const addLines = (lines) => {
    for (const line of lines) for (const writer of writers) writer.addLine(line, () => bytesOf(line))
  }
  for (const writer of writers) writer.beginLog(name)
  try {
    for await (const chunk of chunks) {
      kept.add(chunk)
      addLines(log.feed(chunk))
      await ready()
    }
  } finally {
    // Also after an error: the lines before it have been written.
    const { lines, ...totals } = log.finish()
    addLines(lines)
    for (const writer of writers) writer.endLog(totals, kept)
    verdict.add(codesOf(totals, options))
  }
}

// Rules of texts without a code. In a log of several servers, success of one may hide the failure of another.
const LOG_RULES = ['unclassified', 'text_tool_result']

const hasNamedFailure = ({ server, code }) => server !== null && code !== UNCLASSIFIED

// Whether a text of several lines is a log: most lines begin with a time, or it tells of several failures, or of one for
// which the text has no code. Then the failure must be of a named server: examples, results of tools and questions show
// failures, too.
function isShortLog(mcpx, bytes, { rule }, { text, ...options }) {
  if (text || options.profile === 'proxy' || !bytes.includes(LF)) return false
  const { timed, incidents, first } = mcpx.classifyLog(bytes, hintsOf(options))
  if (timed || incidents.length > 1) return true
  return LOG_RULES.includes(rule) && first !== null && hasNamedFailure(incidents[first])
}

// A question in one line is about a failure; it is none.
function answerTo(mcpx, bytes, options) {
  const answer = mcpx.classify(bytes, textHintsOf(options))
  if (!answer.unknown || bytes.length > QUESTION_MAX) return answer
  const text = decodeRange(bytes, 0, bytes.length).trim()
  if (text.includes('\n') || !isQuestion(text)) return answer
  const { client, os, runner } = answer.context
  const place = Object.fromEntries(Object.entries({ client, os, runner }).filter(([, name]) => name))
  const { unknown, steps } = mcpx.advise({ code: answer.code, unknown: 'not_a_failure', ...place })
  return { ...answer, unknown: { ...answer.unknown, ...unknown }, title: unknown.title, steps }
}

async function classifyText(mcpx, { name, bytes }, context) {
  const { options, writers, verdict } = context
  const answer = answerTo(mcpx, bytes, options)
  if (isShortLog(mcpx, bytes, answer, options)) {
    await classifyLog(mcpx, { name, chunks: [bytes] }, context)
    return
  }
  for (const writer of writers) writer.answer({ file: name, bytes, ...answer })
  verdict.add([answer.code])
}

async function classifyAll(mcpx, names, context) {
  let isComplete = true
  for (const name of names) {
    try {
      const { bytes, chunks } = await readInput(name, context.options)
      if (chunks) await classifyLog(mcpx, { name, chunks }, context)
      else await classifyText(mcpx, { name, bytes }, context)
    } catch (error) {
      if (!(error instanceof UnreadableInput)) throw error
      printError(error.message)
      isComplete = false
    }
  }
  for (const writer of context.writers) writer.end()
  return isComplete
}

export function classify(mcpx, names, options) {
  const outputs = new Outputs(options.format, names.length ? names : ['-'])
  const isOnly = outputs.inputs.length <= 1
  const writers = outputs.list.map(({ name, write }) =>
    WRITERS[name](write, { mcpx, options, hints: hintsOf(options), isOnly })
  )
  const verdict = new Verdict(mcpx, options.failOn)
  const context = { options, writers, verdict, ready: outputs.ready }
  return outputs.during(async ({ inputs }) => {
    const isComplete = await classifyAll(mcpx, inputs, context)
    if (!isComplete) return EXIT.unreadable
    return verdict.fails ? EXIT.findings : EXIT.ok
  })
}
