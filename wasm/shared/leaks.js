// leaks.js: which findings say that a payload contains personal data.
import { PERSONAL_RULES } from './personal_rules.js'

// Of a finding, or of a rule of `checkRules()`, which has a name.
export const isLeak = ({ severity, rule, name = rule }) =>
  severity === 'error' && PERSONAL_RULES.includes(name)
