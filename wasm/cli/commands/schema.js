// schema.js: mcpx schema: the JSON Schema of a heartbeat.
import { asJson } from '../formats/json.js'
import { CommandError, EXIT } from '../io/errors.js'
import { emit } from '../io/outputs.js'
import { escapeControls } from '../show/terminal.js'

export function schema(mcpx, version = String(mcpx.schemaVersion)) {
  const found = /^\d+$/.test(version) ? mcpx.schema(Number(version)) : null
  if (!found) {
    const shown = escapeControls(version.slice(0, 20))
    throw new CommandError(`unknown schema version "${shown}"; the versions are 1 to ${mcpx.schemaVersion}`)
  }
  emit([{ name: 'json', file: null }], { json: () => asJson(found) })
  return EXIT.ok
}
