// text/hints.js: the words for hints (how the server runs) and for where they come from.

export const SOURCES = { caller: 'given', text: 'detected' }
export const LEADS = { caller: 'Given: ', text: 'Detected: ' }

const TRANSPORTS = { stdio: 'stdio', http: 'HTTP' }

export const transportText = (transport) => TRANSPORTS[transport] ?? transport
export const isolationText = (isolated) => (isolated ? 'on' : 'off')
