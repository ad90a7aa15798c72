// library.js: one instance of the library for all requests of an isolate. Its calls are synchronous, so requests do
// not mix.
import { loadSync } from '@mcpproxy/mcpx'

export const mcpx = loadSync()

// The values that the newest known schema has for docker_cli_source and os.
const { $defs, else: heartbeat } = mcpx.schema()
export const CLI_SOURCES = $defs.feature_flags.properties.docker_cli_source.enum
export const SYSTEMS = heartbeat.properties.os.enum
