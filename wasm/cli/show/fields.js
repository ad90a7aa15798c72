// fields.js: the fields of a heartbeat, read off its JSON Schema.

const isMap = (schema) => typeof schema.additionalProperties === 'object'

// "text", "true or false", …: what a schema allows, as a person says it.
function typeOf(schema) {
  if (schema.enum) return `one of ${schema.enum.map((value) => (value === '' ? 'empty' : value)).join(', ')}`
  if (schema.const !== undefined) return `${schema.const}`
  const names = [schema.type].flat().map((type) => TYPES[type]?.(schema) ?? type)
  return names.join(' or ')
}

const TYPES = {
  boolean: () => 'true or false',
  integer: ({ minimum }) => `a whole number from ${minimum}`,
  string: ({ format, maxLength }) =>
    format ? `a ${format}` : `a text by a pattern${maxLength ? `, at most ${maxLength} characters` : ''}`,
  array: ({ items, maxItems }) => `a list${maxItems ? ` of at most ${maxItems}` : ''}, each ${typeOf(items)}`,
  object: (schema) => (isMap(schema) ? 'an object, its keys by a pattern' : 'an object'),
  null: () => 'null'
}

// All fields below a schema, in its order: {name, pointer, description, since, required, value, schema}.
function fieldsBelow(schema, pointer, defs) {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const resolved = property.$ref ? { ...defs[property.$ref.split('/').at(-1)], ...property } : property
    const field = {
      name,
      pointer: `${pointer}/${name}`,
      description: resolved.description,
      since: resolved['x-since'],
      required: (schema.required ?? []).includes(name),
      value: typeOf(resolved)
    }
    return [field, ...fieldsBelow(resolved, field.pointer, defs)]
  })
  return isMap(schema) ? [...own, ...fieldsBelow(schema.additionalProperties, `${pointer}/*`, defs)] : own
}

// The opt-out beacon has nothing of its own but `event`, which a heartbeat's schema lists, too.
export function fieldsOf(mcpx) {
  const schema = mcpx.schema()
  return fieldsBelow(schema.else, '', schema.$defs)
}
