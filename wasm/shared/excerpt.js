// excerpt.js: a text and ranges of it (in UTF-16 units) -> the lines with these ranges, in marked and unmarked pieces.
// The command draws them as a code frame, the page as elements.

// An empty range touches the line that it is in.
const touches = (range, line) =>
  range.start === range.end
    ? range.start >= line.start && range.start <= line.end
    : range.start < line.end && range.end > line.start

// The lines { number, start, end, marks } that a range touches, and `context` lines before and after each.
export function linesAround(text, ranges, context = 0) {
  const lastEnd = Math.max(...ranges.map(({ end }) => end))
  const lines = []
  for (let start = 0; start <= text.length; ) {
    const found = text.indexOf('\n', start)
    const line = { number: lines.length + 1, start, end: found < 0 ? text.length : found }
    lines.push({ ...line, marks: ranges.filter((range) => touches(range, line)) })
    if (found < 0 || lines.at(-1 - context)?.start > lastEnd) break
    start = found + 1
  }
  const isShown = (_, i) => lines.slice(Math.max(0, i - context), i + context + 1).some(hasMarks)
  return lines.filter(isShown)
}

const hasMarks = ({ marks }) => marks.length > 0

// A line as pieces { text, marked }, with the `kind` of the mark if it has one. Text more than `around` units away from
// its marks becomes "…"; a carriage return at its end is left out. An empty mark gives an empty piece.
export function piecesOf(text, { start, end, marks }, around = Number.POSITIVE_INFINITY) {
  const lineEnd = end > start && text[end - 1] === '\r' ? end - 1 : end
  const from = Math.max(start, (marks[0]?.start ?? start) - around)
  const to = Math.min(lineEnd, Math.max(...marks.map((mark) => mark.end), start) + around)
  const pieces = []
  let at = from
  const add = (until, marked, { kind } = {}) => {
    pieces.push({ text: text.slice(at, until), marked, ...(kind && { kind }) })
    at = until
  }
  for (const mark of marks) {
    if (mark.start > at) add(Math.min(mark.start, to), false)
    add(Math.min(Math.max(mark.end, at), to), true, mark)
  }
  if (to > at) add(to, false)
  if (from > start) pieces[0].text = `…${pieces[0].text}`
  if (to < lineEnd) pieces.at(-1).text += '…'
  return pieces
}

// The marks in their order; those that overlap become one. An empty mark within another is dropped.
export function mergeMarks(marks) {
  const merged = []
  for (const mark of [...marks].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1)
    if (last && mark.start < last.end) last.end = Math.max(last.end, mark.end)
    else merged.push({ ...mark })
  }
  return merged
}

// ---- Fitting a line into a given width ----

// Text around a mark that is worth showing.
const CONTEXT_MIN = 8

// Divide `room` among parts of these lengths: short parts are shown whole, long ones get equal shares.
function shares(lengths, room) {
  const rising = lengths.map((_, i) => i).sort((a, b) => lengths[a] - lengths[b])
  const result = []
  let left = room
  rising.forEach((i, done) => {
    const fair = Math.max(Math.floor(left / (rising.length - done)), 1)
    result[i] = Math.min(lengths[i], fair)
    left -= result[i]
  })
  return result
}

function cut(text, length, { start, end }) {
  if (text.length <= length) return text
  if (length <= 1) return '…'
  if (start) return `…${text.slice(1 - length)}`
  if (end) return `${text.slice(0, length - 1)}…`
  const kept = Math.floor((length - 1) / 2)
  return `${text.slice(0, length - 1 - kept)}…${text.slice(-kept)}`
}

// The marks of a line as rows, so that in each row its marks fit into `room` columns with some text around them. A mark
// that is wider than a row is divided. `widthOf(start, end)` is the width of a part of the text.
export function markRows({ start, end, marks }, room, widthOf) {
  const rows = []
  let used = room
  for (const mark of marks) {
    const last = Math.min(mark.end, end)
    let from = Math.max(mark.start, start)
    do {
      const until = from + widest(from, last, room - 2, widthOf)
      const width = widthOf(from, until) + CONTEXT_MIN
      if (used + width > room) {
        rows.push([])
        used = CONTEXT_MIN
      }
      rows.at(-1).push({ start: from, end: until })
      used += width
      from = until
    } while (from < last)
  }
  return rows
}

// The length of the longest part from `from` on, up to `end`, that fits into `room` columns.
function widest(from, end, room, widthOf) {
  let length = Math.min(end - from, room)
  while (length > 1 && widthOf(from, from + length) > room) length -= 1
  return length
}

// Shorten the pieces of a line to `room` columns. The text next to the marks is kept; a mark is cut only if it is wider
// than the room.
export function fitPieces(pieces, room, widthOf) {
  if (widthOf(pieces.map(({ text }) => text).join('')) <= room) return pieces
  const markMax = Math.max(room - 2, CONTEXT_MIN)
  const marks = pieces.map(({ text, marked }) => (marked ? cut(text, markMax, { end: true }) : ''))
  const lengths = pieces.map(({ text, marked }) => (marked ? 0 : text.length))
  const share = shares(lengths, room - marks.join('').length)
  return pieces.map(({ text, marked }, i) => ({
    marked,
    text: marked ? marks[i] : cut(text, share[i], { start: i === 0, end: i === pieces.length - 1 })
  }))
}
