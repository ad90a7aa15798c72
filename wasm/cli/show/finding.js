// finding.js: what the formats need to know about findings.
import { relative, sep } from 'node:path'
import { isLeak } from '../../shared/leaks.js'
import { escapeControls, shownName } from './terminal.js'

const isContinuation = (byte) => (byte & 0xc0) === 0x80

// ---- Places ----

// The byte range of a finding. It never spans a line break.
export const rangeOf = ({ offset, length }) => ({ start: offset, end: offset + length })

// The column after the finding, in characters, from 1.
export function endColumn(bytes, finding) {
  const { start, end } = rangeOf(finding)
  let column = finding.column
  for (let at = start; at < end; at++) if (!isContinuation(bytes[at])) column += 1
  return column
}

// The path from the folder of the repository, or else from the working directory, with slashes, as services that read a
// repository expect it.
export function portablePath(file) {
  const root = process.env.GITHUB_WORKSPACE || process.env.CI_PROJECT_DIR
  const inRoot = root && relative(root, file)
  const path = inRoot && !inRoot.startsWith('..') ? inRoot : relative('', file)
  return path.split(sep).join('/')
}

// "row 7 (id 1203)"
export const rowName = ({ row, id }) =>
  id === undefined ? `row ${row}` : `row ${row} (id ${escapeControls(String(id))})`

// "a.json:4:14", or "a.csv, row 7 (id 1203)": the payload of a row has no position in the file.
export function placeName({ file, row, id }, { line, column }) {
  return row === undefined
    ? `${shownName(file)}:${line}:${column}`
    : `${shownName(file)}, ${rowName({ row, id })}`
}

// ---- Messages ----

// A message that does not name its field begins with its pointer.
function subject({ message, pointer }) {
  const name = pointer?.split('/').at(-1)
  return !name || message.includes(`\`${name}\``) ? '' : `${pointer}: `
}

// A finding in one or two sentences.
export function sentence(finding) {
  const { message, expected, suggestion } = finding
  const more = [expected && `Expected: ${expected}.`, suggestion && `Did you mean "${suggestion}"?`]
  return `${subject(finding)}${[message, ...more.filter(Boolean)].join(' ')}`
}

// ---- Order ----

const ORDER = ['leak', 'error', 'warning', 'note']

// 0 for a leak, 1 for another error, 2 for a warning, 3 for a note.
export const rankOf = (finding) => ORDER.indexOf(isLeak(finding) ? 'leak' : finding.severity)
