// text/search.js: codes and causes -> the words by which they are found.

const asWords = (...parts) => parts.join(' ').toLowerCase()

const stepWords = ({ label, command = '' }) => `${label} ${command}`

// `phrases`: what the rules of the code look for in texts.
export const codeWords = (entry, phrases = '') =>
  asWords(entry.code, entry.title, entry.user_message, ...entry.fix_steps.map(stepWords), phrases)

export const causeWords = ({ id, title, text }) => asWords(id.replaceAll('_', ' '), title, text)

// A test whether a text of words has all words of a search.
export function matcher(search) {
  const words = search.toLowerCase().split(/\s+/)
  return (text) => words.every((word) => text.includes(word))
}
