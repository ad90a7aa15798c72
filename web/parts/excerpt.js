// parts/excerpt.js: a text and ranges of it -> the lines that they touch, with the ranges marked.
import { h } from '../dom.js'

// Of a long line so much is kept around its marks.
const AROUND = 160
const LINES_MAX = 12

// Control characters are shown, not obeyed.
const visible = (text) =>
  text
    .replace(/[\0-\x08\x0b-\x1f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replace(/\x7f/g, '␡')

// A place between two characters touches the line that it is in.
const touches = (range, start, end) =>
  range.start === range.end
    ? range.start >= start && range.start <= end
    : range.start < end && range.end > start

// The lines of a text as { number, start, end, marks }, those that any range touches and `context` around them.
export function linesAround(text, ranges, context = 1) {
  const lines = []
  for (let start = 0, number = 1; start <= text.length; number++) {
    const found = text.indexOf('\n', start)
    const end = found < 0 ? text.length : found
    lines.push({ number, start, end, marks: ranges.filter((range) => touches(range, start, end)) })
    if (found < 0) break
    start = end + 1
  }
  const wanted = (i) =>
    lines.slice(Math.max(0, i - context), i + context + 1).some((line) => line.marks.length)
  return lines.filter((_, i) => wanted(i)).slice(0, LINES_MAX)
}

// A line as pieces { text, marked }; what is further than `around` from its marks is left out.
export function pieces(text, { start, end, marks }, around = AROUND) {
  const result = []
  const first = Math.max(start, (marks[0]?.start ?? start) - around)
  const last = Math.min(end, (marks.at(-1)?.end ?? start) + around)
  let at = first
  if (first > start) result.push({ text: '…', marked: false })
  for (const mark of marks) {
    const from = Math.max(at, mark.start)
    const to = Math.min(end, Math.max(from, mark.end))
    if (from > at) result.push({ text: text.slice(at, from), marked: false })
    if (to > from) result.push({ text: text.slice(from, to), marked: true })
    at = to
  }
  if (last > at) result.push({ text: text.slice(at, last), marked: false })
  if (last < end) result.push({ text: '…', marked: false })
  return result
}

const piece = ({ text, marked }) => (marked ? h('mark', {}, visible(text)) : visible(text))

function row(text, line, firstLine) {
  const content = pieces(text, line).map(piece)
  return h(
    'div',
    { class: line.marks.length ? 'line hit' : 'line' },
    h('span', { class: 'line-number', 'aria-hidden': 'true' }, String(line.number + firstLine - 1)),
    h('span', { class: 'line-text' }, content)
  )
}

// `firstLine` is the number of the text's first line.
export function excerpt(text, ranges, { firstLine = 1, context = 1 } = {}) {
  const lines = linesAround(text, ranges, context)
  if (!lines.length) return null
  return h(
    'div',
    { class: 'excerpt', role: 'group', 'aria-label': 'The evidence in your text', tabIndex: 0 },
    lines.map((line) => row(text, line, firstLine))
  )
}
