// unpack.js: the chunks of a file -> those of the text in it: gzip unpacked, UTF-16 in UTF-8.
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { joined } from '../../shared/rows.js'

const GUNZIP_CHUNK = 1 << 18

// What the two bytes say that the chunks begin with; then all the chunks.
async function peek(chunks) {
  let head = Buffer.alloc(0)
  for (let step; head.length < 2; head = Buffer.concat([head, step.value])) {
    step = await chunks.next()
    if (step.done) break
  }
  return { mark: head.toString('hex', 0, 2), all: joined(head, chunks) }
}

// The chunks, unpacked where they are gzip, whatever the name says: neither JSON nor a text begins with these two
// bytes.
export async function* unpacked(chunks) {
  const { mark, all } = await peek(chunks)
  if (mark !== '1f8b') {
    yield* all
    return
  }
  const gunzip = createGunzip({ chunkSize: GUNZIP_CHUNK })
  pipeline(Readable.from(all), gunzip, () => {}) // its error comes out of gunzip, too
  yield* gunzip
}

const UTF16 = { fffe: 'utf-16le', feff: 'utf-16be' }

// The chunks in UTF-8, where they begin with UTF-16's byte order mark: what "program > file" writes in Windows
// PowerShell.
export async function* inUtf8(chunks) {
  const { mark, all } = await peek(chunks)
  if (!UTF16[mark]) {
    yield* all
    return
  }
  const decoder = new TextDecoder(UTF16[mark])
  for await (const chunk of all) yield Buffer.from(decoder.decode(chunk, { stream: true }))
  yield Buffer.from(decoder.decode())
}
