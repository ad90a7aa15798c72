// ops/classify.js: a text and hints -> its answer, the codes that other hints would give, and its failing lines.
import { mayIsolate } from '../../wasm/shared/hints.js'

const UNKNOWN = 'MCPX_UNKNOWN_UNCLASSIFIED'
const TRANSPORTS = ['stdio', 'http']
const ISOLATIONS = [true, false]
const LOG_LINES_MIN = 40

// All changes of the hints: those of one hint before those of two.
function changesOf({ transport, dockerIsolated }) {
  const transports = TRANSPORTS.filter((value) => value !== transport).map((value) => ({ transport: value }))
  const isolations = ISOLATIONS.filter((value) => value !== dockerIsolated).map((value) => ({
    dockerIsolated: value
  }))
  const both = transports.flatMap((one) => isolations.map((other) => ({ ...one, ...other })))
  return [...transports, ...isolations, ...both]
}

// The known codes that differ from that of the answer, each with the smallest change of the hints that gives it.
function otherCodes({ code: own, context }, changes, answers) {
  const seen = new Set([own, UNKNOWN])
  const others = []
  for (const [i, { code }] of answers.entries()) {
    const change = changes[i]
    if (seen.has(code) || ('dockerIsolated' in change && !mayIsolate(context?.client))) continue
    seen.add(code)
    others.push({ code, change })
  }
  return others
}

// { found: lines with a code, isLog }. A text is treated as a log if most of its lines begin with a time, if it has
// several incidents, or if it is long and any line has a failure. The module without causes does not read logs.
function readLines(mcpx, text, hints, isFinal) {
  if (!isFinal || !text.includes('\n')) return { found: 0, isLog: false }
  const { total, lines, incidents, timed } = mcpx.classifyLog(text, hints)
  const found = lines.length
  const isLong = total >= LOG_LINES_MIN && found + incidents.length > 0
  return { found, isLog: timed || incidents.length > 1 || isLong }
}

// The surroundings as options.
export const surroundingsOf = ({ os, client, runner }) => ({ os, client, runner })

// How many of the answer's steps are those of its cause; they come first.
export function countOwnSteps(mcpx, { cause, context }) {
  return cause ? mcpx.advise({ cause: cause.id, ...surroundingsOf(context) }).steps.length : 0
}

// `wantsLines` asks for `lines`, which needs a second pass over the text. Without it they are null. `isFinal` is false
// if the module knows no causes: then the answer has no title, no cause and no steps.
export function classify(mcpx, { text, wantsLines = false, ...given }) {
  const { transport = null, dockerIsolated = null, ...surroundings } = given
  const hints = { transport, dockerIsolated, ...(mcpx.advise && surroundings) }
  const changes = changesOf(hints)
  const all = [hints, ...changes.map((change) => ({ ...hints, ...change }))]
  const [answer, ...changed] = mcpx.classifyAll(text, all)
  const isFinal = Boolean(answer.steps)
  if (!isFinal) answer.unknown = null // only its kind, which says nothing without its text
  return {
    answer,
    isFinal,
    ownSteps: countOwnSteps(mcpx, answer),
    others: otherCodes(answer, changes, changed),
    lines: wantsLines ? readLines(mcpx, text, hints, isFinal) : null
  }
}

// What a rule requires beside phrases: { requires, requires_text }, both null if nothing.
export function requirementOf(mcpx, { rule }) {
  const { requires, requires_text } = mcpx.rule(rule)
  return { requires, requires_text }
}

// What a person is told about a code or a cause, in surroundings.
export const advise = (mcpx, { code, cause, context }) =>
  mcpx.advise({ code, cause, ...surroundingsOf(context) })
