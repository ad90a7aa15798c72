// output.js: where results go, and what they look like there.
import colors from 'picocolors'
import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'

export const EXIT = { clean: 0, findings: 1, usage: 2, unreadable: 3, internal: 4 }

// What ends a command early: said to the user as it is, without a word of a bug.
export class Refusal extends Error {
  constructor(message, status = EXIT.usage) {
    super(message)
    this.status = status
  }
}

// Colours are for a terminal; NO_COLOR and FORCE_COLOR are the user's last word.
function wantsColor(stream) {
  if (process.env.NO_COLOR) return false
  if (process.env.FORCE_COLOR) return process.env.FORCE_COLOR !== '0'
  return Boolean(stream.isTTY) && process.env.TERM !== 'dumb'
}

export const paint = colors.createColors(wantsColor(process.stdout))

// The catalog and the checks have their own words for severities.
export const SEVERITY_PAINT = {
  error: paint.red,
  warn: paint.yellow,
  info: paint.blue,
  warning: paint.yellow,
  note: paint.blue
}

// A severity as a word in its colour, all of one width.
export const severityWord = (severity) => SEVERITY_PAINT[severity](severity.padEnd(5))

export const columns = () => Math.min(process.stdout.columns || 100, 120)

// A paragraph, wrapped and indented.
export function paragraph(text, indent = 2) {
  const margin = ' '.repeat(indent)
  return wrapAnsi(text, Math.max(columns() - indent, 30)).replaceAll(/^/gm, margin)
}

// Text of an unknown origin on its way to a terminal: whatever could move the cursor becomes a visible sign.
export function harmless(text) {
  return text
    .replaceAll('\t', ' ')
    .replaceAll(/[\u0000-\u001f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replaceAll(/[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '·')
}

// Columns of a text on a terminal. Most text is plain, and looking at every character takes long.
export const widthOf = (text) => (/^[ -~·…]*$/.test(text) ? text.length : stringWidth(text))

export const shownName = (name) => (name === '-' ? 'standard input' : harmless(name))

// "1 payload", "1,204 payloads"
export const counted = (count, noun) => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`

export function complain(message) {
  process.stderr.write(`mcpx: ${message}\n`)
}

export const asJson = (value) => `${JSON.stringify(value, null, 2)}\n`
export const asNdjson = (values) => values.map((value) => `${JSON.stringify(value)}\n`).join('')
