// parts/folded.js: a summary and what is folded below it.
import { h } from '../dom.js'
import { icon } from './icon.js'

export const folded = (summary, className, ...content) =>
  h('details', { class: `folded ${className}` }, h('summary', {}, icon('chevron'), summary), content)
