// derive_causes.js: the causes, the clients and examples -> their reference pages. derive.js writes them.
import { PLATFORM_NAMES } from '../wasm/shared/words.js'

// ---- Steps ----

// Steps name the file in words, because it depends on the client. The page of the clients has the paths.
const linkClients = (label) =>
  label.replace(/the (configuration file|log) of your client/, 'the [$1 of your client](../clients.md)')

// A placeholder such as <host> would be read as HTML, unless it is in code.
const plain = (label) =>
  label.replaceAll(/`[^`]*`|<[^<>]+>/g, (words) => (words[0] === '`' ? words : `\`${words}\``))

export function stepText(step) {
  const platform = step.platform ? ` (${PLATFORM_NAMES[step.platform]})` : ''
  const label = step.type === 'do' ? linkClients(plain(step.label)) : `**${plain(step.label)}**`
  const title = `${label}${platform}${step.destructive ? ', destructive' : ''}`
  const block = (language, lines) =>
    `${title}\n\n   \`\`\`${language}\n${lines.replaceAll(/^/gm, '   ')}\n   \`\`\``
  if (step.type === 'do') return title
  if (step.type === 'command') return block(step.platform === 'windows' ? 'powershell' : 'sh', step.command)
  if (step.type === 'config') return block(/^\s*\[/.test(step.config) ? 'toml' : 'json', step.config)
  if (step.type === 'link') return `${title}: <${step.url}>`
  return `${title}: a button in the proxy's interface (\`${step.fixer_key}\`)`
}

export const numbered = (steps) => steps.map((step, i) => `${i + 1}. ${stepText(step)}`).join('\n')

// The steps for all clients, then those for one client each.
function fixSections({ steps }, clients) {
  const sections = clients
    .map(({ id, name }) => ({ name, steps: steps.filter((step) => step.client === id) }))
    .filter((section) => section.steps.length)
    .map((section) => `### In ${section.name}\n\n${numbered(section.steps)}\n`)
  const common = steps.filter((step) => !step.client)
  return [common.length ? `${numbered(common)}\n` : '', ...sections].filter(Boolean).join('\n')
}

// ---- How to check ----

const CHECKS = [
  [
    /^MCPX_OAUTH_/,
    'Connect to the server again. The browser opens for the sign-in, and after it the client lists the tools of the server. A second start must not ask you to sign in again.'
  ],
  [
    /^MCPX_DOCKER_/,
    'Restart the proxy or the client, then run `docker ps`: the container of the server is listed as running. The client lists the tools of the server.'
  ],
  [
    /^MCPX_(HTTP|NETWORK)_/,
    'Connect to the server again. The client lists the tools of the server, and its log has no new error after the time of the start.'
  ],
  [
    /^MCPX_STDIO_/,
    'Quit the client completely and start it again. It lists the tools of the server, and its log has no new error after the time of the start.'
  ]
]
const CHECK_ANYWAY =
  'Restart the proxy or the client. It lists the tools of the server, and its log has no new error after the time of the start.'

function checkText({ codes }) {
  const [, text] = CHECKS.find(([pattern]) => codes.length && codes.every((code) => pattern.test(code))) ?? []
  return `${text ?? CHECK_ANYWAY} If it still fails, classify the new log: another cause may be left.

\`\`\`sh
mcpx classify <log file>
\`\`\``
}

// ---- The pages ----

export const exampleBlock = (lines) => (lines?.length ? `\`\`\`text\n${lines.join('\n')}\n\`\`\`\n` : '')

function causePage(cause, { titles, clients, examples }) {
  const codes = cause.codes.map((code) => `- [${titles[code]}](../errors/${code}.md) \`${code}\``).join('\n')
  const looks = exampleBlock(examples[cause.id])
  return `# ${cause.title}

Cause \`${cause.id}\`

${looks && `## What it looks like\n\n${looks}\n`}## Why

${plain(cause.text)}

## Fix

${fixSections(cause, clients)}
## How to check that it worked

${checkText(cause)}

## Codes

${codes}
`
}

// The list of the causes of a code; `folder` is the path to their pages.
export function causeList(code, causes, folder) {
  return causes
    .filter((cause) => cause.codes.includes(code))
    .map((cause) => `- [${cause.title}](${folder}${cause.id}.md)`)
    .join('\n')
}

function causeIndex(catalog, causes) {
  const sections = catalog
    .map(({ code, title }) => ({ code, title, list: causeList(code, causes, '') }))
    .filter(({ list }) => list)
    .map(({ code, title, list }) => `## [${title}](../errors/${code}.md)\n\n${list}\n`)
  return `# Causes\n\nA code says what failed, a cause why. A cause may stand under several codes. Its id never changes.\n\n${sections.join('\n')}`
}

const pathCell = (path) => (path ? `\`${path}\`` : '')
const pathRow = (name, paths) =>
  `| ${name} | ${pathCell(paths.macos)} | ${pathCell(paths.windows)} | ${pathCell(paths.linux)} |`

function pathTable(clients, key) {
  const rows = clients.filter((client) => Object.keys(client[key]).length)
  const head = '| client | macOS | Windows | Linux |\n| --- | --- | --- | --- |'
  return `${head}\n${rows.map((client) => pathRow(client.name, client[key])).join('\n')}\n`
}

const clientPage = (clients) => `# Files of the clients

Where each client keeps the configuration of its MCP servers and its log. \`~\` is your home folder.

## Configuration

${pathTable(clients, 'config')}
## Logs

${pathTable(clients, 'log')}`

// All pages as [file, content]. `examples` has lines for each cause.
export function causeFiles({ catalog, causes, surroundings: { clients }, examples }) {
  const titles = Object.fromEntries(catalog.map(({ code, title }) => [code, title]))
  return [
    ['docs/clients.md', clientPage(clients)],
    ['docs/causes/README.md', causeIndex(catalog, causes)],
    ...causes.map((cause) => [`docs/causes/${cause.id}.md`, causePage(cause, { titles, clients, examples })])
  ]
}
