// inputs.js: makes the inputs of both benchmarks from the vectors: texts.bin, log.txt and heartbeats.jsonl in build/bench.
//
//     node tests/bench/inputs.js [--quick|--count]
//         --quick: small files, in build/bench/quick. --count: small files that stay the same when vectors are added, in
//         build/bench/count.
//
// Random choices come from a fixed seed, so the same vectors give the same bytes on every machine. Files are
// made only if they are missing or older than their sources.
import { mkdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { cleanHeartbeat, random } from '../wasm/heartbeats.js'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const OUTPUT = here('../../build/bench')
const VECTORS = ['../vectors/extended.jsonl', '../vectors/families.jsonl'].map(here)

// By the name of the folder in build/bench.
const SIZES = {
  '': { texts: 1000, logBytes: 50_000_000, heartbeats: 500 },
  quick: { texts: 200, logBytes: 200_000, heartbeats: 20 },
  count: { texts: 100, logBytes: 100_000, heartbeats: 10 }
}
const COUNTED_ROWS = 150 // of the first file of vectors
const TEXT_BYTES = { least: 60, most: 356 } // 208 on average
const ERROR_EVERY = 200
const SEED = 20251

// Ordinary log messages. % is a number.
const PLAIN_LINES = [
  'request % finished in % ms, % rows read, % sent back to the caller',
  'GET /api/v1/items/% answered 200, % bytes, % ms',
  'worker % picked job % from the queue (% waiting)',
  'cache holds % of % entries, % hits and % misses since the last line',
  'user % opened /reports/%/pages/%',
  'flushed % rows to segment-%.dat in % ms',
  'heap: % MB of % MB in use, % MB free after collection %',
  'saved report-%.json, % bytes, checksum %%%',
  'the next run of job % begins in % minutes',
  'index % merged with index %: % documents, % deleted'
]

// Ordinary messages with single words from the rules' phrases.
const EVERYDAY_LINES = [
  'server % is ready on port % after % ms',
  'client % asked for % items, % of them are there',
  'connection % handed over to worker %, % open in all',
  'image % scaled to % by %, % bytes',
  'config % read again: % keys, % of them changed',
  'tool % answered call % in % ms with % bytes',
  'token % of % used in this window, % left',
  'docker started container % for job % in % ms',
  'snapshot % written to volume %, % MB',
  'output of step % truncated after % of % lines'
]

// mulberry32: a number below `limit`, from a state of 32 bits.
function chanceOf(seed) {
  let state = seed
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * limit)
  }
}

// The C program reads texts up to a NUL, so a text must not contain one.
function vectorTexts(folder) {
  const all = VECTORS.flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'))
  const lines = folder === 'count' ? all.slice(0, COUNTED_ROWS) : all
  return lines.map((line) => JSON.parse(line).text.replaceAll('\0', ' '))
}

// At most `limit` bytes of whole characters.
function cut(text, limit) {
  return new TextDecoder().decode(Buffer.from(text).subarray(0, limit), { stream: true })
}

function makeText(vectors, chance) {
  const { least, most } = TEXT_BYTES
  const wanted = least + chance(most - least + 1)
  let text = vectors[chance(vectors.length)]
  while (Buffer.byteLength(text) < wanted) text += `\n${vectors[chance(vectors.length)]}`
  return cut(text, wanted)
}

function makeTexts(vectors, count) {
  const chance = chanceOf(SEED)
  return Array.from({ length: count }, () => `${makeText(vectors, chance)}\0`).join('')
}

// A log writes the line breaks of a message as escapes.
const onOneLine = (text) => text.replaceAll('\r', '\\r').replaceAll('\n', '\\n')

function makeMessage(number, vectors, chance) {
  if (number % ERROR_EVERY === 0) return `ERROR mcp-proxy ${onOneLine(vectors[chance(vectors.length)])}`
  const lines = chance(3) === 0 ? EVERYDAY_LINES : PLAIN_LINES
  return `INFO app-${chance(8)} ${lines[chance(lines.length)].replaceAll('%', () => String(chance(10000)))}`
}

function makeLog(vectors, size) {
  const chance = chanceOf(SEED + 1)
  const begin = Date.UTC(2025, 0, 1)
  const lines = []
  for (let number = 1, bytes = 0; bytes < size; number++) {
    const time = new Date(begin + number * 40).toISOString()
    const line = `${time} ${makeMessage(number, vectors, chance)}\n`
    bytes += Buffer.byteLength(line)
    lines.push(line)
  }
  return lines.join('')
}

const writtenAt = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0

function write(file, content) {
  const own = `${file}.${process.pid}`
  writeFileSync(own, content)
  renameSync(own, file)
}

// Clean heartbeats of the newest schema, one per line.
function makeHeartbeats(count) {
  const chance = random(SEED)
  const line = () => `${JSON.stringify(cleanHeartbeat(chance, { schemaVersion: 5 }))}\n`
  return Array.from({ length: count }, line).join('')
}

// The paths of the three files. In texts.bin a NUL ends each text.
export function makeInputs(name = '') {
  const folder = `${OUTPUT}/${name}`
  const size = SIZES[name]
  const files = {
    texts: `${folder}/texts.bin`,
    log: `${folder}/log.txt`,
    heartbeats: `${folder}/heartbeats.jsonl`
  }
  const newest = Math.max(...[fileURLToPath(import.meta.url), ...VECTORS].map(writtenAt))
  if (Math.min(...Object.values(files).map(writtenAt)) >= newest) return files
  const vectors = vectorTexts(name)
  mkdirSync(folder, { recursive: true })
  write(files.texts, makeTexts(vectors, size.texts))
  write(files.log, makeLog(vectors, size.logBytes))
  write(files.heartbeats, makeHeartbeats(size.heartbeats))
  return files
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  makeInputs(process.argv[2]?.slice('--'.length))
}
