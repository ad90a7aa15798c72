// schema.js: mcpx schema: the JSON Schema of a heartbeat.
import { emit } from '../io/sinks.js'
import { asJson, EXIT, Refusal } from '../show/output.js'

export async function schema(mcpx, version = String(mcpx.schemaVersion)) {
  const found = /^\d+$/.test(version) ? mcpx.schema(Number(version)) : null
  if (!found)
    throw new Refusal(`there is no schema version "${version.slice(0, 20)}", only 1 to ${mcpx.schemaVersion}`)
  await emit([{ name: 'json', file: null }], { json: () => asJson(found) })
  return EXIT.clean
}
