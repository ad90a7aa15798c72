// wrap.js: wraps text of characters that take one column each, as wrap-ansi does. That package takes 50 ms to start.

const ONE_COLUMN_EACH = /^[!-~\u00a0·…]+( [!-~\u00a0·…]+)*$/

// The text in lines of at most `room` columns; a word that is longer has a line of its own. Null for a text with other
// characters, or with two spaces in a row.
export function wrapWords(text, room) {
  if (!ONE_COLUMN_EACH.test(text)) return null
  const lines = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= room) lines[lines.length - 1] += ` ${word}`
    else lines.push(word)
  }
  return lines.join('\n')
}
