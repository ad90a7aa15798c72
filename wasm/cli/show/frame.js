// frame.js: a code frame: the lines of a text that hold the evidence, with the evidence marked below them.
import { decodeRange, decodeWithOffsets } from '../../shared/decode.js'
import { fitPieces, linesAround, markRows, mergeMarks, piecesOf } from '../../shared/excerpt.js'
import { countLineBreaks } from './lines.js'
import { columns, escapeControls, paint, shownWidth, widthOf } from './terminal.js'

const LF = 0x0a
const GUTTER = 6 // columns of a line number
// More bytes than any character takes per column of a terminal.
const BYTES_PER_COLUMN = 5

// ---- From bytes to text ----

// The bytes of the lines that the ranges are in. Bytes too far from the ranges to be shown are left out, because a
// line may be a whole payload.
function regionAround(bytes, ranges, far) {
  const first = Math.min(...ranges.map(({ start }) => start))
  const last = Math.max(...ranges.map(({ end }) => end))
  const from = Math.max(first - far, 0)
  const lineStart = bytes.subarray(from, first).lastIndexOf(LF)
  const lineEnd = bytes.subarray(last, last + far).indexOf(LF)
  return {
    start: from + lineStart + 1,
    end: lineEnd < 0 ? Math.min(last + far, bytes.length) : last + lineEnd
  }
}

// The region as text, with the ranges in it. A range within one line is shown up to `far` bytes.
function textAround(bytes, ranges, { start, end }, far, show) {
  const moved = ranges.map((range) => ({ start: range.start - start, end: range.end - start }))
  const isMarked = (from, to) => moved.some((range) => range.start <= from && range.end >= to)
  const showRegion = (region, from, to) => {
    const isCut = from + far < to && isMarked(from, to) && !region.subarray(from, to).includes(LF)
    return show(bytes, start + from, start + (isCut ? from + far : to))
  }
  const offsets = moved.flatMap((range) => [range.start, range.end])
  const { text, units } = decodeWithOffsets(bytes.subarray(start, end), offsets, showRegion)
  return { text, marks: moved.map((range) => ({ start: units.get(range.start), end: units.get(range.end) })) }
}

// ---- Drawing ----

// An empty mark, between two characters or after the last one, is still one column wide.
const underline = ({ text, marked }) => (marked ? '^' : ' ').repeat(widthOf(text) || Number(marked))

export const gutter = (number = '') => paint.dim(`${String(number).padStart(GUTTER)} │ `)
export const roomBesideGutter = () => columns() - GUTTER - ' │ '.length

// A remark is put after the marks, or below them if it does not fit.
function marksLine(marks, { color, aside }) {
  if (!aside) return `${gutter()}${color(marks)}\n`
  const fits = marks.length + 1 + shownWidth(aside) <= roomBesideGutter()
  return `${gutter()}${color(marks)}${fits ? ' ' : `\n${gutter()}`}${aside}\n`
}

function frameLine(pieces, number, { color, aside }) {
  const text = pieces
    .map((piece) => (piece.marked && piece.text ? paint.bold(color(piece.text)) : piece.text))
    .join('')
  const marks = pieces.map(underline).join('').trimEnd()
  return `${gutter(number)}${text}\n${marksLine(marks, { color, aside })}`
}

// The part of a line for a row of marks: the whole line, but of a divided mark each row has its own part.
function rowPart(line, rows, i) {
  const marks = rows[i]
  const [first] = marks
  const last = marks.at(-1)
  const continues = i > 0 && first.start === rows[i - 1].at(-1).end
  const goesOn = i + 1 < rows.length && last.end === rows[i + 1][0].start
  const start = continues ? first.start : line.start
  return { ...line, marks, continues, start, end: goesOn ? last.end : line.end }
}

// Frame the byte ranges. `show(bytes, start, end)` gives the text to show for a range; `lineNumber` is the number of
// the first range's line, counted if it is left out; `aside` is a remark beside the marks.
export function frame(bytes, ranges, { show = decodeRange, lineNumber, color = paint.red, aside } = {}) {
  const far = columns() * BYTES_PER_COLUMN
  const region = regionAround(bytes, ranges, far)
  const { text, marks } = textAround(bytes, ranges, region, far, show)
  const firstNumber = lineNumber ?? 1 + countLineBreaks(bytes, region.start)
  const room = roomBesideGutter()
  const widthOfPart = (start, end) => widthOf(escapeControls(text.slice(start, end)))
  const drawRow = (line) => {
    const pieces = piecesOf(text, line, columns()).map((piece) => ({
      ...piece,
      text: escapeControls(piece.text)
    }))
    const number = line.continues ? '' : firstNumber + line.number - 1
    return frameLine(fitPieces(pieces, room, widthOf), number, { color, aside })
  }
  const drawLine = (line) =>
    markRows(line, room, widthOfPart)
      .map((_, i, rows) => drawRow(rowPart(line, rows, i)))
      .join('')
  return linesAround(text, mergeMarks(marks)).map(drawLine).join('')
}
