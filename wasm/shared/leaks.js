// leaks.js: which findings say that a payload contains personal data.

// The messages of all leaks ask for the removal of the data.
export const isLeak = ({ severity, message }) => severity === 'error' && message.endsWith('from the payload.')
