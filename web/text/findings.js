// text/findings.js: the findings of a check -> how many there are of each severity, as numbers and as a headline.
import { counted } from './numbers.js'

export const SEVERITIES = ['error', 'warning', 'note']

// { error, warning, note }
export function countBySeverity(findings) {
  const counts = { error: 0, warning: 0, note: 0 }
  for (const { severity } of findings) counts[severity] += 1
  return counts
}

// "2 errors, 1 warning"; '' without findings.
export function countsText(findings) {
  const counts = countBySeverity(findings)
  return SEVERITIES.filter((name) => counts[name])
    .map((name) => counted(counts[name], name))
    .join(', ')
}

export function headline({ ok, findings }) {
  if (!findings.length) return 'Looks good'
  return `${ok ? 'No errors, ' : ''}${countsText(findings)}`
}

// The worst severity, or "good".
export const worstOf = ({ ok, findings }) =>
  ok ? (SEVERITIES.find((name) => findings.some(({ severity }) => severity === name)) ?? 'good') : 'error'
