// junit.js: findings as JUnit XML, one test case per payload.
import { Spool } from '../io/spool.js'
import { rowName, sentence } from '../show/finding.js'

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;', '\t': '&#9;' }

// XML cannot contain most control characters, lone surrogates, U+FFFE and U+FFFF.
const xml = (text) =>
  text
    .toWellFormed()
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g, '')
    .replaceAll(/[&<>"\n\t]/g, (c) => ENTITIES[c])
    .replaceAll('##[', '##&#91;') // a runner of GitHub would take it for a command (../io/outputs.js)

const attributes = (values) =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${xml(String(value))}"`)
    .join('')

const lineOf = (finding) =>
  `${finding.line}:${finding.column} ${finding.severity} ${finding.rule}: ${sentence(finding)}`

const list = (findings) => findings.map((finding) => `${xml(lineOf(finding))}\n`).join('')

// Findings that make the payload fail are its failure; the others go to its output.
function contents({ verdict: { findings, omitted = 0 } }, judge, failed) {
  const failures = findings.filter((finding) => judge.isFailure(finding))
  const others = findings.filter((finding) => !judge.isFailure(finding))
  const more = failures.length > 1 ? ` (and ${failures.length - 1} more)` : ''
  const head = failures.length
    ? { type: failures[0].rule, message: `${sentence(failures[0])}${more}` }
    : { type: 'omitted', message: `${omitted} findings are not listed` }
  const failure = failed ? `<failure${attributes(head)}>${list(failures)}</failure>` : ''
  return `${failure}${others.length ? `<system-out>${list(others)}</system-out>` : ''}`
}

// Readers take the part of a class name before its last period for a package, so the name has none.
function testcase(file, name, line, body) {
  const shown = file === '-' ? 'stdin' : file
  const places = { classname: shown.replaceAll('.', '_'), name, file: shown, line }
  return `    <testcase${attributes(places)}>${body}</testcase>\n`
}

export function junit(write, { judge, ready }) {
  const cases = new Spool() // the counts at the beginning of the file are known only at the end
  const counts = { tests: 0, failures: 0, errors: 0 }
  return {
    add(result) {
      const { file, line, row } = result.verdict
      const failed = judge.fails(result)
      counts.tests += 1
      counts.failures += Number(failed)
      const name = row === undefined ? `line ${line}` : rowName(result.verdict)
      cases.write(testcase(file, name, line, contents(result, judge, failed)))
    },
    unreadable(error) {
      counts.tests += 1
      counts.errors += 1
      const body = `<error${attributes({ type: 'unreadable', message: error.message })}/>`
      cases.write(testcase(error.input, 'unreadable', 1, body))
    },
    async end() {
      const suite = attributes({ name: 'mcpx validate', ...counts })
      write(`<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${suite}>\n  <testsuite${suite}>\n`)
      await cases.drain(write, ready)
      write('  </testsuite>\n</testsuites>\n')
    }
  }
}
