// unix.js: findings as lines "file:line:column: severity: message [rule]", as editors and problem matchers read them.
import { rowName, sentence } from '../show/finding.js'
import { escapeControls, shownName } from '../show/terminal.js'

const line = ({ file, line, column, severity, message, rule }) =>
  `${shownName(file)}:${line}:${column}: ${severity}: ${message} [${rule}]\n`

// The payload of a row has no columns in its file.
const placed = ({ file, row, id }, finding) =>
  row === undefined
    ? { ...finding, file, message: sentence(finding) }
    : { ...finding, file, column: 1, message: `${rowName({ row, id })}: ${sentence(finding)}` }

export function unix(write, { options: { verbose } }) {
  return {
    add({ verdict }) {
      for (const finding of verdict.findings)
        if (verbose || finding.severity !== 'note') write(line(placed(verdict, finding)))
    },
    unreadable({ input, reason }) {
      const message = escapeControls(reason)
      write(line({ file: input, line: 1, column: 1, severity: 'error', message, rule: 'unreadable' }))
    },
    end() {}
  }
}
