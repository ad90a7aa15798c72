// veil.js: what may be seen of a payload: its shape and the names that everybody knows, the rest as dots.
import { widthOf } from './output.js'

const decoder = new TextDecoder()

const DOT = '·'
const QUOTE = 0x22
const BACKSLASH = 0x5c
const SHAPE = new Set(Buffer.from('{}[]:, \t'))
const WORD_ENDS = new Set(Buffer.from('{}[]:, \t\r\n"'))
const NAME_MAX = 100 // no known name is as long
const WORDS = new Set(['true', 'false', 'null'])

// The strings that a schema names: its properties, and the values of its closed sets.
function namesIn(schema, names) {
  if (schema === null || typeof schema !== 'object') return
  for (const name of Object.keys(schema.properties ?? {})) names.add(name)
  for (const value of [...(schema.enum ?? []), schema.const]) if (typeof value === 'string') names.add(value)
  for (const part of Object.values(schema)) namesIn(part, names)
}

export function knownNames(mcpx) {
  const names = new Set(mcpx.catalog().map((entry) => entry.code))
  namesIn(mcpx.schema(), names)
  return names
}

// The place behind the string that begins at `start`, or behind the last byte.
function stringEnd(bytes, start) {
  let at = start + 1
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1
  return Math.min(at + 1, bytes.length)
}

function wordEnd(bytes, start) {
  let at = start + 1
  while (at < bytes.length && !WORD_ENDS.has(bytes[at])) at += 1
  return at
}

// A copy of the payload in which every byte that may not be seen is 0. Broken JSON may come.
export function veil(bytes, known) {
  const seen = Buffer.alloc(bytes.length)
  const reveal = (start, end) => {
    for (let at = start; at < end; at++) seen[at] = bytes[at]
  }
  const text = (start, end) => bytes.latin1Slice(start, Math.min(end, start + NAME_MAX))
  for (let at = 0; at < bytes.length; ) {
    const start = at
    if (bytes[start] === QUOTE) {
      at = stringEnd(bytes, start)
      const closed = at - start > 1 && bytes[at - 1] === QUOTE
      reveal(start, start + 1)
      if (closed) reveal(at - 1, at)
      if (closed && known.has(text(start + 1, at - 1))) reveal(start, at)
    } else if (SHAPE.has(bytes[start])) {
      at += 1
      reveal(start, at)
    } else {
      at = wordEnd(bytes, start)
      if (WORDS.has(text(start, at))) reveal(start, at)
    }
  }
  return seen
}

// What may be seen of a range: hidden characters are dots of the same width.
export function veiled(seen) {
  return (bytes, start, end) => {
    let result = ''
    for (let at = start; at < end; ) {
      const hidden = seen[at] === 0
      let until = at + 1
      while (until < end && (seen[until] === 0) === hidden) until += 1
      const text = decoder.decode(bytes.subarray(at, until))
      result += hidden ? DOT.repeat(widthOf(text)) : text.replaceAll('\t', ' ')
      at = until
    }
    return result
  }
}
