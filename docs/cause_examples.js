// cause_examples.js: the vectors of the causes -> lines of real texts that show each cause, and
// where it appears.
import { existsSync, readdirSync, readFileSync } from 'node:fs'

const FOLDER = new URL('../tests/vectors/causes/', import.meta.url).pathname
const EXAMPLES_MAX = 3
const CODES_MAX = 4
const CONTEXTS_MIN = 3 // texts that tell their system or client
const LENGTH_MAX = 140
const BEFORE = 24 // characters of a long line before the words that show the cause

const LF = 0x0a

// All rows that must show their cause.
export function rowsOfCauses() {
  const files = existsSync(FOLDER) ? readdirSync(FOLDER).sort() : []
  const lines = files.flatMap((file) =>
    readFileSync(FOLDER + file, 'utf8')
      .trimEnd()
      .split('\n')
  )
  return lines.map((line) => JSON.parse(line)).filter((row) => row.first)
}

// The line that the range begins in. A long line is cut around the range.
function lineWith(bytes, { start, end }) {
  const lineStart = bytes.subarray(0, start).lastIndexOf(LF) + 1
  const found = bytes.indexOf(LF, start)
  const before = bytes.subarray(lineStart, start).toString().trimStart()
  const rest = bytes
    .subarray(start, found < 0 ? bytes.length : found)
    .toString()
    .trimEnd()
  const room = Math.max(LENGTH_MAX, end - start + BEFORE)
  const head =
    before.length + rest.length > room && before.length > BEFORE ? `…${before.slice(-BEFORE)}` : before
  const line = head + rest
  return line.length > room ? `${line.slice(0, room)}…` : line
}

// The values in the order of how often they occur.
function byFrequency(values) {
  const counts = new Map()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value)
}

function groupBy(list, key) {
  const groups = new Map()
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

// The value that all contexts have which name one, if several do or the id of the cause names it too; else nothing.
function onlyOne(id, contexts, name) {
  const known = contexts.map((context) => context?.[name]).filter(Boolean)
  const [value] = known
  const isCertain = known.length >= CONTEXTS_MIN || id.split('_').includes(value)
  return isCertain && known.every((other) => other === value) ? value : undefined
}

function linesOf(found) {
  const lines = found.map(({ row, answer }) => lineWith(Buffer.from(row.text), answer.cause_evidence[0]))
  return [...new Set(lines)].slice(0, EXAMPLES_MAX)
}

// What the vectors say about each cause, { id: { examples, codes, os, client } }: lines that show it, the codes that it
// appears under, and the system and the client if it appears on one only. `classifyAll(rows)` gives the answers to the
// texts of rows, with offsets in bytes.
export function causeFacts(classifyAll) {
  const rows = rowsOfCauses()
  const answers = rows.length ? classifyAll(rows) : []
  const found = rows
    .map((row, i) => ({ row, answer: answers[i] }))
    .filter(({ row, answer }) => answer.cause?.id === row.cause && answer.cause_evidence.length)
  const groups = groupBy(found, ({ row }) => row.cause)
  const facts = [...groups].map(([id, group]) => {
    const contexts = group.map(({ answer }) => answer.context)
    const codes = byFrequency(group.map(({ answer }) => answer.code)).slice(0, CODES_MAX)
    const where = { os: onlyOne(id, contexts, 'os'), client: onlyOne(id, contexts, 'client') }
    return [id, { examples: linesOf(group), codes, ...where }]
  })
  return Object.fromEntries(facts)
}

// The causes for texts that show no special one.
export function generalCauses() {
  const table = readFileSync(new URL('../src/tables/causes/general.def', import.meta.url), 'utf8')
  return [...table.matchAll(/^CAUSE\((\w+)/gm)].map(([, id]) => id)
}
