// text/example_payload.js: the JSON Schema of a heartbeat -> a heartbeat with errors in it, to try the page with.

// The smallest value that the schema allows. If it gives only a pattern, its first example.
function smallest(node, schema) {
  const { const: fixed, enum: allowed, type, minimum, required, examples, $ref } = node
  if ($ref) return smallest(schema.$defs[$ref.split('/').pop()], schema)
  if (required)
    return Object.fromEntries(required.map((name) => [name, smallest(node.properties[name], schema)]))
  if (type === 'array') return []
  if (type === 'boolean') return true
  return fixed ?? allowed?.[0] ?? minimum ?? examples[0]
}

export function examplePayload(schema) {
  const payload = smallest(schema.else, schema)
  payload.connected_server_count = 1
  payload.feature_flags.docker_cli_source = 'login-shell'
  payload.config_file = '/Users/jane/.mcpproxy/mcp_config.json'
  return JSON.stringify(payload, null, 2)
}
