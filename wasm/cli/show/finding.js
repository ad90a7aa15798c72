// finding.js: what the formats need to know about findings.
import { relative, sep } from 'node:path'

const isContinuation = (byte) => (byte & 0xc0) === 0x80

// The byte range of a finding. It never spans a line break.
export const rangeOf = ({ offset, length }) => ({ start: offset, end: offset + length })

// The column after the finding, in characters, from 1.
export function endColumn(bytes, finding) {
  const { start, end } = rangeOf(finding)
  let column = finding.column
  for (let at = start; at < end; at++) if (!isContinuation(bytes[at])) column += 1
  return column
}

// The path from the working directory, with slashes, as services that read a repository expect it.
export const portablePath = (file) => relative('', file).split(sep).join('/')

// A finding in one or two sentences.
export function sentence({ message, expected, suggestion }) {
  const more = [expected && `Expected: ${expected}.`, suggestion && `Did you mean "${suggestion}"?`]
  return [message, ...more.filter(Boolean)].join(' ')
}

const RANKS = { note: 0, warning: 1, error: 2 }
const THRESHOLDS = { error: 2, warning: 1, never: 3 }

// Whether a finding makes its payload fail.
export const isFailure = ({ severity }, failOn) => RANKS[severity] >= THRESHOLDS[failOn]

// Whether a payload fails. Of findings that were not listed, only `ok` tells whether an error was among them.
export function fails({ verdict, ok }, failOn) {
  if (failOn === 'never') return false
  if (!ok) return true
  return failOn === 'warning' && (verdict.omitted > 0 || verdict.findings.some((f) => isFailure(f, failOn)))
}
