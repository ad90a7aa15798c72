// stdio.js: a program as a channel: JSON-RPC, one message per line, on its standard input and output.

import { parsed } from '../../shared/json_text.js'
import { LineSplitter } from '../../shared/lines.js'
import { Failure, seconds } from './failure.js'
import { isMessage, isResponse, isResponseTo, otherIdFailure } from './json_rpc.js'
import { endProgram, killNow, startProgram } from './process.js'
import { fileFailure, spawnFailure } from './spawn_failure.js'
import { StrayLines } from './stray.js'

const LINE_MAX = 16 << 20 // bytes of a message
const LONG_LINE = 1 << 16 // bytes without a line break that are no prompt
const LF = 0x0a
const LOG_MAX = 64 << 10 // bytes of standard error that are kept
// How long to wait for the answer of a server that printed other text on standard output.
const AFTER_STRAY_MS = 5000
// How long a program whose standard output is closed may take to end.
const AFTER_END_MS = 5000
// How long to read what a program printed, after its end. A program that it left may keep the pipes open.
const DRAIN_MS = 500

// The words for which the library has a code.
const INVALID = 'Invalid response to initialize: the line is not a JSON-RPC message'

const decoder = new TextDecoder()
// A status of 0 is left out: with it, the sentence would be that of a success.
function exitWords({ code, signal }, method) {
  const words = `Server process exited before responding to ${method}`
  if (signal) return `${words} (signal ${signal})`
  return code ? `${words} (exit code ${code})` : `${words}, without an error status`
}

// The last bytes of a stream.
class Tail {
  #bytes = Buffer.alloc(0)

  add(chunk) {
    this.#bytes = Buffer.concat([this.#bytes, chunk]).subarray(-LOG_MAX)
  }

  text() {
    const isCut = this.#bytes.length === LOG_MAX
    return decoder.decode(isCut ? this.#bytes.subarray(this.#bytes.indexOf(10) + 1) : this.#bytes)
  }
}

export class StdioChannel {
  #child
  #timeout
  #onLog
  #program // { command, place: { cwd, env } }
  #log = new Tail()
  #stray = new StrayLines()
  #splitter = new LineSplitter(LINE_MAX)
  #lines = 0
  #unended = 0 // bytes since the last line break
  #nextId = 1
  #pending = null // { id, method, resolve, reject, timer, isOther: whether a response with another id came }
  #failure = null

  // `timeout` is in milliseconds, for each request. `onLog(bytes)` gets what the program prints on standard error.
  constructor({ command, args, cwd, env }, { timeout, onLog = () => {} }) {
    this.#timeout = timeout
    this.#onLog = onLog
    this.#program = { command, place: { cwd, env } }
    const fail = (error) => this.#fail(spawnFailure(this.#program, error))
    try {
      this.#child = startProgram(command, args, { cwd, env })
    } catch (error) {
      fail(error) // such as a command line that is too long
      return
    }
    this.#child.on('error', fail)
    this.#listen()
  }

  #listen() {
    const { stdin, stdout, stderr } = this.#child
    const splitter = this.#splitter
    this.#child.on('exit', (code, signal) => this.#onExit({ code, signal }, splitter))
    stdin.on('error', () => {}) // a program that ended, which `exit` reports
    stdout.on('data', (chunk) => {
      splitter.split(chunk, (line) => this.#onLine(line))
      this.#countUnended(chunk)
    })
    stdout.on('end', () => this.#onEnd())
    stderr.on('data', (chunk) => {
      this.#log.add(chunk)
      this.#onLog(chunk)
    })
  }

  #method() {
    return this.#pending?.method ?? 'the next request'
  }

  // A program that prints no line break for so long will print no message.
  #countUnended(chunk) {
    const at = chunk.lastIndexOf(LF)
    this.#unended = at < 0 ? this.#unended + chunk.length : chunk.length - at - 1
    if (this.#unended > LINE_MAX) this.#fail(this.#longLineFailure())
  }

  #longLineFailure() {
    return new Failure(
      `${INVALID}: ${this.#unended >> 10} KiB were printed without a line break`,
      {},
      this.#stray.list(),
      'endless_line'
    )
  }

  // The end of a program comes with the end of its output, or soon after.
  #onEnd() {
    const fail = () => this.#fail(this.#closedFailure(this.#method()))
    const timer = setTimeout(fail, Math.min(AFTER_END_MS, this.#timeout))
    this.#child.once('exit', () => clearTimeout(timer))
  }

  #closedFailure(method) {
    const words = `Standard output was closed before a response to ${method}`
    return new Failure(`${this.#stray.text()}${words}`, {}, this.#stray.list(), 'closed_output', '', words)
  }

  #failureInOwn(words) {
    return new Failure(`${this.#stray.text()}${words}`, {}, [], null, '', words)
  }

  // What a shell printed that ran the file says nothing about the server.
  #fileFailure(status) {
    const failure = fileFailure(this.#program, status, this.log())
    if (failure) this.#log = new Tail()
    return failure
  }

  #onExit(status, splitter) {
    const fail = () => {
      splitter.finish((line) => this.#onLine(line))
      const found = this.#pending ? (this.#splitFailure() ?? this.#fileFailure(status)) : null
      this.#fail(found ?? this.#failureInOwn(exitWords(status, this.#method())))
    }
    const timer = setTimeout(fail, DRAIN_MS)
    this.#child.once('close', () => {
      clearTimeout(timer)
      fail()
    })
  }

  // ---- Messages ----

  #onLine(bytes) {
    this.#lines += 1
    const line = decoder.decode(bytes)
    let value
    let error
    try {
      value = JSON.parse(line)
    } catch (caught) {
      error = caught
    }
    if (isMessage(value) && !this.#isEcho(value)) this.#onMessage(value)
    else this.#onStray(line, { value, error })
  }

  // A program that prints its input, such as a wrong command.
  #isEcho({ id, method }) {
    return this.#pending !== null && id === this.#pending.id && method === this.#pending.method
  }

  #onStray(line, problem) {
    this.#stray.add(this.#lines, line, problem, this.#pending?.id)
    if (this.#stray.count > 1 || !this.#pending) return
    clearTimeout(this.#pending.timer)
    const wait = Math.min(AFTER_STRAY_MS, this.#timeout)
    this.#pending.timer = setTimeout(
      () => this.#fail(this.#splitFailure(this.#rest()) ?? this.#strayFailure()),
      wait
    )
  }

  #strayFailure() {
    return this.#splitFailure() ?? new Failure(this.#stray.complaints(), {}, this.#stray.list())
  }

  // What was printed since the last line break.
  #rest() {
    let rest = ''
    this.#splitter.finish((bytes) => {
      rest = decoder.decode(bytes)
    })
    return rest
  }

  // The failure of a server that prints right messages, but not one in each line; or null.
  #splitFailure(rest = '') {
    if (this.#stray.isFramed())
      return new Failure(`${INVALID}, but a header`, {}, this.#stray.list(), 'framed_message')
    if (this.#stray.hasNearlyMessage)
      return new Failure(`${INVALID}, but nearly one`, {}, this.#stray.list(), 'nearly_message')
    if (this.#stray.hasSplitMessage(rest))
      return new Failure(`${INVALID}, but a part of one`, {}, this.#stray.list(), 'split_message')
    if (!isMessage(parsed(rest))) return null
    return new Failure(
      `${INVALID}, since no line break follows it`,
      {},
      this.#stray.list(),
      'unended_message'
    )
  }

  #lateFailure(method) {
    const rest = this.#rest()
    const found = this.#splitFailure(rest)
    if (found) return found
    // A message may be long, and slow to come.
    if (this.#unended > LONG_LINE && !rest.startsWith('{')) return this.#longLineFailure()
    if (this.#pending.isOther) return otherIdFailure(method, 'the line')
    if (this.#child.stdout.readableEnded) return this.#closedFailure(method)
    return this.#failureInOwn(`${method} request timed out after ${seconds(this.#timeout)}`)
  }

  #onMessage(message) {
    if (!isResponse(message)) {
      if ('id' in message) this.#answer(message)
      return
    }
    const pending = this.#pending
    if (!pending) return
    if (!isResponseTo(message, pending.id)) {
      // An earlier request may be answered twice.
      pending.isOther ||= !this.#isEarlier(message.id)
      return
    }
    clearTimeout(pending.timer)
    this.#pending = null
    pending.resolve(message)
  }

  #isEarlier(id) {
    return Number.isInteger(id) && id > 0 && id < this.#pending.id
  }

  // Requests of the server: we live, and offer nothing.
  #answer({ id, method }) {
    const error = { code: -32601, message: 'Method not found' }
    this.#write(method === 'ping' ? { id, result: {} } : { id, error })
  }

  #write(message) {
    this.#child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  }

  #fail(failure) {
    this.#failure ??= failure
    if (!this.#pending) return
    clearTimeout(this.#pending.timer)
    this.#pending.reject(this.#failure)
    this.#pending = null
  }

  request(method, params) {
    return new Promise((resolve, reject) => {
      if (this.#failure) {
        reject(this.#failure)
        return
      }
      const id = this.#nextId++
      const late = () => this.#fail(this.#lateFailure(method))
      this.#pending = { id, method, resolve, reject, timer: setTimeout(late, this.#timeout) }
      this.#write({ id, method, params })
    })
  }

  async notify(method) {
    this.#write({ method })
  }

  // ---- The end ----

  // What the program printed on standard error.
  log() {
    return this.#log.text()
  }

  // A failure of a server that answered, or null: it printed other text on standard output.
  remark() {
    return this.#stray.count ? this.#strayFailure() : null
  }

  // Resolves when no process of the program is left.
  async close(options) {
    if (!this.#child) return
    await endProgram(this.#child, options)
    for (const stream of [this.#child.stdin, this.#child.stdout, this.#child.stderr]) stream.destroy()
  }

  killNow() {
    if (this.#child) killNow(this.#child)
  }
}
