// text/many.js: a text or the beginning of a file -> how the payloads lie in it: one payload per line (NDJSON), or JSON values: an
// array, values one after the other, the rows of a D1 export.
import { isJson, isNdjsonName } from '../../wasm/shared/json_text.js'

// The column of an export that has the payload as a string.
const COLUMN = 'payload_json'

const FIRST_OF_MANY = /^\s*(\S[^\n]*)\n\s*\S/
const OBJECTS = /^\s*\{[^\n]*\}[ \t\r]*\n\s*\{/
const CONCATENATED = /^\}\s*\{/m

// Whether each line is a payload: if the first line is JSON, or if the first two lines look like objects, which no
// single payload does.
function isByLine(text) {
  const first = FIRST_OF_MANY.exec(text)?.[1]
  return Boolean(first) && (OBJECTS.test(text) || (first.startsWith('{') && isJson(first)))
}

const isWrapped = (text) =>
  /^\s*\[\s*\{/.test(text) || CONCATENATED.test(text) || (/^\s*\{/.test(text) && text.includes(`"${COLUMN}"`))

// How the payloads of an input lie: 'lines', 'values', or null for a single one or for what only reading it can tell.
export function formOf({ text, name }) {
  if (name && isNdjsonName(name)) return 'lines'
  if (text === null || text === undefined) return null
  if (isByLine(text)) return text.includes(`"${COLUMN}"`) ? 'values' : 'lines'
  return isWrapped(text) ? 'values' : null
}

export const looksLikeMany = (input) => Boolean(input.blob) || formOf(input) !== null

// As much of a file tells its form.
const HEAD = 1 << 18

export const formOfFile = async (blob, name) => formOf({ text: await blob.slice(0, HEAD).text(), name })
