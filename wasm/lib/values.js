// values.js: checks the kinds of values that callers pass.

// A page and its frame, or a test and its runner, each have their own ArrayBuffer, so instanceof does not work.
const typeName = (value) => Object.prototype.toString.call(value).slice(8, -1)

export const isBytes = (value) =>
  ArrayBuffer.isView(value) || typeName(value) === 'ArrayBuffer' || typeName(value) === 'SharedArrayBuffer'

export const isModule = (value) => typeName(value) === 'WebAssembly.Module'
export const isUrl = (value) => typeof value === 'string' || typeName(value) === 'URL'

// The same memory as a Uint8Array; nothing is copied.
export function asBytes(value) {
  if (!ArrayBuffer.isView(value)) return new Uint8Array(value)
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
}

// A text that a caller passed, as a string or a Uint8Array.
export function textOf(value) {
  if (typeof value === 'string') return value
  if (isBytes(value)) return asBytes(value)
  throw new TypeError('mcpx: the text must be a string or bytes (for an object, pass JSON.stringify(object))')
}
