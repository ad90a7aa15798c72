// frame.js: the lines of a text that hold the evidence, with the evidence marked.
import stringWidth from 'string-width'
import { columns, paint } from './output.js'

const decoder = new TextDecoder()
const LF = 0x0a

// Text of an unknown origin on its way to a terminal: whatever could move the cursor becomes a visible sign.
export function harmless(text) {
  return text
    .replaceAll('\t', ' ')
    .replaceAll(/[\u0000-\u001f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replaceAll(/[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '·')
}

// The lines (byte ranges) that the evidence touches, each with its parts of it.
function linesWith(bytes, evidence) {
  const lines = []
  let start = 0
  for (let number = 1; start <= bytes.length; number++) {
    const found = bytes.indexOf(LF, start)
    const end = found < 0 ? bytes.length : found
    const marks = evidence.filter((range) => range.start < end && range.end > start)
    if (marks.length) lines.push({ number, start, end, marks })
    if (found < 0 || evidence.every((range) => range.end <= end)) break
    start = end + 1
  }
  return lines
}

// A line as pieces of text, marked or not.
function pieces(bytes, line) {
  const result = []
  let at = line.start
  const add = (end, marked) => {
    if (end > at)
      result.push({ text: harmless(decoder.decode(bytes.subarray(at, end)).replace(/\r$/, '')), marked })
    at = Math.max(at, end)
  }
  for (const mark of line.marks) {
    add(mark.start, false)
    add(Math.min(mark.end, line.end), true)
  }
  add(line.end, false)
  return result
}

// Long lines keep what stands around the evidence.
function clip(parts, room) {
  const before = Math.max(
    Math.floor((room - parts.reduce((sum, p) => sum + (p.marked ? p.text.length : 0), 0)) / 2),
    12
  )
  return parts.map((part, i) => {
    if (part.marked || part.text.length <= before) return part
    if (i === 0) return { ...part, text: `…${part.text.slice(1 - before)}` }
    if (i === parts.length - 1) return { ...part, text: `${part.text.slice(0, before - 1)}…` }
    return { ...part, text: `${part.text.slice(0, before / 2)}…${part.text.slice(-before / 2)}` }
  })
}

function frameLine(bytes, line) {
  const gutter = `${String(line.number).padStart(6)} │ `
  const parts = clip(pieces(bytes, line), columns() - gutter.length)
  const text = parts.map((part) => (part.marked ? paint.bold(paint.red(part.text)) : part.text)).join('')
  const marks = parts.map((part) => (part.marked ? '^' : ' ').repeat(stringWidth(part.text))).join('')
  return `${paint.dim(gutter)}${text}\n${paint.dim(`${' '.repeat(6)} │ `)}${paint.red(marks.trimEnd())}\n`
}

export function frame(bytes, evidence) {
  return linesWith(bytes, evidence)
    .map((line) => frameLine(bytes, line))
    .join('')
}
