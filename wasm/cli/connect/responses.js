// responses.js: what a response that does not help says: as text for the library, and where it leads.
import { Failure } from './failure.js'
import { lookUpSignIn } from './sign_in.js'

// What a person wants to see of the headers of a failed response.
const SHOWN_HEADERS = [
  'www-authenticate',
  'location',
  'content-type',
  'server',
  'cf-mitigated',
  'retry-after'
]

export const pathOf = (url) => new URL(url).pathname

const withoutSlash = (path) => path.replace(/\/+$/, '')

// Only the same host is contacted, and nothing that was given for https is sent without it.
export const isSafe = (from, to) =>
  from.hostname === to.hostname &&
  (from.port === to.port || from.protocol !== to.protocol) &&
  !(from.protocol === 'https:' && to.protocol === 'http:')

// Where a redirect leads that is not followed.
function destination(from, to) {
  if (to?.hostname !== from.hostname) return 'another host'
  return to.origin === from.origin ? 'another path' : 'another scheme or port'
}

export async function redirectFailure(verb, response, from, to) {
  const differsBySlash =
    to?.origin === from.origin && withoutSlash(to.pathname) === withoutSlash(from.pathname)
  if (differsBySlash) return new Failure(`${verb} ${pathOf(from)}\n${await describe(response)}`)
  response.stop()
  const words = `A redirect (status ${response.status}) leads to ${destination(from, to)}; it was not followed.`
  return new Failure(`${words}\nlocation: ${response.headers.location}`)
}

export function locationOf(response, url) {
  try {
    return new URL(response.headers.location, url)
  } catch {
    return null
  }
}

// A body is read this far if the server failed: a traceback may be in it, and its end says what happened.
const BODY_MAX = 64 << 10
const HEAD = 600
const TAIL = 2000

// Whole lines: without the name before it, a secret is not known as one. In JSON, "\n" ends a line, too.
const lastLines = (text) => {
  const end = /\n|\\n/.exec(text)
  return end ? text.slice(end.index + end[0].length) : ''
}

const shortened = (body) =>
  body.length > HEAD + TAIL ? `${body.slice(0, HEAD)}\n…\n${lastLines(body.slice(-TAIL))}` : body

// A response { text, body, reply }: the status, headers and what is shown of the body, that alone, and again if the server failed.
export async function readReply(response) {
  const headers = SHOWN_HEADERS.filter((name) => response.headers[name]).map(
    (name) => `${name}: ${response.headers[name]}`
  )
  const isFailed = response.status >= 500
  const body = isFailed ? shortened(await response.beginning(BODY_MAX)) : await response.beginning()
  return {
    text: [response.statusLine, ...headers, ...(body ? ['', body] : [])].join('\n'),
    body,
    reply: isFailed ? body : ''
  }
}

export const describe = async (response) => (await readReply(response)).text

// undefined if the text is not JSON.
export function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

// After a 401: how a client would sign in, unless the user gave a key.
export function signInLines(url, response, given, context) {
  if (Object.keys(given).some((name) => name.toLowerCase() === 'authorization'))
    return ['The request had an Authorization header.']
  return lookUpSignIn(url, response.headers['www-authenticate'], context)
}
