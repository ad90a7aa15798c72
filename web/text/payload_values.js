// text/payload_values.js: a text of JSON values or CSV -> the payloads: the elements of an array, values one after the other,
// the rows of an export.
import { csvRows } from '../../wasm/shared/csv.js'
import { PAYLOAD_COLUMN, parsed } from '../../wasm/shared/json_text.js'

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

// A row of an export gives its payload, a result of D1 its rows.
function* ofValue(value) {
  const rows = value?.results ?? value?.result
  if (Array.isArray(rows)) for (const row of rows) yield* ofValue(row)
  else yield typeof value?.[PAYLOAD_COLUMN] === 'string' ? value[PAYLOAD_COLUMN] : JSON.stringify(value)
}

function* ofCsv(text) {
  const rows = csvRows(text)
  const column = rows.next().value.cells.indexOf(PAYLOAD_COLUMN)
  for (const { cells } of rows) yield cells[column] ?? ''
}

// The payloads in a text; `form` is that of text/many.js.
export function* payloadsIn(text, form) {
  if (form === 'csv') yield* ofCsv(text)
  else
    for (const { start, end } of valuesIn(text)) {
      const value = text.slice(start, end)
      const row = value.includes(`"${PAYLOAD_COLUMN}"`) && parsed(value)
      if (row) yield* ofValue(row)
      else yield value
    }
}
