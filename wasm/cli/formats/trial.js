// trial.js: the result of mcpx try as text, JSON and NDJSON.
//
// A result is { ok: true, transport, seconds, server, protocol_version, tools } or { ok: false, transport, seconds, bytes,
// answer, stray, lastLines, isHiding }: the redacted text that was classified, the answer to it, the lines on standard
// output that are no messages, the last lines of the text, and whether --paths would show more of it.
import { dimRow } from '../show/diagnosis.js'
import { gutter } from '../show/frame.js'
import { oneLine } from '../show/steps.js'
import {
  columns,
  counted,
  escapeControls,
  fitted,
  linesOf,
  paint,
  paragraph,
  unbroken
} from '../show/terminal.js'
import { answerText } from './answer_text.js'
import { asNdjson, JsonDocument } from './json.js'

const SLOW_SECONDS = 10
const ROW_INDENT = 11
const WHOLE_MAX = 8 // lines

const time = (seconds) => unbroken(`${seconds} s`)

function success({ server, protocol_version: version, tools, seconds }) {
  const name = escapeControls(
    [server.name || 'a server without a name', server.version].filter(Boolean).join(' ')
  )
  const offer = tools === null ? 'no tools' : counted(tools, 'tool')
  const line = `${paint.green('ok')}    ${paint.bold(name)}: ${offer}, MCP ${version}, ${time(seconds)}\n`
  if (seconds < SLOW_SECONDS) return line
  return `${line}${paint.dim(paragraph('Some clients wait only 10 to 60 seconds for a server to start.'))}\n`
}

// What came last. It is left out where the text shows the cause.
function lastRows({ answer, lastLines, transport }, verbose) {
  if (answer.cause_evidence?.length && !verbose) return ''
  const key = transport === 'stdio' ? 'log' : 'answer'
  return lastLines.map(({ text }, i) => dimRow(i ? '' : key, oneLine(text, ROW_INDENT))).join('')
}

// The last line says what the client saw, so all its words are shown; the lines of a log are cut.
function framed({ number, text }, i, { length }) {
  const room = columns() - ROW_INDENT
  const shown = escapeControls(text)
  const lines = i === length - 1 ? linesOf(shown, room).slice(0, WHOLE_MAX) : [shown]
  return lines.map((line, at) => `${at ? gutter() : gutter(number)}${fitted(line, room)}\n`).join('')
}

// The same as a frame without marks, for a text in which nothing is marked.
const lastFrame = ({ lastLines }) => lastLines.map(framed).join('')

// What the server printed on standard output, where only messages may be.
const strayRows = ({ stray }) =>
  stray
    .map(({ line, kind, text }, i) =>
      dimRow(i ? '' : 'stdout', oneLine(`line ${line}, ${kind}${text && ': '}${text}`, ROW_INDENT))
    )
    .join('')

const isMarked = ({ answer: { evidence, cause_evidence: ofCause = [] } }) =>
  evidence.length + ofCause.length > 0

function failure(mcpx, result, { verbose }) {
  const { answer, bytes } = result
  const options = { isOnly: true, verbose, unmarked: lastFrame(result) }
  const text = answerText(mcpx, { file: '-', bytes, ...answer }, options)
  const hidden = result.isHiding
    ? dimRow('hidden', 'paths, hosts and addresses in the text (--paths shows them)')
    : ''
  return `${text}${strayRows(result)}${isMarked(result) ? lastRows(result, verbose) : ''}${hidden}`
}

const data = ({ ok, answer, bytes, stray, lastLines: _, isHiding: _isHiding, ...result }) =>
  ok
    ? { kind: 'trial', ok, ...result }
    : { kind: 'trial', ok, ...result, text: bytes.toString(), stray, ...answer }

export function renderTrial(mcpx, result, options) {
  return {
    text: () => (result.ok ? success(result) : failure(mcpx, result, options)),
    json() {
      let text = ''
      const document = new JsonDocument((part) => {
        text += part
      }, mcpx.version)
      document.addResult(data(result))
      document.end()
      return text
    },
    ndjson: () => asNdjson([data(result)])
  }
}
