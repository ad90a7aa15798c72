// hints.js: the hints and the context of an answer, in words. For the command and the page.
import { SYSTEM_NAMES } from './words.js'

// A hint is given by the caller or detected in the text.
export const SOURCES = { caller: 'given', text: 'detected' }

// Only mcpproxy, or an unknown client, may run a server in Docker isolation.
export const mayIsolate = (client) => !client || client === 'mcpproxy'

// The hints of an answer as { name, value, source }. Hints that the answer does not depend on are left out.
export function hintsInWords({ hints }) {
  return [
    { name: 'transport', value: hints.transport, source: SOURCES[hints.transport_source] },
    {
      name: 'Docker isolation',
      value: hints.docker_isolated ? 'on' : 'off',
      source: SOURCES[hints.docker_isolated_source]
    },
    { name: 'fact', value: hints.fact, source: SOURCES[hints.fact_source] }
  ].filter(({ source }) => source)
}

// Where the failure happened: "Claude Desktop on macOS, npx". Empty if nothing is known. `clients` are those of
// mcpx.surroundings().
export function contextInWords({ client, os, runner }, clients) {
  const name = clients.find(({ id }) => id === client)?.name
  const system = SYSTEM_NAMES[os]
  const place = name && system ? `${name} on ${system}` : (name ?? system)
  return [place, runner].filter(Boolean).join(', ')
}
