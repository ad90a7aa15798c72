// tally.js: how many payloads and findings there were, all together and by rule.

const PLURALS = { error: 'errors', warning: 'warnings', note: 'notes' }

export class Tally {
  payloads = 0
  with_errors = 0
  errors = 0
  warnings = 0
  notes = 0
  omitted = 0 // findings that the library did not list, because a payload has too many
  known = 0 // findings that the baseline has
  unreadable = 0
  rules = new Map() // rule -> { rule, severity, message, findings, payloads }

  add({ verdict, ok, known }) {
    this.payloads += 1
    if (!ok) this.with_errors += 1
    this.omitted += verdict.omitted ?? 0
    this.known += known ?? 0
    const seen = new Set()
    for (const finding of verdict.findings) {
      this[PLURALS[finding.severity]] += 1
      this.#count(finding, seen)
    }
  }

  #count({ rule, severity, message }, seen) {
    if (!this.rules.has(rule)) this.rules.set(rule, { rule, severity, message, findings: 0, payloads: 0 })
    const counts = this.rules.get(rule)
    counts.findings += 1
    if (!seen.has(rule)) counts.payloads += 1
    seen.add(rule)
  }

  // The sums, for machines.
  get summary() {
    const { rules, ...sums } = this
    const byRule = [...rules.values()].map(({ message, ...counts }) => counts)
    return { ...sums, rules: byRule }
  }
}
