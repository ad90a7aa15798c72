// finding.js: what all formats need to know of findings.
import { relative, sep } from 'node:path'

const isContinuation = (byte) => (byte & 0xc0) === 0x80

// The bytes of a finding. None goes on over a line's end: strings cannot, and of others the first byte is meant.
export const rangeOf = ({ offset, length }) => ({ start: offset, end: offset + length })

// The column behind the finding, in characters, from 1.
export function endColumn(bytes, finding) {
  const { start, end } = rangeOf(finding)
  let column = finding.column
  for (let at = start; at < end; at++) if (!isContinuation(bytes[at])) column += 1
  return column
}

// The file as seen from here, with slashes: what services that know the repository call it.
export const portablePath = (file) => relative('', file).split(sep).join('/')

// All that a machine is told of a finding in one sentence or two.
export function sentence({ message, expected, suggestion }) {
  const more = [expected && `Expected: ${expected}.`, suggestion && `Did you mean "${suggestion}"?`]
  return [message, ...more.filter(Boolean)].join(' ')
}

const RANKS = { note: 0, warning: 1, error: 2 }
const THRESHOLDS = { error: 2, warning: 1, never: 3 }

export const isGrave = ({ severity }, failOn) => RANKS[severity] >= THRESHOLDS[failOn]

// Does the result fail? Of findings that the library did not list only errors are known, by `ok`.
export function fails({ verdict, ok }, failOn) {
  if (failOn === 'never') return false
  if (!ok) return true
  return failOn === 'warning' && (verdict.omitted > 0 || verdict.findings.some((f) => isGrave(f, failOn)))
}
