// own_outputs.test.js: files beside the payloads that are none: earlier outputs of the command, a baseline, a list of blocked
// values.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { BAD, GOOD, heartbeat, rowsOf, withFiles } from '../fleet.js'
import { mcpx } from '../helpers.js'

const good = JSON.stringify(GOOD)
const bad = JSON.stringify(BAD)
const validate = (args, options) => mcpx(['validate', ...args], options)

// Outputs in all formats, by file.
function writeOutputs(cwd) {
  const formats = ['json=r.json', 'ndjson=r.ndjson', 'sarif=s.json', 'gitlab=g.json', 'junit=j.json']
  for (const format of formats) validate(['-f', format, 'a.json', 'b.json', 'none.json'], { cwd })
  mcpx(['report', '-f', 'json=fleet.json', '-f', 'ndjson=fleet.ndjson', 'a.json'], { cwd })
  mcpx(['report', '-f', 'json=compared.json', '--compare', 'fleet.json', 'a.json'], { cwd })
  mcpx(['classify', '-f', 'json=c.json', '-f', 'ndjson=c.ndjson', 'b.json'], { cwd })
  mcpx(['fields', '-f', 'json=fields.json'], { cwd })
  const names = [...formats.map((format) => format.split('=')[1]), 'fleet.json', 'fleet.ndjson']
  return [...names, 'compared.json', 'c.json', 'c.ndjson', 'fields.json'].sort()
}

const FILES = { 'a.json': good, 'b.json': bad }
const reasonOf = (name) =>
  name.startsWith('fleet')
    ? 'it is a report, not payloads: mcpx report --merge adds reports up'
    : 'it is an output of mcpx, not payloads'

describe('earlier outputs', () => {
  test.each([['.'], ['*json']])('in %s are unreadable inputs', async (names) => {
    await withFiles(FILES, (cwd) => {
      const outputs = writeOutputs(cwd)
      const { stdout, stderr, status } = validate(['-f', 'ndjson', names], { cwd })
      expect(stdout.match(/"file":"[^"]*"/g).slice(0, 2)).toEqual(['"file":"a.json"', '"file":"b.json"'])
      expect(status).toBe(3)
      expect(stderr.trimEnd().split('\n')).toEqual(
        outputs.map((name) => `mcpx: cannot read ${name}: ${reasonOf(name)}`)
      )
      const counted = mcpx(['report', '-f', 'json', names], { cwd })
      expect([counted.status, JSON.parse(counted.stdout).payloads]).toEqual([3, 2])
    })
  })

  test('that are named are unreadable inputs', async () => {
    await withFiles(FILES, (cwd) => {
      for (const name of writeOutputs(cwd)) {
        const { stderr, status } = validate([name, 'a.json'], { cwd })
        expect([stderr, status]).toEqual([`mcpx: cannot read ${name}: ${reasonOf(name)}\n`, 3])
      }
    })
  })

  test('that PowerShell converted to UTF-16 are recognized', async () => {
    const { stdout } = validate(['-f', 'json'], { input: bad })
    await withFiles({ 'r.json': Buffer.from(`\ufeff${stdout}`, 'utf16le') }, (cwd) => {
      expect(validate(['r.json'], { cwd }).stderr).toBe(`mcpx: cannot read r.json: ${reasonOf('r')}\n`)
    })
  })

  test('alone in a folder are unreadable, too', async () => {
    await withFiles({ 'r.json': validate(['-f', 'json'], { input: good }).stdout }, (cwd) => {
      expect(validate(['.'], { cwd }).status).toBe(3)
    })
  })

  test.each([
    ['begins with the version', heartbeat({ version: 'v1.0.0', ...GOOD })],
    [
      'has names of outputs further on',
      heartbeat({ format_version: 1, results: [], findings: [], file: 'x' })
    ],
    ['begins with a file', { file: 'x', ...GOOD }],
    ['is in a row about a line', { file: 'x', line: 3, payload_json: good }],
    ['is in a row about a kind', { file: 'x', kind: 'heartbeat', text: 'x', payload_json: good }]
  ])('a payload that %s is none', (_, payload) => {
    for (const text of [JSON.stringify(payload), JSON.stringify(payload, null, 2), rowsOf([payload, GOOD])]) {
      const { stdout, stderr } = validate(['-f', 'json'], { input: text })
      expect([JSON.parse(stdout).summary.payloads > 0, stderr]).toEqual([true, ''])
    }
  })
})

describe('files of options', () => {
  test.each([['.'], ['*.json']])('a baseline in %s is not a payload', async (names) => {
    await withFiles(FILES, (cwd) => {
      expect(validate(['-f', 'json=base.json', names], { cwd }).status).toBe(1)
      const { stdout, stderr, status } = validate(['--baseline', './base.json', names], { cwd })
      expect([stdout, stderr, status]).toEqual([
        'All 2 payloads are clean. (1 finding of the baseline)\n',
        '',
        0
      ])
    })
  })

  test('among the names that a shell made of a pattern, they are left out with a line', async () => {
    await withFiles({ ...FILES, 'blocked.txt': 'workbox-7k\n' }, (cwd) => {
      validate(['-f', 'json=base.json', 'b.json'], { cwd })
      const options = ['--baseline', 'base.json', '--blocked-values', 'blocked.txt']
      const { stderr, status } = validate([...options, 'a.json', 'b.json', 'base.json', 'blocked.txt'], {
        cwd
      })
      expect([stderr, status]).toEqual([
        ['base.json', 'blocked.txt']
          .map((name) => `mcpx: ${name} is the file of an option, so it is not read as an input\n`)
          .join(''),
        0
      ])
    })
  })

  test('as the only input, a baseline is refused', async () => {
    await withFiles(FILES, (cwd) => {
      validate(['-f', 'json=base.json', 'b.json'], { cwd })
      expect(validate(['--baseline', 'base.json', 'base.json'], { cwd }).status).toBe(3)
    })
  })

  test('a list of blocked values is not redacted into the output', async () => {
    await withFiles({ 'a.txt': 'on workbox-7k\n', 'list.txt': 'workbox-7k\n' }, (cwd) => {
      const { stdout } = mcpx(['redact', '--blocked-values', 'list.txt', 'a.txt', 'list.txt'], { cwd })
      expect(stdout).toBe('on [blocked_value]\n')
    })
  })

  test.each([
    [['validate', '--blocked-values', 'kept', 'b.json', '-f', 'json=kept']],
    [['validate', '--baseline', 'kept', 'b.json', '-f', 'json=kept']],
    [['redact', '--blocked-values', 'kept', 'b.json', '-f', 'json=kept']],
    [['report', '--compare', 'kept', 'b.json', '-f', 'json=kept']],
    [['try', '--config', 'kept', '--server', 'a', '-f', 'json=kept']]
  ])('an output never replaces one: %j', async (args) => {
    const server = { command: process.execPath, args: ['-e', ''] }
    const kept = JSON.stringify({ mcpServers: { a: server }, results: [] })
    await withFiles({ ...FILES, kept }, (cwd) => {
      const { status, stderr } = mcpx(args, { cwd })
      expect([status, stderr]).toEqual([
        2,
        'mcpx: cannot write kept: it is the file of an option. Choose another file for the output.\n'
      ])
      expect(readFileSync(join(cwd, 'kept'), 'utf8')).toBe(kept)
    })
  })
})

describe('blocked values', () => {
  test.each([
    ['an empty value', ['--blocked-value', ''], '--blocked-value is empty; leave it out to block nothing'],
    [
      'an empty value beside another',
      ['--blocked-value', 'workbox-7k', '--blocked-value='],
      '--blocked-value is'
    ],
    ['an empty file', ['--blocked-values', 'none.txt'], 'none.txt has no blocked values'],
    ['a file of blank lines', ['--blocked-values', 'blank.txt'], 'blank.txt has no blocked values']
  ])('%s is refused: it may be a variable that is not set', async (_, args, message) => {
    await withFiles({ 'none.txt': '', 'blank.txt': '\n\r\n\n', 'a.json': good }, (cwd) => {
      for (const more of [[], ['--profile', 'proxy']]) {
        const { status, stdout, stderr } = validate([...args, ...more, 'a.json'], { cwd })
        expect([status, stdout]).toEqual([2, ''])
        expect(stderr).toContain(`mcpx: ${message}`)
      }
      expect(mcpx(['redact', ...args, 'a.json'], { cwd }).status).toBe(2)
    })
  })
})
