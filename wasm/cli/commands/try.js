// try.js: mcpx try: starts or contacts a server as a client does, and explains why it does not work.
import { statSync } from 'node:fs'
import { validateHeaderName, validateHeaderValue } from 'node:http'
import { basename } from 'node:path'
import { Failure } from '../connect/failure.js'
import { keysIn } from '../connect/http.js'
import { shakeHands } from '../connect/json_rpc.js'
import { StdioChannel } from '../connect/stdio.js'
import { HttpChannel } from '../connect/streamable.js'
import { renderTrial } from '../formats/trial.js'
import { serverOf } from '../io/client_config.js'
import { CommandError, EXIT } from '../io/errors.js'
import { checkStandardOutput, emit } from '../io/outputs.js'
import { escapeControls } from '../show/terminal.js'
import { Waiting } from '../show/waiting.js'

// Seconds. The first start of npx or uvx downloads packages.
const STDIO_TIMEOUT = 120
const HTTP_TIMEOUT = 30

const LOG_LINES = 8
const BLOCKED_MAX = 256

const isUrl = (text) => /^https?:\/\//i.test(text)

// ---- The target ----

function urlOf(text) {
  try {
    return new URL(text)
  } catch {
    throw new CommandError('this is not a valid address')
  }
}

// The secrets of an address belong into the request, not on the screen.
function httpTarget(text, headers) {
  const url = urlOf(text)
  if (!/^https?:$/.test(url.protocol))
    throw new CommandError('only addresses with http:// or https:// can be tried')
  if (!url.username && !url.password) return { url, headers }
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  url.username = ''
  url.password = ''
  return {
    url,
    headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}`, ...headers },
    pair
  }
}

function checkHeaders(headers) {
  for (const [name, value] of Object.entries(headers)) {
    try {
      validateHeaderName(name)
      validateHeaderValue(name, value)
    } catch {
      throw new CommandError(
        `the header ${escapeControls(name)} contains characters that a header may not have`
      )
    }
  }
}

function checkFolder(cwd) {
  if (cwd === undefined || statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) return
  throw new CommandError(`the working folder ${escapeControls(cwd)} does not exist`)
}

const MISUSE = {
  nothing: 'name a command after --, an address, or a server of --config FILE',
  both: 'with --config, the command or the address is that of the file',
  more: 'an address stands alone; what follows it is not understood',
  scheme: 'begin an address with https:// or http://',
  header: '--header is for an address',
  local: '--env and --cwd are for a command'
}

function refuse(kind) {
  throw new CommandError(MISUSE[kind])
}

// An address without http:// would be taken for a program.
const HOST = /^(?:localhost|[\w-]+(?:\.[\w-]+)+)(?::\d+)?(?:\/|$)/

function looksLikeAddress(word) {
  if (/^\w+:\/\//.test(word)) return true
  return HOST.test(word) && /[:/]/.test(word) && !statSync(word, { throwIfNoEntry: false })
}

function readTarget(words, { config, server, env = {}, header = {}, cwd }) {
  if (config) {
    if (words.length) refuse('both')
    return serverOf(config, server, { env, headers: header })
  }
  if (server !== undefined || !words.length) refuse('nothing')
  if (!isUrl(words[0])) {
    if (words.length === 1 && looksLikeAddress(words[0])) refuse('scheme')
    return { command: words[0], args: words.slice(1), env, cwd }
  }
  if (words.length > 1) refuse('more')
  return { url: words[0], headers: header }
}

// { url, headers } or { command, args, env, cwd }, checked.
function targetOf(words, options) {
  const target = readTarget(words, options)
  if (target.url) {
    if (options.env || options.cwd) refuse('local')
    checkHeaders(target.headers)
    return httpTarget(target.url, target.headers)
  }
  if (options.header) refuse('header')
  const cwd = options.cwd ?? target.cwd
  checkFolder(cwd)
  return { ...target, cwd }
}

// ---- What is not printed ----

// Values that the user gave in confidence: of variables, headers and the address.
function secretsOf({ env = {}, headers = {}, url, pair }) {
  const values = [
    ...Object.values(env),
    ...Object.values(headers),
    ...(pair ? [pair, ...pair.split(':')] : [])
  ]
  // "Bearer abc": the server may print the token alone.
  const words = Object.values(headers).flatMap((value) => value.split(/[\s,;]+/))
  const parts = url ? [...url.searchParams.values(), ...keysIn(url)] : []
  return [...new Set([...values, ...words, ...parts])].filter(Boolean).slice(0, BLOCKED_MAX)
}

const bytesOf = (text) => Buffer.from(text.toWellFormed())

// The text without personal data and secrets, and a function that moves the ranges of the text to it.
function redacted(mcpx, bytes, blockedValues) {
  const { ranges } = mcpx.redact(bytes, { blockedValues })
  const parts = []
  const moves = [] // { start, end, to, length } of each replaced range
  let at = 0
  let size = 0
  for (const { start, end, kind } of ranges) {
    const replacement = Buffer.from(`[${kind}]`)
    parts.push(bytes.subarray(at, start), replacement)
    size += start - at
    moves.push({ start, end, to: size, length: replacement.length })
    size += replacement.length
    at = end
  }
  const move = (offset, isEnd) => {
    const before = moves.findLast(({ start }) => (isEnd ? start < offset : start <= offset))
    if (!before) return offset
    if (offset < before.end) return isEnd ? before.to + before.length : before.to
    return before.to + before.length + offset - before.end
  }
  const moveRange = (range) => ({ ...range, start: move(range.start, false), end: move(range.end, true) })
  return { bytes: Buffer.concat([...parts, bytes.subarray(at)]), moveRange }
}

// ---- The diagnosis ----

const systemOf = () => {
  if (process.platform === 'win32') return 'windows'
  if (process.platform === 'darwin') return 'macos'
  return process.env.WSL_DISTRO_NAME ? 'wsl' : 'linux'
}

function hintsOf(mcpx, { command }, { client }) {
  const common = { os: systemOf(), client }
  if (command === undefined) return { ...common, transport: 'streamable-http' }
  const program = basename(command).replace(/\.(exe|cmd)$/i, '')
  const runner = mcpx.surroundings().runners.includes(program) ? program : undefined
  return { ...common, transport: 'stdio', runner }
}

const UNKNOWN = ['not_a_failure', 'too_little', 'unrecognized']

// This is a failure, even if its text does not look like one. More lines cannot be added: all are there.
function asFailure(mcpx, answer, { os, client, runner }) {
  if (!UNKNOWN.includes(answer.unknown?.kind)) return answer
  const place = Object.fromEntries(Object.entries({ os, client, runner }).filter(([, value]) => value))
  const { unknown, steps } = mcpx.advise({ code: answer.code, unknown: 'unrecognized', ...place })
  return {
    ...answer,
    severity: mcpx.entry(answer.code).severity,
    unknown: { ...unknown, nearest: answer.unknown.nearest },
    title: unknown.title,
    steps: steps.filter(({ type }) => type !== 'do')
  }
}

// Without the proxy, its web interface has no buttons.
const stepsFor = (steps, { client }) =>
  client === 'mcpproxy' ? steps : steps?.filter(({ type }) => type !== 'button')

const ended = (text) => (text && !text.endsWith('\n') ? `${text}\n` : text)

const LF = 0x0a

// The line of a text that an offset is in.
const lineOf = (bytes, at) => {
  const end = bytes.indexOf(LF, at)
  return bytes.subarray(bytes.subarray(0, at).lastIndexOf(LF) + 1, end < 0 ? bytes.length : end).toString()
}

const markedLines = (bytes, { evidence, cause_evidence: ofCause = [] }) =>
  new Set([...evidence, ...ofCause].map(({ start }) => lineOf(bytes, start)))

// The last lines that are not marked. They may say more than the rules know.
function lastLinesOf(bytes, marked) {
  const lines = bytes.toString().split('\n')
  return lines.filter((line) => line.trim() && !marked.has(line)).slice(-LOG_LINES)
}

// At most one for each line, and none for a line that is marked.
function effectsOf(bytes, { effects }, marked) {
  const seen = new Set(marked)
  return effects?.filter(({ start }) => {
    const line = lineOf(bytes, start)
    const isNew = !seen.has(line)
    seen.add(line)
    return isNew
  })
}

// Classify the log of the server and what the client saw, and redact both.
function diagnose(mcpx, { failure, log, target }, options) {
  const hints = hintsOf(mcpx, target, options)
  const bytes = bytesOf(`${ended(log)}${failure.message}\n`)
  const answer = asFailure(mcpx, mcpx.classify(bytes, { ...hints, facts: failure.facts }), hints)
  const blockedValues = secretsOf(target)
  const { bytes: shown, moveRange } = redacted(mcpx, bytes, blockedValues)
  for (const name of ['evidence', 'cause_evidence', 'effects']) answer[name] = answer[name]?.map(moveRange)
  const marked = markedLines(shown, answer)
  return {
    bytes: shown,
    answer: {
      ...answer,
      effects: effectsOf(shown, answer, marked),
      steps: stepsFor(answer.steps, options)
    },
    stray: failure.stray.map((row) => ({ ...row, text: mcpx.redact(row.text, { blockedValues }).text })),
    lastLines: lastLinesOf(shown, marked)
  }
}

// ---- The trial ----

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

// When this process is told to end, it ends the server first; told twice, at once.
function endWith(channel, waiting) {
  let isTold = false
  const handlers = Object.entries(SIGNALS).map(([signal, status]) => {
    let count = 0
    const handler = async () => {
      count += 1
      isTold = true
      if (count > 1) channel.killNow()
      else {
        waiting.stop()
        await channel.close({ patient: false })
      }
      process.exit(status)
    }
    process.on(signal, handler)
    return () => process.off(signal, handler)
  })
  const atExit = () => channel.killNow()
  process.on('exit', atExit)
  return {
    // A trial that was interrupted has no result.
    stopIfTold: () => (isTold ? new Promise(() => {}) : undefined),
    release() {
      for (const release of handlers) release()
      process.off('exit', atExit)
    }
  }
}

function openChannel(target, { timeout, waiting }) {
  const limits = { timeout: timeout * 1000 }
  if (target.url) return new HttpChannel(target, { ...limits, say: (line) => waiting.say(line) })
  return new StdioChannel(target, limits)
}

async function attempt(channel, version) {
  try {
    const found = await shakeHands(channel, version)
    const failure = channel.remark()
    return failure ? { failure } : { found }
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure
    return { failure }
  }
}

async function runTrial(mcpx, target, options) {
  const timeout = options.timeout ?? (target.url ? HTTP_TIMEOUT : STDIO_TIMEOUT)
  const waiting = new Waiting(timeout)
  const started = performance.now()
  waiting.start(target.url ? 'waiting for the address' : 'waiting for the server')
  const channel = openChannel(target, { timeout, waiting })
  const ending = endWith(channel, waiting)
  try {
    const outcome = await attempt(channel, mcpx.version)
    await ending.stopIfTold()
    const seconds = Math.round((performance.now() - started) / 100) / 10
    waiting.stop()
    await channel.close()
    return { ...outcome, seconds, log: channel.log() }
  } finally {
    waiting.stop()
    ending.release()
  }
}

export async function tryServer(mcpx, words, options) {
  checkStandardOutput(options.format ?? [])
  const target = targetOf(words, options)
  const { found, failure, seconds, log } = await runTrial(mcpx, target, options)
  const common = { ok: Boolean(found), transport: target.url ? 'streamable-http' : 'stdio', seconds }
  const result = found
    ? { ...common, ...found }
    : { ...common, ...diagnose(mcpx, { failure, log, target }, options) }
  emit(options.format, renderTrial(mcpx, result, options))
  return found ? EXIT.ok : EXIT.findings
}
