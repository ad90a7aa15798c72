// sse.js: an address as a channel: JSON-RPC over the older transport. GET opens a stream, which names the address for
// messages and then brings the answers.
import { eventsOf } from './events.js'
import { Failure, seconds } from './failure.js'
import { send, shownUrl } from './http.js'
import { isMessage, isResponse, isResponseTo, otherIdFailure } from './json_rpc.js'
import { describe, locationOf, parsed, pathOf, readReply, redirectFailure, signInLines } from './responses.js'

export class SseChannel {
  #url
  #given
  #timeout
  #say
  #version = null
  #nextId = 1
  #aborter = new AbortController()
  #endpoint = null // a promise of the address for messages
  #pending = null // { id, resolve, reject, timer, isOther: whether a response with another id came }
  #failure = null

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

  #send(url, { method, what, headers, body }) {
    this.#say(`${method} ${shownUrl(url)} (${what})`)
    const version = this.#version ? { 'mcp-protocol-version': this.#version } : {}
    const { signal } = this.#aborter
    const all = { ...headers, ...version, ...this.#given }
    return send(url, { method, headers: all, body, timeout: this.#timeout, what, signal })
  }

  // ---- The stream ----

  async #open() {
    const headers = { accept: 'text/event-stream' }
    const response = await this.#send(this.#url, { method: 'GET', what: 'event stream', headers })
    if (response.isRedirect())
      throw await redirectFailure('GET', response, this.#url, locationOf(response, this.#url))
    if (!response.isOk()) throw await this.#refused('GET', this.#url, response)
    if (response.mediaType !== 'text/event-stream')
      throw new Failure(
        `GET ${pathOf(this.#url)}\nInvalid content type, expected "text/event-stream"\n${await describe(response)}`
      )
    return this.#findEndpoint(response)
  }

  // The deadline is lifted once the stream names the address for messages: answers have their own.
  #findEndpoint(response) {
    return new Promise((resolve, reject) => {
      const onEvent = ({ event, data }) => {
        if (event !== 'endpoint') return this.#onMessage(parsed(data))
        response.withoutDeadline()
        return resolve(this.#endpointOf(data))
      }
      this.#read(response, onEvent).catch((failure) => {
        this.#fail(failure)
        reject(failure)
      })
    })
  }

  async #read(response, onEvent) {
    for await (const event of eventsOf(response.chunks())) onEvent(event)
    throw new Failure(`${response.statusLine}\nThe event stream ended without a response.`)
  }

  #endpointOf(data) {
    const url = locationOf({ headers: { location: data } }, this.#url)
    if (url?.origin === this.#url.origin) return url
    throw new Failure('The address for messages is on another host; it was not contacted.')
  }

  #onMessage(message) {
    const pending = this.#pending
    if (!pending || !isMessage(message) || !isResponse(message)) return
    if (!isResponseTo(message, pending.id)) {
      pending.isOther = true
      return
    }
    clearTimeout(pending.timer)
    this.#pending = null
    pending.resolve(message)
  }

  #fail(failure) {
    this.#failure ??= failure
    if (!this.#pending) return
    clearTimeout(this.#pending.timer)
    this.#pending.reject(this.#failure)
    this.#pending = null
  }

  async #refused(verb, url, response) {
    const { text, reply } = await readReply(response)
    const lines = [`${verb} ${pathOf(url)}`, text]
    if (response.status !== 401) return new Failure(lines.join('\n'), {}, [], 'other_status', reply)
    const context = { timeout: this.#timeout, say: this.#say, signal: this.#aborter.signal }
    return new Failure(
      [...lines, ...(await signInLines(this.#url, response, this.#given, context))].join('\n')
    )
  }

  // ---- Requests ----

  async #post(message) {
    this.#endpoint ??= this.#open()
    const url = await this.#endpoint
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    const response = await this.#send(url, { method: 'POST', what: message.method, headers, body })
    if (!response.isOk()) throw await this.#refused('POST', url, response)
    response.stop()
  }

  async request(method, params) {
    const id = this.#nextId++
    const answer = new Promise((resolve, reject) => {
      this.#pending = { id, resolve, reject }
      if (this.#failure) this.#fail(this.#failure)
    })
    answer.catch(() => {}) // sending the request may fail before
    await Promise.race([this.#post({ id, method, params }), answer])
    if (this.#pending?.id === id) this.#pending.timer = setTimeout(() => this.#onLate(method), this.#timeout)
    return answer
  }

  #onLate(method) {
    if (this.#pending?.isOther) this.#fail(otherIdFailure(method))
    const words = `${method} request timed out after ${seconds(this.#timeout)}`
    this.#fail(new Failure(words, { deadline: true }))
  }

  async notify(method) {
    await this.#post({ method })
  }

  // ---- The end ----

  log() {
    return ''
  }

  remark() {
    return null
  }

  async close() {
    this.#fail(new Failure('The trial has ended.'))
    this.#aborter.abort()
  }

  killNow() {
    this.#aborter.abort()
  }
}
