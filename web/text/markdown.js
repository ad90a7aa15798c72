// markdown.js: an answer, or what a check found -> Markdown for an issue.

const SOURCES = { caller: 'as set by hand', text: 'read off the text' }
const SEVERITIES = ['error', 'warning', 'note']

const codeSpan = (text) => `\`${String(text).replace(/[`\s]+/g, ' ')}\``
const counted = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`

function hintLines({ hints }) {
  const isolation = hints.docker_isolated ? 'on' : 'off'
  return [
    [`transport ${hints.transport}`, hints.transport_source],
    [`Docker isolation ${isolation}`, hints.docker_isolated_source],
    [codeSpan(hints.fact), hints.fact_source]
  ].flatMap(([hint, source]) => (source ? [`- with: ${hint}, ${SOURCES[source]}`] : []))
}

// The text between fences that nothing in it can close.
function fenced(text) {
  const runs = text.match(/`{3,}/g) ?? []
  const fence = '`'.repeat(runs.reduce((longest, run) => Math.max(longest, run.length), 2) + 1)
  return `${fence}text\n${text.replace(/\s+$/, '')}\n${fence}`
}

/**
 * @typedef {import('../../wasm/lib/index.d.ts').Entry} Entry
 * @param {{ text: string, answer: import('../../wasm/lib/index.d.ts').Answer, entry: Entry | null,
 *   version: string, redacted?: { rule: string, count: number }[] }} about the text as it may be shown, and what
 *   redact() took out of it
 * @returns {string}
 */
export function answerMarkdown({ text, answer, entry, version, redacted = [] }) {
  const same = answer.proxy_code === answer.code
  const taken = redacted.map(({ rule, count }) => `${count} × ${rule}`).join(', ')
  return [
    `### ${codeSpan(answer.code)} (${answer.severity})`,
    entry?.user_message ?? '',
    [
      `- rule: ${codeSpan(answer.rule)}${answer.extension ? ', an extension' : ''}`,
      ...hintLines(answer),
      `- the proxy reports: ${same ? 'the same code' : codeSpan(answer.proxy_code)}`
    ].join('\n'),
    fenced(text),
    `mcpx ${version}; ${taken ? `taken out: ${taken}` : 'nothing was taken out'}\n`
  ]
    .filter(Boolean)
    .join('\n\n')
}

const cell = (text) => String(text).replace(/\s+/g, ' ').replaceAll('|', '\\|')

// A pointer stands as code, or #1 in it would become a link to an issue.
const row = ({ severity, rule, pointer, line, column, message }) =>
  `| ${[severity, rule, pointer && codeSpan(pointer), `${line}:${column}`, message].map(cell).join(' | ')} |`

/**
 * @param {{ verdict: import('../../wasm/lib/index.d.ts').Verdict, name: string, version: string }} about the name
 *   is that of the file
 * @returns {string}
 */
export function findingsMarkdown({ verdict, name, version }) {
  const { findings, omitted, kind, schema_version: schema } = verdict
  const counts = SEVERITIES.map((severity) => [
    findings.filter((one) => one.severity === severity).length,
    severity
  ])
  const title = counts.flatMap(([count, severity]) => (count ? [counted(count, severity)] : [])).join(', ')
  const table = ['| severity | rule | pointer | place | message |', '| --- | --- | --- | --- | --- |']
  return [
    `### ${codeSpan(name)}: ${title || 'no findings'}`,
    kind && `${kind.replaceAll('_', ' ')}${schema ? `, schema version ${schema}` : ''}`,
    findings.length && [...table, ...findings.map(row)].join('\n'),
    omitted && `${omitted} more are not listed.`,
    `mcpx ${version}; the table holds no text of the payload.\n`
  ]
    .filter(Boolean)
    .join('\n\n')
}
