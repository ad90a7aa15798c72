// text/payload_values.js: a text of JSON values -> the payloads: the elements of an array, values one after the other, the rows
// of a D1 export.

// The column of an export that has the payload as a string.
const COLUMN = 'payload_json'

// The JSON values in a text { start, end }, one after the other; those in an array at the top one by one. Broken JSON
// gives what can be told apart.
export function* valuesIn(text) {
  const token = /"(?:[^"\\]|\\.)*"?|[{}[\]]/g
  let depth = 0
  let inArray = 0
  let start = -1
  for (const { 0: found, index } of text.matchAll(token)) {
    if (found === '[' && depth === 0 && !inArray) inArray = 1
    else if (found === ']' && depth === 0) inArray = 0
    else if (found === '{' || found === '[') {
      if (depth === 0) start = index
      depth += 1
    } else if (found === '}' || found === ']') {
      depth -= 1
      if (depth === 0) yield { start, end: index + 1 }
    }
  }
  if (depth > 0) yield { start, end: text.length }
}

// The value of a JSON text, or null.
export function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const ofRow = (row) => (typeof row?.[COLUMN] === 'string' ? row[COLUMN] : JSON.stringify(row))

// The payloads in a text. A row of an export gives its payload, a result of D1 its rows.
export function* payloadsIn(text) {
  for (const { start, end } of valuesIn(text)) {
    const value = text.slice(start, end)
    if (!value.includes(`"${COLUMN}"`)) {
      yield value
      continue
    }
    const row = parsed(value)
    if (Array.isArray(row?.results)) for (const one of row.results) yield ofRow(one)
    else yield row ? ofRow(row) : value
  }
}
