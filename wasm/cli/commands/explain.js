// explain.js: mcpx explain: the name of a code, a rule or a field, or a part of one -> what it means and what to do.
import { distance } from 'fastest-levenshtein'
import { Fields } from '../../shared/fields.js'
import { CONSEQUENCES } from '../../shared/words.js'
import { asJson, asNdjson } from '../formats/json.js'
import { CommandError, EXIT } from '../io/errors.js'
import { emit } from '../io/outputs.js'
import { fixSteps, message } from '../show/entry.js'
import { escapeControls, paint, paragraph, SEVERITY_PAINT, severityWord } from '../show/terminal.js'

const SUGGESTIONS = 3
const LISTED_MAX = 40
const NAME_MAX = 64
const KEY_WIDTH = 9

// Names are compared without prefix, case and separators, so that dockercli, docker-cli and "docker cli" are equal.
const normalize = (name) =>
  name
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .replace(/^MCPX/, '')

// ---- The topics ----

const codeTopic = (entry) => ({ kind: 'code', name: entry.code, keys: [normalize(entry.code)], entry })
const ruleTopic = (rule) => ({ kind: 'rule', name: rule.name, keys: [normalize(rule.name)], rule })
const classifierTopic = (rule) => ({ ...ruleTopic(rule), kind: 'classifier rule' })
// A field is found by its name and by its path.
const fieldTopic = ({ name, pointer, description, since, required, expected }) => ({
  kind: 'field',
  name: pointer,
  keys: [normalize(name), normalize(pointer)],
  field: { name, pointer, description, since, required, expected }
})

function topicsOf(mcpx) {
  return [
    ...mcpx.catalog().map(codeTopic),
    ...mcpx.checkRules().map(ruleTopic),
    ...mcpx.rules().map(classifierTopic),
    ...new Fields(mcpx.schema()).list().map(fieldTopic)
  ]
}

// The topics with this name, or else those whose names contain it; codes come before all others.
function matchTopics(topics, wanted) {
  const exact = topics.filter((topic) => topic.keys.includes(wanted))
  if (exact.length || !wanted) return exact
  const partial = topics.filter((topic) => topic.keys.some((key) => key.includes(wanted)))
  const codes = partial.filter((topic) => topic.kind === 'code')
  return codes.length ? codes : partial
}

// Distances are relative to the length, or short names would be near to everything.
function nearestTopics(topics, wanted) {
  const far = ({ keys: [key] }) => distance(key, wanted) / Math.max(key.length, wanted.length)
  return [...topics].sort((a, b) => far(a) - far(b)).slice(0, SUGGESTIONS)
}

function listNames(topics) {
  const names = topics.slice(0, LISTED_MAX).map((topic) => `  ${topic.name}`)
  const rest = topics.length - names.length
  return [...names, ...(rest > 0 ? [`  … and ${rest} more`] : [])].join('\n')
}

// One topic, or a field that occurs in several places.
function findTopics(mcpx, name) {
  const topics = topicsOf(mcpx)
  const wanted = normalize(name)
  const found = matchTopics(topics, wanted)
  const shown = escapeControls(name.slice(0, NAME_MAX))
  if (found.length === 0)
    throw new CommandError(
      `unknown name "${shown}". Did you mean:\n${listNames(nearestTopics(topics, wanted))}`
    )
  const isExact = found.every((topic) => topic.keys.includes(wanted))
  if (found.length > 1 && !isExact)
    throw new CommandError(`"${shown}" matches several names; be more specific:\n${listNames(found)}`)
  return found
}

// ---- Text ----

// Rows of a key and a value that may take several lines.
function rows(pairs) {
  const line = ([key, value]) => `  ${key.padEnd(KEY_WIDTH)}${paragraph(value, KEY_WIDTH + 2).trimStart()}`
  return pairs.map((pair) => `${paint.dim(line(pair))}\n`).join('')
}

function codeText(mcpx, entry) {
  const rules = mcpx.rules().filter((rule) => rule.codes.includes(entry.code))
  const names = rules.map((rule) => rule.name).join(', ')
  const head = `${severityWord(entry.severity)} ${paint.bold(entry.code)}`
  return `${head}\n\n${message(entry)}\n${fixSteps(entry, { allPlatforms: true })}\n${rows([['rules', names || 'none yet']])}`
}

function ruleText({ name, severity, message: text }) {
  const head = `${SEVERITY_PAINT[severity](severity)} ${paint.bold(name)}  ${paint.dim('a rule of mcpx validate')}`
  return `${head}\n\n${paragraph(text)}\n\n${paint.dim(paragraph(CONSEQUENCES[severity]))}\n`
}

function fieldText({ name, pointer, description, since, required, expected }) {
  const head = `${paint.cyan('field')} ${paint.bold(name)}  ${paint.dim('of a heartbeat')}`
  const facts = [
    ['pointer', pointer],
    ['value', expected],
    ['since', `schema version ${since}; ${required ? 'required' : 'optional'}`]
  ]
  return `${head}\n\n${paragraph(description)}\n\n${rows(facts)}`
}

const anyOf = (phrases) => phrases.map((phrase) => `"${phrase}"`).join(' or ')

function classifierRuleText({ name, codes, profiles, requires_text: requires, all, none }) {
  const head = `${paint.cyan('rule')} ${paint.bold(name)}  ${paint.dim('a rule of mcpx classify')}`
  const facts = [
    ['codes', codes.join(', ') || 'the code that is given'],
    ['profiles', profiles.join(', ')],
    ...(requires ? [['requires', requires]] : []),
    ...all.map((phrases) => ['contains', anyOf(phrases)]),
    ...none.map((phrases) => ['but not', anyOf(phrases)])
  ]
  return `${head}\n\n${rows(facts)}`
}

function topicText(mcpx, { kind, entry, rule, field }) {
  if (kind === 'code') return codeText(mcpx, entry)
  if (kind === 'classifier rule') return classifierRuleText(rule)
  return kind === 'rule' ? ruleText(rule) : fieldText(field)
}

const topicData = ({ kind, entry, rule, field }) => entry ?? { kind, ...(rule ?? field) }

// ---- The command ----

export function explain(mcpx, name, options) {
  const found = findTopics(mcpx, name)
  emit(options.format, {
    text: () => found.map((topic) => topicText(mcpx, topic)).join('\n'),
    json: () => asJson(found.length === 1 ? topicData(found[0]) : found.map(topicData)),
    ndjson: () => asNdjson(found.map(topicData))
  })
  return EXIT.ok
}
