// bench.js: times the WebAssembly module on short texts, a log and heartbeats, beside a chain of includes() and
// beside Ajv. `./dev bench`
//
//     node tests/bench/bench.js            about three seconds for each group
//     node tests/bench/bench.js --json     the same, each group as a line of JSON
//     node tests/bench/bench.js --quick    small inputs, one run of each variant: only checks that the peers agree
//
// bench.c lists what mcpx does more than the chain. The times include building the answer object.
import { readFileSync } from 'node:fs'
import { loadSyncFrom } from '../../wasm/lib/core.js'
import { checkPeer } from './check_peer.js'
import { includesPeer } from './includes_peer.js'
import { makeInputs } from './inputs.js'
import { timeGroup } from './rounds.js'

const MODULE = new URL('../../build/wasm/wasm/mcpx.wasm', import.meta.url)
const QUICK = process.argv[2] === '--quick'
const JSON_LINES = process.argv[2] === '--json'
const GROUP = { seconds: QUICK ? 0 : 3, json: JSON_LINES }
const STRING_BYTES = 10_000_000
const PREFIX_BYTES = 1_000_000

// For a reader, not for a program.
function say(text) {
  if (!JSON_LINES) console.log(text)
}

// Whole lines, at most `limit` bytes.
const prefixOf = (log, limit) => log.subarray(0, log.lastIndexOf(10, limit - 1) + 1)

const asText = (bytes) => ({ string: bytes.toString(), bytes: bytes.length })

function readInputs() {
  const files = makeInputs(QUICK ? 'quick' : '')
  const texts = readFileSync(files.texts, 'utf8').split('\0').slice(0, -1)
  const log = readFileSync(files.log)
  return {
    texts,
    textsAsBytes: texts.map((text) => Buffer.from(text)),
    textBytes: Buffer.byteLength(texts.join('')),
    log,
    heartbeats: readFileSync(files.heartbeats, 'utf8').trimEnd().split('\n'),
    longPrefix: asText(prefixOf(log, STRING_BYTES)),
    prefix: asText(prefixOf(log, PREFIX_BYTES))
  }
}

function takeAll(texts, take) {
  for (const text of texts) take(text)
}

function timeTexts(mcpx, peer, inputs, profile) {
  const options = { profile }
  const { texts, textsAsBytes, textBytes } = inputs
  const variant = (name, list, take) => ({
    name,
    run: () => takeAll(list, take),
    texts: list.length,
    bytes: textBytes
  })
  const variants = [
    variant('mcpx.classify(string)', texts, (text) => mcpx.classify(text, options)),
    variant('mcpx.classify(bytes)', textsAsBytes, (text) => mcpx.classify(text, options)),
    variant('toLowerCase + includes chain', texts, peer)
  ]
  timeGroup(`short texts, profile ${profile}`, 'ns a text', variants, GROUP)
}

function timeLog(mcpx, peer, inputs, profile) {
  const { log, longPrefix, prefix } = inputs
  const options = { profile }
  const variants = [
    { name: 'mcpx.classifyLog(bytes)', run: () => mcpx.classifyLog(log, options), bytes: log.length },
    {
      name: 'mcpx.classifyLog(string)',
      run: () => mcpx.classifyLog(longPrefix.string, options),
      bytes: longPrefix.bytes
    },
    {
      name: 'toLowerCase + includes chain',
      run: () => takeAll(prefix.string.split('\n'), peer),
      bytes: prefix.bytes
    }
  ]
  timeGroup(`log, profile ${profile}`, 'GB/s', variants, GROUP)
}

// Without mcpx, people combine Ajv for the schema with patterns for personal data.
function timeHeartbeats(mcpx, lines) {
  const peer = checkPeer(mcpx.schema())
  const bytes = Buffer.byteLength(lines.join(''))
  const asBytes = lines.map((line) => Buffer.from(line))
  const variant = (name, list, take) => ({ name, run: () => takeAll(list, take), texts: lines.length, bytes })
  timeGroup(
    'heartbeats',
    'µs a payload',
    [
      variant('mcpx.validate(string)', lines, (line) => mcpx.validate(line)),
      variant('mcpx.validate(bytes)', asBytes, (line) => mcpx.validate(line)),
      variant('JSON.parse alone', lines, (line) => JSON.parse(line)),
      variant('JSON.parse + Ajv', lines, peer.schema),
      variant('JSON.parse + Ajv + 8 patterns', lines, peer.schemaAndPatterns)
    ],
    GROUP
  )
}

// A chain that searches for the wrong phrases must not look fast.
function check(mcpx, peer, inputs, profile) {
  const same = (texts) => texts.filter((text) => mcpx.classify(text, { profile }).rule === peer(text)).length
  const lines = inputs.prefix.string.trimEnd().split('\n')
  const found = [same(inputs.texts), same(lines)]
  const least = profile === 'proxy' ? 0.99 : 0.7
  say(
    `check, ${`${profile}:`.padEnd(9)} the chain gives the rule of mcpx for ${found[0]} of ` +
      `${inputs.texts.length} texts, ${found[1]} of ${lines.length} lines`
  )
  if (found[0] < least * inputs.texts.length || found[1] < least * lines.length) {
    throw new Error('the chain gives other answers, so the figures would mean nothing')
  }
}

const inputs = readInputs()
const mcpx = loadSyncFrom(readFileSync(MODULE))
const peers = ['proxy', 'extended'].map((profile) => [profile, includesPeer(mcpx.rules(), profile)])
const mega = (bytes) => `${(bytes * 1e-6).toFixed(1)} MB`

say(
  `mcpx ${mcpx.version}, WebAssembly: ${inputs.texts.length} texts of ` +
    `${Math.floor(inputs.textBytes / inputs.texts.length)} bytes, a log of ${mega(inputs.log.length)}`
)
say(
  `The chain gets the first ${mega(inputs.prefix.bytes)} of the log, classifyLog(string) the first ` +
    `${mega(inputs.longPrefix.bytes)}; GB/s is a rate.`
)
for (const [profile, peer] of peers) check(mcpx, peer, inputs, profile)
for (const [profile, peer] of peers) timeTexts(mcpx, peer, inputs, profile)
for (const [profile, peer] of peers) timeLog(mcpx, peer, inputs, profile)
timeHeartbeats(mcpx, inputs.heartbeats)
say(
  QUICK
    ? 'Quick: the peers agree and every variant runs.'
    : '\nCompare the ratios; the absolute figures depend on this machine and its load.'
)
