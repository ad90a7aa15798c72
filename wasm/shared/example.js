// example.js: the JSON Schema of a heartbeat -> a clean heartbeat of that version, made of the examples of its fields.
import { Fields } from './fields.js'

// Examples that belong together: each field's own would contradict the others.
const TOGETHER = {
  '/server_count': 3,
  '/connected_server_count': 2,
  '/current_version': ({ version }) => version,
  '/server_docker_isolated_count': 1,
  '/connected_client_count': 2,
  '/connected_client_ids': ['claude-code', 'cursor'],
  '/server_protocol_counts/stdio': 2,
  '/server_protocol_counts/http': 1,
  '/server_protocol_counts/sse': 0,
  '/server_protocol_counts/streamable_http': 0,
  '/server_protocol_counts/auto': 0,
  '/previous_version': '', // before the first update
  '/tpa_scanner/scans_with_findings': 5,
  '/preflight/availability_block_24h': 12
}

const settled = (pointer, node, payload) => {
  const value = TOGETHER[pointer]
  if (value === undefined) return node.examples?.[0]
  return typeof value === 'function' ? value(payload) : value
}

// The fields that a payload of this version has. `event` is of the opt-out beacon only.
const isSent = ({ pointer, since }, version) => pointer !== '/event' && since <= version

function objectOf(fields, parent, payload, version) {
  const result = parent.path ? {} : payload
  for (const name of Object.keys(parent.node.properties ?? {})) {
    const field = fields.inside(parent, name)
    if (!isSent(field, version)) continue
    result[name] = field.node.properties
      ? objectOf(fields, field, payload, version)
      : settled(field.pointer, field.node, payload)
  }
  return result
}

export function exampleOf(schema, version) {
  const fields = new Fields(schema)
  const payload = objectOf(fields, fields.root, {}, version)
  if ('schema_version' in payload) payload.schema_version = version
  return payload
}
