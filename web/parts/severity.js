// parts/severity.js: a severity -> its icon and its word.
import { h } from '../dom.js'
import { icon } from './icon.js'

export const WORDS = {
  error: 'Error',
  warn: 'Warning',
  warning: 'Warning',
  info: 'Information',
  note: 'Note',
  leak: 'Leak',
  good: 'Good'
}
const SAME_ICON = { warning: 'warn', note: 'info' }

const iconOf = (severity) => SAME_ICON[severity] ?? severity

// The icon alone; the word is for screen readers.
export const severityIcon = (severity) =>
  h(
    'span',
    { class: 'sev', data: { severity } },
    icon(iconOf(severity)),
    h('span', { class: 'visually-hidden' }, `${WORDS[severity]}: `)
  )

// The icon with its word, or another word.
export const severityTag = (severity, word = WORDS[severity], drawing = iconOf(severity)) =>
  h('span', { class: 'kind', data: { severity } }, icon(drawing), word)
