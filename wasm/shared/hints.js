// hints.js: the hints that an answer depends on, in words. Used by the command and by the page.

// Where a hint came from: the caller gave it, or the text shows it.
export const SOURCES = { caller: 'given', text: 'detected' }

// The hints of an answer as { name, value, source }, those that decided nothing left out.
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
