// unpack.js: the chunks of a file -> the chunks of the text in it: gzip unpacked, UTF-16 converted to UTF-8.
import { hasManyControls, isBinary, isGzip, isUtf32, utf16Of } from '../../shared/encodings.js'
import { joinChunks } from './detect.js'

const GUNZIP_CHUNK = 1 << 18

const TEXT_HEAD = 1024

const MARK = Buffer.from('\ufeff')

// The first bytes, and all the chunks.
async function peek(chunks, size = 2) {
  let head = Buffer.alloc(0)
  for (let step; head.length < size; head = Buffer.concat([head, step.value])) {
    step = await chunks.next()
    if (step.done) break
  }
  return { head, all: joinChunks(head, chunks) }
}

// Unpack gzip under any file name: neither JSON nor text begins with these two bytes.
export async function* unpacked(chunks) {
  const { head, all } = await peek(chunks)
  if (!isGzip(head)) {
    yield* all
    return
  }
  const [{ pipeline, Readable }, { createGunzip }] = await Promise.all([
    import('node:stream'),
    import('node:zlib')
  ])
  const gunzip = createGunzip({ chunkSize: GUNZIP_CHUNK })
  pipeline(Readable.from(all), gunzip, () => {}) // the loop over gunzip throws its error
  yield* gunzip
}

// Convert UTF-16 with a byte order mark. The mark is left out, or kept as that of UTF-8.
export async function* inUtf8(chunks, { keepsMark = false } = {}) {
  const { head, all } = await peek(chunks)
  const encoding = utf16Of(head)
  if (!encoding) {
    yield* all
    return
  }
  const decoder = new TextDecoder(encoding, { ignoreBOM: keepsMark })
  for await (const chunk of all) yield Buffer.from(decoder.decode(chunk, { stream: true }))
  yield Buffer.from(decoder.decode())
}

// Throw the error if the first bytes are those of no text: UTF-16 and UTF-32 without a byte order mark, an archive.
async function* unlessHead(isWrong, chunks, error) {
  const { head, all } = await peek(chunks, TEXT_HEAD)
  if (isWrong(head.subarray(0, TEXT_HEAD))) throw error
  yield* all
}

export const onlyText = (chunks, error) => unlessHead(isBinary, chunks, error)

// A payload with a few of these characters is read: that is a finding of its own.
export const onlyPayloads = (chunks, error) =>
  unlessHead((head) => (!utf16Of(head) || isUtf32(head)) && hasManyControls(head), chunks, error)

// How many of the first bytes are a byte order mark of UTF-8.
export const markLength = (head) => (MARK.equals(head.subarray(0, MARK.length)) ? MARK.length : 0)

// The same without a byte order mark of UTF-8.
export async function* withoutMark(chunks) {
  const { head, all } = await peek(chunks, MARK.length)
  if (!markLength(head)) {
    yield* all
    return
  }
  await all.next() // the head
  yield head.subarray(MARK.length)
  yield* all
}
