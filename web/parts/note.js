// parts/note.js: a message in a box: information, or a problem.
import { h } from '../dom.js'
import { icon } from './icon.js'

export const note = (...content) => h('p', { class: 'note' }, icon('info'), h('span', {}, content))

export const problem = ({ message }) =>
  h('p', { class: 'note problem' }, icon('error'), h('span', {}, message))
