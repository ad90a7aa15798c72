// unknown_fields.js: payloads -> the fields that the schema does not know: names, JSON types and how many payloads have
// them. For the owner of the data only, because names may be personal data; values are never kept.

const NAMES_MAX = 1000

const typeOf = (value) =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'array'
      : typeof value === 'number'
        ? numberType(value)
        : typeof value
const numberType = (value) => (Number.isInteger(value) ? 'integer' : 'number')

const isContainer = (value) => typeof value === 'object' && value !== null

export class UnknownFields {
  #fields
  #found = new Map() // path -> { name, types, payloads }
  payloads = 0
  not_listed = 0 // further names

  // `fields` are those of shared/fields.js.
  constructor(fields) {
    this.#fields = fields
  }

  add(payload) {
    this.payloads += 1
    if (isContainer(payload)) this.#search(payload, this.#fields.root, new Set())
  }

  #search(object, parent, seen) {
    const isList = Array.isArray(object)
    for (const [name, value] of Object.entries(object)) {
      const field = this.#fields.inside(parent, isList ? '0' : name)
      if (!field.node) this.#count(parent, name, value, seen)
      else if (isContainer(value)) this.#search(value, field, seen)
    }
  }

  #count(parent, name, value, seen) {
    const path = parent.path ? `${parent.path}.${name}` : name
    if (!this.#found.has(path) && this.#found.size >= NAMES_MAX) {
      this.not_listed += 1
      return
    }
    const entry = this.#found.get(path) ?? { name: path, types: new Set(), payloads: 0 }
    this.#found.set(path, entry)
    entry.types.add(typeOf(value))
    if (!seen.has(path)) entry.payloads += 1
    seen.add(path)
  }

  // The most frequent first: [{ name, types, payloads, share }].
  list() {
    const rows = [...this.#found.values()].map(({ name, types, payloads }) => ({
      name,
      types: [...types].sort(),
      payloads,
      share: payloads / this.payloads
    }))
    return rows.sort((a, b) => b.payloads - a.payloads || (a.name < b.name ? -1 : 1))
  }
}
