// parts/fields.js: the JSON Schema of a heartbeat -> what each field is for, and the card that tells it.
import { fill, h } from '../dom.js'

const HINT = 'Point at a name in the payload, or move to one with the arrow keys, to see what it is for.'
const UNKNOWN = {
  open: 'This name is not known here. A newer release may send it. It is searched for personal data all the same.',
  closed: 'This name is none of those that may stand here.'
}

// The largest count says nothing to a reader.
const NO_LIMIT = / to 9007199254740991$/

// ---- Look-up ----

function expectedOf(node) {
  const { 'x-expected': expected, type, minimum, items } = node
  const own =
    expected?.replace(NO_LIMIT, ' on') ??
    (type === 'integer' ? `an integer from ${minimum} on` : `an ${type}`)
  return items?.['x-expected'] ? `${own}, each ${items['x-expected']}` : own
}

// Fields { path, node, description, since, expected, always }; of one that is not known `since` is undefined.
export class Fields {
  #schema
  root

  constructor(schema) {
    this.#schema = schema
    this.root = { path: '', node: schema.else }
  }

  #resolved({ $ref, ...node }) {
    return $ref ? { ...this.#schema.$defs[$ref.split('/').pop()], ...node } : node
  }

  // The field of this name within another.
  inside(parent, name) {
    const path = parent.path ? `${parent.path}.${name}` : name
    const { properties, required, additionalProperties, items } = this.#resolved(parent.node ?? {})
    if (properties && Object.hasOwn(properties, name)) {
      const node = properties[name]
      const always = required.includes(name)
      return {
        path,
        node,
        description: node.description,
        since: node['x-since'],
        expected: expectedOf(node),
        always
      }
    }
    // An entry of a map or a list is told by what holds it.
    const node = additionalProperties || items
    if (node) return { ...parent, path, node, expected: expectedOf(node), always: undefined }
    return { path, description: UNKNOWN[additionalProperties === false ? 'closed' : 'open'] }
  }

  // The field that a JSON Pointer leads to.
  at(pointer) {
    const names = pointer.split('/').slice(1)
    return names.reduce(
      (field, name) => this.inside(field, name.replaceAll('~1', '/').replaceAll('~0', '~')),
      this.root
    )
  }

  // The fields of the keys of a payload (keysOf of payload.js).
  ofKeys(keys) {
    const fields = []
    for (const { name, parent } of keys) fields.push(this.inside(fields[parent] ?? this.root, name))
    return fields
  }
}

// ---- The card ----

const row = (term, value) => value && [h('dt', {}, term), h('dd', {}, value)]

function about({ path, description, since, expected, always }) {
  const presence = always === undefined ? '' : always ? ', always sent' : ', may be left out'
  return [
    h('h3', {}, h('code', {}, path)),
    h('p', {}, description),
    since && h('dl', {}, row('Holds', expected), row('Since', `schema version ${since}${presence}`))
  ]
}

// Its size never changes, so nothing moves while the user reads.
export function fieldCard() {
  const element = h(
    'div',
    {
      class: 'fieldcard',
      role: 'region',
      'aria-label': 'About the field',
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
