// hints.js: the hints of an answer, in words. For the command and the page.

// A hint is given by the caller or detected in the text.
export const SOURCES = { caller: 'given', text: 'detected' }

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
