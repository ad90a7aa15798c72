// classify.js: mcpx classify: error texts and logs -> codes, as text or JSON.
import { readInput, UnreadableInput } from '../io/input.js'
import { emit } from '../io/sinks.js'
import { fixSteps, message } from '../show/entry.js'
import { frame } from '../show/frame.js'
import {
  asJson,
  asNdjson,
  complain,
  EXIT,
  harmless,
  paint,
  SEVERITY_PAINT,
  severityWord,
  shownName
} from '../show/output.js'

const UNCLASSIFIED = 'MCPX_UNKNOWN_UNCLASSIFIED'
const LINES_SHOWN = 20
const EXCERPT_LENGTH = 200
const LINE_KEPT = 4096 // of a line that began in an earlier chunk

const decoder = new TextDecoder()

function hintsOf(options) {
  const { transport, dockerIsolated, profile } = options
  return { transport, dockerIsolated, profile }
}

// ---- Reading ----

// The bytes that a log ended with so far, to show the lines that were found in them.
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
    return from < 0
      ? ''
      : decoder.decode(this.#bytes.subarray(from, Math.min(end - this.#start, from + EXCERPT_LENGTH)))
  }
}

async function classifyLog(mcpx, chunks, options) {
  const log = mcpx.openLog(hintsOf(options))
  const recent = new RecentBytes()
  const lines = []
  const keep = (found) => {
    for (const line of found) {
      const shown = options.all || lines.length < LINES_SHOWN
      lines.push(shown ? { ...line, excerpt: recent.excerpt(line) } : line)
    }
  }
  for await (const chunk of chunks) {
    recent.add(chunk)
    keep(log.feed(chunk))
  }
  const totals = log.finish()
  keep(totals.lines)
  return { ...totals, lines }
}

async function classifyInput(mcpx, name, options) {
  const input = await readInput(name, options)
  if (input.chunks) return { file: name, kind: 'log', ...(await classifyLog(mcpx, input.chunks, options)) }
  return { file: name, kind: 'text', ...mcpx.classify(input.bytes, hintsOf(options)), bytes: input.bytes }
}

// ---- What a person reads ----

const HINT_SOURCES = { caller: 'as you said', text: 'read off the text' }

function hintLines({ hints }) {
  const lines = []
  if (hints.transport) lines.push(`transport ${hints.transport}, ${HINT_SOURCES[hints.transport_source]}`)
  if (hints.docker_isolated_source) {
    lines.push(
      `Docker isolation ${hints.docker_isolated ? 'on' : 'off'}, ${HINT_SOURCES[hints.docker_isolated_source]}`
    )
  }
  if (hints.fact) lines.push(`${hints.fact}, ${HINT_SOURCES[hints.fact_source]}`)
  return lines
}

function reason(answer) {
  const same = answer.proxy_code === answer.code
  const proxy = same ? 'the proxy reports the same code' : `the proxy itself reports ${answer.proxy_code}`
  const rows = [['rule', `${answer.rule}${answer.extension ? ' (an extension)' : ''}; ${proxy}`]]
  for (const line of hintLines(answer)) rows.push(['with', line])
  return rows.map(([key, value]) => `${paint.dim(`  ${key.padEnd(5)} ${value}`)}\n`).join('')
}

function renderText(mcpx, result, named) {
  const entry = mcpx.entry(result.code)
  const title = `${severityWord(result.severity)} ${paint.bold(result.code)}`
  const head = named ? `${title}  ${paint.dim(shownName(result.file))}\n` : `${title}\n`
  const shown = result.evidence.length ? `\n${frame(result.bytes, result.evidence)}` : ''
  return `${head}${shown}\n${message(entry)}\n${fixSteps(entry)}\n${reason(result)}`
}

function logLine(line, width) {
  const text = line.excerpt === undefined ? '' : harmless(line.excerpt)
  return `  ${String(line.line).padStart(width)}  ${line.code.padEnd(34)} ${paint.dim(text.slice(0, 100))}\n`
}

function logCounts(mcpx, counts) {
  const rows = Object.entries(counts).filter(([code]) => code !== UNCLASSIFIED)
  rows.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return rows
    .map(([code, count]) => {
      const { severity } = mcpx.entry(code)
      return `  ${String(count).padStart(7)} × ${code.padEnd(34)} ${SEVERITY_PAINT[severity](severity)}\n`
    })
    .join('')
}

function renderLog(mcpx, result, options) {
  const shown = options.all ? result.lines : result.lines.slice(0, LINES_SHOWN)
  const width = String(shown.at(-1)?.line ?? 1).length
  const rest = result.lines.length - shown.length
  const coded = `${result.lines.length.toLocaleString('en')} of ${result.total.toLocaleString('en')} lines have a code`
  const head = `${paint.bold(shownName(result.file))}: a log, ${coded} ${paint.dim('(--text reads it as one error)')}\n`
  if (!result.lines.length) return head
  const more = rest ? paint.dim(`  … ${rest.toLocaleString('en')} more (--all prints them)\n`) : ''
  const next = paint.dim('  mcpx explain CODE says what to do about each.\n')
  return `${head}\n${shown.map((line) => logLine(line, width)).join('')}${more}\n${logCounts(mcpx, result.counts)}\n${next}`
}

// ---- The command ----

function plain({ bytes, lines, ...result }) {
  return lines ? { ...result, lines: lines.map(({ excerpt, ...line }) => line) } : result
}

// One line an error: a text's answer, or each line of a log that has a code.
function flat(result) {
  if (result.kind === 'text') return [plain(result)]
  return plain(result).lines.map((line) => ({ file: result.file, kind: 'line', ...line }))
}

function severities(mcpx, result) {
  const codes = result.kind === 'text' ? [result.code] : Object.keys(result.counts)
  return codes.filter((code) => code !== UNCLASSIFIED).map((code) => mcpx.entry(code)?.severity ?? 'error')
}

function fails(mcpx, results, failOn) {
  const found = results.flatMap((result) => severities(mcpx, result))
  if (failOn === 'never') return false
  return found.includes('error') || (failOn === 'warning' && found.includes('warn'))
}

export async function classify(mcpx, files, options) {
  const results = []
  let status = EXIT.clean
  for (const name of files.length ? files : ['-']) {
    try {
      results.push(await classifyInput(mcpx, name, options))
    } catch (error) {
      if (!(error instanceof UnreadableInput)) throw error
      complain(error.message)
      status = EXIT.unreadable
    }
  }
  await emit(options.format, {
    text: () =>
      results
        .map((result) =>
          result.kind === 'log'
            ? renderLog(mcpx, result, options)
            : renderText(mcpx, result, files.length > 1)
        )
        .join('\n'),
    json: () => asJson({ version: mcpx.version, results: results.map(plain) }),
    ndjson: () => asNdjson(results.flatMap(flat))
  })
  if (status === EXIT.clean && fails(mcpx, results, options.failOn)) status = EXIT.findings
  return status
}
