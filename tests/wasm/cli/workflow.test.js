// workflow.test.js: mcpx in a workflow of GitHub: no output is taken for a command, and annotations begin with the worst.
import { describe, expect, test } from '@jest/globals'
import { BAD, rowsOf, withFiles } from '../fleet.js'
import { mcpx } from '../helpers.js'

const validate = (args, options) => mcpx(['validate', ...args], options)
const format = (name, input, ...args) => validate(['-f', name, ...args], { input }).stdout

// What a runner of GitHub takes for commands: actions/runner, ActionCommand.cs.
const workflowCommands = (output) => {
  let word = null
  return output.split('\n').filter((line) => {
    const [, name, value] =
      /^\s*::([^\s:]+).*?::(.*)$/.exec(line) ?? /##\[([^\]\s]+).*?\](.*)/.exec(line) ?? []
    if (word) {
      if (name === word) word = null
      return false
    }
    if (name === 'stop-commands') word = value
    return name && name !== 'stop-commands'
  })
}

describe('A11: no workflow command from a file or its name', () => {
  const names = ['::error::t.json', '##[error]t.json', ' ::stop-commands::t.json', 'a\n::warning::b.json']
  const files = Object.fromEntries(names.map((name) => [name, JSON.stringify(BAD)]))
  const env = { GITHUB_ACTIONS: 'true' }
  const readable = {
    json: JSON.parse,
    sarif: JSON.parse,
    ndjson: (text) => text.trimEnd().split('\n').map(JSON.parse),
    junit: (text) => text,
    text: (text) => text,
    unix: (text) => text,
    gitlab: JSON.parse
  }

  test.each(Object.keys(readable))('%s', async (name) => {
    await withFiles(files, (cwd) => {
      const { stdout, stderr } = validate(['-f', name, ...names, 'no ##[error] file'], { cwd, env })
      expect(workflowCommands(stdout)).toEqual([])
      expect(workflowCommands(stderr)).toEqual([])
      readable[name](stdout)
      expect(stdout.startsWith('::stop-commands::mcpx-')).toBe(['text', 'unix'].includes(name))
      if (name !== 'text') return
      const { stdout: elsewhere } = validate(['-f', name, ...names], { cwd, env: { GITHUB_ACTIONS: '' } })
      expect(elsewhere).not.toContain('stop-commands::mcpx-')
    })
  })

  // An argument may be the name of a file that a pattern of the shell matches, or a value of an untrusted file.
  const hostile = 'x\u001b[2J\n::error::a\r\n(Did you mean \n##[error]b'
  test.each([
    ['an unknown option', ['validate', `--${hostile}`]],
    ['an unknown option of the command', [`--${hostile}`]],
    ['an unknown command', [hostile]],
    ['a format', ['validate', '-f', hostile]],
    ['a choice', ['validate', '--fail-on', hostile]],
    ['a rule', ['validate', '--max-rate', `${hostile}=1%`]],
    ['a client', ['classify', `--client=${hostile}`]],
    ['a name', ['explain', hostile]],
    ['a schema version', ['schema', hostile]],
    ['a file', ['validate', hostile]],
    ['a folder', ['try', '--cwd', hostile, '--', 'x']],
    ['an output', ['codes', '-f', `json=/none/${hostile}`]]
  ])('a message that repeats %s', (_, args) => {
    const { status, stderr } = mcpx(args, { env })
    expect([2, 3]).toContain(status)
    expect(stderr).toContain('x␛[2J␊::error::a')
    expect(workflowCommands(stderr)).toEqual([])
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
  })

  test('the summary of redact names the file', async () => {
    await withFiles({ [names[1]]: 'text' }, (cwd) => {
      const { stderr } = mcpx(['redact', names[1]], { cwd, env })
      expect(stderr).toBe('mcpx: found nothing to redact in ##·[error]t.json\n')
    })
  })

  test('a suggestion stays on a line of its own', () => {
    expect(mcpx(['validate', '--scna']).stderr.split('\n')).toEqual([
      "error: unknown option '--scna'",
      '(Did you mean --scan?)',
      '(see mcpx --help)',
      ''
    ])
  })

  test('classify', () => {
    const input = '::error::connection refused\n##[error]dial tcp: connection refused\n'
    for (const name of ['text', 'json', 'ndjson'])
      expect(workflowCommands(mcpx(['classify', '--log', '-f', name], { input, env }).stdout)).toEqual([])
  })

  test('json keeps the names', async () => {
    await withFiles(files, (cwd) => {
      const { results } = JSON.parse(validate(['-f', 'json', ...names], { cwd, env }).stdout)
      expect(results.map(({ file }) => file)).toEqual(names)
    })
  })

  test('a redacted text stays as it is', () => {
    expect(mcpx(['redact'], { input: '::error::a\n', env }).stdout).toBe('::error::a\n')
  })
})

describe('A12: personal data before missing fields', () => {
  const payload = { schema_version: 5, version: '/Users/jane/x', os: 'x' }

  test('one annotation names all missing fields, after the personal data', () => {
    const lines = format('github', JSON.stringify(payload)).trimEnd().split('\n')
    expect(lines[0]).toContain('title=home_path')
    expect(lines.at(-1)).toMatch(/title=missing_field::Required fields are missing: \/\w+, .*\.$/)
    expect(lines.filter((line) => line.includes('missing_field'))).toHaveLength(1)
  })

  test('eleven payloads with missing fields do not crowd it out', () => {
    const stdout = format('github', rowsOf([...Array(11).fill({ schema_version: 5 }), payload]))
    expect(stdout.split('\n')[0]).toContain('title=home_path')
    expect(stdout.match(/^::error /gm)).toHaveLength(10)
  })

  test('other errors do not crowd it out', () => {
    const stdout = format('github', rowsOf([...Array(11).fill(BAD), payload]))
    expect(stdout.split('\n')[0]).toContain('title=home_path')
  })
})
