// explain.js: mcpx explain: a code, a rule or a field, or enough of one -> what it means and what to do.
import { distance } from 'fastest-levenshtein'
import { CONSEQUENCES } from '../../shared/words.js'
import { emit } from '../io/sinks.js'
import { fixSteps, message } from '../show/entry.js'
import { fieldsOf } from '../show/fields.js'
import {
  asJson,
  asNdjson,
  EXIT,
  harmless,
  paint,
  paragraph,
  Refusal,
  SEVERITY_PAINT,
  severityWord
} from '../show/output.js'

const SUGGESTIONS = 3
const LISTED_MAX = 40

// Names are compared without prefix, case and separators: people write dockercli, docker-cli, "docker cli".
const normal = (name) =>
  name
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .replace(/^MCPX/, '')

// ---- What there is to explain ----

const ofCode = (entry) => ({ kind: 'code', name: entry.code, is: [normal(entry.code)], entry })
const ofRule = (rule) => ({ kind: 'rule', name: rule.name, is: [normal(rule.name)], rule })
// A field is known by its name and by where it stands.
const ofField = (field) => ({
  kind: 'field',
  name: field.pointer,
  is: [normal(field.name), normal(field.pointer)],
  field
})

function topics(mcpx) {
  return [...mcpx.catalog().map(ofCode), ...mcpx.checkRules().map(ofRule), ...fieldsOf(mcpx).map(ofField)]
}

// The topics that a name means: those of that name, or else all that hold it; codes before all others.
function candidates(all, wanted) {
  const exact = all.filter((topic) => topic.is.includes(wanted))
  if (exact.length || !wanted) return exact
  const holding = all.filter((topic) => topic.is.some((name) => name.includes(wanted)))
  const codes = holding.filter((topic) => topic.kind === 'code')
  return codes.length ? codes : holding
}

// By the part of the name that differs: a short name is not near to everything.
function nearest(all, wanted) {
  const far = ({ is: [name] }) => distance(name, wanted) / Math.max(name.length, wanted.length)
  return [...all].sort((a, b) => far(a) - far(b)).slice(0, SUGGESTIONS)
}

function list(found) {
  const lines = found.slice(0, LISTED_MAX).map((topic) => `  ${topic.name}`)
  return [...lines, ...(found.length > LISTED_MAX ? [`  … and ${found.length - LISTED_MAX} more`] : [])].join(
    '\n'
  )
}

// ---- What a person reads ----

const rows = (pairs) =>
  pairs.map(([key, value]) => `${paint.dim(paragraph(`${key.padEnd(6)} ${value}`))}\n`).join('')

function renderCode(mcpx, entry) {
  const rules = mcpx.rules().filter((rule) => rule.codes.includes(entry.code))
  const names = rules.map((rule) => rule.name).join(', ')
  return `${severityWord(entry.severity)} ${paint.bold(entry.code)}\n\n${message(entry)}\n${fixSteps(entry, { everywhere: true })}\n${paint.dim(`  rules  ${names || 'none yet'}\n`)}`
}

function renderRule({ name, severity, message: text }) {
  const head = `${SEVERITY_PAINT[severity](severity)} ${paint.bold(name)}  ${paint.dim('a rule of mcpx validate')}`
  return `${head}\n\n${paragraph(text)}\n\n${paint.dim(paragraph(CONSEQUENCES[severity]))}\n`
}

function renderField({ name, pointer, description, since, required, value }) {
  const head = `${paint.cyan('field')} ${paint.bold(name)}  ${paint.dim('of a heartbeat')}`
  const presence = required ? 'always there' : 'may be left out'
  const facts = [
    ['where', pointer],
    ['value', value],
    ['since', `schema version ${since}, ${presence}`]
  ]
  return `${head}\n\n${paragraph(description)}\n\n${rows(facts)}`
}

function render(mcpx, { kind, entry, rule, field }) {
  if (kind === 'code') return renderCode(mcpx, entry)
  return kind === 'rule' ? renderRule(rule) : renderField(field)
}

const plain = ({ kind, entry, rule, field }) => entry ?? { kind, ...(rule ?? field) }

// ---- The command ----

// One topic, or a field that stands in several places.
function find(mcpx, name) {
  const all = topics(mcpx)
  const wanted = normal(name)
  const found = candidates(all, wanted)
  const shown = harmless(name.slice(0, 64))
  if (found.length === 0)
    throw new Refusal(
      `there is nothing like "${shown}". Did you mean one of these?\n${list(nearest(all, wanted))}`
    )
  const exact = found.every((topic) => topic.is.includes(wanted))
  if (found.length > 1 && !exact)
    throw new Refusal(`"${shown}" may be any of these; say a little more:\n${list(found)}`)
  return found
}

export async function explain(mcpx, name, options) {
  const found = find(mcpx, name)
  await emit(options.format, {
    text: () => found.map((topic) => render(mcpx, topic)).join('\n'),
    json: () => asJson(found.length === 1 ? plain(found[0]) : found.map(plain)),
    ndjson: () => asNdjson(found.map(plain))
  })
  return EXIT.clean
}
