// ops/log.js: a log in a blob of any size -> how many lines have each code, and where these lines are.
import { chunksOf } from './chunks.js'

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

// Returns { total, unknown, groups: [{ code, count, places: [{ line, start, end }] }] }, the most frequent code first.
// Positions are byte offsets in the blob.
export async function log(mcpx, { blob, transport = null, dockerIsolated = null }, { progress, signal }) {
  const groups = new Map()
  const reader = mcpx.openLog({ transport, dockerIsolated })
  for await (const chunk of chunksOf(blob, { progress, signal })) addLines(groups, reader.feed(chunk))
  const { total, counts, lines } = reader.finish()
  addLines(groups, lines)
  const found = [...groups].map(([code, places]) => ({ code, count: counts[code], places }))
  found.sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
  return { total, unknown: counts[UNKNOWN] ?? 0, groups: found }
}
