// llms.js: for the build: the catalog and the names of its domains -> llms.txt, which tells programs that read the page what it is and what it knows.
import { domainsOf } from './text/domains.js'

const INTRO = `# mcpx

> Diagnoses errors of MCP servers: an error text or a log becomes a stable code, a cause, the words that show it, and the steps that fix it. It also checks telemetry payloads of mcpproxy for personal data. Everything runs in the browser; nothing is uploaded.

- [Catalog](catalog.json): all codes with messages and steps, as JSON
- Command: \`npx @mcpproxy/mcpx classify error.txt\`
- Address of a code: \`./#CODE\``

const line = ({ code, title, user_message: message, docs_url: url }) =>
  `- [${code}](${url}): ${title}. ${message}`

export function llmsText(catalog, domains) {
  const groups = domainsOf(catalog, domains).map(
    ({ label, entries }) => `## ${label}\n\n${entries.map(line).join('\n')}`
  )
  return `${[INTRO, ...groups].join('\n\n')}\n`
}
