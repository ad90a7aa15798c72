// advice.test.js: what mcpx classify tells a person: the cause, its evidence, the steps.
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from '@jest/globals'
import { stepText } from '../../../docs/derive_causes.js'
import { stepList } from '../../../wasm/cli/show/steps.js'
import { loadSync } from '../../../wasm/dist/node.mjs'
import { cliPath, mcpx } from '../helpers.js'

const library = loadSync()

const classify = (input, ...args) => mcpx(['classify', ...args], { input }).stdout

const at = (second) => `2026-03-12T07:30:${String(second).padStart(2, '0')}.247Z [harbor]`
const OLD_NODE = [
  `${at(1)} [info] Initializing server... { metadata: undefined }`,
  `${at(1)} [info] Using MCP server command: npx { metadata: undefined }`,
  'npm warn EBADENGINE Unsupported engine {',
  "npm warn EBADENGINE   package: 'harbor-mcp@3.0.0',",
  'ReferenceError: File is not defined',
  ...Array.from(
    { length: 50 },
    (_, i) => `    at step${i} (node:internal/modules/cjs/loader:${1000 + i}:14)`
  ),
  `${at(3)} [info] Server transport closed { metadata: undefined }`,
  `${at(3)} [info] Client transport closed { metadata: undefined }`,
  `${at(3)} [error] Server disconnected. For troubleshooting guidance, please visit our [debugging documentation](https://modelcontextprotocol.io/docs/tools/debugging) { metadata: { context: 'connection', stack: undefined } }`
].join('\n')

describe('a log of Claude Desktop of 60 lines', () => {
  const text = classify(OLD_NODE, '--os', 'macos')
  const lines = text.trimEnd().split('\n')

  test('fits on a screen of 40 lines and 100 columns', () => {
    expect(OLD_NODE.split('\n').length).toBeGreaterThanOrEqual(58)
    expect(lines.length).toBeLessThanOrEqual(40)
    expect(lines.filter((line) => line.length > 100 && !/^ {5}[$│]/.test(line))).toEqual([])
  })

  test('has the cause right below the headline, then its line and the steps', () => {
    const index = (what) => lines.findIndex((line) => line.includes(what))
    expect(lines[0]).toMatch(/^error \S.* {2}MCPX_STDIO_EXIT_BEFORE_INITIALIZE$/)
    expect(lines[2]).toBe('  Node.js is too old for this server')
    const order = ['5 │ ReferenceError', '^^^^', '1. ', '$ which -a node', 'then ', 'where ', 'rule ']
    expect(order.map(index)).toEqual(order.map(index).toSorted((a, b) => a - b))
    expect(order.map(index)).not.toContain(-1)
  })

  test('names the client, its file and what follows', () => {
    expect(text).toMatch(/\n {2}where {4}Claude Desktop on macOS, n\w+\n/)
    expect(text).toMatch(
      /\n {2}config {3}~\/Library\/Application Support\/Claude\/claude_desktop_config\.json\n/
    )
    expect(text).toMatch(/\n {2}then {5}line 56: Server transport closed/)
  })

  test('has the steps of the cause, and three more unless --verbose asks for all', () => {
    const numbers = (shown) => shown.match(/^ {1,2}\d+\. /gm).length
    const own = library.advise({ cause: 'node_too_old', os: 'macos', client: 'claude_desktop' }).steps.length
    expect(numbers(text)).toBeLessThanOrEqual(own + 3)
    const all = library.classify(OLD_NODE, { os: 'macos' }).steps.length
    expect(numbers(classify(OLD_NODE, '--os', 'macos', '--verbose'))).toBe(all)
    if (all > numbers(text)) expect(text).toMatch(/\(\d+ more steps?: --verbose\)/)
  })
})

describe('steps', () => {
  const error = 'npx: ReferenceError: File is not defined'

  test('are those of the system that is given', () => {
    expect(classify(error, '--os', 'windows')).toContain('> where.exe node')
    expect(classify(error, '--os', 'windows')).not.toContain('$ which')
    expect(classify(error, '--os', 'macos')).not.toContain('where.exe')
  })

  test('name their system if none is known', () => {
    const text = classify(error)
    expect(text).toContain('(macOS, Linux)\n     $ which -a node')
    expect(text).toContain('(Windows)\n     > where.exe node')
  })

  test('name the file of the client that is given', () => {
    expect(classify(error, '--client', 'cursor', '--os', 'linux')).toContain('~/.cursor/mcp.json')
  })
})

describe('evidence', () => {
  const words = 'ReferenceError: File is not defined'

  test('is whole in a long line', () => {
    const line = `${'{"level":"error"} '.repeat(40)}${words} ${'at x:1:1 '.repeat(60)}`
    expect(classify(line)).toContain(words)
  })

  test('of two places far apart in one line has a row for each if both do not fit', () => {
    const text = classify(`tool (mcp) call: ${'x'.repeat(300)} ${words}`)
    expect(text).toContain(words)
  })
})

describe('a frame', () => {
  const TIMEOUT =
    'MCP server "sentry": Connection failed after 30012ms: Connection to MCP server "sentry" timed out after 30000ms while it waited for the answer'

  test('shows no part of a line twice', () => {
    const rows = classify(TIMEOUT).match(/^ {4} +\d* │ .*$/gm)
    const texts = rows.filter((row) => !/│ [ ^]*$/.test(row)).join('')
    expect(texts.match(/30012ms/g)).toHaveLength(1)
  })

  test('marks what follows from the cause in the same line, and does not repeat the line', () => {
    const text = classify(
      'MCP client for `pier` timed out after 10 seconds. Add or adjust `startup_timeout_sec` in your config.toml'
    )
    expect(text).not.toMatch(/^ {2}then /m)
  })

  test('has no color around nothing', () => {
    const input =
      "error reading or parsing x.json: Expected ',' or '}' after property value in JSON at position 3"
    const { stdout } = mcpx(['classify'], { input, env: { FORCE_COLOR: '1' } })
    expect(stdout).not.toMatch(/\u001b\[31m\u001b\[39m/)
  })
})

test('on a narrow terminal, JSON of a step is as it is copied', () => {
  const text = mcpx(['explain', 'config_json_two_blocks'], { env: { COLUMNS: '40' } }).stdout
  const { results } = JSON.parse(mcpx(['explain', 'config_json_two_blocks', '-f', 'json']).stdout)
  const [{ steps }] = results
  const configs = steps.filter(({ config }) => config?.length > 40)
  expect(configs.length).toBeGreaterThan(0)
  for (const { config } of configs)
    for (const line of config.split('\n')) expect(text).toContain(`     │ ${line}\n`)
})

test('on a terminal of 80 columns no line is wider, and no command to copy is broken', () => {
  const shown = (input) => {
    const command = `stty cols 80; printf '%s\\n' "$TEXT" | '${process.execPath}' '${cliPath}' classify --os macos`
    const { CI, NODE_OPTIONS, ...env } = process.env
    const done = spawnSync('script', ['-qec', command, '/dev/null'], {
      env: { ...env, NO_COLOR: '1', TERM: 'xterm', TEXT: input }
    })
    return done.stdout.toString().replaceAll('\r', '')
  }
  const server = OLD_NODE.replaceAll('harbor', 'harbor-of-the-north-sea').replaceAll(/^ .*\n/gm, '')
  const two = `${server}\n${server.replaceAll('north', 'south')}`
  for (const text of [shown(two), shown('spawn uvx ENOENT'), shown('ReferenceError: File is not defined')]) {
    expect(text).toMatch(/^error /m)
    expect(text.split('\n').filter((line) => line.length > 80 && !/^ {5}[$│]/.test(line))).toEqual([])
  }
  expect(shown('spawn uvx ENOENT')).toMatch(/\(mcpx explain \w+\)$/m)
})

describe('a text without a code', () => {
  test('that is no failure says so, and asks for no report', () => {
    const text = classify(
      '2026-03-12 07:30:01 [info] Discovered 12 tools of the server, all of them are ready to use'
    )
    expect(text).toMatch(/^info {2}No connection error found {2}MCPX_UNKNOWN_UNCLASSIFIED\n/)
    expect(text).not.toContain('issues/new')
  })

  test('that is no failure has no effects', () => {
    const at = '2026-03-12T07:30:02.247Z [harbor] [info]'
    const text = classify(
      [
        `${at} Message from server: {"jsonrpc":"2.0","id":7,"result":{"content":[{"type":"text","text":"no such row"}],"isError":true}} { metadata: undefined }`,
        `${at} Shutting down server... { metadata: undefined }`,
        `${at} Server transport closed { metadata: undefined }`
      ].join('\n')
    )
    expect(text).toMatch(/^info {2}No connection error found/)
    expect(text).not.toMatch(/^ {2}then /m)
  })

  test('that is short says what to paste', () => {
    const text = classify('it broke', '--client', 'claude_desktop', '--os', 'macos')
    expect(text).toMatch(/^info {2}Too little text to tell/)
    expect(text).toContain('~/Library/Logs/Claude/mcp*.log')
    expect(text).not.toContain('issues/new')
  })

  test.each([
    'What does the error "spawn npx ENOENT" mean and is it the same as "command not found"?',
    'Is this error normal?',
    'why does the exotic frobnicator fail?\n'
  ])('that is a question is no failure: %p', (question) => {
    const { status, stdout } = mcpx(['classify'], { input: question })
    expect(status).toBe(0)
    expect(stdout).toMatch(/^info {2}No connection error found/)
    expect(stdout).not.toContain('issues/new')
    const answer = JSON.parse(classify(question, '-f', 'ndjson'))
    expect(answer.unknown.kind).toBe('not_a_failure')
    expect(JSON.stringify(answer)).not.toContain('issues/new')
  })

  test('that ends in a question asks for no report', () => {
    const text = classify('The frobnicator failed with an exotic error that is new to me. Any ideas?')
    expect(text).toMatch(/^error No known failure recognized/)
    expect(text).not.toContain('issues/new')
  })

  test('that fails in an unknown way has a prefilled report without personal data', () => {
    const text = classify(
      'the frobnicator of /home/alice/x failed with an exotic error that no one has seen before'
    )
    const [url] = text.match(/https:\S*\/issues\/new\?\S+/)
    const report = new URL(url).searchParams
    expect(report.get('title')).toMatch(/^Unrecognized error: the frobnicator of \[home_path\]/)
    expect(report.get('body')).toContain('```\nthe frobnicator of [home_path] failed')
    expect(report.get('body')).toContain(`mcpx ${library.version} `)
    expect(decodeURIComponent(text)).not.toContain('alice\n')
    expect(url).not.toContain('alice')
  })

  test('a long report is cut', () => {
    const text = classify(`the frobnicator failed in an exotic way: ${'no one has seen this '.repeat(500)}`)
    const [url] = text.match(/https:\S*\/issues\/new\?\S+/)
    expect(url.length).toBeLessThan(2000)
  })
})

test('profile proxy has the title and the steps of the catalog, and no cause', () => {
  const text = classify('zsh:1: command not found: docker', '--profile', 'proxy', '--docker-isolated')
  expect(text).toMatch(/^error Docker command not found {2}MCPX_DOCKER_CLI_NOT_FOUND\n/)
  expect(text).toContain('$ docker --version')
  expect(text).not.toMatch(/^ {2}(where|or|config) /m)
})

test('json and ndjson have title, cause and steps', () => {
  const answer = JSON.parse(classify(OLD_NODE, '-f', 'ndjson', '--os', 'macos'))
  expect(answer).toMatchObject({
    kind: 'text',
    cause: { id: 'node_too_old', title: 'Node.js is too old for this server' },
    context: { client: 'claude_desktop', os: 'macos' }
  })
  expect(answer.steps.length).toBeGreaterThan(3)
  expect(JSON.parse(classify(OLD_NODE, '-f', 'json', '--os', 'macos')).results[0].cause).toEqual(answer.cause)
})

test('a failure without a code is called by its cause, as on the page, and says it once', () => {
  const { stdout } = mcpx(['classify'], { input: 'HTTP 429 Too Many Requests\n' })
  const [head] = stdout.split('\n')
  expect(head).toMatch(/^(error|warn|info) +Too many requests in a short time {2}MCPX_UNKNOWN_UNCLASSIFIED$/)
  expect(stdout.split('Too many requests in a short time').length).toBe(2)
})

test('steps fit into 60 columns, and no line ends with a space', () => {
  const texts = ['spawn npx ENOENT', 'HTTP 401 Unauthorized', 'zsh:1: command not found: docker']
  const outputs = []
  for (const input of texts) {
    const { stdout } = mcpx(['classify', '-v', '--client', 'mcpproxy', '-d'], {
      input,
      env: { COLUMNS: '60' }
    })
    const lines = stdout.split('\n').filter((line) => !/^ +([$>]|https?:)/.test(line))
    expect(lines.filter((line) => line.length > 60)).toEqual([])
    expect(stdout.split('\n').filter((line) => line.endsWith(' '))).toEqual([])
    outputs.push(stdout)
  }
  expect(outputs.join('')).toMatch(
    /In the web interface of mcpproxy, open this server and\n +choose this step/
  )
})

test('code in the label of a step is marked in Markdown only', () => {
  const step = { type: 'do', label: 'Run `uvx --refresh <package>`, or set <name>.' }
  expect(stepList([step])).toMatch(/1\. Run uvx --refresh <package>, or set <name>\.\n/)
  expect(stepText(step)).toBe('Run `uvx --refresh <package>`, or set `<name>`.')
})
