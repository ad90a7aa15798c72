// terminal.js: how text looks on a terminal: colors, width, wrapping, and unsafe characters.
import colors from 'picocolors'
import { wrapWords } from './wrap.js'

/* global require -- of the bundle: these packages are expensive to begin, and plain output does without them */
const stringWidth = (text) => require('string-width').default(text)
const wrapAnsi = (text, room, options) => require('wrap-ansi').default(text, room, options)

// Terminals get colors. --no-color, NO_COLOR and FORCE_COLOR override that, in this order.
function wantsColor(stream) {
  if (process.env.NO_COLOR || process.argv.includes('--no-color')) return false
  if (process.env.FORCE_COLOR) return process.env.FORCE_COLOR !== '0'
  return Boolean(stream.isTTY) && process.env.TERM !== 'dumb'
}

export const paint = colors.createColors(wantsColor(process.stdout))

// Codes have the severities error, warn and info; findings have error, warning and note.
export const SEVERITY_PAINT = {
  error: paint.red,
  warn: paint.yellow,
  info: paint.blue,
  warning: paint.yellow,
  note: paint.blue
}

// The severity of a code in its color, padded to equal width.
export const severityWord = (severity) => SEVERITY_PAINT[severity](severity.padEnd(5))

const COLUMNS_MIN = 40
const COLUMNS_MAX = 120
const COLUMNS = 100 // of a pipe or a file
const COLUMNS_SET = Number(process.env.COLUMNS) // read once: that is slow

// COLUMNS counts where standard output is no terminal, too.
export function columns() {
  const wanted = process.stdout.columns || COLUMNS_SET || COLUMNS
  return Math.min(Math.max(wanted, COLUMNS_MIN), COLUMNS_MAX)
}

const NO_BREAK_SPACE = '\u00a0'

// Text in a paragraph that stays on one line, such as a command to copy.
export const unbroken = (text) => text.replaceAll(' ', NO_BREAK_SPACE)

// Most lines fit, and to find that out is faster than to wrap them: without colors, one byte is one column.
const isOneLine = (text, room) => text.length <= room && /^(?! )[ -~]*(?<! )$/.test(text)

// Longer ones are mostly messages, which occur again and again.
const KEPT_MAX = 500
const kept = new Map()

function wrapped(text, room) {
  if (isOneLine(text, room)) return text
  const key = `${room} ${text}`
  const found = kept.get(key)
  if (found !== undefined) return found
  if (kept.size === KEPT_MAX) kept.clear()
  const lines = wrapWords(text, room) ?? wrapAnsi(text, room)
  kept.set(key, lines)
  return lines
}

// Wrap a paragraph and indent it.
export function paragraph(text, indent = 2) {
  const margin = ' '.repeat(indent)
  const lines = wrapped(text, Math.max(columns() - indent, 30))
  return lines.replaceAll(NO_BREAK_SPACE, ' ').replaceAll(/^/gm, margin)
}

// A text in lines of at most `room` columns, divided between words.
export const linesOf = (text, room) => wrapped(text, room).split('\n')

// Replace characters that could move the cursor or reorder text by visible ones, one for one.
export function escapeControls(text) {
  if (/^[ -~]*$/.test(text)) return text
  return text
    .replaceAll('\t', ' ')
    .replaceAll(/[\u0000-\u001f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replaceAll(/[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '·')
}

// A message as one line. It may repeat an argument or the name of a file: neither may move the cursor, nor begin a line
// that a runner of GitHub takes for a command, such as `::error::`. `##[error]` is one anywhere in a line (outputs.js).
export const messageLine = (message) => escapeControls(message).replaceAll('##[', '##·[')

// The columns that a text takes. Most text is ASCII, and measuring every character is slow.
export const widthOf = (text) => (/^[ -~·…]*$/.test(text) ? text.length : stringWidth(text))

// node:util has such a function, but takes long to load.
export const withoutColors = (text) => text.replaceAll(/\u001b\[[\d;]*m/g, '')

// The same of a text with colors.
export const shownWidth = (text) => widthOf(withoutColors(text))

// A text that is cut to this many characters.
export const fitted = (text, room) => (text.length > room ? `${text.slice(0, Math.max(room - 1, 0))}…` : text)

export const shownName = (name) => (name === '-' ? 'standard input' : escapeControls(name))

// "12,345". toLocaleString() takes 20 ms at its first call.
export const number = (count) =>
  Number.isSafeInteger(count) ? `${count}`.replace(/\B(?=(\d{3})+$)/g, ',') : count.toLocaleString('en')

// "1 payload", "1,204 payloads"
export const counted = (count, noun) => `${number(count)} ${noun}${count === 1 ? '' : 's'}`
