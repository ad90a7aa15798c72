// try.js: mcpx try: starts or contacts a server as a client does, and explains why it does not work.
import { LineSplitter } from '../../shared/lines.js'
import { Failure } from '../connect/failure.js'
import { shakeHands } from '../connect/json_rpc.js'
import { SseChannel } from '../connect/sse.js'
import { StdioChannel } from '../connect/stdio.js'
import { HttpChannel } from '../connect/streamable.js'
import { renderTrial } from '../formats/trial.js'
import { EXIT } from '../io/errors.js'
import { checkStandardOutput, emit } from '../io/outputs.js'
import { Waiting } from '../show/waiting.js'
import { diagnose } from './try_diagnosis.js'
import { secretsOf, targetOf, transportOf } from './try_target.js'

// Seconds. The first start of npx or uvx downloads packages.
const STDIO_TIMEOUT = 120
const HTTP_TIMEOUT = 30

const NOTE_MAX = 200 // bytes of a line

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

// Show the last whole line of the server's log while it is waited for.
function noteLines(mcpx, target, waiting) {
  const blockedValues = secretsOf(target)
  const splitter = new LineSplitter(NOTE_MAX)
  return (chunk) => {
    let last = null
    splitter.split(chunk, (line) => {
      last = line
    })
    if (last) waiting.note(mcpx.redact(last, { blockedValues }).text)
  }
}

function openChannel(mcpx, target, { timeout, waiting }) {
  const limits = { timeout: timeout * 1000 }
  const Channel = target.isSse ? SseChannel : HttpChannel
  if (target.url) return new Channel(target, { ...limits, say: (line) => waiting.say(line) })
  const onLog = process.stderr.isTTY ? noteLines(mcpx, target, waiting) : undefined
  return new StdioChannel(target, { ...limits, onLog })
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
  const channel = openChannel(mcpx, target, { timeout, waiting })
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
  const common = { ok: Boolean(found), transport: transportOf(target), seconds }
  const result = found
    ? { ...common, ...found }
    : { ...common, ...diagnose(mcpx, { failure, log, target }, options) }
  emit(options.format, renderTrial(mcpx, result, options), { keptFiles: [options.config] })
  return found ? EXIT.ok : EXIT.findings
}
