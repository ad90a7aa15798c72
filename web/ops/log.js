// ops/log.js: a blob of any size -> how many lines of it give which code, and where they are.
import { chunksOf } from './chunks.js'

// Of each code so many lines are kept with their places; the others are only counted.
const PLACES_MAX = 1000
const UNKNOWN = 'MCPX_UNKNOWN_UNCLASSIFIED'

function keep(groups, lines) {
  for (const { code, line, start, end } of lines) {
    if (!groups.has(code)) groups.set(code, [])
    const places = groups.get(code)
    if (places.length < PLACES_MAX) places.push({ line, start, end })
  }
}

// -> { total, unknown, groups: [{ code, count, places: [{ line, start, end }] }] }, the most frequent first;
// places are bytes of the blob.
export async function log(mcpx, { blob, transport = null, dockerIsolated = null }, { progress, signal }) {
  const groups = new Map()
  const open = mcpx.openLog({ transport, dockerIsolated })
  for await (const chunk of chunksOf(blob, { progress, signal })) keep(groups, open.feed(chunk))
  const { total, counts, lines } = open.finish()
  keep(groups, lines)
  const found = [...groups].map(([code, places]) => ({ code, count: counts[code], places }))
  found.sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
  return { total, unknown: counts[UNKNOWN] ?? 0, groups: found }
}
