// junit.js: findings as JUnit XML: a test case for each payload.
import { Spool } from '../io/sinks.js'
import { fails, isGrave, sentence } from '../show/finding.js'

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;', '\t': '&#9;' }

// XML has no way to write most control characters, halves of pairs and U+FFFE, U+FFFF.
const xml = (text) =>
  text
    .toWellFormed()
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g, '')
    .replaceAll(/[&<>"\n\t]/g, (c) => ENTITIES[c])

const attributes = (values) =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${xml(String(value))}"`)
    .join('')

const lineOf = (finding) =>
  `${finding.line}:${finding.column} ${finding.severity} ${finding.rule} ${finding.pointer}: ${sentence(finding)}`

const listed = (findings) => findings.map((finding) => `${xml(lineOf(finding))}\n`).join('')

// What makes it fail is a failure; the other findings are told beside it.
function contents({ verdict: { findings, omitted = 0 } }, failOn, failed) {
  const grave = findings.filter((finding) => isGrave(finding, failOn))
  const others = findings.filter((finding) => !isGrave(finding, failOn))
  const more = grave.length > 1 ? ` (and ${grave.length - 1} more)` : ''
  const head = grave.length
    ? { type: grave[0].rule, message: `${sentence(grave[0])}${more}` }
    : { type: 'omitted', message: `${omitted} findings are not listed` }
  const failure = failed ? `<failure${attributes(head)}>${listed(grave)}</failure>` : ''
  return `${failure}${others.length ? `<system-out>${listed(others)}</system-out>` : ''}`
}

const testcase = (file, name, body) =>
  `    <testcase${attributes({ classname: file === '-' ? 'stdin' : file, name })}>${body}</testcase>\n`

export function junit(write, { options: { failOn }, ready }) {
  const cases = new Spool() // the counts of the head are known only at the end
  const counts = { tests: 0, failures: 0, errors: 0 }
  return {
    add(result) {
      const { file, line } = result.verdict
      const failed = fails(result, failOn)
      counts.tests += 1
      counts.failures += Number(failed)
      cases.write(testcase(file, `line ${line}`, contents(result, failOn, failed)))
    },
    refuse(error) {
      counts.tests += 1
      counts.errors += 1
      const body = `<error${attributes({ type: 'unreadable', message: error.message })}/>`
      cases.write(testcase(error.input, 'unreadable', body))
    },
    async end() {
      const suite = attributes({ name: 'mcpx validate', ...counts })
      write(`<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${suite}>\n  <testsuite${suite}>\n`)
      await cases.drain(write, ready)
      write('  </testsuite>\n</testsuites>\n')
    }
  }
}
