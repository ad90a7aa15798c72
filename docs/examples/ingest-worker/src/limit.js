// limit.js: whether an address sends too many requests. The rate limiter of Cloudflare keeps addresses in memory for a
// minute; they are passed to nothing else.

// An owner of an IPv6 network has 2^64 addresses in it, so they count as one.
function networkOf(address) {
  if (!address.includes(':') || address.includes('.')) return address
  return address.split('::')[0].split(':').slice(0, 4).join(':')
}

export async function isTooFast(limiter, { headers }) {
  if (!limiter) return false
  const { success } = await limiter.limit({ key: networkOf(headers.get('cf-connecting-ip') ?? 'unknown') })
  return !success
}
