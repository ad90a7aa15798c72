// parts/field_card.js: a field of a heartbeat -> a card that shows what the field is for.
import { fill, h } from '../dom.js'
import { expectedText } from '../text/findings.js'
import { words } from './content.js'

const row = (term, value) => value && [h('dt', {}, term), h('dd', {}, value)]

// What is known about a field, as a list.
export function fieldFacts({ since, expected, required }) {
  if (!since) return null
  const presence = required === undefined ? null : required ? 'yes' : 'no'
  return h(
    'dl',
    {},
    row('Values', expectedText(expected)),
    row('Since', `schema version ${since}`),
    row('Required', presence)
  )
}

export function fieldCard() {
  const element = h('div', {
    class: 'fieldcard',
    role: 'region',
    'aria-label': 'Field description',
    'aria-live': 'polite',
    hidden: true
  })
  let shown = null
  const show = (field) => {
    if (!field?.path || field.path === shown) return
    shown = field.path
    fill(element, h('h3', {}, h('code', {}, field.path)), h('p', {}, field.description), fieldFacts(field))
  }
  const clear = () => {
    shown = null
    element.hidden = false
    fill(element, h('p', { class: 'muted small' }, words('field')))
  }
  return { element, show, clear }
}
