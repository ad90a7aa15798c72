// schemas.js: the number of a schema version, as the user writes it -> the JSON Schema.
import { CommandError } from './errors.js'

export function versionOf(mcpx, version = mcpx.schemaVersion) {
  const text = String(version)
  const number = /^\d+$/.test(text) ? Number(text) : 0
  if (number >= 1 && number <= mcpx.schemaVersion) return number
  const shown = text.slice(0, 20)
  throw new CommandError(`unknown schema version "${shown}"; the versions are 1 to ${mcpx.schemaVersion}`)
}

export const schemaOf = (mcpx, version) => mcpx.schema(versionOf(mcpx, version))
