// usage.test.js: usage errors and help of the command.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../../wasm/dist/node.mjs'
import { withFiles } from '../fleet.js'
import { mcpx, readText, root } from '../helpers.js'

const library = loadSync()

const COMMANDS = [
  ...['classify', 'try', 'validate', 'report', 'redact', 'explain', 'codes', 'rules', 'schema', 'filter'],
  ...['fields', 'diff', 'example', 'completion', 'man']
]

describe('usage errors say what is wrong and what is allowed', () => {
  test.each([
    [['clasify'], 'Did you mean classify?'],
    [['classify', '--transprot', 'x'], 'Did you mean --transport?'],
    [['classify', '--transport', 'pigeon'], 'Allowed choices are stdio, http'],
    [['classify', '-f', 'yaml'], 'Allowed formats are text, json, ndjson'],
    [['codes', '-f', 'json='], 'The name of the file is missing.'],
    [['explain'], "missing required argument 'name'"],
    [['validate', '--scna'], 'Did you mean --scan?'],
    [['report', '-f', 'sarif'], 'Allowed formats are text, json, ndjson, md, csv.'],
    [['classify', '--os', 'windos'], 'Did you mean windows? Allowed names are'],
    [['classify', '--client', 'claude'], 'Did you mean claude_desktop or claude_code? Allowed names are'],
    [['explain', 'x', '--client', 'cursr'], 'Did you mean cursor? Allowed names are'],
    [['classify', '--client', 'netscape'], 'is invalid. Allowed names are'],
    [['validate', '--sample', '0'], 'Write a share above 0'],
    [['report', '--sample', '0.0%'], 'Write a share above 0'],
    [['report', '--sample', '2'], 'Write a share, such as 1%'],
    [['codes', 'more'], 'too many arguments']
  ])('%j', (args, message) => {
    const { status, stderr, stdout } = mcpx(args)
    expect(status).toBe(2)
    expect(stderr).toContain(message)
    expect(stderr).toContain('(see mcpx --help)')
    expect(stdout).toBe('')
  })

  test.each([
    ['--os', 'darwin', 'macOS'],
    ['--os', 'Mac', 'macOS'],
    ['--os', 'Windows 11', 'Windows'],
    ['--client', 'Claude Code', 'Claude Code'],
    ['--client', 'code', 'VS Code']
  ])('%s %s is a usual name of %s', (option, name, shown) => {
    const { status, stdout } = mcpx(['classify', option, name], { input: 'spawn npx ENOENT' })
    expect(status).toBe(0)
    expect(stdout).toMatch(new RegExp(`^ {2}where {4}${shown}(,|$)`, 'm'))
  })

  test('an output that cannot be written', () => {
    const { status, stderr } = mcpx(['classify', '-f', 'json=/none/at/all'])
    expect([status, stderr]).toEqual([2, 'mcpx: cannot write /none/at/all: its folder does not exist\n'])
  })
})

describe('two formats on standard output', () => {
  test.each([['classify'], ['validate'], ['report'], ['redact'], ['codes'], ['explain', 'docker_cli']])(
    'are refused by %s, before anything is written',
    async (...command) => {
      await withFiles({}, (cwd) => {
        const formats = ['-f', 'json=out.json', '-f', 'text', '-f', 'ndjson']
        const { status, stdout, stderr } = mcpx([...command, ...formats], { cwd, input: '{}' })
        expect([status, stdout, stderr]).toEqual([
          2,
          '',
          'mcpx: Only one format can go to standard output. Give the others a file: -f ndjson=out.ndjson\n'
        ])
        expect(existsSync(join(cwd, 'out.json'))).toBe(false)
      })
    }
  )
})

describe('help', () => {
  test.each([['--help'], ['--version'], ['help'], ...COMMANDS.map((name) => [name, '--help'])])(
    '%s %s',
    (...args) => {
      expect(mcpx(args).status).toBe(0)
    }
  )

  test('fits into 80 columns', () => {
    const texts = [['--help'], ...COMMANDS.map((name) => [name, '--help'])].map((args) => mcpx(args).stdout)
    const long = texts.flatMap((text) => text.split('\n')).filter((line) => line.length > 80)
    expect(long).toEqual([])
  })

  // A command to copy is not wrapped, nor is a long name.
  test('the sentences fit into 60 columns', () => {
    const texts = COMMANDS.map((name) => mcpx([name, '--help'], { env: { COLUMNS: '60' } }).stdout)
    const lines = texts
      .flatMap((text) => text.split('\n'))
      .filter((line) => !/^ {2}(mcpx |\{)|^ +\S+$/.test(line))
    expect(lines.filter((line) => line.length > 60)).toEqual([])
  })
})

test('--version names the release, the schema versions and Node', () => {
  const { version } = JSON.parse(readText('wasm/package.json'))
  expect(mcpx(['--version']).stdout).toBe(
    `${version} (schema versions 1 to ${library.schemaVersion}; Node.js ${process.versions.node})\n`
  )
})

test('--no-color is stronger than FORCE_COLOR, and every command takes it', () => {
  const env = { FORCE_COLOR: '1' }
  expect(mcpx(['codes'], { env }).stdout).toContain('\u001b[31m')
  for (const args of [
    ['codes', '--no-color'],
    ['--no-color', 'codes'],
    ['validate', '--no-color']
  ])
    expect(mcpx(args, { env, input: '{}' }).stdout).not.toContain('\u001b')
})

// Programs read these: they begin with the release and the version of the format.
test.each([
  [['codes']],
  [['rules']],
  [['fields']],
  [['fields', '--unknown']],
  [['explain', 'home_path']],
  [['explain', 'docker_cli']],
  [['schema', '--diff', '4', '5']],
  [['diff', '-', 'docs/examples/heartbeat.json']],
  [['report']],
  [['report', '--compare', 'docs/examples/heartbeat.json']],
  [['validate']],
  [['classify']],
  [['redact']]
])('the JSON of %j has a format_version', (args) => {
  const input = readText('docs/examples/heartbeat.json')
  const document = JSON.parse(mcpx([...args, '-f', 'json'], { cwd: root, input }).stdout)
  expect(Object.entries(document).slice(0, 2)).toEqual([
    ['version', library.version],
    ['format_version', 1]
  ])
})
