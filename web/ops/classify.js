// ops/classify.js: a text and hints -> its answer, and what other hints would make of it.

const TRANSPORTS = ['stdio', 'http']
const ISOLATIONS = [true, false]

// All changes of the hints, those of one hint before those of two.
function changesOf({ transport, dockerIsolated }) {
  const transports = TRANSPORTS.filter((value) => value !== transport).map((value) => ({ transport: value }))
  const isolations = ISOLATIONS.filter((value) => value !== dockerIsolated).map((value) => ({
    dockerIsolated: value
  }))
  const both = transports.flatMap((one) => isolations.map((other) => ({ ...one, ...other })))
  return [...transports, ...isolations, ...both]
}

// Codes that other hints would give, each with the least change that does.
function othersOf(mcpx, text, options, code) {
  const seen = new Set([code])
  const others = []
  for (const change of changesOf(options)) {
    const other = mcpx.classify(text, { ...options, ...change })
    if (seen.has(other.code)) continue
    seen.add(other.code)
    others.push({ code: other.code, change })
  }
  return others
}

// How the text looks line by line: { found: lines with a code, codes: how many different ones }.
function linesOf(mcpx, text, options) {
  if (!text.includes('\n')) return { total: 1, found: 0, codes: 0 }
  const { total, lines } = mcpx.classifyLog(text, options)
  return { total, found: lines.length, codes: new Set(lines.map((line) => line.code)).size }
}

export function classify(mcpx, { text, transport = null, dockerIsolated = null }) {
  const options = { transport, dockerIsolated }
  const answer = mcpx.classify(text, options)
  return {
    answer,
    others: othersOf(mcpx, text, options, answer.code),
    lines: linesOf(mcpx, text, options)
  }
}

// What opens the rule of that name, beside phrases: { gate, fact }, each null where there is none.
export function ruleOf(mcpx, { name }) {
  const { requires, fact } = mcpx.rules().find((rule) => rule.name === name)
  return { gate: requires, fact }
}
