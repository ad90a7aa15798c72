// streamable.js: an address as a channel: JSON-RPC over Streamable HTTP.
import { eventsOf } from './events.js'
import { Failure } from './failure.js'
import { send, shownUrl } from './http.js'
import {
  isMessage,
  isNearlyResponseTo,
  isRefusal,
  isResponse,
  isResponseTo,
  otherIdFailure,
  STATELESS_VERSION
} from './json_rpc.js'
import {
  describe,
  isSafe,
  locationOf,
  parsed,
  pathOf,
  readReply,
  redirectFailure,
  signInLines
} from './responses.js'

const BOTH_TYPES = 'application/json, text/event-stream'
const REDIRECTS_MAX = 5
const ENDPOINT_WAIT_MS = 3000
const CLOSE_WAIT_MS = 2000
// Statuses of a server that may have the older transport at this address.
const OTHER_TRANSPORT = [400, 404, 405, 406, 415, 501]

export class HttpChannel {
  #url
  #given
  #timeout
  #say
  #version = null
  #session = null
  #nextId = 1
  #redirected = new Set() // the addresses that led to another one
  #aborter = new AbortController()

  // `headers` are those of the user. `say(text)` is called before an address is contacted.
  constructor({ url, headers }, { timeout, say }) {
    this.#url = new URL(url)
    this.#given = headers
    this.#timeout = timeout
    this.#say = say
  }

  useVersion(version) {
    this.#version = version
  }

  #headers(method, accept = BOTH_TYPES) {
    return {
      accept,
      ...(this.#version ? { 'mcp-protocol-version': this.#version } : {}),
      ...(this.#version === STATELESS_VERSION ? { 'mcp-method': method } : {}),
      ...(this.#session ? { 'mcp-session-id': this.#session } : {}),
      ...this.#given
    }
  }

  #send(method, { body, accept, what = method, timeout = this.#timeout, verb = 'POST' }) {
    this.#say(`${verb} ${shownUrl(this.#url)} (${what})`)
    return send(this.#url, {
      method: verb,
      headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...this.#headers(method, accept) },
      body,
      timeout,
      what,
      signal: this.#aborter.signal
    })
  }

  // ---- Requests ----

  async #post(message) {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    for (let i = 0; ; i++) {
      const response = await this.#send(message.method, { body })
      if (!response.isRedirect()) return response
      await this.#follow(response, i)
    }
  }

  // Clients repeat a request after 307 and 308. After the others they send GET instead, which no server expects.
  async #follow(response, count) {
    const to = locationOf(response, this.#url)
    const repeats = [307, 308].includes(response.status) && count < REDIRECTS_MAX
    if (!to || !repeats || !isSafe(this.#url, to)) {
      if (to) this.#say(`${response.statusLine}: not following the redirect to ${shownUrl(to)}`)
      throw await redirectFailure('POST', response, this.#url, to)
    }
    response.stop()
    this.#redirected.add(this.#url.href)
    if (this.#redirected.has(to.href))
      throw new Failure(
        `The server redirects in a circle (status ${response.status}).`,
        {},
        [],
        'redirect_circle'
      )
    this.#say(`${response.statusLine}: following the redirect to ${shownUrl(to)}`)
    this.#url = to
  }

  async request(method, params) {
    const id = this.#nextId++
    const response = await this.#post({ id, method, params })
    this.#session = response.headers['mcp-session-id'] ?? this.#session
    if (!response.isOk()) return this.#refused(response, method)
    if (response.mediaType === 'text/event-stream') return this.#fromStream(response, id, method)
    if (response.mediaType === 'application/json') return this.#fromJson(response, id, method)
    if (response.status === 202)
      throw new Failure(
        `${response.statusLine}\nNo response to ${method} was sent: it is not a JSON-RPC message`
      )
    throw new Failure(
      `Unexpected content type: ${response.mediaType || 'none'}\nPOST ${pathOf(this.#url)}\n${await describe(response)}`,
      {},
      [],
      'other_content_type'
    )
  }

  async #fromJson(response, id, method) {
    const text = await response.text()
    const value = parsed(text)
    const messages = (Array.isArray(value) ? value : [value]).filter(
      (message) => isMessage(message) && isResponse(message)
    )
    const found = messages.find((message) => isResponseTo(message, id))
    if (found) return found
    if (messages.length) throw otherIdFailure(method)
    throw new Failure(
      `${response.statusLine}\nInvalid response to ${method}: it is not a JSON-RPC message\n${text.slice(0, 500)}`,
      {},
      [],
      value === undefined ? 'damaged_json' : isNearlyResponseTo(value, id) ? 'nearly_message' : null
    )
  }

  async #fromStream(response, id, method) {
    let isOther = false
    for await (const { data } of eventsOf(response.chunks())) {
      const value = parsed(data)
      if (!isMessage(value) || !isResponse(value)) continue
      if (isResponseTo(value, id)) return value
      isOther = true
    }
    if (isOther) throw otherIdFailure(method)
    throw new Failure(
      `${response.statusLine}\nThe event stream ended without a response to ${method}: it is not a JSON-RPC message`
    )
  }

  async notify(method) {
    const response = await this.#post({ method })
    if (!response.isOk()) await this.#refused(response, method)
    response.stop()
  }

  // ---- Failed requests ----

  async #refused(response, method) {
    const { text, body, reply } = await readReply(response)
    const value = parsed(body)
    if (isMessage(value) && isRefusal(value)) return value
    const lines = [`POST ${pathOf(this.#url)}`, text]
    if (response.status === 401) {
      const context = { timeout: this.#timeout, say: this.#say, signal: this.#aborter.signal }
      lines.push(...(await signInLines(this.#url, response, this.#given, context)))
    }
    if (method === 'initialize' && OTHER_TRANSPORT.includes(response.status))
      lines.push(...(await this.#otherTransport()))
    throw new Failure(lines.join('\n'), {}, [], 'other_status', reply)
  }

  // Whether the older transport is at this address: it begins with an event that names the address for messages.
  async #otherTransport() {
    const timeout = Math.min(this.#timeout, ENDPOINT_WAIT_MS)
    try {
      const response = await this.#send('GET', {
        verb: 'GET',
        accept: 'text/event-stream',
        what: 'is the older SSE transport here?',
        timeout
      })
      if (!response.isOk() || response.mediaType !== 'text/event-stream') {
        response.stop()
        return []
      }
      for await (const { event } of eventsOf(response.chunks())) if (event === 'endpoint') break
      return [
        'GET answers with text/event-stream: the client should fall back to legacy SSE at this address.'
      ]
    } catch {
      return [] // this was only a question
    }
  }

  // ---- The end ----

  log() {
    return ''
  }

  remark() {
    return null
  }

  // End the session, as clients do.
  async close({ patient = true } = {}) {
    if (this.#session && patient) {
      const what = 'end of the session'
      const response = await this.#send('DELETE', { verb: 'DELETE', what, timeout: CLOSE_WAIT_MS }).catch(
        () => null
      )
      response?.stop()
    }
    this.#aborter.abort()
  }

  killNow() {
    this.#aborter.abort()
  }
}
