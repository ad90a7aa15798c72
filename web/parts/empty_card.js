// parts/empty_card.js: the card that says what to do while the field of a view is empty.
import { h } from '../dom.js'

export const emptyCard = (title, sentence, ...more) =>
  h('div', { class: 'card empty' }, h('h2', {}, title), h('p', {}, sentence), more)
