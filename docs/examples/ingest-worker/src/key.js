// key.js: whether a request has the key of the statistics.

const encoder = new TextEncoder()

const hash = (text) => crypto.subtle.digest('SHA-256', encoder.encode(text))

// Compares hashes, which have one length, in constant time.
export async function hasKey(request, key) {
  const given = request.headers.get('authorization')?.match(/^Bearer (.+)$/i)?.[1]
  if (!key || !given) return false
  return crypto.subtle.timingSafeEqual(await hash(given), await hash(key))
}
