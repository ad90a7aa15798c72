// hints.js: the words for hints (how a server runs) and for where they come from. For the command and the page.

// A hint is given by the caller or detected in the text.
export const SOURCES = { caller: 'given', text: 'detected' }

const TRANSPORTS = { stdio: 'stdio', http: 'HTTP' }

export const transportText = (transport) => TRANSPORTS[transport] ?? transport
export const isolationText = (isolated) => (isolated ? 'on' : 'off')

// The hints of an answer as { name, value, source }. Hints that the answer does not depend on are left out.
export function hintsInWords({ hints }) {
  return [
    { name: 'transport', value: transportText(hints.transport), source: SOURCES[hints.transport_source] },
    {
      name: 'Docker isolation',
      value: isolationText(hints.docker_isolated),
      source: SOURCES[hints.docker_isolated_source]
    },
    { name: 'fact', value: hints.fact, source: SOURCES[hints.fact_source] }
  ].filter(({ source }) => source)
}
