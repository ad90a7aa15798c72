// markdown.test.js: the Markdown for an issue is correct and complete, and text cannot break its structure.
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../../wasm/dist/node.mjs'
import { answerMarkdown, assistantPrompt, findingsMarkdown } from '../../../web/text/markdown.js'
import { readCorpus } from '../../wasm/plant.js'

const mcpx = loadSync()
const version = '1.2.3'

function markdownOf(text, hints = {}, more = {}) {
  const answer = mcpx.classify(text, hints)
  const entry = mcpx.entry(answer.code)
  return answerMarkdown({ text, answer, entry, version, ...more })
}

describe('an answer', () => {
  test('that the proxy reports, too', () => {
    const redacted = [
      { rule: 'home_path', count: 2 },
      { rule: 'email', count: 1 }
    ]
    const text = 'zsh:1: command not found: docker\n\n'
    const hints = { dockerIsolated: true, transport: 'stdio' }
    const { cause, steps } = mcpx.classify(text, hints)
    const [first] = steps
    const markdown = markdownOf(text, hints, { redacted })
    expect(markdown).toContain(`\n1. ${first.label}`)
    expect(markdown).not.toContain(`\n7. `)
    expect(markdown.replace(/^1\. [\s\S]*(?=^mcpx )/m, '')).toBe(
      `### Docker command not found \`MCPX_DOCKER_CLI_NOT_FOUND\` (error)

**${cause.title}**: ${cause.text}

- rule: \`docker_cli_missing_isolated\`
- transport: stdio (given)
- Docker isolation: on (given)
- mcpproxy reports: \`MCPX_DOCKER_CLI_NOT_FOUND\`

\`\`\`text
zsh:1: command not found: docker
\`\`\`

mcpx 1.2.3; redacted: 2 × home_path, 1 × email
`
    )
  })

  test('with the systems of its steps, and with snippets as code', () => {
    const markdown = markdownOf('spawn npx ENOENT')
    expect(markdown).toMatch(/^1\. .* \(macOS, Linux\)\n\n {3}```text\n {3}which npx node\n {3}```$/m)
    expect(markdown).toMatch(/^ {3}"command": "cmd",\n {3}"args"/m)
  })

  test('that is unknown: why there is no code', () => {
    const { unknown } = mcpx.classify('It is a fine day.')
    const markdown = markdownOf('It is a fine day.')
    expect(markdown).toContain(`### ${unknown.title} \`MCPX_UNKNOWN`)
    expect(markdown).toContain(`\n${unknown.text}\n`)
  })

  test('with what mcpproxy reports, for those who use it', () => {
    const lines = markdownOf('spawn npx ENOENT', { client: 'mcpproxy' }).split('\n')
    expect(lines).toContain('- rule: `text_spawn_missing`')
    expect(lines).toContain('- fact: `exec_errno=ENOENT` (detected)')
    expect(lines).toContain('- mcpproxy reports: `MCPX_UNKNOWN_UNCLASSIFIED`')
    expect(lines.at(-2)).toBe('mcpx 1.2.3; nothing was redacted')
  })

  test.each([
    ['an issue', (about) => answerMarkdown({ ...about, redacted: [] })],
    [
      'an assistant',
      ({ version: own, ...about }) =>
        assistantPrompt({
          failures: [about],
          version: own,
          words: { opening: '', text: '', steps: 'Steps:' }
        })
    ]
  ])('for %s tells of mcpproxy only those who use it', (_, markdown) => {
    const text = 'HTTP 401 Unauthorized: invalid_token'
    const shown = (client) => {
      const answer = mcpx.classify(text, { client })
      return markdown({ text, answer, entry: mcpx.entry(answer.code), version })
    }
    expect(shown('mcpproxy')).toMatch(/mcpproxy auth login/)
    for (const client of [null, 'cursor', 'claude_desktop']) expect(shown(client)).not.toMatch(/proxy/i)
  })

  test('names the place of a button', () => {
    const steps = [{ type: 'button', label: 'Sign in', fixer_key: 'oauth_reauth' }]
    const answer = { ...mcpx.classify('spawn npx ENOENT'), steps }
    const entry = mcpx.entry(answer.code)
    expect(answerMarkdown({ text: 'x', answer, entry, version })).toContain(
      '\n1. Sign in (web interface of mcpproxy)\n'
    )
  })

  test('with Docker isolation off', () => {
    expect(markdownOf('spawn npx ENOENT', { dockerIsolated: false })).toContain(
      '- Docker isolation: off (given)'
    )
  })

  test.each([
    ['no backticks', 'a', '```'],
    ['few', 'a `b` ``c``', '```'],
    ['a fence', '```js\nx\n```', '````'],
    ['a long one', `x ${'`'.repeat(9)}`, '`'.repeat(10)]
  ])('a text cannot close its code block: %s', (_, text, fence) => {
    expect(markdownOf(text)).toContain(`\n${fence}text\n${text}\n${fence}\n`)
  })

  test('the text is only in its code block', () => {
    const text = 'connect ECONNREFUSED 127.0.0.1:3000 xyzzy'
    expect(markdownOf(text).split('xyzzy')).toHaveLength(2)
  })
})

describe('findings', () => {
  const verdict = mcpx.validate('{"schema_version":5,\n "a":{"b":"/home/alice/x"}}')
  const lines = findingsMarkdown({ verdict, name: 'heartbeat.json', version }).split('\n')

  test('each finding has a row', () => {
    expect(lines[0]).toMatch(/^### `heartbeat\.json`: \d+ leaks?, \d+ errors, 1 note$/)
    expect(lines[2]).toBe('heartbeat, schema version 5')
    expect(lines[4]).toBe('| severity | rule | pointer | position | message |')
    expect(lines.filter((line) => line.startsWith('| '))).toHaveLength(verdict.findings.length + 2)
    const { message } = verdict.findings.find(({ rule }) => rule === 'home_path')
    expect(lines).toContain(`| error | home_path | \`/#1/#0\` | 2:11 | ${message} |`)
    expect(lines.at(-2)).toBe('mcpx 1.2.3; the table contains no text of the payload.')
  })

  test('the leaks come first, then the other findings by their severity', () => {
    const rules = lines.filter((line) => line.startsWith('| ')).slice(2)
    const severities = rules.map((line) => line.split(' ')[1])
    const [, , , first] = rules[0].split(' ')
    expect(first).toBe('home_path')
    expect(severities).toEqual(
      severities.toSorted((a, b) => 'error warning note'.indexOf(a) - 'error warning note'.indexOf(b))
    )
    expect(new Set(severities).size).toBeGreaterThan(1)
  })

  test('a scan without findings', () => {
    const none = findingsMarkdown({ verdict: mcpx.scan('{}'), name: 'a.json', version })
    expect(none).toMatch(/^### `a\.json`: no findings\n\nmcpx 1\.2\.3/)
  })

  test('findings that are not listed are counted', () => {
    const { findings } = verdict
    expect(findingsMarkdown({ verdict: { findings, omitted: 7 }, name: 'x', version })).toContain(
      '\n\n7 more findings are not listed.\n'
    )
  })

  test('text cannot break a cell or a heading', () => {
    const odd = { severity: 'note', rule: 'a|b', pointer: '/a`|\n', line: 1, column: 2, message: 'x\n| y' }
    const markdown = findingsMarkdown({ verdict: { findings: [odd] }, name: 'a`\n# b', version })
    expect(markdown).toContain('### `a # b`: 1 note\n')
    expect(markdown).toContain('| note | a\\|b | `/a \\| ` | 1:2 | x \\| y |\n')
  })

  test('no leak of the corpus is quoted', () => {
    const rows = readCorpus('canary').filter(({ leak, secret }) => leak && secret.length > 8)
    const repeats = ({ payload, secret }) =>
      findingsMarkdown({ verdict: mcpx.validate(payload), name: 'x', version }).includes(secret)
    expect(rows.length).toBeGreaterThan(1000)
    expect(rows.filter(repeats)).toEqual([])
  })
})
