// text/findings.js: the findings of a check -> how many there are of each severity, and the headline. A leak is an error
// that says that the payload contains personal data.
import { NO_LIMIT } from '../../wasm/shared/fields.js'
import { isLeak } from '../../wasm/shared/leaks.js'
import { firstSentence } from '../../wasm/shared/words.js'
import { counted } from './numbers.js'

export const SEVERITIES = ['leak', 'error', 'warning', 'note']

// "leak", or the severity of a finding or of a rule.
export const severityOf = (finding) => (isLeak(finding) ? 'leak' : finding.severity)

// The worst comes first.
export const rankOf = (finding) => SEVERITIES.indexOf(severityOf(finding))

// { leak, error, warning, note }
export function countBySeverity(findings) {
  const counts = { leak: 0, error: 0, warning: 0, note: 0 }
  for (const finding of findings) counts[severityOf(finding)] += 1
  return counts
}

const inWords = (counts, severities) =>
  severities
    .filter((name) => counts[name])
    .map((name) => counted(counts[name], name))
    .join(', ')

// "1 leak, 2 errors"; '' without findings.
export const countsText = (findings) => inWords(countBySeverity(findings), SEVERITIES)

// The worst severity, or "good".
export function worstOf({ findings }) {
  const counts = countBySeverity(findings)
  return SEVERITIES.find((name) => counts[name]) ?? 'good'
}

// What a rule asks for, in words: "clean, crash, or empty", "an integer, 0 or greater".
export const expectedText = (expected) =>
  expected
    .replace(NO_LIMIT, ', $1 or greater')
    .replace(/^one of: /, '')
    .replaceAll("' '", ', ')
    .replace(/, '$/, ', or empty')
    .replaceAll("'", '')

const LEAK = /^This value contains (.)(.*?\.) Remove/

// What a message says, in one sentence: "A path in the home directory of a user."
export function briefly(message) {
  const [, initial, rest] = LEAK.exec(message) ?? []
  return initial ? initial.toUpperCase() + rest : firstSentence(message)
}

// The findings for missing fields at one place, if they are more than anybody reads one by one.
export function manyMissing(findings) {
  const missing = findings.filter(({ rule }) => rule === 'missing_field')
  const here = missing.filter(({ offset }) => offset === missing[0].offset)
  return here.length > 3 ? here : []
}

export const missingText = ({ length }) => `${length} required fields are missing`

const KINDS = { opt_out_beacon: 'opt-out beacon', unknown: 'text' }
// A payload that is too large or too deep may be valid JSON.
const isSyntax = ({ rule }) => /^json_(?!too)/.test(rule)

// { title, rest }: the worst first, and what else there is. `isKnown`: whether a field of the payload is one of a heartbeat.
export function headline({ kind, findings }, isKnown = true) {
  const worst = worstOf({ findings })
  const counts = countBySeverity(findings)
  const others = inWords(
    counts,
    SEVERITIES.filter((name) => name !== worst)
  )
  const rest = others && `also ${others}`
  if (worst === 'error' && findings.some(isSyntax))
    return { title: 'Not valid JSON', rest: countsText(findings) }
  if (!isKnown) return { title: 'Not a heartbeat', rest: countsText(findings) }
  if (worst === 'leak' || worst === 'error')
    return { title: `${counted(counts[worst], worst)} in this ${KINDS[kind] ?? kind}`, rest }
  return { title: `No personal data in this ${KINDS[kind] ?? kind}`, rest: countsText(findings) }
}
