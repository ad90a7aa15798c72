// rows.js: JSON arrays, JSON values one after the other, exports of D1 and CSV -> the payloads in them, each with its
// position or its row.
import { csvRows } from './csv.js'
import { isObject, PAYLOAD_COLUMN, parsed } from './json_text.js'
import { concat } from './lines.js'

const ID_COLUMN = 'id' // names the row of an export
const ID_MAX = 64
const LF = 0x0a

const encoder = new TextEncoder()
const latin1 = new TextDecoder('latin1')
const utf8 = new TextDecoder()

// One character per byte, so that offsets in the text are offsets in the bytes. The syntax of JSON is ASCII.
const asciiOf = (bytes) => latin1.decode(bytes)

// ---- Rows ----

const isId = (value) => Number.isSafeInteger(value) || (typeof value === 'string' && value.length <= ID_MAX)

// Without --id, only a number is taken for an id: a text might be personal data.
function idOf(row, column) {
  const id = row[column ?? ID_COLUMN]
  return isId(id) && (column || typeof id === 'number') ? id : undefined
}

const bytesOf = (value) => encoder.encode(typeof value === 'string' ? value : JSON.stringify(value))

// { bytes, id } of a row { column: value }, or { missing: true } if it has no payload.
function payloadOf(row, { field = PAYLOAD_COLUMN, id }) {
  const value = row[field]
  if (value === undefined || value === null || value === '') return { missing: true, id: idOf(row, id) }
  return { bytes: bytesOf(value), id: idOf(row, id) }
}

// Whether a JSON value is a row of an export: it has the column that the user names, or a payload in the usual one.
const isRow = (value, { field }) =>
  isObject(value) && (field !== undefined || typeof value[PAYLOAD_COLUMN] === 'string')

const mayBeRow = (bytes, { field }) =>
  field !== undefined || (bytes.includes(0x5f) && asciiOf(bytes).includes(`"${PAYLOAD_COLUMN}"`))

// The payload in a line of NDJSON: the line itself, or the column of a row.
export function ofLine({ line, bytes, ...place }, options) {
  if (!mayBeRow(bytes, options)) return { line, bytes, ...place }
  const row = parsed(utf8.decode(bytes))
  return isRow(row, options)
    ? { line, row: line, isOneLine: true, ...payloadOf(row, options) }
    : { line, bytes, ...place }
}

// ---- Arrays ----

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c]
const OBJECT = 0x7b
const OPENING = new Set([0x5b, OBJECT])
const CLOSING = new Set([0x5d, 0x7d])
const isSpace = (byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)

// The index of the quote that ends the string which begins at `start`. Not a pattern: strings may be megabytes long.
function endOfString(bytes, start) {
  let at = start + 1
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1
  return at
}

function trimmedEnd(bytes, index) {
  let end = index
  while (isSpace(bytes[end - 1])) end -= 1
  return end
}

// The elements of a valid JSON array { start, end }.
function* elementsOf(bytes) {
  let depth = 0
  let start = -1
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (isSpace(byte)) continue
    const isEnd = depth === 1 && (byte === COMMA || CLOSING.has(byte))
    if (isEnd && start >= 0) yield { start, end: trimmedEnd(bytes, at) }
    if (isEnd) start = -1
    else if (depth === 1 && start < 0) start = at
    if (OPENING.has(byte)) depth += 1
    else if (CLOSING.has(byte)) depth -= 1
    else if (byte === QUOTE) at = endOfString(bytes, at)
  }
}

// The payloads at these ranges of the bytes, each with the line and the column at which it begins.
function* placed(bytes, ranges) {
  let line = 1
  let lineStart = 0
  let at = 0
  for (const { start, end } of ranges) {
    for (; at < start; at += 1) {
      if (bytes[at] !== LF) continue
      line += 1
      lineStart = at + 1
    }
    yield { line, column: start - lineStart, bytes: bytes.subarray(start, end) }
  }
}

// ---- Values one after the other ----

// The values at the top of a text { start, end }. One that is damaged ends where the next begins, so that nothing is lost.
function* valuesOf(bytes) {
  let depth = 0
  let start = -1
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (depth === 0 && OPENING.has(byte)) {
      if (start >= 0) yield { start, end: trimmedEnd(bytes, at) }
      start = at
    }
    if (OPENING.has(byte)) depth += 1
    else if (CLOSING.has(byte)) depth = Math.max(depth - 1, 0)
    else if (byte === QUOTE) at = endOfString(bytes, at)
  }
  if (start >= 0) yield { start, end: trimmedEnd(bytes, bytes.length) }
}

// Whether a text begins with an object that is followed by another one: {…}{…}
export function beginsSeveral(head) {
  const [, second] = valuesOf(head)
  return head[second?.start] === OBJECT && isObject(parsed(asciiOf(head.subarray(0, second.start))))
}

export const severalPayloads = (bytes) => placed(bytes, valuesOf(bytes))

// ---- Exports ----

// The rows of an export: [{ results: [row, …] }], { results: […] } or a list of rows. null for anything else.
function rowsIn(value, options) {
  const results = Array.isArray(value?.results) ? value.results : null
  if (results) return results
  if (Array.isArray(value?.result)) return rowsIn(value.result, options)
  if (!Array.isArray(value) || !value.length) return null
  if (value.every((one) => Array.isArray(one?.results))) return value.flatMap((one) => one.results)
  return value.every((row) => isRow(row, options)) ? value : null
}

function* rowPayloads(rows, options) {
  for (const [i, row] of rows.entries())
    yield { line: 1, row: i + 1, isOneLine: true, ...payloadOf(row ?? {}, options) }
}

// The payloads of a JSON array or of an export. null if the bytes are neither.
export function jsonRows(bytes, options) {
  const text = asciiOf(bytes)
  const value = parsed(text)
  const isExport = rowsIn(value, options) !== null
  if (isExport) return rowPayloads(rowsIn(parsed(utf8.decode(bytes)), options), options)
  return Array.isArray(value) ? placed(bytes, elementsOf(bytes)) : null
}

// Whether an input may be an array or an export, by its beginning.
export const beginsRows = (head) => /^\s*(?:\[|\{\s*"results?"\s*:)/.test(asciiOf(head.subarray(0, 4096)))

// ---- CSV ----

export const isCsvName = (name) => /\.csv(\.gz)?$/i.test(name)

const withNumber = (text) => (/^\d{1,15}$/.test(text) ? Number(text) : text)

// The payloads of a CSV file whose first row has the names of the columns. null if the column is not among them.
export function csvPayloads(bytes, options) {
  if (!bytes.length) return []
  const rows = csvRows(utf8.decode(bytes))
  const names = rows.next().value?.cells ?? []
  if (!names.includes(options.field ?? PAYLOAD_COLUMN)) return null
  return (function* () {
    let number = 0
    for (const { line, cells } of rows) {
      number += 1
      const row = Object.fromEntries(names.map((name, i) => [name, cells[i]]))
      const column = options.id ?? ID_COLUMN
      if (row[column] !== undefined) row[column] = withNumber(row[column])
      yield { line, row: number, ...payloadOf(row, options) }
    }
  })()
}

// All chunks as one piece, or null if they are longer than `max` bytes.
export async function wholeOf(chunks, max) {
  const parts = []
  let size = 0
  for await (const chunk of chunks) {
    parts.push(chunk)
    size += chunk.length
    if (size > max) return null
  }
  return parts.length ? concat(parts) : new Uint8Array(0)
}
