// parts/sample.js: the JSON Schema of a heartbeat -> a heartbeat with something wrong in it, to try the page with.

const ID = '9f1c7a52-3f0e-4a57-9d0b-6c2f5f0f8b11'
const SAID = /such as ([^\s,]+)/

// The least that the schema lets stand here. Values that it knows by a pattern are those that it names.
function least(node, schema) {
  const { const: fixed, enum: all, type, minimum, required, $ref } = node
  if ($ref) return least(schema.$defs[$ref.split('/').pop()], schema)
  if (required)
    return Object.fromEntries(required.map((name) => [name, least(node.properties[name], schema)]))
  if (type === 'array') return []
  if (type === 'boolean') return true
  return fixed ?? all?.[0] ?? minimum ?? SAID.exec(node['x-expected'])?.[1] ?? ID
}

export function sampleOf(schema) {
  const sample = least(schema.else, schema)
  sample.connected_server_count = 1
  sample.feature_flags.docker_cli_source = 'login-shell'
  sample.config_file = '/Users/jane/.mcpproxy/mcp_config.json'
  return JSON.stringify(sample, null, 2)
}
