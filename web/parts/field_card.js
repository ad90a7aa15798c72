// parts/field_card.js: a field of a heartbeat -> a card that shows what the field is for.
import { fill, h } from '../dom.js'

const HINT = 'Point at a name in the payload, or move to one with the arrow keys, to see what it means.'

const row = (term, value) => value && [h('dt', {}, term), h('dd', {}, value)]

function about({ path, description, since, expected, required }) {
  const presence = required === undefined ? '' : required ? ', required' : ', optional'
  return [
    h('h3', {}, h('code', {}, path)),
    h('p', {}, description),
    since && h('dl', {}, row('Values', expected), row('Since', `schema version ${since}${presence}`))
  ]
}

// Its size never changes, so nothing moves while the user reads.
export function fieldCard() {
  const element = h(
    'div',
    {
      class: 'fieldcard',
      role: 'region',
      'aria-label': 'Field description',
      'aria-live': 'polite',
      tabIndex: 0
    },
    h('p', { class: 'muted' }, HINT)
  )
  let shown = null
  const show = (field) => {
    if (!field?.path || field.path === shown) return
    shown = field.path
    fill(element, about(field))
  }
  return { element, show }
}
