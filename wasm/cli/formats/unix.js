// unix.js: findings as lines "file:line:column: severity: message [rule]", as editors and problem matchers read them.
import { placeName, sentence } from '../show/finding.js'
import { escapeControls, shownName } from '../show/terminal.js'

const line = (place, severity, message, rule) => `${place}: ${severity}: ${message} [${rule}]\n`

export function unix(write, { options: { verbose } }) {
  return {
    add({ verdict }) {
      for (const finding of verdict.findings)
        if (verbose || finding.severity !== 'note')
          write(line(placeName(verdict, finding), finding.severity, sentence(finding), finding.rule))
    },
    unreadable({ input, reason }) {
      write(line(`${shownName(input)}:1:1`, 'error', escapeControls(reason), 'unreadable'))
    },
    end() {}
  }
}
