// body.js: a request -> the bytes of its body, at most 64 KiB before and after decompression, or the status of a
// refusal.

const BODY_MAX = 64 * 1024
const TIME_MAX_MS = 10_000

class Refusal extends Error {
  constructor(status) {
    super()
    this.status = status
  }
}

// Rejects when the time for a body is over.
function startClock() {
  let timer
  const expired = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Refusal(408)), TIME_MAX_MS)
  })
  return { expired, stop: () => clearTimeout(timer) }
}

// Stops at the limit, so that neither a large body nor a small one that decompresses to a large one fills the memory.
async function readUpToLimit(stream, expired) {
  const reader = stream.getReader()
  const bytes = new Uint8Array(BODY_MAX)
  let size = 0
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), expired])
      if (done) return bytes.subarray(0, size)
      if (size + value.byteLength > BODY_MAX) throw new Refusal(413)
      bytes.set(value, size)
      size += value.byteLength
    }
  } catch (error) {
    reader.cancel().catch(() => {})
    throw error
  }
}

function isGzip(headers) {
  const type = headers.get('content-type')?.split(';')[0].trim().toLowerCase()
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (type !== 'application/json' || !['identity', 'gzip'].includes(encoding)) throw new Refusal(415)
  return encoding === 'gzip'
}

async function read({ headers, body }, expired) {
  const gzip = isGzip(headers)
  if (!body) throw new Refusal(400)
  if (Number(headers.get('content-length')) > BODY_MAX) throw new Refusal(413)
  const bytes = await readUpToLimit(body, expired)
  if (!gzip) return bytes
  return readUpToLimit(new Response(bytes).body.pipeThrough(new DecompressionStream('gzip')), expired)
}

// Resolves to { bytes } or { status }.
export async function readBody(request) {
  const clock = startClock()
  try {
    const bytes = await read(request, clock.expired)
    return bytes.byteLength ? { bytes } : { status: 400 }
  } catch (error) {
    return { status: error instanceof Refusal ? error.status : 400 } // otherwise the gzip data is damaged
  } finally {
    clock.stop()
  }
}
