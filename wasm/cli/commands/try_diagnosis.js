// try_diagnosis.js: why a trial failed, as facts and text -> the answer of the library, and the redacted text it is about.
import { basename } from 'node:path'
import { decodeRange } from '../../shared/decode.js'
import { isSecret } from '../show/secrets.js'
import { FINDINGS } from './try_findings.js'
import { secretsOf, transportOf } from './try_target.js'

const LOG_LINES = 8
const BLOCKED_MIN = 4

// A path may have a secret in it. Shorter values are those that the library does not search for.
const isPart = (blocked, value) => blocked.length >= BLOCKED_MIN && value.includes(blocked)

const bytesOf = (text) => Buffer.from(text.toWellFormed())

// Replaces what mcpx.redact() finds, but with `paths` only what is secret, by "[kind]". { bytes, moveRange, isHiding }: the
// text, a function that moves the ranges of the text to it, and whether `paths` would show more of it. The words of mcpx
// itself begin at `own` (bytes). They stay, even if an argument has the same word.
function redacted(mcpx, bytes, { blockedValues, paths, marks, own = bytes.length }) {
  const found = mcpx.redact(bytes, { blockedValues }).ranges
  const all = found.filter(({ start, kind }) => start < own || kind !== 'blocked_value')
  const secret = all.filter((range) => {
    const value = decodeRange(bytes, range.start, range.end)
    return isSecret(range, value, marks) || blockedValues.some((blocked) => isPart(blocked, value))
  })
  const ranges = paths ? secret : all
  const parts = []
  const moves = [] // { start, end, to, length } of each replaced range
  let at = 0
  let size = 0
  for (const { start, end, kind } of ranges) {
    const replacement = Buffer.from(`[${kind}]`)
    parts.push(bytes.subarray(at, start), replacement)
    size += start - at
    moves.push({ start, end, to: size, length: replacement.length })
    size += replacement.length
    at = end
  }
  const move = (offset, isEnd) => {
    const before = moves.findLast(({ start }) => (isEnd ? start < offset : start <= offset))
    if (!before) return offset
    if (offset < before.end) return isEnd ? before.to + before.length : before.to
    return before.to + before.length + offset - before.end
  }
  const moveRange = (range) => ({ ...range, start: move(range.start, false), end: move(range.end, true) })
  return {
    bytes: Buffer.concat([...parts, bytes.subarray(at)]),
    moveRange,
    isHiding: ranges.length > secret.length
  }
}

const redactedText = (mcpx, text, rules) =>
  redacted(mcpx, bytesOf(text), { ...rules, marks: [] }).bytes.toString()

const systemOf = () => {
  if (process.platform === 'win32') return 'windows'
  if (process.platform === 'darwin') return 'macos'
  return process.env.WSL_DISTRO_NAME ? 'wsl' : 'linux'
}

function hintsOf(mcpx, target, { client }) {
  const { command } = target
  const common = { os: systemOf(), client, transport: transportOf(target) }
  if (command === undefined) return common
  const program = basename(command).replace(/\.(exe|cmd)$/i, '')
  const runner = mcpx.surroundings().runners.includes(program) ? program : undefined
  return { ...common, runner }
}

const placeOf = ({ os, client, runner }) =>
  Object.fromEntries(Object.entries({ os, client, runner }).filter(([, value]) => value))

const UNKNOWN = ['not_a_failure', 'too_little', 'unrecognized']

// This is a failure, even if its text does not look like one. More lines cannot be added: all are there.
function asFailure(mcpx, answer, hints) {
  if (!UNKNOWN.includes(answer.unknown?.kind)) return answer
  const { unknown } = mcpx.advise({ code: answer.code, unknown: 'unrecognized' })
  const { steps } = mcpx.advise({ code: answer.code, ...placeOf(hints) })
  return {
    ...answer,
    severity: mcpx.entry(answer.code).severity,
    unknown: { ...unknown, nearest: answer.unknown.nearest },
    title: unknown.title,
    steps
  }
}

// This is the trial that a step may ask for.
const withoutTrial = (steps) => steps?.filter(({ command }) => !command?.startsWith('mcpx try '))

// Findings that say less than a code or a cause in the words of the server.
const WEAK = ['error_response', 'other_content_type', 'other_status']

// What the trial found itself comes before what the text tells.
function withFinding(answer, kind) {
  if (!kind || (WEAK.includes(kind) && (answer.cause || !answer.unknown))) return answer
  const { title, text, steps } = FINDINGS[kind]
  const { cause: _, unknown: _unknown, also_possible: _others, ...rest } = answer
  return { ...rest, cause: null, title, finding: { kind, title, text }, steps }
}

// ---- What the program behind an address says ----

const SERVER_FAILED = 'remote_server_failed' // the cause of a 5xx that has no other

// An error with its message, as Python, JavaScript and Java print it: in a text, in JSON or in HTML.
const ERROR = /(?:[A-Za-z_]\w*\.)*(?:[A-Z]\w*)?(?:Error|Exception): (?:(?!\\n)[^\n<"])+/g

// The range of the error in a reply, in bytes, or undefined. A traceback of Python ends with it, a stack begins with it.
function errorIn(reply) {
  const found = [...reply.matchAll(ERROR)]
  const error = reply.includes('Traceback (most recent call last)') ? found.at(-1) : found[0]
  if (!error) return undefined
  const start = Buffer.byteLength(reply.slice(0, error.index))
  return { start, end: start + Buffer.byteLength(error[0]) }
}

const movedBy = (offset) => (range) => ({ ...range, start: range.start + offset, end: range.end + offset })

// The text with blanks in place of the reply: what the server could not reach is not what the client could not reach.
function withoutReply(bytes, reply) {
  const start = reply ? bytes.indexOf(reply) : -1
  return start < 0 ? bytes : Buffer.from(bytes).fill(' ', start, start + Buffer.byteLength(reply))
}

// The answer for a server that failed, with the cause that its reply shows.
function withReply(mcpx, answer, { bytes, reply, hints }) {
  const error = answer.cause?.id === SERVER_FAILED && errorIn(reply)
  if (!error) return answer
  const toText = movedBy(bytes.indexOf(reply))
  const { cause, cause_evidence: ofCause, also_possible } = mcpx.classify(bytesOf(reply), hints)
  if (!cause || cause.id === SERVER_FAILED)
    return withFinding({ ...answer, evidence: [toText(error)], cause_evidence: [] }, 'error_in_answer')
  // The steps of the cause are for the computer of the server.
  const { steps } = FINDINGS.error_in_answer
  return { ...answer, cause, cause_evidence: (ofCause ?? []).map(toText), also_possible, steps }
}

const ended = (text) => (text && !text.endsWith('\n') ? `${text}\n` : text)

const LF = 0x0a

// The line of a text that an offset is in.
const lineOf = (bytes, at) => {
  const end = bytes.indexOf(LF, at)
  return bytes.subarray(bytes.subarray(0, at).lastIndexOf(LF) + 1, end < 0 ? bytes.length : end).toString()
}

const marksOf = ({ evidence, cause_evidence: ofCause = [] }) => [...evidence, ...ofCause]

const markedLines = (bytes, answer) => new Set(marksOf(answer).map(({ start }) => lineOf(bytes, start)))

// The last lines { number, text } that are not marked. They may say more than the rules know.
function lastLinesOf(bytes, marked) {
  const lines = bytes
    .toString()
    .split('\n')
    .map((text, i) => ({ number: i + 1, text }))
  return lines.filter(({ text }) => text.trim() && !marked.has(text)).slice(-LOG_LINES)
}

// At most one for each line, and none for a line that is marked.
function effectsOf(bytes, { effects }, marked) {
  const seen = new Set(marked)
  return effects?.filter(({ start }) => {
    const line = lineOf(bytes, start)
    const isNew = !seen.has(line)
    seen.add(line)
    return isNew
  })
}

// Classify the log of the server and what the client saw, and redact both.
export function diagnose(mcpx, { failure, log, target }, options) {
  const hints = hintsOf(mcpx, target, options)
  const bytes = bytesOf(`${ended(log)}${failure.message}\n`)
  const reply = failure.reply.toWellFormed()
  const told = withoutReply(bytes, reply)
  const classified = asFailure(mcpx, mcpx.classify(told, { ...hints, facts: failure.facts }), hints)
  const found = withFinding(classified, failure.finding)
  const answer = withReply(mcpx, found, { bytes, reply, hints })
  const rules = { blockedValues: secretsOf(target), paths: options.paths, marks: marksOf(answer) }
  const own = bytes.length - 1 - bytesOf(failure.own).length
  const { bytes: shown, moveRange, isHiding } = redacted(mcpx, bytes, { ...rules, own })
  for (const name of ['evidence', 'cause_evidence', 'effects']) answer[name] = answer[name]?.map(moveRange)
  const marked = markedLines(shown, answer)
  const effects = effectsOf(shown, answer, marked)
  const others = (effects ?? []).map(({ start }) => lineOf(shown, start))
  return {
    bytes: shown,
    answer: { ...answer, effects, steps: withoutTrial(answer.steps) },
    stray: failure.stray.map((row) => ({ ...row, text: redactedText(mcpx, row.text, rules) })),
    isHiding,
    lastLines: lastLinesOf(shown, new Set([...marked, ...others]))
  }
}
