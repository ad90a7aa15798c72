// derive.js: what the library says of its tables -> the files that are derived from them.
//
//     node docs/derive.js --write    writes them
//     import { derivedFiles }        the same as a list, for the test that compares
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { firstSentence, PLATFORM_NAMES } from '../wasm/shared/words.js'

const root = new URL('../', import.meta.url).pathname

function ask(what) {
  return execFileSync(`${root}build/dev/mcpx-derive`, [what], { encoding: 'utf8', maxBuffer: 1 << 24 })
}

function stepText(step) {
  const platform = step.platform ? ` (${PLATFORM_NAMES[step.platform]})` : ''
  const title = `**${step.label}**${platform}${step.destructive ? ', destructive' : ''}`
  const shell = step.platform === 'windows' ? 'powershell' : 'sh'
  if (step.type === 'command') return `${title}\n\n   \`\`\`${shell}\n   ${step.command}\n   \`\`\``
  if (step.type === 'link') return `${title}: <${step.url}>`
  return `${title}: a button in the proxy's interface (\`${step.fixer_key}\`)`
}

// Phrases of each rule and texts of each code that a page shows: enough to recognise an error by.
const PHRASES_SHOWN = 4
const TEXTS_SHOWN = 3
const TEXT_LENGTH_MAX = 140

// The texts of the vectors that are short enough to show.
function shortTexts() {
  const rows = ['extended', 'families'].flatMap((name) =>
    readFileSync(`${root}tests/vectors/${name}.jsonl`, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  )
  return rows.filter((row) => row.text.length <= TEXT_LENGTH_MAX && !/[\n\r\u001b`]/.test(row.text))
}

// Real texts that get the code, each of another family.
function examples(code, rows) {
  const families = new Map(rows.filter((row) => row.label === code).map((row) => [row.family, row.text]))
  return [...families.values()].slice(0, TEXTS_SHOWN)
}

function looksLike(code, rows) {
  const texts = examples(code, rows)
  return texts.length ? `## What it looks like\n\n\`\`\`text\n${texts.join('\n')}\n\`\`\`\n\n` : ''
}

// A phrase without the signs of phrases.def: a gap is …, a number or a status N.
const asRead = (phrase) => phrase.replace(/[*~^]/g, '…').replace(/[#@]/g, 'N').replaceAll('|', '')

function ruleText(rule) {
  const phrases = rule.all.map((set) => {
    const shown = set.slice(0, PHRASES_SHOWN).map((phrase) => `\`${asRead(phrase)}\``)
    const more = set.length > shown.length ? ` or ${set.length - shown.length} more` : ''
    return shown.join(', ') + more
  })
  const sentences = [
    rule.requires_text,
    rule.fact && rule.profiles.includes('proxy') && `The caller gives the fact \`${rule.fact}\`.`,
    phrases.length && `The text contains ${phrases.join(' and ')}.`,
    !rule.profiles.includes('extended') && 'Only in profile `proxy`.',
    !rule.profiles.includes('proxy') && 'Only in profile `extended`.'
  ]
  return `- \`${rule.name}\`: ${sentences.filter(Boolean).join(' ')}`
}

function page(entry, about, rules, rows) {
  const mine = rules.filter((rule) => rule.codes.includes(entry.code))
  const steps = entry.fix_steps.map((step, i) => `${i + 1}. ${stepText(step)}`).join('\n')
  const given = mine.length ? mine.map(ruleText).join('\n') : 'No rule gives it yet.'
  return `# ${entry.code}

Severity: ${entry.severity}

${entry.user_message}

${looksLike(entry.code, rows)}## What is behind it

${about}

## What to do

${steps}

## When it is given

${given}
`
}

function index(catalog) {
  const rows = catalog.map((entry) => {
    return `| [${entry.code}](${entry.code}.md) | ${entry.severity} | ${firstSentence(entry.user_message)} |`
  })
  return `# Codes\n\n| code | severity | what happened |\n| --- | --- | --- |\n${rows.join('\n')}\n`
}

// The rules in the order of their precedence, each with the sets that it asks for.
function ruleReference(rules) {
  const rows = rules.map((rule, i) => {
    const scope = rule.profiles.length === 2 ? 'both' : rule.profiles[0]
    const codes = rule.codes.map((code) => `[${code}](errors/${code}.md)`).join(' ') || 'the code given'
    return `| ${i + 1} | \`${rule.name}\` | ${scope} | ${rule.requires ?? ''} | ${rule.fact ?? ''} | ${codes} |`
  })
  const head = '| # | rule | profile | requires | fact | code |\n| --- | --- | --- | --- | --- | --- |'
  return `# Rules\n\nThe first rule that holds decides. The phrases of each are in src/tables/phrases.def.\n\n${head}\n${rows.join('\n')}\n`
}

// What a field holds, in a few words, from its schema.
function holds(schema) {
  if (schema.$ref) return 'object'
  if (schema.const) return `\`${schema.const}\``
  if (schema.enum) return schema.enum.map((value) => `\`${value || '(empty)'}\``).join(', ')
  const type = [schema.type].flat().join(' or ')
  if (schema.type === 'integer') return schema.minimum ? 'integer from 1' : 'count'
  if (type.startsWith('array'))
    return `${type}${schema.maxItems ? `, at most ${schema.maxItems}` : ''}: ${holds(schema.items)}`
  if (schema.format) return 'date-time (RFC 3339)'
  return (
    schema['x-expected'] ?? (schema.pattern ? `text: \`${schema.pattern.replaceAll('|', '\\|')}\`` : type)
  )
}

// The properties of an object and, behind each, those of the objects in it.
function fieldRows(object, path, defs) {
  return Object.entries(object.properties ?? {}).flatMap(([key, schema]) => {
    const inner = schema.$ref ? defs.feature_flags : schema
    const map = inner.additionalProperties?.type && inner.additionalProperties
    const presence = object.required.includes(key) ? 'always' : 'may be left out'
    const row = `| \`${path}${key}\` | ${schema['x-since']} | ${presence} | ${holds(schema)} | ${schema.description} |`
    const below = map ? mapRows(inner, map, `${path}${key}.`, defs) : fieldRows(inner, `${path}${key}.`, defs)
    return [row, ...below]
  })
}

function mapRows(inner, value, path, defs) {
  const most = inner.maxProperties ? `; at most ${inner.maxProperties}` : ''
  const key = inner.propertyNames.pattern.replaceAll('|', '\\|')
  return [
    `| \`${path}*\` | | | ${holds(value)} | Keys: \`${key}\`${most}. |`,
    ...fieldRows(value, `${path}*.`, defs)
  ]
}

// Every field of the newest schema, and since which version it is there.
function fieldReference(schema) {
  const rows = fieldRows(schema.else, '', schema.$defs)
  const head = '| field | since | presence | holds | what it is for |\n| --- | --- | --- | --- | --- |'
  return `# Fields of a heartbeat\n\nWhat a telemetry payload may hold. Each version has its JSON Schema in [schemas](schemas).\n\n${head}\n${rows.join('\n')}\n`
}

function checkReference(rules) {
  const rows = rules.map((rule) => `| \`${rule.name}\` | ${rule.severity} | ${rule.message} |`)
  const head = '| rule | severity | what it says |\n| --- | --- | --- |'
  return `# Rules of a check\n\nWhat \`validate\` and \`scan\` find. The rows are in src/tables/findings.def and detectors.def.\n\n${head}\n${rows.join('\n')}\n`
}

// The words of an answer and the numbers of options, for the callers of the WebAssembly module.
function answerWordsJs({ answer_words: words, profiles, transports, isolations }) {
  const constants = Object.entries(words).map(([name, i]) => `export const ${name} = ${i}\n`)
  const object = (numbers) =>
    Object.entries(numbers)
      .map(([name, number]) => `  ${/^\w+$/.test(name) ? name : `'${name}'`}: ${number}`)
      .join(',\n')
  return `// answer_words.js: numbers that the module shares with JavaScript. Derived by docs/derive.js; ./dev derive writes it.

// The index of each word of an answer, as src/tables/answer_words.def explains them.
${constants.join('')}
// The numbers of mcpx.h for the options. Any transport without a row is \`other\`.
export const PROFILES = {
${object(profiles)}
}
export const TRANSPORTS = {
${object(transports)}
}

// The index is the number.
export const ISOLATIONS = [${Object.keys(isolations).join(', ')}]
`
}

function answerWordsGo({ answer_words: words, transports }) {
  const goName = (name) =>
    `word${name
      .split('_')
      .map((part) => part[0] + part.slice(1).toLowerCase())
      .join('')}`
  const width = Math.max(...Object.keys(words).map((name) => goName(name).length))
  const rows = Object.entries(words).map(([name, i]) => `\t${goName(name).padEnd(width)} = ${i}\n`)
  const { other, ...named } = transports
  const keyWidth = Math.max(...Object.keys(named).map((name) => name.length)) + 4
  const numbers = Object.entries(named).map(([name, i]) => `\t${`"${name}":`.padEnd(keyWidth)}${i},\n`)
  return `// Code generated by docs/derive.js from src/tables/answer_words.def and transports.def. DO NOT EDIT.

//go:build !cgo || mcpx_wasm

package mcpx

// The index of each word of an answer, as src/tables/answer_words.def explains them.
const (
${rows.join('')})

// The numbers of mcpx.h for the names of transports. Any other name is transportOther.
var transportNumbers = map[string]uint32{
${numbers.join('')}}

const transportOther = ${other}
`
}

export function derivedFiles() {
  const catalog = JSON.parse(ask('catalog'))
  const abouts = JSON.parse(ask('abouts'))
  const rules = JSON.parse(ask('rules'))
  const rows = shortTexts()
  const schemas = JSON.parse(ask('schemas'))
  const numbers = JSON.parse(ask('numbers'))
  return [
    ['src/tables/derived/anchors.def', ask('anchors')],
    ['wasm/lib/answer_words.js', answerWordsJs(numbers)],
    ['go/answer_words.go', answerWordsGo(numbers)],
    ['docs/catalog.json', `${JSON.stringify(catalog, null, 2)}\n`],
    ['docs/rules.md', ruleReference(rules)],
    ['docs/fields.md', fieldReference(Object.values(schemas).at(-1))],
    ['docs/checks.md', checkReference(JSON.parse(ask('checks')))],
    ...Object.entries(schemas).map(([version, schema]) => [
      `docs/schemas/heartbeat-v${version}.json`,
      `${JSON.stringify(schema, null, 2)}\n`
    ]),
    ['docs/errors/README.md', index(catalog)],
    ...catalog.map((entry) => [`docs/errors/${entry.code}.md`, page(entry, abouts[entry.code], rules, rows)])
  ]
}

if (process.argv.includes('--write')) {
  for (const [file, content] of derivedFiles()) {
    mkdirSync(dirname(root + file), { recursive: true })
    writeFileSync(root + file, content)
  }
}
