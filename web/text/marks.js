// text/marks.js: an answer -> the ranges of the text to mark: what shows the cause, what shows the code, and what merely
// follows.

// The kinds of marks, the strongest first.
export const KINDS = ['cause', 'code', 'effect']

const ofKind = (kind, ranges = []) => ranges.map(({ start, end }) => ({ start, end, kind }))

const allRanges = ({ cause_evidence, evidence, effects }) =>
  [ofKind('cause', cause_evidence), ofKind('code', evidence), ofKind('effect', effects)].flat()

// The ranges { start, end, kind, n } in the order of the text. They do not overlap: where several kinds meet, the
// strongest counts. What is a reason for the answer has a number n, from 1.
export function marksOf(answer) {
  const all = allRanges(answer)
  const bounds = [...new Set(all.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b)
  const marks = []
  let n = 0
  for (let i = 1; i < bounds.length; i++) {
    const [start, end] = [bounds[i - 1], bounds[i]]
    const strongest = all.find((range) => range.start <= start && range.end >= end)
    const last = marks.at(-1)
    if (strongest && last?.end === start && last.kind === strongest.kind) last.end = end
    else if (strongest)
      marks.push({ start, end, kind: strongest.kind, n: strongest.kind === 'effect' ? 0 : ++n })
  }
  return marks
}

// The text of a range, shortened.
export function quoted(text, { start, end }, max = 80) {
  const words = text.slice(start, end)
  return words.length > max ? `${words.slice(0, max)}…` : words
}

// The number of the line that an offset is in, from 1.
export const lineNumberAt = (text, offset) => text.slice(0, offset).split('\n').length
