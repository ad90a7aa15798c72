// derive.js: makes the files that are derived from the tables: reference pages, schemas, constants.
//
//     node docs/derive.js --write    writes the files
//     import { derivedFiles }        returns them as a list, for the test that compares them
//
// build/dev/mcpx-derive prints the tables, build/dev/mcpx-filter classifies the examples.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { firstSentence } from '../wasm/shared/words.js'
import { causeFacts } from './cause_examples.js'
import { causeFiles, causeList, exampleBlock, numbered } from './derive_causes.js'
import { goFiles } from './derive_go.js'
import { performanceFiles } from './derive_performance.js'

const root = new URL('../', import.meta.url).pathname

function printed(what) {
  return execFileSync(`${root}build/dev/mcpx-derive`, [what], { encoding: 'utf8', maxBuffer: 1 << 24 })
}

// The answers of the filter to requests.
function answered(requests) {
  const input = requests.map((request) => `${JSON.stringify(request)}\n`).join('')
  const lines = execFileSync(`${root}build/dev/mcpx-filter`, { input, encoding: 'utf8', maxBuffer: 1 << 28 })
  return lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

// The answers to rows of vectors.
const classified = (rows) =>
  answered(
    rows.map(({ text, transport, docker_isolated, os }) => ({
      op: 'classify',
      text,
      transport,
      docker_isolated,
      os
    }))
  )

// The steps for each code as a user of the proxy is shown them: destructive ones last, no link to the page itself.
const shownSteps = (codes) =>
  answered(codes.map((code) => ({ op: 'advice', code, client: 'mcpproxy' }))).map(({ steps }) =>
    steps.toSorted((a, b) => Boolean(a.destructive) - Boolean(b.destructive))
  )

// ---- A page for each code ----

// How many phrases of a rule and texts of a code a page shows.
const PHRASES_SHOWN = 4
const TEXTS_SHOWN = 3
const TEXT_LENGTH_MAX = 140

// The vectors whose texts are short enough to show.
function shortTexts() {
  const rows = ['extended', 'families'].flatMap((name) =>
    readFileSync(`${root}tests/vectors/${name}.jsonl`, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  )
  return rows.filter((row) => row.text.length <= TEXT_LENGTH_MAX && !/[\n\r\u001b`]/.test(row.text))
}

// Real texts with this code, from different families.
function examples(code, rows) {
  const families = new Map(rows.filter((row) => row.label === code).map((row) => [row.family, row.text]))
  return [...families.values()].slice(0, TEXTS_SHOWN)
}

const exampleSection = (code, rows) => {
  const block = exampleBlock(examples(code, rows))
  return block && `## What it looks like\n\n${block}\n`
}

// A phrase without the wildcards of phrases.def: a gap becomes …, a number or a status N.
const readable = (phrase) => phrase.replace(/[*~^]/g, '…').replace(/[#@]/g, 'N').replaceAll('|', '')

// "`a`, `b` or `c`", or "`a`, `b`, `c`, `d` or 5 more".
function phraseText(phrases) {
  const shown = phrases.slice(0, PHRASES_SHOWN).map((phrase) => `\`${readable(phrase)}\``)
  const rest = phrases.length - shown.length
  const last = rest > 0 ? `${rest} more` : shown.pop()
  return shown.length ? `${shown.join(', ')} or ${last}` : last
}

function ruleText(rule) {
  const phrases = rule.all.map(phraseText)
  const sentences = [
    rule.requires_text,
    rule.fact && rule.profiles.includes('proxy') && `The caller gives the fact \`${rule.fact}\`.`,
    phrases.length && `The text contains ${phrases.join(' and ')}.`,
    !rule.profiles.includes('extended') && 'Only in profile `proxy`.',
    !rule.profiles.includes('proxy') && 'Only in profile `extended`.'
  ]
  return `- \`${rule.name}\`: ${sentences.filter(Boolean).join(' ')}`
}

function page(entry, about, { rules, rows, causes, steps }) {
  const mine = rules.filter((rule) => rule.codes.includes(entry.code))
  const reporters = mine.length
    ? mine.map(ruleText).join('\n')
    : 'No rule reports it. The proxy counts it by itself, and it is found in no error text.'
  const list = causeList(entry.code, causes, '../causes/')
  return `# ${entry.title}

Code \`${entry.code}\`, severity: ${entry.severity}

${entry.user_message}

${exampleSection(entry.code, rows)}## Background

${about}

${list && `## Causes\n\n${list}\n\n`}## Fix

${numbered(steps)}

## Rules that report it

${reporters}
`
}

function index(catalog) {
  const rows = catalog.map(({ code, title, severity, user_message: message }) => {
    return `| [${title}](${code}.md) | \`${code}\` | ${severity} | ${firstSentence(message)} |`
  })
  const head = '| title | code | severity | meaning |\n| --- | --- | --- | --- |'
  return `# Codes\n\nEach code stands for one kind of failure. A code is never renamed.\n\n${head}\n${rows.join('\n')}\n`
}

// ---- Reference pages ----

// Rules that report more codes than this take the code from the text.
const CODES_SHOWN = 5

function codeCell({ codes }) {
  if (codes.length === 0) return 'the code that the caller attached'
  if (codes.length > CODES_SHOWN) return 'the code that the text names'
  return codes.map((code) => `[${code}](errors/${code}.md)`).join(' ')
}

// The rules in their order, which is their precedence.
function ruleReference(rules) {
  const rows = rules.map((rule, i) => {
    const profiles = rule.profiles.length === 2 ? 'both' : rule.profiles[0]
    return `| ${i + 1} | \`${rule.name}\` | ${profiles} | ${rule.requires ?? ''} | ${rule.fact ?? ''} | ${codeCell(rule)} |`
  })
  const requirements = new Map(rules.map((rule) => [rule.requires, rule.requires_text]))
  requirements.delete(null)
  const sentences = [...requirements].map(([name, sentence]) => `- ${name}: ${sentence}`).join('\n')
  const head = '| # | rule | profile | requires | fact | code |\n| --- | --- | --- | --- | --- | --- |'
  return `# Rules

The first rule that applies decides the code. The phrases of each rule are in src/tables/phrases.def.

A rule may require one of these of the hints:

${sentences}

A fact is a typed error. In profile \`proxy\` the caller must give it; an extension reads it from the text.

${head}
${rows.join('\n')}
`
}

function integerText({ minimum, maximum }) {
  if (maximum < Number.MAX_SAFE_INTEGER) return `integer from ${minimum} to ${maximum}`
  return minimum ? `integer from ${minimum}` : 'count'
}

// The values of a field in a few words.
function valueText(schema) {
  if (schema.$ref) return 'object'
  if (schema.const) return `\`${schema.const}\``
  if (schema.enum) return schema.enum.map((value) => `\`${value || '(empty)'}\``).join(', ')
  const type = [schema.type].flat().join(' or ')
  if (schema.type === 'integer') return integerText(schema)
  if (type.startsWith('array'))
    return `${type}${schema.maxItems ? `, at most ${schema.maxItems}` : ''}: ${valueText(schema.items)}`
  if (schema.format) return 'date-time (RFC 3339)'
  return (
    schema['x-expected'] ?? (schema.pattern ? `text: \`${schema.pattern.replaceAll('|', '\\|')}\`` : type)
  )
}

// The properties of an object, each followed by those of the objects in it.
function fieldRows(object, path, defs) {
  return Object.entries(object.properties ?? {}).flatMap(([key, schema]) => {
    const inner = schema.$ref ? defs.feature_flags : schema
    const map = inner.additionalProperties?.type && inner.additionalProperties
    const presence = object.required.includes(key) ? 'required' : 'optional'
    const row = `| \`${path}${key}\` | ${schema['x-since']} | ${presence} | ${valueText(schema)} | ${schema.description} |`
    const below = map ? mapRows(inner, map, `${path}${key}.`, defs) : fieldRows(inner, `${path}${key}.`, defs)
    return [row, ...below]
  })
}

function mapRows(inner, value, path, defs) {
  const most = inner.maxProperties ? `; at most ${inner.maxProperties}` : ''
  const key = inner.propertyNames.pattern.replaceAll('|', '\\|')
  return [
    `| \`${path}*\` | | | ${valueText(value)} | Keys: \`${key}\`${most}. |`,
    ...fieldRows(value, `${path}*.`, defs)
  ]
}

// Every field of the newest schema.
function fieldReference(schema) {
  const rows = fieldRows(schema.$defs.heartbeat, '', schema.$defs)
  const head = '| field | since | presence | value | purpose |\n| --- | --- | --- | --- | --- |'
  return `# Fields of a heartbeat\n\nWhat a telemetry payload may contain. Each schema version has a JSON Schema in [schemas](schemas).\n\n${head}\n${rows.join('\n')}\n`
}

// What is unknown in a payload, by the schema version that the payload declares.
function newerSection(unknown, newest) {
  const rows = unknown.map(
    (row) => `| ${row.what} | ${row.severity} \`${row.rule}\` | ${row.newer_severity} \`${row.newer_rule}\` |`
  )
  return `## Payloads of a newer schema version

The newest known schema version is ${newest}. A payload that declares a newer one is not rejected for what is unknown in it, unless \`closed\` is set:

| what is unknown | schema 1 to ${newest} | newer |
| --- | --- | --- |
| a key of the payload or of \`feature_flags\` | note \`unknown_field\` | note \`unknown_field\` |
| a health check, if it is named like one | note \`unknown_check\` | note \`unknown_check\` |
${rows.join('\n')}

Everything else is checked as in schema ${newest}. So these are errors in a newer payload too: any other missing required field, a
known field of the wrong type or outside of its limits, a key that is no route, no name of a check or no name of a code, and
free text in place of a value of a fixed set. All unknown strings are searched for personal data.

The other way around, a payload may have fields of a later schema than its own: each is a warning, and its value is checked.
The objects that came after schema 5 are not: what is in them is taken as unknown and searched for personal data.
`
}

// What the sender of a payload asks for.
function closedSection(closed) {
  const names = closed.map((name) => `\`${name}\``)
  return `## The option \`closed\`

With \`closed\` (\`--closed\`), what is unknown or unusual is an error: ${names.join(', ')}.
It is for the sender of a payload. It has the library of its own release, so nothing that it sends is unknown there. A
receiver does not set it, because the proxy may be newer than the receiver's library.

Versions must be those of real builds then: numbers, the words of releases (\`rc\`, \`nightly\`, \`dirty\`), the
times and hashes of commits, and the names of Go experiments. Anything else is \`unusual_version\`.
\`mcp_clients_seen_ever\` stays open, because clients choose these names. The detectors search them; a sender that wants
more certainty replaces each name that it does not know by \`unknown\`.
`
}

const releaseText = (release) => `v${Math.floor(release / 1000)}.${release % 1000}.0`

function proxySection(rules) {
  const rows = rules.map(
    ({ rule, release, schema, about }) => `| \`${rule}\` | ${releaseText(release)} | ${schema} | ${about} |`
  )
  return `## Profile \`proxy\`

\`scan\` with profile \`proxy\` reports what the proxy itself reports before it sends a payload: at most one finding, that of
the first rule that is broken. All releases of the proxy have \`blocked_prefix\`, \`blocked_value\`, \`malformed_payload\` and
\`env_markers_non_bool\`, in this order. Later releases also have, after them:

| rule | since release | schema | demands |
| --- | --- | --- | --- |
${rows.join('\n')}

The option \`proxyRelease\` (\`--proxy-release\`, \`proxy_release\`) chooses the release. Without it, the payload decides: the
rules are those of its schema version, and all of them for a newer or no valid version. Like the proxy, these rules
compare the names of fields of the payload without regard to case, and take null for a missing field of schema 7.
`
}

function checkReference(rules, unknown, closed, proxyRules, newest) {
  const rows = rules.map((rule) => `| \`${rule.name}\` | ${rule.severity} | ${rule.message} |`)
  const head = '| finding | severity | message |\n| --- | --- | --- |'
  return `# Findings

What \`validate\` and \`scan\` report. The rows are in src/tables/findings.def and detectors.def. \`mcpx rules\` lists them, and
\`mcpx explain RULE\` says what to do.

${head}
${rows.join('\n')}

${newerSection(unknown, newest)}
${closedSection(closed)}
${proxySection(proxyRules)}`
}

// ---- Constants for the callers of the WebAssembly module ----

function answerWordsJs({ answer_words: words, profiles, transports, isolations }) {
  const constants = Object.entries(words).map(([name, i]) => `export const ${name} = ${i}\n`)
  const object = (numbers) =>
    Object.entries(numbers)
      .map(([name, number]) => `  ${/^\w+$/.test(name) ? name : `'${name}'`}: ${number}`)
      .join(',\n')
  return `// answer_words.js: numbers that the module shares with JavaScript. docs/derive.js makes this file from
// src/tables/answer_words.def and transports.def.

// The index of each word of an answer.
${constants.join('')}
// The values of the enums in mcpx.h. A transport that is not a key is \`other\`.
export const PROFILES = {
${object(profiles)}
}
export const TRANSPORTS = {
${object(transports)}
}

// The isolation of each value of mcpx_isolation.
export const ISOLATIONS = [${Object.keys(isolations).join(', ')}]
`
}

// ---- All files ----

export function derivedFiles() {
  const catalog = JSON.parse(printed('catalog'))
  const steps = shownSteps(catalog.map(({ code }) => code))
  const facts = causeFacts(classified)
  const examples = Object.fromEntries(Object.entries(facts).map(([id, fact]) => [id, fact.examples]))
  const causes = JSON.parse(printed('causes')).map((cause) => ({
    ...cause,
    codes: facts[cause.id]?.codes ?? cause.codes
  }))
  const surroundings = JSON.parse(printed('surroundings'))
  const abouts = JSON.parse(printed('abouts'))
  const rules = JSON.parse(printed('rules'))
  const rows = shortTexts()
  const schemas = JSON.parse(printed('schemas'))
  const numbers = JSON.parse(printed('numbers'))
  return [
    ['src/tables/derived/anchors.def', printed('anchors')],
    ['src/tables/derived/indexes.def', printed('indexes')],
    ['src/tables/derived/canary.def', printed('canary')],
    ['src/tables/derived/tokens_by_byte.def', printed('tokens_by_byte')],
    ['wasm/lib/answer_words.js', answerWordsJs(numbers)],
    ...goFiles(numbers),
    ['docs/catalog.json', `${JSON.stringify(catalog, null, 2)}\n`],
    ['docs/rules.md', ruleReference(rules)],
    ['docs/fields.md', fieldReference(Object.values(schemas).at(-1))],
    [
      'docs/checks.md',
      checkReference(
        ...['checks', 'unknown', 'closed', 'proxy_rules'].map((what) => JSON.parse(printed(what))),
        Object.keys(schemas).length
      )
    ],
    ...Object.entries(schemas).map(([version, schema]) => [
      `docs/schemas/heartbeat-v${version}.json`,
      `${JSON.stringify(schema, null, 2)}\n`
    ]),
    ['docs/errors/README.md', index(catalog)],
    ...catalog.map((entry, i) => [
      `docs/errors/${entry.code}.md`,
      page(entry, abouts[entry.code], { rules, rows, causes, steps: steps[i] })
    ]),
    ...causeFiles({ catalog, causes, surroundings, examples }),
    ...performanceFiles()
  ]
}

// Folders in which every page is derived: a page of what is gone is removed.
const DERIVED_FOLDERS = ['docs/errors', 'docs/causes', 'docs/charts']

if (process.argv.includes('--write')) {
  const files = derivedFiles()
  const names = new Set(files.map(([file]) => file))
  for (const [file, content] of files) {
    mkdirSync(dirname(root + file), { recursive: true })
    writeFileSync(root + file, content)
  }
  for (const folder of DERIVED_FOLDERS)
    for (const file of readdirSync(root + folder))
      if (!names.has(`${folder}/${file}`)) rmSync(`${root}${folder}/${file}`)
}
