// leaks.js: which findings say that a payload contains personal data.

// The messages of all leaks, and of nothing else, ask for the removal of the data (src/tables/findings.def).
export const isLeak = ({ severity, message }) => severity === 'error' && message.endsWith('from the payload.')
