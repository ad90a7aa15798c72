// text/words.js: where JSON is not valid -> the word that a finding between two characters is about.

const WORD = /[^\s,:{}[\]"]+|\S/y

// The length of the word after an offset.
export function wordAt(text, offset) {
  WORD.lastIndex = offset
  return WORD.exec(text)?.[0].length ?? 0
}
