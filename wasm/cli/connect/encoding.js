// encoding.js: the body of a response, decompressed as clients do it.
import { pipeline } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

const DECODERS = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress
}

// What a request accepts.
export const ENCODINGS = 'gzip, deflate, br'

// The chunks of a message. One without a known compression is read as it is.
export function decoded(message) {
  const create = DECODERS[message.headers['content-encoding']?.trim().toLowerCase()]
  return create ? pipeline(message, create(), () => {}) : message
}

// Whether the error is that of a body that is not compressed as its header says.
export const isWrongEncoding = ({ code }) => /^(?:Z_|ERR__ERROR_)/.test(code ?? '')
