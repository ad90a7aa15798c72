// gitlab.js: findings as a report of GitLab's code quality: a JSON array of issues.
import { isLeak } from '../../shared/leaks.js'
import { portablePath, rowName, sentence } from '../show/finding.js'
import { fingerprints } from './fingerprints.js'

const SEVERITIES = { error: 'major', warning: 'minor', note: 'info' }

const pathOf = (file) => (file === '-' ? 'stdin' : portablePath(file))

const issue = ({ message, rule, fingerprint, severity, path, line }) => ({
  description: message,
  check_name: rule,
  fingerprint,
  severity,
  location: { path, lines: { begin: line } }
})

export function gitlab(write) {
  const fingerprint = fingerprints()
  let separator = '[\n'
  const add = (value) => {
    write(`${separator}${JSON.stringify(issue(value))}`)
    separator = ',\n'
  }
  return {
    add({ verdict }) {
      const path = pathOf(verdict.file)
      const row = verdict.row === undefined ? '' : `${rowName(verdict)}: `
      for (const finding of verdict.findings)
        add({
          message: `${row}${sentence(finding)}`,
          rule: finding.rule,
          fingerprint: fingerprint(path, finding),
          severity: isLeak(finding) ? 'critical' : SEVERITIES[finding.severity],
          path,
          line: finding.line
        })
    },
    unreadable({ input, message }) {
      const path = pathOf(input)
      const rule = 'unreadable'
      add({
        message,
        rule,
        fingerprint: fingerprint(path, { rule, pointer: '' }),
        severity: 'blocker',
        path,
        line: 1
      })
    },
    end() {
      write(separator === '[\n' ? '[]\n' : '\n]\n')
    }
  }
}
