// text/share.js: a text with its hints <-> the fragment of a link, at most 2,000 characters long.
import { chunksIn } from './stream.js'

const PREFIX = 'mcpx='
export const SHARE_MAX = 2000
const INFLATED_MAX = 65536
const TRANSPORTS = ['stdio', 'http', null]
const SWITCHES = [true, false, null]
// A client or an operating system. Whether it is known is decided where it is used.
const isName = (value) =>
  value === null || (typeof value === 'string' && /^[a-z][a-z0-9_]{0,40}$/.test(value))

// The bytes of a stream. A stream longer than the limit is cancelled and throws.
async function readUpTo(stream, limit) {
  const bytes = new Uint8Array(limit)
  let length = 0
  for await (const chunk of chunksIn(stream)) {
    if (length + chunk.length > limit) throw new RangeError(`more than ${limit} bytes`)
    bytes.set(chunk, length)
    length += chunk.length
  }
  return bytes.subarray(0, length)
}

const transformed = (bytes, transform) => new Blob([bytes]).stream().pipeThrough(transform)

function toBase64Url(bytes) {
  const base64 = btoa(String.fromCharCode(...bytes))
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

const fromBase64Url = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))

// The fragment, or null if it would be too long, or would unpack to more than decodeShare reads.
async function pack(state) {
  const json = new TextEncoder().encode(JSON.stringify(state))
  if (json.length > INFLATED_MAX) return null
  const bytesMax = ((SHARE_MAX - PREFIX.length) * 3) >> 2
  try {
    return (
      PREFIX + toBase64Url(await readUpTo(transformed(json, new CompressionStream('deflate-raw')), bytesMax))
    )
  } catch {
    return null
  }
}

// Binary search for the largest number from 1 to `max` whose attempt succeeds: [number, its result], or [0, null].
async function findLargest(max, attempt) {
  let best = [0, null]
  for (let low = 1, high = max; low <= high; ) {
    const middle = (low + high) >> 1
    const result = await attempt(middle)
    if (result) {
      best = [middle, result]
      low = middle + 1
    } else high = middle - 1
  }
  return best
}

/**
 * @typedef {'stdio' | 'http' | null} Transport
 * @param {{ text: string, transport?: Transport, dockerIsolated?: boolean | null, os?: string | null,
 *   client?: string | null, focusLine?: number }} state
 *   if the text is too long for a link, the link has the lines around focusLine, which counts from 0
 * @returns {Promise<{ fragment: string, shortened: boolean }>} the `fragment` is without its #
 */
export async function encodeShare(state) {
  const { text, transport = null, dockerIsolated = null, os = null, client = null, focusLine = 0 } = state
  const places = os || client ? [os, client] : []
  const packed = (part) => pack([part, transport, dockerIsolated, ...places])
  const whole = await packed(text)
  if (whole) return { fragment: whole, shortened: false }
  const lines = text.split('\n')
  const focus = Math.min(Math.max(focusLine, 0), lines.length - 1)
  const around = (count) => {
    const from = Math.min(Math.max(focus - (count >> 1), 0), lines.length - count)
    return packed(lines.slice(from, from + count).join('\n'))
  }
  const [, some] = await findLargest(lines.length, around)
  if (some) return { fragment: some, shortened: true }
  const [, part] = await findLargest(lines[focus].length, (length) => packed(startOf(lines[focus], length)))
  return { fragment: part ?? (await packed('')), shortened: true }
}

// The beginning of the text, without half of a surrogate pair.
const startOf = (text, length) => text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')

// Terminal sequences, then other control characters and marks that reorder a text: a text area shows none of them, so
// that what a link brings could look different from what is copied.
const SEQUENCE = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g
const CONTROL =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

const withoutControls = (text) => text.replace(SEQUENCE, '').replace(CONTROL, '')

/**
 * @param {string} fragment with or without its #
 * @returns {Promise<{ text: string, transport: Transport, dockerIsolated: boolean | null, os?: string | null,
 *   client?: string | null } | null>}
 *   the text is without control characters, but for tabs and line breaks, and without marks that reorder it; null if the
 *   fragment is not a shared text, or is damaged
 */
export async function decodeShare(fragment) {
  try {
    const [, packed] = /^#?mcpx=([\w-]+)$/.exec(fragment)
    const inflated = transformed(fromBase64Url(packed), new DecompressionStream('deflate-raw'))
    const json = new TextDecoder('utf-8', { fatal: true }).decode(await readUpTo(inflated, INFLATED_MAX))
    const [text, transport, dockerIsolated, ...places] = JSON.parse(json)
    const valid =
      typeof text === 'string' && TRANSPORTS.includes(transport) && SWITCHES.includes(dockerIsolated)
    if (!valid || ![0, 2].includes(places.length) || !places.every(isName)) return null
    const [os, client] = places
    return { text: withoutControls(text), transport, dockerIsolated, ...(places.length && { os, client }) }
  } catch {
    return null
  }
}
