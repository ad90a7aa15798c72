// mask.js: a payload -> its shape and the names that every payload may have; all else is shown as dots.
import { widthOf } from './terminal.js'

const decoder = new TextDecoder()

const DOT = '·'
const QUOTE = 0x22
const BACKSLASH = 0x5c
// A flag for each byte of a list.
const flagsOf = (list) => {
  const flags = new Uint8Array(256)
  for (const byte of Buffer.from(list)) flags[byte] = 1
  return flags
}

const SHAPE = flagsOf('{}[]:, \t')
const WORD_ENDS = flagsOf('{}[]:, \t\r\n"')
const NAME_MAX = 100 // longer than any known name
const WORDS = new Set(['true', 'false', 'null'])

// Collect the strings of a schema: the names of properties, and the values of closed sets.
function collectNames(schema, names) {
  if (schema === null || typeof schema !== 'object') return
  for (const name of Object.keys(schema.properties ?? {})) names.add(name)
  for (const value of [...(schema.enum ?? []), schema.const]) if (typeof value === 'string') names.add(value)
  for (const part of Object.values(schema)) collectNames(part, names)
}

export function knownNames(mcpx) {
  const names = new Set(mcpx.catalog().map((entry) => entry.code))
  collectNames(mcpx.schema(), names)
  return names
}

// The index after the string that begins at `start`, or the end of the bytes.
function stringEnd(bytes, start) {
  let at = start + 1
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1
  return Math.min(at + 1, bytes.length)
}

function wordEnd(bytes, start) {
  let at = start + 1
  while (at < bytes.length && !WORD_ENDS[bytes[at]]) at += 1
  return at
}

// A copy of the payload in which every hidden byte is 0. The payload may be invalid JSON.
export function maskPayload(bytes, known) {
  const visible = Buffer.alloc(bytes.length)
  const reveal = (start, end) => {
    for (let at = start; at < end; at++) visible[at] = bytes[at]
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
    } else if (SHAPE[bytes[start]]) {
      at += 1
      reveal(start, at)
    } else {
      at = wordEnd(bytes, start)
      if (WORDS.has(text(start, at))) reveal(start, at)
    }
  }
  return visible
}

const isPrintable = (byte) => byte >= 0x20 && byte < 0x7f

// A run of hidden or visible bytes as text. A decoder is slow for the few bytes that most runs have.
function runText(bytes, start, end, hidden) {
  let at = start
  while (at < end && isPrintable(bytes[at])) at += 1
  if (at === end) return hidden ? DOT.repeat(end - start) : bytes.latin1Slice(start, end)
  const text = decoder.decode(bytes.subarray(start, end))
  return hidden ? DOT.repeat(widthOf(text)) : text
}

// Shows ranges of the payload: hidden characters become dots of the same width.
export function showMasked(visible) {
  return (bytes, start, end) => {
    let result = ''
    for (let at = start; at < end; ) {
      const hidden = visible[at] === 0
      let until = at + 1
      while (until < end && (visible[until] === 0) === hidden) until += 1
      result += runText(bytes, at, until, hidden)
      at = until
    }
    return result
  }
}
