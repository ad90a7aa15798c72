// sarif.js: findings as SARIF 2.1.0, as GitHub's code scanning accepts it.
import { isLeak } from '../../shared/leaks.js'
import { endColumn, portablePath, rowName, sentence } from '../show/finding.js'
import { adviceOn, CONSEQUENCES } from '../show/rule_advice.js'
import { fingerprints } from './fingerprints.js'

// GitHub accepts 25,000 results and shows 5,000.
const RESULTS_MAX = 5000
const SEVERITIES = ['error', 'warning', 'note']

const uriOf = (file) =>
  file === '-' ? 'stdin' : portablePath(file).split('/').map(encodeURIComponent).join('/')

const location = (file, region) => ({
  physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...(region && { region }) }
})

const DOCS = 'https://github.com/smart-mcp-proxy/mcpx/blob/main/docs/checks.md'

// Personal data belongs to the security alerts. GitHub ranks these by a number from 0 to 10.
const propertiesOf = (rule) =>
  isLeak(rule)
    ? { tags: ['security', 'privacy', 'telemetry'], precision: 'high', 'security-severity': '7.5' }
    : { tags: ['telemetry'], precision: 'very-high', 'problem.severity': PROBLEMS[rule.severity] }

const PROBLEMS = { error: 'error', warning: 'warning', note: 'recommendation' }

const describe = ({ name, severity, message }) => {
  const advice = adviceOn({ name, severity, message })
  const offline = `mcpx explain ${name}`
  return {
    id: name,
    name: `Mcpx${name.replaceAll(/(?:^|_)(\w)/g, (_, letter) => letter.toUpperCase())}`, // the id in another case is refused
    shortDescription: { text: message },
    fullDescription: { text: `${message} ${CONSEQUENCES[severity]}` },
    helpUri: DOCS,
    help: {
      text: `${message} ${CONSEQUENCES[severity]} ${advice} To see this offline, run: ${offline}`,
      markdown: `${message}\n\n${CONSEQUENCES[severity]}\n\n${advice}\n\n[All findings](${DOCS}) · offline: \`${offline}\``
    },
    defaultConfiguration: { level: severity },
    properties: propertiesOf({ severity, message })
  }
}

function resultOf({ verdict, bytes }, finding) {
  const { line, column, pointer, rule, severity } = finding
  // The payload of a row has no columns in the file.
  const isRow = verdict.row !== undefined
  const columns = isRow ? {} : { startColumn: column, endColumn: endColumn(bytes, finding) }
  const region = { startLine: line, ...columns }
  const text = isRow ? `${rowName(verdict)}: ${sentence(finding)}` : sentence(finding)
  return {
    ruleId: rule,
    level: severity,
    message: { text },
    locations: [
      {
        ...location(verdict.file, region),
        logicalLocations: [{ fullyQualifiedName: pointer || '/', kind: 'member' }]
      }
    ]
  }
}

function notification(level, text, file) {
  return { level, message: { text }, ...(file !== undefined && { locations: [location(file)] }) }
}

function runOf(mcpx, rules, results, notifications, successful) {
  const { version } = mcpx
  const driver = { name: 'mcpx', version, semanticVersion: version, rules: rules.map(describe) }
  driver.informationUri = 'https://github.com/smart-mcp-proxy/mcpx'
  const invocation = { executionSuccessful: successful, toolExecutionNotifications: notifications }
  return { tool: { driver }, columnKind: 'unicodeCodePoints', invocations: [invocation], results }
}

// The most severe results, up to RESULTS_MAX, with the members that depend on the whole list.
function finished(kept, rules) {
  const indexOf = new Map(rules.map(({ name }, i) => [name, i]))
  const fingerprint = fingerprints()
  const results = SEVERITIES.flatMap((severity) => kept[severity]).slice(0, RESULTS_MAX)
  return results.map((result) => {
    const [{ physicalLocation, logicalLocations }] = result.locations
    const [{ fullyQualifiedName: pointer }] = logicalLocations
    const finding = { rule: result.ruleId, pointer }
    const primaryLocationLineHash = fingerprint(physicalLocation.artifactLocation.uri, finding)
    return {
      ...result,
      ruleIndex: indexOf.get(result.ruleId),
      partialFingerprints: { primaryLocationLineHash }
    }
  })
}

export function sarif(write, { mcpx }) {
  const rules = mcpx.checkRules()
  const kept = { error: [], warning: [], note: [] }
  const notifications = []
  return {
    add(result) {
      for (const finding of result.verdict.findings) {
        const list = kept[finding.severity]
        if (list.length < RESULTS_MAX) list.push(resultOf(result, finding))
      }
    },
    unreadable(error) {
      notifications.push(notification('error', error.message, error.input))
    },
    end({ errors, warnings, notes, omitted, unreadable }) {
      const results = finished(kept, rules)
      const left = errors + warnings + notes + omitted - results.length
      if (left) notifications.push(notification('warning', `${left} more results are not included.`))
      const run = runOf(mcpx, rules, results, notifications, unreadable === 0)
      const schema = 'https://json.schemastore.org/sarif-2.1.0.json'
      write(`${JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, null, 2)}\n`)
    }
  }
}
