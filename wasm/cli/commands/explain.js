// explain.js: mcpx explain: the name of a code, a cause, a rule or a field, or a part of one -> what it means and what to
// do.
import { distance } from 'fastest-levenshtein'
import { BAD_RULES } from '../../shared/bad_examples.js'
import { Fields } from '../../shared/fields.js'
import { asDocument, asNdjson } from '../formats/json.js'
import { CommandError, EXIT } from '../io/errors.js'
import { emit } from '../io/outputs.js'
import { causesOfCode, causeText } from '../show/cause.js'
import { adviceOn, CONSEQUENCES } from '../show/rule_advice.js'
import { stepList } from '../show/steps.js'
import { paint, paragraph, SEVERITY_PAINT, severityWord } from '../show/terminal.js'

const SUGGESTIONS = 3
const FAR_MAX = 0.45 // of the letters differ
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

const codeTopic = (entry) => ({
  kind: 'code',
  name: entry.code,
  title: entry.title,
  keys: [normalize(entry.code)],
  entry
})
const causeTopic = (cause) => ({
  kind: 'cause',
  name: cause.id,
  title: cause.title,
  keys: [normalize(cause.id)],
  cause
})
const named = (rule) => ({ kind: 'rule', name: rule.name, keys: [normalize(rule.name)], rule })
const ruleTopic = (rule) => named({ ...rule, advice: adviceOn(rule) })
// "rule tls" names a rule whose name is part of a code's.
const classifierTopic = (rule) => ({
  ...named(rule),
  kind: 'classifier rule',
  keys: [normalize(rule.name), normalize(`rule ${rule.name}`)]
})
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
    ...mcpx.causes().map(causeTopic),
    ...mcpx.checkRules().map(ruleTopic),
    ...mcpx.rules().map(classifierTopic),
    ...new Fields(mcpx.schema()).list().map(fieldTopic)
  ]
}

const isClassifierRule = ({ kind }) => kind === 'classifier rule'

// Words of a name that titles may lack.
const SMALL_WORDS = new Set(['a', 'an', 'and', 'for', 'in', 'is', 'not', 'of', 'on', 'the', 'to'])
const wordsOf = (text) => text.toLowerCase().match(/[a-z0-9]+/g) ?? []
const wantedWords = (name) => wordsOf(name).filter((word) => !SMALL_WORDS.has(word))

function hasAllWords({ title }, wanted) {
  const words = title ? wordsOf(title) : []
  return wanted.length > 0 && wanted.every((start) => words.some((word) => word.startsWith(start)))
}

// The topics whose names contain the wanted one: codes come before causes, these before others. Then titles, by their
// words. Rules of the classifier come last, because only an answer names them.
function matchPartly(topics, name, wanted) {
  const others = topics.filter((topic) => !isClassifierRule(topic))
  const containing = (list) => list.filter((topic) => topic.keys.some((key) => key.includes(wanted)))
  const ofKind = (wantedKind) => containing(others).filter(({ kind }) => kind === wantedKind)
  const titled = others.filter((topic) => topic.title && normalize(topic.title).includes(wanted))
  // "npx" is in the names of some causes, and only in the title of the most frequent one.
  const causes = others.filter(
    (topic) => topic.kind === 'cause' && (containing([topic]).length || hasAllWords(topic, wantedWords(name)))
  )
  const byWords = others.filter((topic) => hasAllWords(topic, wantedWords(name)))
  const lists = [
    ofKind('code'),
    ofKind('cause').length ? causes : [],
    containing(others),
    titled,
    byWords,
    containing(topics)
  ]
  return lists.find((list) => list.length) ?? []
}

// The topics with this name, or else those with a similar one.
function matchTopics(topics, name) {
  const wanted = normalize(name)
  const exact = topics.filter((topic) => topic.keys.includes(wanted))
  if (!wanted || exact.some((topic) => !isClassifierRule(topic))) return exact
  const partial = matchPartly(topics, name, wanted)
  return exact.length && partial.every(isClassifierRule) ? exact : partial
}

// Distances are relative to the length, or short names would be near to everything.
function nearestTopics(topics, wanted) {
  const far = ({ keys: [key] }) => distance(key, wanted) / Math.max(key.length, wanted.length)
  const near = topics.filter((topic) => far(topic) <= FAR_MAX)
  return near.sort((a, b) => far(a) - far(b)).slice(0, SUGGESTIONS)
}

function unknownName(topics, name, shown) {
  const near = nearestTopics(topics, normalize(name))
  const hint = near.length ? 'Did you mean:' : 'To list the names, run: mcpx codes, mcpx rules or mcpx fields'
  return new CommandError(`unknown name "${shown}". ${hint}`, EXIT.usage, listedNames(near))
}

function listedNames(topics) {
  const names = topics.slice(0, LISTED_MAX).map((topic) => topic.name)
  const rest = topics.length - names.length
  return [...names, ...(rest > 0 ? [`… and ${rest} more`] : [])]
}

// One topic, or a field that occurs in several places.
function findTopics(mcpx, name) {
  const topics = topicsOf(mcpx)
  const found = matchTopics(topics, name)
  const shown = name.slice(0, NAME_MAX)
  if (found.length === 0) throw unknownName(topics, name, shown)
  const isExact = found.every((topic) => topic.keys.includes(normalize(name)))
  if (found.length > 1 && !isExact)
    throw new CommandError(
      `"${shown}" matches several names; be more specific:`,
      EXIT.usage,
      listedNames(found)
    )
  return found
}

// ---- Text ----

// Rows of a key and a value that may take several lines.
function rows(pairs) {
  const line = ([key, value]) => `  ${key.padEnd(KEY_WIDTH)}${paragraph(value, KEY_WIDTH + 2).trimStart()}`
  return pairs.map((pair) => `${paint.dim(line(pair))}\n`).join('')
}

const surroundingsOf = ({ os, client }) => ({ os, client })

function codeText(mcpx, entry, options) {
  const rules = mcpx.rules().filter((rule) => rule.codes.includes(entry.code))
  const names = rules.map((rule) => rule.name).join(', ')
  const head = `${severityWord(entry.severity)} ${paint.bold(entry.title)}  ${paint.dim(entry.code)}`
  const steps = stepList(mcpx.advise({ code: entry.code, ...surroundingsOf(options) }).steps, {
    platforms: !options.os
  })
  const more = rows([
    ['docs', entry.docs_url],
    ['rules', names || 'none yet']
  ])
  return `${head}\n\n${paragraph(entry.user_message)}\n\n${steps}\n${causesOfCode(mcpx, entry.code, options)}${more}`
}

function ruleText({ name, severity, message: text, advice }) {
  const head = `${SEVERITY_PAINT[severity](severity)} ${paint.bold(name)}  ${paint.dim('a rule of mcpx validate')}`
  const example = BAD_RULES.includes(name)
    ? `\n${rows([['example', `mcpx example --bad ${name} | mcpx validate`]])}`
    : ''
  const paragraphs = [text, CONSEQUENCES[severity], advice].map((part) => `${paragraph(part)}\n`)
  return `${head}\n\n${paragraphs.join('\n')}${example}`
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

function topicText(mcpx, { kind, entry, cause, rule, field }, options) {
  if (kind === 'code') return codeText(mcpx, entry, options)
  if (kind === 'cause') return causeText(mcpx, cause, options)
  if (kind === 'classifier rule') return classifierRuleText(rule)
  return kind === 'rule' ? ruleText(rule) : fieldText(field)
}

const topicData = ({ kind, entry, cause, rule, field }) => entry ?? { kind, ...(cause ?? rule ?? field) }

// ---- The command ----

export function explain(mcpx, name, options) {
  const found = findTopics(mcpx, name)
  emit(options.format, {
    text: () => found.map((topic) => topicText(mcpx, topic, options)).join('\n'),
    json: () => asDocument(mcpx, { results: found.map(topicData) }),
    ndjson: () => asNdjson(found.map(topicData))
  })
  return EXIT.ok
}
