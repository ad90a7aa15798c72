// parts/badge.js: a severity -> a badge.
import { h } from '../dom.js'

const WORDS = { warn: 'warning' }

export const badge = (severity, text = WORDS[severity] ?? severity) =>
  h('span', { class: 'badge', 'data-severity': severity }, text)
