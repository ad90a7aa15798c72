// heartbeat_types.js: the JSON Schema of a heartbeat -> TypeScript declarations of the payloads.

const union = (values) => values.map((value) => JSON.stringify(value)).join(' | ')

// The type of a node of the schema. `defs` are the definitions that it may refer to.
function typeOf(node, defs, margin) {
  const { $ref, const: fixed, enum: values, type, items, properties, additionalProperties } = node
  if ($ref) return typeOf(defs[$ref.split('/').at(-1)], defs, margin)
  if (fixed !== undefined) return 'number'
  if (values) return union(values)
  if (Array.isArray(type)) return type.map((one) => typeOf({ ...node, type: one }, defs, margin)).join(' | ')
  if (type === 'array') return `Array<${typeOf(items, defs, margin)}>`
  if (properties) return membersOf(node, defs, margin)
  if (type === 'object') return `Record<string, ${typeOf(additionalProperties, defs, margin)}>`
  return { integer: 'number', string: 'string', boolean: 'boolean', null: 'null' }[type] ?? 'unknown'
}

function membersOf({ properties, required }, defs, margin) {
  const inner = `${margin}  `
  const members = Object.entries(properties).map(([name, node]) => {
    const mark = required.includes(name) ? '' : '?'
    const key = /^[a-z_]\w*$/i.test(name) ? name : JSON.stringify(name)
    const about = `${inner}/** ${node.description} Since schema version ${node['x-since']}. */\n`
    return `${about}${inner}${key}${mark}: ${typeOf(node, defs, inner)}\n`
  })
  return `{\n${members.join('')}${margin}}`
}

// `schema` is that of the newest version: what a release of today sends.
export function heartbeatTypes({ $defs }) {
  const { event, ...properties } = $defs.heartbeat.properties
  const heartbeat = membersOf({ ...$defs.heartbeat, properties }, $defs, '')
  return `
/** A heartbeat as the newest schema version has it. Earlier versions have fewer required fields. */
export interface Heartbeat ${heartbeat}

/** What is sent once when a user turns telemetry off. */
export interface OptOutBeacon ${membersOf($defs.beacon, $defs, '')}
`
}
