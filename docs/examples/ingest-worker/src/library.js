// library.js: one instance of the library for all requests of an isolate. Its calls are synchronous, so requests do
// not mix.
import { loadSync } from '@mcpproxy/mcpx'

export const mcpx = loadSync()

// The values that the newest known schema has for docker_cli_source and os.
const { feature_flags: flags, heartbeat } = mcpx.schema().$defs
export const CLI_SOURCES = flags.properties.docker_cli_source.enum
export const SYSTEMS = heartbeat.properties.os.enum
