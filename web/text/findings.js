// text/findings.js: the findings of a check -> how many there are of each severity, and the headline. A leak is an error
// that says that the payload contains personal data.
import { isLeak } from '../../wasm/shared/leaks.js'
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

const KINDS = { heartbeat: 'this heartbeat', opt_out_beacon: 'this opt-out beacon', unknown: 'this text' }
// A payload that is too large or too deep may be valid JSON.
const isSyntax = ({ rule }) => /^json_(?!too)/.test(rule)

// { title, rest }: the worst first, and what else there is.
export function headline({ kind, findings }) {
  const worst = worstOf({ findings })
  const counts = countBySeverity(findings)
  const others = inWords(
    counts,
    SEVERITIES.filter((name) => name !== worst)
  )
  const rest = others && `also ${others}`
  if (worst === 'error' && findings.some(isSyntax))
    return { title: 'Not valid JSON', rest: countsText(findings) }
  if (worst === 'leak' || worst === 'error')
    return { title: `${counted(counts[worst], worst)} in ${KINDS[kind]}`, rest }
  return { title: `No personal data in ${KINDS[kind]}`, rest: countsText(findings) }
}
