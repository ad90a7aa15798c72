// text/files.js: a dropped or chosen file -> a blob without gzip compression, and its text.
import { hasManyControls, isGzip, utf16Of } from '../../wasm/shared/encodings.js'
import { sizeText } from './numbers.js'
import { chunksIn } from './stream.js'

// A larger archive is refused: no log is this long, but an archive made to fill the memory is.
const UNPACKED_MAX = 1 << 28

const firstBytes = async (blob) => new Uint8Array(await blob.slice(0, 1024).arrayBuffer())

async function unpack(blob) {
  const parts = []
  let size = 0
  for await (const chunk of chunksIn(blob.stream().pipeThrough(new DecompressionStream('gzip')))) {
    size += chunk.length
    if (size > UNPACKED_MAX) throw new RangeError(`unpacked, it is larger than ${sizeText(UNPACKED_MAX)}`)
    parts.push(chunk)
  }
  return new Blob(parts)
}

// The file's bytes, unpacked if they are gzip. Its name does not matter.
export async function unpacked(file) {
  if (!isGzip(await firstBytes(file))) return file
  try {
    return await unpack(file)
  } catch (error) {
    throw error instanceof RangeError ? error : new Error('its gzip data is damaged or incomplete')
  }
}

// Whether the bytes are no text, by the rule of the command. UTF-16 is a text, which the diagnosis converts.
export async function isBinary(blob) {
  const head = await firstBytes(blob)
  return hasManyControls(head) && !utf16Of(head)
}

// The blob in UTF-8 if it is UTF-16 with a byte order mark, else the blob as it is.
export async function inUtf8(blob) {
  const encoding = utf16Of(await firstBytes(blob))
  return encoding ? new Blob([new TextDecoder(encoding).decode(await blob.arrayBuffer())]) : blob
}

// The text with its byte order mark, or null if the bytes are not UTF-8: replacing bad bytes would hide them.
export function decodeUtf8(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
