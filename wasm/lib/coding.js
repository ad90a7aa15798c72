// coding.js: text <-> UTF-8. Encoders are made at the first use, because not every host has them when the package is
// imported: Jest's jsdom has none at all, but it has Buffer.

/* global Buffer */

const isHighSurrogate = (unit) => unit >= 0xd800 && unit < 0xdc00

// The part of a text that surely fits into `size` bytes.
function fitting(text, size) {
  const length = Math.floor(size / 3)
  const isSplit = length < text.length && isHighSurrogate(text.charCodeAt(length - 1))
  return text.slice(0, isSplit ? length - 1 : length)
}

const withBuffer = {
  encode: (text) => new Uint8Array(Buffer.from(text)),
  encodeInto(text, target) {
    const part = fitting(text, target.length)
    const bytes = Buffer.from(part)
    target.set(bytes)
    return { read: part.length, written: bytes.length }
  },
  decode: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()
}

function standard() {
  const encoder = new TextEncoder()
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  return {
    encode: (text) => encoder.encode(text),
    encodeInto: (text, target) => encoder.encodeInto(text, target),
    decode: (bytes) => decoder.decode(bytes)
  }
}

function make() {
  if (typeof TextDecoder === 'function' && typeof TextEncoder === 'function') return standard()
  if (typeof Buffer === 'function') return withBuffer
  throw new Error('mcpx: this host has neither TextDecoder nor Buffer')
}

let made = null

// { encode, encodeInto, decode }
export function coding() {
  made ??= make()
  return made
}
