// ops/redact.js: a text -> the text without personal data, for what the visitor copies or shares.

// Returns { text, redacted: [{ rule, count }] }, the most frequent rule first.
export function redact(mcpx, { text }) {
  const { text: clean, ranges } = mcpx.redact(text)
  const counts = new Map()
  for (const { kind } of ranges) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const redacted = Array.from(counts, ([rule, count]) => ({ rule, count }))
  return { text: clean, redacted: redacted.sort((a, b) => b.count - a.count) }
}
