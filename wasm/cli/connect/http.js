// http.js: one HTTP request -> status, headers and body, or a Failure with the facts that the library takes.
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { decoded, ENCODINGS, isWrongEncoding } from './encoding.js'
import { Failure, seconds } from './failure.js'

const BODY_MAX = 16 << 20
const BEGINNING_MAX = 600 // of a body, for a person
const REST_MS = 2000 // for more of it

const OP_ERRNOS = ['ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH']

const decoder = new TextDecoder()

// A part of a path that may be a key: long, with a digit.
const KEY = /^(?=.*\d)[^/]{16,}$/

const pathParts = (url) => new URL(url).pathname.split('/')

// What may be a key in the path of an address.
export const keysIn = (url) => pathParts(url).filter((part) => KEY.test(part))

// The address without what may be a secret: the account in it, keys in its path, the values of its query.
export function shownUrl(url) {
  const { origin, search } = new URL(url)
  const path = pathParts(url)
    .map((part) => (KEY.test(part) ? '…' : part))
    .join('/')
  return `${origin}${path}${search ? '?…' : ''}`
}

// ---- Failures ----

// localhost has several addresses: each attempt is an error.
const errorsOf = (error) => (error.errors?.length ? error.errors : [error])

function wordsOf({ code, message }) {
  return code && !message.includes(code) ? `${message} (${code})` : message
}

function failureOf(error) {
  const errors = errorsOf(error)
  const op = errors.find(({ code }) => OP_ERRNOS.includes(code))?.code
  const facts = {
    ...(errors.some(({ syscall }) => syscall === 'getaddrinfo') ? { dns: true } : {}),
    ...(op ? { op_errno: op } : {}),
    ...(errors.some(({ code }) => code === 'ETIMEDOUT') ? { deadline: true } : {})
  }
  return new Failure(errors.map(wordsOf).join('\n'), facts)
}

function lateFailure(what, isConnected, timeout) {
  const words = isConnected ? `${what} request timed out` : `${what} request: connect timed out`
  return new Failure(`${words} after ${seconds(timeout)}`, { deadline: true })
}

// ---- Responses ----

export class Response {
  #message
  #stop
  #late

  // `stop()` ends the request; `late()` gives the failure of its deadline, if that passed; `withoutDeadline()` lifts it.
  constructor(message, { stop, late, withoutDeadline }) {
    this.#message = message
    this.#stop = stop
    this.#late = late
    this.withoutDeadline = withoutDeadline
    this.status = message.statusCode
    this.headers = message.headers
  }

  get statusLine() {
    return `HTTP ${this.status} ${this.#message.statusMessage}`.trimEnd()
  }

  get mediaType() {
    return (this.headers['content-type'] ?? '').split(';')[0].trim().toLowerCase()
  }

  isOk() {
    return this.status >= 200 && this.status < 300
  }

  isRedirect() {
    return [301, 302, 303, 307, 308].includes(this.status) && Boolean(this.headers.location)
  }

  // The chunks of the body, until the deadline of the request.
  async *chunks() {
    try {
      let size = 0
      for await (const chunk of decoded(this.#message)) {
        size += chunk.length
        if (size > BODY_MAX) throw new Failure('The response is longer than 16 MiB.', {}, [], 'long_response')
        yield chunk
      }
    } catch (error) {
      throw this.#late() ?? this.#failureOf(error)
    } finally {
      this.stop()
    }
  }

  #failureOf(error) {
    if (error instanceof Failure) return error
    if (!isWrongEncoding(error)) return failureOf(error)
    const words = `${this.statusLine}\nThe body is not compressed as the header content-encoding says.`
    return new Failure(words, {}, [], 'wrong_encoding')
  }

  async text() {
    const parts = []
    for await (const chunk of this.chunks()) parts.push(chunk)
    return decoder.decode(Buffer.concat(parts))
  }

  // The first bytes of the body, even if the rest of it never comes.
  async beginning(max = BEGINNING_MAX) {
    const parts = []
    let size = 0
    let timer
    try {
      for await (const chunk of this.chunks()) {
        parts.push(chunk)
        size += chunk.length
        if (size > max) break
        if (size > BEGINNING_MAX) timer ??= setTimeout(() => this.stop(), REST_MS)
      }
    } catch {
      // What came is enough.
    }
    clearTimeout(timer)
    return decoder.decode(Buffer.concat(parts).subarray(0, max)).trim()
  }

  stop() {
    this.#stop()
  }
}

// Send a request. `timeout` is for the whole exchange, in milliseconds; `what` names the request to a person.
// `signal` ends it early.
export function send(url, { method = 'GET', headers = {}, body, timeout, what, signal }) {
  return new Promise((resolve, reject) => {
    const isHttps = new URL(url).protocol === 'https:'
    let isConnected = false
    let late = null
    const request = (isHttps ? requestHttps : requestHttp)(url, {
      method,
      headers: {
        'user-agent': 'mcpx',
        'accept-encoding': ENCODINGS,
        ...headers,
        ...(body ? { 'content-length': Buffer.byteLength(body) } : {})
      },
      agent: false, // no connection outlives its request
      signal
    })
    const timer = setTimeout(() => {
      late = lateFailure(what, isConnected, timeout)
      request.destroy(late)
    }, timeout)
    const withoutDeadline = () => clearTimeout(timer)
    const stop = () => {
      withoutDeadline()
      request.destroy()
    }
    const control = { stop, late: () => late, withoutDeadline }
    request.on('socket', (socket) =>
      socket.once(isHttps ? 'secureConnect' : 'connect', () => {
        isConnected = true
      })
    )
    request.on('error', (error) => {
      clearTimeout(timer)
      reject(error instanceof Failure ? error : failureOf(error))
    })
    request.on('response', (message) => resolve(new Response(message, control)))
    request.end(body)
  })
}
