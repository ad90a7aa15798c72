// lines.js: the line of a text that a byte range begins in.
import { decodeRange } from '../../shared/decode.js'
import { lineWithoutSecrets } from './secrets.js'

const LF = 0x0a
const LENGTH_MAX = 400
const LINE_MAX = 65536 // bytes of a line that are looked at
const BEFORE = 12 // units of the line before what is shown of it

export function countLineBreaks(bytes, end) {
  let count = 0
  for (let at = bytes.indexOf(LF); at >= 0 && at < end; at = bytes.indexOf(LF, at + 1)) count += 1
  return count
}

// { number, excerpt }: the number of the line, from 1, and its text from the range on. `show(bytes, start, end)` gives the
// text of a range.
export function lineAt(bytes, { start }, show = decodeRange) {
  const found = bytes.indexOf(LF, start)
  const end = Math.min(found < 0 ? bytes.length : found, start + LENGTH_MAX)
  return { number: 1 + countLineBreaks(bytes, start), excerpt: show(bytes, start, end).trimEnd() }
}

// A line of a log in `room` columns. If it is longer, it is cut around the words that show its code.
export function excerptOf(mcpx, bytes, room) {
  const text = lineWithoutSecrets(mcpx, bytes.subarray(0, LINE_MAX)).trimEnd()
  if (text.length <= room) return text
  const [mark = { start: 0, end: 0 }] = mcpx.classify(text).evidence
  if (mark.end <= room - 1) return `${text.slice(0, room - 1)}…`
  const from = Math.max(Math.min(mark.start - BEFORE, text.length - room + 1), 0)
  const part = text.slice(from, from + room - 2)
  return `${from ? '…' : ''}${part}${from + room - 2 < text.length ? '…' : ''}`
}
