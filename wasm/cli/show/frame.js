// frame.js: the lines of a text that hold the evidence, with the evidence marked.
import stringWidth from 'string-width'
import { columns, harmless, paint, widthOf } from './output.js'

const decoder = new TextDecoder()
const LF = 0x0a
const GUTTER = 6 // columns of a line's number
const CONTEXT_MIN = 12
// No character takes more bytes for one column of a terminal.
const BYTES_A_COLUMN = 4

const plainText = (bytes, start, end) =>
  harmless(decoder.decode(bytes.subarray(start, end)).replace(/\r$/, ''))

// A place between two characters touches the line that it is in.
const touches = (range, line) =>
  range.start === range.end
    ? range.start >= line.start && range.start <= line.end
    : range.start < line.end && range.end > line.start

// The lines (byte ranges) that the evidence touches, each with its parts of it.
function linesWith(bytes, evidence) {
  const lines = []
  let start = 0
  for (let number = 1; start <= bytes.length; number++) {
    const found = bytes.indexOf(LF, start)
    const end = found < 0 ? bytes.length : found
    const marks = evidence.filter((range) => touches(range, { start, end }))
    if (marks.length) lines.push({ number, start, end, marks })
    if (found < 0 || evidence.every((range) => range.end <= end)) break
    start = end + 1
  }
  return lines
}

// A line as pieces of text, marked or not. What is too far from the marks to be shown is left out at once:
// a line may be a whole payload.
function pieces(bytes, line, show) {
  const far = columns() * BYTES_A_COLUMN
  const end = Math.min(line.end, line.marks.at(-1).end + far)
  const result = []
  let at = Math.max(line.start, line.marks[0].start - far)
  for (const mark of line.marks) {
    if (mark.start > at) result.push({ text: show(bytes, at, mark.start), marked: false })
    at = Math.max(at, mark.start)
    const until = Math.max(at, Math.min(mark.end, line.end))
    result.push({ text: show(bytes, at, Math.min(until, at + far)), marked: true })
    at = until
  }
  if (end > at) result.push({ text: show(bytes, at, end), marked: false })
  return result
}

// Share out `room` so that short parts are shown whole and long ones equally far.
function shares(lengths, room) {
  const rising = lengths.map((_, i) => i).sort((a, b) => lengths[a] - lengths[b])
  const result = []
  let left = room
  rising.forEach((i, done) => {
    const fair = Math.max(Math.floor(left / (rising.length - done)), CONTEXT_MIN)
    result[i] = Math.min(lengths[i], fair)
    left -= result[i]
  })
  return result
}

function cut(text, length, { start, end }) {
  if (text.length <= length) return text
  if (start) return `…${text.slice(1 - length)}`
  if (end) return `${text.slice(0, length - 1)}…`
  return `${text.slice(0, length / 2)}…${text.slice(-length / 2)}`
}

// Long lines keep what stands around the evidence.
function clip(parts, room) {
  if (widthOf(parts.map((part) => part.text).join('')) <= room) return parts
  const markMax = Math.max(room - 2 * CONTEXT_MIN, CONTEXT_MIN)
  const marks = parts.map(({ text, marked }) => (marked ? cut(text, markMax, { end: true }) : ''))
  const rest = parts.map(({ text, marked }) => (marked ? 0 : text.length))
  const share = shares(rest, room - marks.join('').length)
  return parts.map(({ text, marked }, i) => ({
    marked,
    text: marked ? marks[i] : cut(text, share[i], { start: i === 0, end: i === parts.length - 1 })
  }))
}

// A mark is seen also where it stands between two characters or behind the last.
const markOf = ({ text, marked }) => (marked ? '^' : ' ').repeat(widthOf(text) || Number(marked))

export const gutter = (number = '') => paint.dim(`${String(number).padStart(GUTTER)} │ `)
export const roomBesideGutter = () => columns() - GUTTER - ' │ '.length

// A remark stands beside the marks, or below them where there is no room.
function marksLine(marks, { color, aside }) {
  if (!aside) return `${gutter()}${color(marks)}\n`
  const fits = marks.length + 1 + stringWidth(aside) <= roomBesideGutter()
  return `${gutter()}${color(marks)}${fits ? ' ' : `\n${gutter()}`}${aside}\n`
}

function frameLine(bytes, line, { show, firstLine, color, aside }) {
  const parts = clip(pieces(bytes, line, show), roomBesideGutter())
  const text = parts.map((part) => (part.marked ? paint.bold(color(part.text)) : part.text)).join('')
  const marks = parts.map(markOf).join('').trimEnd()
  return `${gutter(line.number + firstLine - 1)}${text}\n${marksLine(marks, { color, aside })}`
}

// `show` turns a range of the bytes into what may be seen of it; `aside` is a remark beside the marks.
export function frame(bytes, evidence, { show = plainText, firstLine = 1, color = paint.red, aside } = {}) {
  return linesWith(bytes, evidence)
    .map((line) => frameLine(bytes, line, { show, firstLine, color, aside }))
    .join('')
}
