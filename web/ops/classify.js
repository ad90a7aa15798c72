// ops/classify.js: a text and hints -> its answer, the codes that other hints would give, and its failing lines.

const UNKNOWN = 'MCPX_UNKNOWN_UNCLASSIFIED'
const TRANSPORTS = ['stdio', 'http']
const ISOLATIONS = [true, false]

// All changes of the hints: those of one hint before those of two.
function changesOf({ transport, dockerIsolated }) {
  const transports = TRANSPORTS.filter((value) => value !== transport).map((value) => ({ transport: value }))
  const isolations = ISOLATIONS.filter((value) => value !== dockerIsolated).map((value) => ({
    dockerIsolated: value
  }))
  const both = transports.flatMap((one) => isolations.map((other) => ({ ...one, ...other })))
  return [...transports, ...isolations, ...both]
}

// The known codes that differ from `code`, each with the smallest change of the hints that gives it.
function otherCodes(code, changes, answers) {
  const seen = new Set([code, UNKNOWN])
  const others = []
  for (const [i, answer] of answers.entries()) {
    if (seen.has(answer.code)) continue
    seen.add(answer.code)
    others.push({ code: answer.code, change: changes[i] })
  }
  return others
}

// { total: lines, found: lines with a code, codes: how many different ones }.
function countFailures(mcpx, text, hints) {
  if (!text.includes('\n')) return { total: 1, found: 0, codes: 0 }
  const { total, lines } = mcpx.classifyLog(text, hints)
  return { total, found: lines.length, codes: new Set(lines.map((line) => line.code)).size }
}

// `wantsLines` asks for `lines`, which needs a second pass over the text. Without it they are null.
export function classify(mcpx, { text, transport = null, dockerIsolated = null, wantsLines = false }) {
  const hints = { transport, dockerIsolated }
  const changes = changesOf(hints)
  const all = [hints, ...changes.map((change) => ({ ...hints, ...change }))]
  const [answer, ...changed] = mcpx.classifyAll(text, all)
  return {
    answer,
    others: otherCodes(answer.code, changes, changed),
    lines: wantsLines ? countFailures(mcpx, text, hints) : null
  }
}

// What a rule requires beside phrases: { requires, requires_text }, both null if nothing.
export function requirementOf(mcpx, { rule }) {
  const { requires, requires_text } = mcpx.rule(rule)
  return { requires, requires_text }
}
