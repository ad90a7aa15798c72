// output.js: where results go, and what they look like there.
import { writeFileSync } from 'node:fs'
import colors from 'picocolors'
import wrapAnsi from 'wrap-ansi'

export const EXIT = { clean: 0, findings: 1, usage: 2, unreadable: 3, internal: 4 }

// Colours are for a terminal; NO_COLOR and FORCE_COLOR are the user's last word.
function wantsColor(stream) {
  if (process.env.NO_COLOR) return false
  if (process.env.FORCE_COLOR) return process.env.FORCE_COLOR !== '0'
  return Boolean(stream.isTTY) && process.env.TERM !== 'dumb'
}

export const paint = colors.createColors(wantsColor(process.stdout))

export const SEVERITY_PAINT = { error: paint.red, warn: paint.yellow, info: paint.blue }

// A severity as a word in its colour, all of one width.
export const severityWord = (severity) => SEVERITY_PAINT[severity](severity.padEnd(5))

export const columns = () => Math.min(process.stdout.columns || 100, 120)

// A paragraph, wrapped and indented.
export function paragraph(text, indent = 2) {
  const margin = ' '.repeat(indent)
  return wrapAnsi(text, Math.max(columns() - indent, 30)).replaceAll(/^/gm, margin)
}

export function complain(message) {
  process.stderr.write(`mcpx: ${message}\n`)
}

// Print one result in each of the formats asked for. `render` has a function for each name of a format.
export function emit(formats, render) {
  for (const { name, file } of formats ?? [{ name: 'text', file: null }]) {
    const output = render[name]()
    if (file) writeFileSync(file, output)
    else process.stdout.write(output)
  }
}

export const asJson = (value) => `${JSON.stringify(value, null, 2)}\n`
export const asNdjson = (values) => values.map((value) => `${JSON.stringify(value)}\n`).join('')
