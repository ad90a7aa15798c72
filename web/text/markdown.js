// text/markdown.js: an answer, or the findings of a check -> Markdown for an issue.
import { hintsInWords } from '../../wasm/shared/hints.js'
import { PLATFORM_NAMES } from '../../wasm/shared/words.js'
import { countsText, rankOf } from './findings.js'
import { counted } from './numbers.js'

const codeSpan = (text) => `\`${String(text).replace(/[`\s]+/g, ' ')}\``

// "2 × home_path, 1 × email"
export const redactedText = (redacted) => redacted.map(({ rule, count }) => `${count} × ${rule}`).join(', ')

const hintLine = ({ name, value, source }) =>
  `- ${name}: ${name === 'fact' ? codeSpan(value) : value} (${source})`

const titleOf = ({ unknown }, entry) => unknown?.title ?? entry.title
const meaningOf = ({ unknown }, entry) => unknown?.text ?? entry.user_message

// The text in a code block whose fence is longer than any run of backticks in the text.
function fenced(text) {
  const runs = text.match(/`{3,}/g) ?? []
  const fence = '`'.repeat(runs.reduce((longest, run) => Math.max(longest, run.length), 2) + 1)
  return `${fence}text\n${text.replace(/\s+$/, '')}\n${fence}`
}

// What to do, as a list.
function stepLines({ type, label, command, config, url, platform }, i) {
  const place = type === 'button' ? 'web interface of mcpproxy' : PLATFORM_NAMES[platform]
  const where = place ? ` (${place})` : ''
  const head = `${i + 1}. ${type === 'link' ? `[${label}](${url})` : label}${where}`
  const body = command ?? config
  return body ? `${head}\n\n${fenced(body).replace(/^/gm, '   ')}\n` : head
}

const STEPS_MAX = 6

const causeText = ({ cause }) => cause && `**${cause.title}**: ${cause.text}`
const stepsText = ({ steps = [] }) => steps.slice(0, STEPS_MAX).map(stepLines).join('\n').trimEnd()

/**
 * @typedef {import('../../wasm/lib/index.d.ts').Entry} Entry
 * @param {{ text: string, answer: import('../../wasm/lib/index.d.ts').Answer, entry: Entry,
 *   version: string, redacted?: { rule: string, count: number }[] }} about the text as it may be shown, and the counts
 *   of what was redacted
 * @returns {string}
 */
export function answerMarkdown({ text, answer, entry, version, redacted = [] }) {
  const isOfProxy = answer.context?.client === 'mcpproxy'
  return [
    `### ${titleOf(answer, entry)} ${codeSpan(answer.code)} (${answer.severity})`,
    causeText(answer) ?? meaningOf(answer, entry),
    [
      `- rule: ${codeSpan(answer.rule)}`,
      ...hintsInWords(answer).map(hintLine),
      isOfProxy && `- mcpproxy reports: ${codeSpan(answer.proxy_code)}`
    ]
      .filter(Boolean)
      .join('\n'),
    fenced(text),
    stepsText(answer),
    `mcpx ${version}; ${redacted.length ? `redacted: ${redactedText(redacted)}` : 'nothing was redacted'}\n`
  ]
    .filter(Boolean)
    .join('\n\n')
}

// ---- For an assistant ----

function failurePrompt({ text, answer, entry, where }, words) {
  const { server, cause } = answer
  return [
    [
      `- Error: ${titleOf(answer, entry)} (${answer.code})`,
      server && `- Server: ${codeSpan(server)}`,
      cause ? `- Cause: ${cause.title}. ${cause.text}` : `- Meaning: ${meaningOf(answer, entry)}`,
      where && `- Where: ${where}`
    ]
      .filter(Boolean)
      .join('\n'),
    `${words.text}\n\n${fenced(text)}`,
    stepsText(answer) && `${words.steps}\n\n${stepsText(answer)}`
  ]
}

// What is known of each failure { text, answer, entry, where: it happened, in words }, and the question. `words` are the
// texts of content.json for a prompt; `more` says that there are more failures.
export const assistantPrompt = ({ failures, more, version, words }) =>
  [
    words.opening,
    ...failures.flatMap((failure) => failurePrompt(failure, words)),
    more,
    words.question,
    `(mcpx ${version})\n`
  ]
    .filter(Boolean)
    .join('\n\n')

// ---- The report on a log ----

function incidentMarkdown({ answer: incident, entry, line, text }) {
  const { server, count, recovered, steps } = incident
  const title = incident.title ?? entry.title
  const remarks = [`line ${line}`, count > 1 && `${count} times`, recovered && 'recovered']
    .filter(Boolean)
    .join(', ')
  return [
    `#### ${server ? `${codeSpan(server)}: ` : ''}${title} ${codeSpan(incident.code)}`,
    `${causeText(incident) ?? entry.user_message} (${remarks})`,
    text && fenced(text),
    stepsText({ steps: steps.slice(0, 3) })
  ]
    .filter(Boolean)
    .join('\n\n')
}

// `incidents`: [{ answer: the incident, entry, line, text }], where `text` is the line that shows the cause, as it may be shown.
export function logMarkdown({ summary, incidents, version }) {
  return [`### ${summary}`, ...incidents.map(incidentMarkdown), `mcpx ${version}\n`].join('\n\n')
}

// ---- Findings ----

const cell = (text) => String(text).replace(/\s+/g, ' ').replaceAll('|', '\\|')

// A pointer is a code span: outside of one, GitHub turns "#1" into a link to an issue.
const row = ({ severity, rule, pointer, line, column, message }) =>
  `| ${[severity, rule, pointer && codeSpan(pointer), `${line}:${column}`, message].map(cell).join(' | ')} |`

/**
 * @param {{ verdict: import('../../wasm/lib/index.d.ts').Verdict, name: string, version: string }} about `name` is
 *   the name of the file
 * @returns {string}
 */
export function findingsMarkdown({ verdict, name, version }) {
  const { findings, omitted, kind, schema_version: schema } = verdict
  const table = ['| severity | rule | pointer | position | message |', '| --- | --- | --- | --- | --- |']
  return [
    `### ${codeSpan(name)}: ${countsText(findings) || 'no findings'}`,
    kind && `${kind.replaceAll('_', ' ')}${schema ? `, schema version ${schema}` : ''}`,
    findings.length && [...table, ...findings.toSorted((a, b) => rankOf(a) - rankOf(b)).map(row)].join('\n'),
    omitted && `${counted(omitted, 'more finding is', 'more findings are')} not listed.`,
    `mcpx ${version}; the table contains no text of the payload.\n`
  ]
    .filter(Boolean)
    .join('\n\n')
}
