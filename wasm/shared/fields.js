// fields.js: the JSON Schema of a heartbeat -> what each field is for and which values it allows.

// The largest integer of JavaScript means that there is no limit.
export const NO_LIMIT = / from (\d+) to 9007199254740991$/

// What a node of the schema allows, in words: "true or false", "one of: …".
export function expectedOf(node) {
  const { 'x-expected': expected, type, minimum, items, maxItems } = node
  const fallback = type === 'integer' ? `an integer, ${minimum} or greater` : `an ${type}`
  const own = expected?.replace(NO_LIMIT, ', $1 or greater') ?? fallback
  if (!items) return own
  return `${own}${maxItems ? ` of at most ${maxItems} items` : ''}, each ${expectedOf(items)}`
}

const UNKNOWN = {
  open: 'mcpx does not know this field. A newer release may send it. It is still searched for personal data.',
  closed: 'This object does not allow a key of this name.'
}

const unescapePointer = (step) => step.replaceAll('~1', '/').replaceAll('~0', '~')

// The fields of a heartbeat: { name, path, pointer, node, description, since, expected, required }. `required` is
// undefined for entries of maps and lists, `since` for fields that the schema does not know.
export class Fields {
  #defs
  root

  constructor(schema) {
    this.#defs = schema.$defs
    this.root = { path: '', pointer: '', node: schema.$defs.heartbeat }
  }

  #resolve({ $ref, ...node }) {
    return $ref ? { ...this.#defs[$ref.split('/').at(-1)], ...node } : node
  }

  // The field of this name within another.
  inside(parent, name) {
    const path = parent.path ? `${parent.path}.${name}` : name
    const pointer = `${parent.pointer}/${name}`
    const { properties, required, additionalProperties, items } = this.#resolve(parent.node ?? {})
    if (properties && Object.hasOwn(properties, name)) {
      const node = this.#resolve(properties[name])
      const { description, 'x-since': since } = node
      const expected = expectedOf(node)
      return { name, path, pointer, node, description, since, expected, required: required.includes(name) }
    }
    // An entry of a map or a list has the description of its parent.
    const node = additionalProperties || items
    if (node) return { ...parent, name, path, pointer, node, expected: expectedOf(node), required: undefined }
    return { name, path, pointer, description: UNKNOWN[additionalProperties === false ? 'closed' : 'open'] }
  }

  // The field at a JSON Pointer.
  at(pointer) {
    const names = pointer.split('/').slice(1)
    return names.reduce((field, name) => this.inside(field, unescapePointer(name)), this.root)
  }

  // The fields of the keys { name, parent } of a payload; `parent` is an index into the keys, or -1.
  ofKeys(keys) {
    const fields = []
    for (const { name, parent } of keys) fields.push(this.inside(fields[parent] ?? this.root, name))
    return fields
  }

  // All fields within another, in the order of the schema. The entries of a map are named "*".
  list(parent = this.root) {
    const { properties = {}, additionalProperties } = parent.node
    const fields = Object.keys(properties).flatMap((name) => {
      const field = this.inside(parent, name)
      return [field, ...this.list(field)]
    })
    const isMap = typeof additionalProperties === 'object'
    return isMap ? [...fields, ...this.list(this.inside(parent, '*'))] : fields
  }
}
