// text/json_hint.js: where JSON is not valid -> the usual mistake, and the words that it is about.

const WORD = /[^\s,:{}[\]"]+|\S/y

// The range of a finding between two characters: the word after it.
export function wordAt(text, offset) {
  WORD.lastIndex = offset
  return Math.max(WORD.exec(text)?.[0].length ?? 0, 0)
}

const before = (text, offset) => text.slice(0, offset).trimEnd().at(-1)

// A sentence, or undefined.
export function jsonHint(text, { rule, offset, expected = '' }) {
  if (rule !== 'json_syntax') return undefined
  const here = text[offset]
  if (here === "'") return 'Strings need double quotes.'
  if ('}]'.includes(here) && before(text, offset) === ',') return 'Remove the comma before this.'
  if (/comma/.test(expected) && /["{[\w-]/.test(here)) return 'A comma is missing before this.'
  if (/^(True|False|None)\b/.test(text.slice(offset, offset + 6)))
    return 'JSON writes true, false and null in lower case.'
  return undefined
}
