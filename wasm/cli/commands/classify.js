// classify.js: mcpx classify: error texts and logs -> codes.
import { json, ndjson, text, UNCLASSIFIED } from '../formats/answers.js'
import { EXIT, printError } from '../io/errors.js'
import { readInput, UnreadableInput } from '../io/input.js'
import { Outputs } from '../io/outputs.js'

const WRITERS = { text, json, ndjson }

const EXCERPT_BYTES = 480
const LINE_KEPT = 4096 // bytes of a line that began in an earlier chunk

const decoder = new TextDecoder()

const hintsOf = ({ transport, dockerIsolated, profile }) => ({ transport, dockerIsolated, profile })

// The last bytes of a log, to show the lines that were just found.
class RecentBytes {
  #bytes = Buffer.alloc(0)
  #start = 0

  add(chunk) {
    const kept = this.#bytes.subarray(Math.max(this.#bytes.length - LINE_KEPT, 0))
    this.#start += this.#bytes.length - kept.length
    this.#bytes = Buffer.concat([kept, chunk])
  }

  excerpt({ start, end }) {
    const from = start - this.#start
    if (from < 0) return ''
    return decoder.decode(this.#bytes.subarray(from, Math.min(end - this.#start, from + EXCERPT_BYTES)))
  }
}

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

async function classifyLog(mcpx, { name, chunks }, { options, writers, verdict, ready }) {
  const log = mcpx.openLog(hintsOf(options))
  const recent = new RecentBytes()
  const addLines = (lines) => {
    for (const line of lines) for (const writer of writers) writer.addLine(line, () => recent.excerpt(line))
  }
  for (const writer of writers) writer.beginLog(name)
  try {
    for await (const chunk of chunks) {
      recent.add(chunk)
      addLines(log.feed(chunk))
      await ready()
    }
  } finally {
    // Also after an error: the lines before it have been written.
    const { lines, ...totals } = log.finish()
    addLines(lines)
    for (const writer of writers) writer.endLog(totals)
    verdict.add(Object.keys(totals.counts))
  }
}

function classifyText(mcpx, { name, bytes }, { options, writers, verdict }) {
  const answer = mcpx.classify(bytes, hintsOf(options))
  for (const writer of writers) writer.answer({ file: name, bytes, ...answer })
  verdict.add([answer.code])
}

async function classifyAll(mcpx, names, context) {
  let isComplete = true
  for (const name of names.length ? names : ['-']) {
    try {
      const { bytes, chunks } = await readInput(name, context.options)
      if (chunks) await classifyLog(mcpx, { name, chunks }, context)
      else classifyText(mcpx, { name, bytes }, context)
    } catch (error) {
      if (!(error instanceof UnreadableInput)) throw error
      printError(error.message)
      isComplete = false
    }
  }
  for (const writer of context.writers) writer.end()
  return isComplete
}

export async function classify(mcpx, names, options) {
  const outputs = new Outputs(options.format)
  const isOnly = names.length <= 1
  const writers = outputs.list.map(({ name, write }) => WRITERS[name](write, { mcpx, options, isOnly }))
  const verdict = new Verdict(mcpx, options.failOn)
  try {
    const isComplete = await classifyAll(mcpx, names, { options, writers, verdict, ready: outputs.ready })
    if (!isComplete) return EXIT.unreadable
    return verdict.fails ? EXIT.findings : EXIT.ok
  } finally {
    outputs.close()
  }
}
