// secrets.js: what is quoted of a text, without its secrets. Paths, hosts and addresses stay: a person needs them to
// understand the failure, and has just given the text.
import { decodeRange } from '../../shared/decode.js'

const AROUND = 16384 // bytes on each side of what is quoted: no secret that a reader could use is longer

// Kinds of data of which a quoted line may have any (detectors.def).
const SHOWN = new Set([
  'home_path',
  'root_path',
  'drive_path',
  'unc_path',
  'env_path',
  'host_name',
  'ipv4',
  'ipv6',
  'absolute_path',
  'relative_path',
  'public_host',
  'command_line',
  'uuid'
])

// Of a URL, the user information, the query and the fragment can be secret.
const hasSecretPart = (url) => /[?#]|:\/\/[^/\s]*@/.test(url)

// After "token:" there may be a word of an error message: "invalid token: signature mismatch".
const isWord = (value) => /^[a-z_-]+$/i.test(value) && !/[a-z][A-Z]/.test(value)

const touches = (a, b) => a.start < b.end && b.start < a.end

function isSecret(range, value, marks) {
  if (SHOWN.has(range.kind)) return false
  if (range.kind === 'url') return hasSecretPart(value)
  const isMarked = marks.some((mark) => touches(range, mark))
  return !(range.kind === 'auth_pair' && isMarked && isWord(value))
}

function secretsIn(mcpx, bytes, marks) {
  const first = Math.min(...marks.map(({ start }) => start))
  const last = Math.max(...marks.map(({ end }) => end))
  const from = Math.max(first - AROUND, 0)
  return mcpx
    .redact(bytes.subarray(from, last + AROUND))
    .ranges.map(({ start, end, kind }) => ({ start: start + from, end: end + from, kind }))
    .filter((range) => isSecret(range, decodeRange(bytes, range.start, range.end), marks))
}

// A function (bytes, start, end) that gives the text of a range without its secrets, near the marks. A placeholder
// stands where its secret begins.
export function withoutSecrets(mcpx, bytes, marks) {
  const secrets = marks.length ? secretsIn(mcpx, bytes, marks) : []
  return (_, start, end) => {
    let text = ''
    let at = start
    for (const secret of secrets.filter((range) => touches(range, { start, end }))) {
      if (secret.start >= at) text += `${decodeRange(bytes, at, secret.start)}[${secret.kind}]`
      at = Math.min(secret.end, end)
    }
    return text + decodeRange(bytes, at, end)
  }
}

// A whole line without its secrets.
export const lineWithoutSecrets = (mcpx, bytes) =>
  withoutSecrets(mcpx, bytes, [{ start: 0, end: bytes.length }])(bytes, 0, bytes.length)
