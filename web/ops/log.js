// ops/log.js: a log in a blob of any size -> its incidents, how many lines have each code, and where these lines are.
import { chunksOf } from './chunks.js'
import { countOwnSteps, surroundingsOf } from './classify.js'

// The positions of this many lines are kept for each code; further lines are only counted.
const PLACES_MAX = 1000
const UNKNOWN = 'MCPX_UNKNOWN_UNCLASSIFIED'

function addLines(groups, lines) {
  for (const { code, line, start, end } of lines) {
    if (!groups.has(code)) groups.set(code, [])
    const places = groups.get(code)
    if (places.length < PLACES_MAX) places.push({ line, start, end })
  }
}

// An incident with what a person is told about it, and how many of its steps are those of its cause.
function advised(mcpx, incident) {
  const { code, cause, also_possible: others, unknown, context } = incident
  const advice = mcpx.advise({
    code,
    cause: cause?.id,
    alsoPossible: others.map(({ id }) => id),
    unknown: unknown?.kind,
    ...surroundingsOf(context)
  })
  return { ...incident, ...advice, ownSteps: countOwnSteps(mcpx, incident) }
}

// Returns { total, unknown, incidents, first, dropped, groups: [{ code, count, places: [{ line, start, end }] }] }, the
// most frequent code first. `first` is the index of the incident to read first, or null. Positions are byte offsets in
// the blob.
export async function log(mcpx, { blob, ...hints }, { progress, signal }) {
  const groups = new Map()
  const reader = mcpx.openLog(hints)
  for await (const chunk of chunksOf(blob, { progress, signal })) addLines(groups, reader.feed(chunk))
  const { total, counts, lines, incidents, first = null, dropped = 0 } = reader.finish()
  addLines(groups, lines)
  const found = [...groups].map(([code, places]) => ({ code, count: counts[code], places }))
  found.sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
  return {
    total,
    unknown: counts[UNKNOWN] ?? 0,
    incidents: incidents.map((incident) => advised(mcpx, incident)),
    first,
    dropped,
    groups: found
  }
}
