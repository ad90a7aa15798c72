// sarif.js: findings as SARIF 2.1.0, as GitHub's code scanning accepts it.
import { createHash } from 'node:crypto'
import { CONSEQUENCES } from '../../shared/words.js'
import { endColumn, portablePath, sentence } from '../show/finding.js'

// GitHub accepts 25,000 results and shows 5,000.
const RESULTS_MAX = 5000
const SEVERITIES = ['error', 'warning', 'note']

const uriOf = (file) =>
  file === '-' ? 'stdin' : portablePath(file).split('/').map(encodeURIComponent).join('/')

const location = (file, region) => ({
  physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...(region && { region }) }
})

const describe = ({ name, severity, message }) => ({
  id: name,
  shortDescription: { text: message },
  help: { text: `${message} ${CONSEQUENCES[severity]} To see this offline, run: mcpx explain ${name}` },
  defaultConfiguration: { level: severity }
})

// A fingerprint stays the same when lines above the finding change. It consists of the rule, the pointer (which holds
// no text of the payload) and the number among equal findings of the file.
function fingerprints() {
  const seen = new Map()
  return (uri, { rule, pointer }) => {
    const hash = createHash('sha256').update(`${uri}\0${rule}\0${pointer}`).digest('hex').slice(0, 16)
    seen.set(hash, (seen.get(hash) ?? 0) + 1)
    return { primaryLocationLineHash: `${hash}:${seen.get(hash)}` }
  }
}

function resultOf({ verdict, bytes }, finding) {
  const { line, column, pointer, rule, severity } = finding
  const region = { startLine: line, startColumn: column, endColumn: endColumn(bytes, finding) }
  return {
    ruleId: rule,
    level: severity,
    message: { text: sentence(finding) },
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
    const partialFingerprints = fingerprint(physicalLocation.artifactLocation.uri, {
      rule: result.ruleId,
      pointer
    })
    return { ...result, ruleIndex: indexOf.get(result.ruleId), partialFingerprints }
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
