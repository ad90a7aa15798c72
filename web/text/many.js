// text/many.js: a text or the beginning of a file -> whether it has heartbeats, and how they lie in it: one payload per line
// (NDJSON), CSV, or JSON values: an array, values one after the other, the rows of a D1 export.
import { isNdjsonName, parsed } from '../../wasm/shared/json_text.js'

const FIRST_OF_MANY = /^\s*(\S[^\n]*)\n\s*\S/
const OBJECTS = /^\s*\{[^\n]*\}[ \t\r]*\n\s*\{/
const CONCATENATED = /^\}\s*\{/m
const CSV = /^(?:[^\n{[]*[,;\t"\ufeff])?payload_json[",;\s]/ // the names of the columns
const WRAPPED = /^\s*(?:\[\s*\{|\{.*"payload_json")/s
const FIRST_END = /\}\s*\{/
const HEARTBEATS = /^\s*(?:\[\s*)?\{.*(?:"anonymous_id"|"payload_json"\s*:\s*"\s*\{)/s

// Whether the text has heartbeats, in any form. A log that only mentions one begins with something else.
export const hasHeartbeats = (text) => CSV.test(text) || HEARTBEATS.test(text)

// Whether each line is a payload: if the first line is JSON, or if the first two lines look like objects, which no
// single payload does.
function isByLine(text) {
  const first = FIRST_OF_MANY.exec(text)?.[1]
  return first && (OBJECTS.test(text) || (first.startsWith('{') && parsed(first)))
}

// How the payloads of an input lie: 'lines', 'csv', 'values', or null for a single one or for what only reading it can
// tell.
export function formOf({ text, name }) {
  if (isNdjsonName(name)) return 'lines'
  if (CSV.test(text)) return 'csv'
  if (WRAPPED.test(text)) return 'values'
  if (isByLine(text)) return 'lines'
  return CONCATENATED.test(text) || parsed(text.slice(0, text.search(FIRST_END) + 1)) ? 'values' : null
}

export const looksLikeMany = (input) => input.blob || formOf(input)

// As much of a file tells its form.
export const headOf = (blob) => blob.slice(0, 1 << 18).text()

export const formOfFile = async (blob, name) => formOf({ text: await headOf(blob), name })
