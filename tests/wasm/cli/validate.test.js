// validate.test.js: mcpx validate: its inputs, its text output, its options and its exit statuses.
import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { BAD, GOOD, heartbeat, rowsOf, WARN, withFiles } from '../fleet.js'
import { cliPath, mcpx, peakMemory } from '../helpers.js'

const ESC = String.fromCharCode(27)
const NOTE = heartbeat({ some_news: 1 })
const pretty = (value) => JSON.stringify(value, null, 2)

const validate = (args, options) => mcpx(['validate', ...args], options)
const validateInput = (input, ...args) => validate(args, { input })

// "file:line" of each payload, followed by its findings.
function verdicts(args, options) {
  const { stdout, stderr, status } = validate(['-f', 'ndjson', ...args], options)
  const lines = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .filter(({ unreadable }) => !unreadable)
  const rules = ({ findings }) => findings.map(({ rule, line }) => ` ${rule}@${line}`).join('')
  return { list: lines.map((verdict) => `${verdict.file}:${verdict.line}${rules(verdict)}`), stderr, status }
}

describe('the text output', () => {
  test('shows place, rule, pointer and expected value, and unknown text as dots', () => {
    const { status, stdout, stderr } = validateInput(pretty({ ...heartbeat(), edition: 'persnal' }))
    expect(stderr).toBe('')
    expect(status).toBe(1)
    const [head, ...lines] = stdout.split('\n')
    expect(head).toMatch(/^error outside_closed_set: .*\.$/)
    expect(lines).toEqual([
      '  standard input:4:14  /edition',
      '     4 │   "edition": "·······",',
      '       │              ^^^^^^^^^ did you mean "personal"?',
      "       │ expected one of: 'personal' 'server'",
      '',
      '1 payload checked, 1 with errors: 1 error, 0 warnings',
      ''
    ])
  })

  test('findings at one place share a frame', () => {
    const { stdout } = validateInput('{"schema_version":2}')
    expect(stdout).toContain('error missing_field (17 times): A required field is missing.')
    expect(stdout).toContain('standard input:1:1  /anonymous_id, /version, /edition')
    expect(stdout.match(/│ \{/g)).toHaveLength(1)
    expect(stdout).toContain('│ for the expected values, run: mcpx explain FIELD\n')
    const two = validateInput(pretty(heartbeat({ note: '/Users/jane/x jane@example.org' }))).stdout
    expect(two).toMatch(
      /^error home_path: .*\n( {2}[^ ].*\n)?error email: .*\n( {2}[^ ].*\n)? {2}standard input:\d+:11 {2}\/#\d+\n/
    )
    expect(two.match(/│ .*"/g)).toHaveLength(1)
  })

  test('line numbers count from the start of the file', async () => {
    const rows = rowsOf([GOOD, '', BAD])
    await withFiles({ 'a.ndjson': rows }, (cwd) => {
      const { stdout } = validate(['a.ndjson'], { cwd })
      expect(stdout).toMatch(/^ {2}a\.ndjson:3:\d+ {2}\/edition$/m)
      expect(stdout).toMatch(/^ {5}3 │ …/m)
    })
  })

  test('a long line is cut around the finding, to the width of the terminal', () => {
    const { stdout } = validateInput(JSON.stringify({ ...BAD, long: 'x'.repeat(5000), edition: 'persnal' }))
    const [line, marks] = stdout.split('\n').slice(2)
    expect(Math.max(...stdout.split('\n').map((text) => text.length))).toBeLessThanOrEqual(100)
    expect(line.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('"·······"')
    expect(line).toMatch(/│ ….*"edition":"·······".*…$/)
  })

  test.each([
    ['{"日本語":"語","edition":"語x"}', '{"······":"··","edition":"···"}', 25, 5],
    ['{"edition":"x\\u00e9\\"y"}', '{"edition":"··········"}', 11, 12],
    ['{"a":-1.5e3,"edition":12.5,"os":"linux"}', '{"·":······,"edition":····,"os":"linux"}', 22, 4],
    ['{"edition":nul}', '{"edition":···}', 14, 1],
    ['{"edition":[true,false,null]}', '{"edition":[true,false,null]}', 11, 1]
  ])('%s: only its structure is shown', (input, line, column, width) => {
    const lines = validateInput(input).stdout.split('\n')
    const marks = `       │ ${' '.repeat(column)}${'^'.repeat(width)}`
    const at = lines.findIndex((text) => text === marks || text.startsWith(`${marks} `))
    expect(lines[at - 1]).toBe(`     1 │ ${line}`)
  })

  test('a file name cannot move the cursor', async () => {
    await withFiles({ [`${ESC}[2J.json`]: '{}' }, (cwd) => {
      const { stdout, stderr } = validate(['.', `${ESC}c\u202e`], { cwd })
      expect(`${stdout}${stderr}`).not.toMatch(/[\u001b\u202e]/)
      expect(stdout).toContain('␛[2J.json:1:1')
    })
  })

  test.each([
    ['one clean payload', JSON.stringify(GOOD), [], 'The payload is clean.\n'],
    ['many', rowsOf([GOOD, GOOD]), [], 'All 2 payloads are clean.\n'],
    ['notes', JSON.stringify(NOTE), [], 'The payload is clean. (1 note; --verbose shows them)\n'],
    ['an empty NDJSON file', '', ['--allow-empty', 'none.ndjson'], 'There were no payloads to check.\n']
  ])('%s: one line', async (_, input, args, expected) => {
    await withFiles({ 'none.ndjson': '\n\n' }, (cwd) => {
      const { stdout, status } = validate(args, { input, cwd })
      expect(stdout).toBe(expected)
      expect(status).toBe(0)
    })
  })

  test('notes are counted, and shown with --verbose', () => {
    const input = rowsOf([NOTE, BAD])
    const [quiet, verbose] = [validateInput(input), validateInput(input, '--verbose')].map(
      ({ stdout }) => stdout
    )
    expect(quiet).not.toContain('unknown_field')
    expect(quiet).toMatch(
      /^2 payloads checked, 1 with errors: 1 error, 0 warnings, 1 note \(--verbose shows notes\)$/m
    )
    expect(verbose).toContain('note unknown_field')
    expect(verbose).toMatch(/1 error, 0 warnings, 1 note\n$/)
  })

  test('findings that are not listed are counted', () => {
    const odd = Object.fromEntries(Array.from({ length: 1500 }, (_, i) => [`k${i}`, 1]))
    const { stdout } = validateInput(JSON.stringify({ ...GOOD, surface_requests: odd }))
    expect(stdout).toMatch(/… and 5\d\d more findings in standard input:1/)
    expect(stdout).toMatch(/, 5\d\d more findings not listed$/m)
  })

  test.each([
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false]
  ])('colors with %j: %p', (env, colored) => {
    expect(mcpx(['validate'], { input: '{}', env }).stdout.includes(ESC)).toBe(colored)
  })

  test('a terminal shows progress when reading takes long', () => {
    const slow = `(sleep 3; printf '%s' '${JSON.stringify(GOOD)}') | '${process.execPath}' '${cliPath}' validate`
    const { CI, NODE_OPTIONS, ...env } = process.env
    const done = spawnSync('script', ['-qec', slow, '/dev/null'], { env: { ...env, TERM: 'xterm' } })
    expect(done.stdout.toString()).toMatch(/reading standard input: 0 MB/)
    expect(done.stdout.toString()).toContain('The payload is clean.')
  })
})

describe('inputs', () => {
  const utf16 = (text) => Buffer.from(`\ufeff${text}`, 'utf16le')
  const rows = rowsOf([GOOD, BAD, GOOD])
  const wrong = (name) => [`${name}:1`, `${name}:2 outside_closed_set@2`, `${name}:3`]

  test.each([
    ['JSON over many lines', 'a.json', pretty(BAD), ['a.json:1 outside_closed_set@4']],
    [
      'JSON in UTF-16 with a byte order mark',
      'a.json',
      utf16(pretty(BAD)),
      ['a.json:1 json_byte_order_mark@1 outside_closed_set@4']
    ],
    [
      'NDJSON in UTF-16, big-endian',
      'a.ndjson',
      utf16(rows).swap16(),
      wrong('a.ndjson').with(0, 'a.ndjson:1 json_byte_order_mark@1')
    ],
    ['JSON on one line', 'a.json', JSON.stringify(GOOD), ['a.json:1']],
    ['NDJSON', 'a.ndjson', rows, wrong('a.ndjson')],
    ['JSONL', 'a.jsonl', rows, wrong('a.jsonl')],
    ['NDJSON with CRLF', 'a.jsonl', rows.replaceAll('\n', '\r\n'), wrong('a.jsonl')],
    ['NDJSON under another name', 'a.json', rows, wrong('a.json')],
    ['NDJSON without a final line break', 'a.log', rows.trimEnd(), wrong('a.log')],
    ['NDJSON after empty lines', 'a.json', `\n \n${rowsOf([GOOD, GOOD])}`, ['a.json:3', 'a.json:4']],
    ['gzip of JSON', 'a.json.gz', gzipSync(pretty(BAD)), ['a.json.gz:1 outside_closed_set@4']],
    ['gzip of NDJSON', 'a.ndjson.gz', gzipSync(rows), wrong('a.ndjson.gz')],
    [
      'gzip in several members',
      'a.gz',
      Buffer.concat([gzipSync(rowsOf([GOOD])), gzipSync(rowsOf([BAD]))]),
      wrong('a.gz').slice(0, 2)
    ],
    ['gzip under another name', 'a.jsonl', gzipSync(rows), wrong('a.jsonl')],
    ['a file name with brackets', 'a[1].json', JSON.stringify(GOOD), ['a[1].json:1']],
    ['an empty file', 'a.json', '', ['a.json:1 json_unexpected_end@1']]
  ])('%s', async (_, name, content, expected) => {
    await withFiles({ [name]: content }, (cwd) => expect(verdicts([name], { cwd }).list).toEqual(expected))
  })

  test.each([
    ['', [], rows],
    ['-', ['-'], rows],
    ['of gzip', ['-'], gzipSync(rows)]
  ])('standard input %s', (_, args, input) => {
    expect(verdicts(args, { input }).list).toEqual(wrong('-'))
  })

  test('folders and glob patterns', async () => {
    const good = JSON.stringify(GOOD)
    const files = {
      'b.json': good,
      'a.jsonl': good,
      'c.ndjson.gz': gzipSync(good),
      'd.txt': 'no',
      '.e.json': 'no'
    }
    await withFiles(files, (cwd) => {
      mkdirSync(join(cwd, 'sub/deep'), { recursive: true })
      writeFileSync(join(cwd, 'sub/deep/f.json.gz'), gzipSync(good))
      const all = ['a.jsonl:1', 'b.json:1', 'c.ndjson.gz:1', 'sub/deep/f.json.gz:1']
      expect(verdicts(['.'], { cwd }).list).toEqual(all)
      expect(verdicts(['*.json*'], { cwd }).list).toEqual(['a.jsonl:1', 'b.json:1'])
      expect(verdicts(['sub', '**/*.{jsonl,gz}'], { cwd }).list).toEqual([all[3], all[0], all[2], all[3]])
    })
  })

  test('invalid rows do not stop the check', () => {
    const long = JSON.stringify({ x: 'y'.repeat(3 << 20) })
    const input = rowsOf([GOOD, '{"cut":', 'no json', long, '[]', GOOD])
    expect(verdicts([], { input }).list).toEqual([
      '-:1',
      '-:2 unknown_field@2 json_unexpected_end@2',
      '-:3 json_syntax@3',
      '-:4 json_too_large@4',
      '-:5 not_an_object@5',
      '-:6'
    ])
  })

  test('unreadable inputs are reported, and the others are checked', async () => {
    const packed = gzipSync(rowsOf([GOOD]))
    const files = {
      'a.json': JSON.stringify(GOOD),
      'cut.gz': packed.subarray(0, -12),
      'damaged.gz': Buffer.concat([packed.subarray(0, 10), Buffer.alloc(200, 0xff)])
    }
    await withFiles(files, (cwd) => {
      mkdirSync(join(cwd, 'empty'))
      const names = ['none.json', 'empty', 'no*thing', 'cut.gz', 'damaged.gz', 'a.json']
      const { list, stderr, status } = verdicts(names, { cwd })
      expect(list.at(-1)).toBe('a.json:1')
      expect(status).toBe(3)
      expect(stderr.trimEnd().split('\n')).toEqual([
        'mcpx: cannot read none.json: the file does not exist',
        'mcpx: cannot read empty: the folder contains no .json, .ndjson or .jsonl file',
        'mcpx: cannot read no*thing: no file matches this pattern',
        'mcpx: cannot read cut.gz: its gzip data is truncated',
        'mcpx: cannot read damaged.gz: its gzip data is damaged'
      ])
      const { stdout } = validate(names, { cwd })
      expect(stdout).toMatch(/^5 inputs could not be read\.$/m)
    })
  })
})

describe('the exit status', () => {
  test.each([
    ['a clean payload', [], 0, GOOD],
    ['an error', [], 1, BAD],
    ['an error', ['--fail-on', 'never'], 0, BAD],
    ['a warning', [], 0, WARN],
    ['a warning', ['--fail-on', 'warning'], 1, WARN],
    ['a note', ['--fail-on', 'warning'], 0, NOTE],
    ['a note', ['--fail-on', 'note'], 1, NOTE],
    ['an unknown value of an option', ['--fail-on', 'info'], 2, GOOD],
    ['an unknown format', ['-f', 'yaml'], 2, GOOD],
    ['an output that cannot be written', ['-f', 'json=/none/at/all'], 2, GOOD],
    ['a list of blocked values that cannot be read', ['--blocked-values', '/none/at/all'], 3, GOOD],
    ['a missing file and an error', ['-', '/none/at/all'], 3, BAD]
  ])('%s, with %j: %i', (_, args, status, payload) => {
    expect(validateInput(JSON.stringify(payload), ...args).status).toBe(status)
  })

  test('a reader that closes the pipe causes no error message', () => {
    const bad = rowsOf(Array(3000).fill(BAD))
    const piped = `'${process.execPath}' '${cliPath}' validate | head -1; exit "\${PIPESTATUS[0]}"`
    expect(spawnSync('bash', ['-c', piped], { input: bad }).stderr.toString()).toBe('')
  })
})

test('an unknown format is refused with the list of formats', () => {
  expect(validateInput('', '-f', 'yaml').stderr).toContain(
    'Allowed formats are text, unix, json, ndjson, sarif, junit, github, gitlab'
  )
})

describe('options', () => {
  const rulesOf = (payload, ...args) =>
    JSON.parse(validateInput(JSON.stringify(payload), '-f', 'ndjson', ...args).stdout).findings.map(
      ({ rule }) => rule
    )

  test('--scan only searches for personal data', () => {
    const payload = { mail: 'jane@example.org' }
    expect(rulesOf(payload)).toEqual(expect.arrayContaining(['missing_field', 'email']))
    expect(rulesOf(payload, '--scan')).toContain('email')
    expect(rulesOf(payload, '--scan')).not.toContain('missing_field')
    const verdict = JSON.parse(validateInput(JSON.stringify(GOOD), '--scan', '-f', 'ndjson').stdout)
    expect(verdict).toMatchObject({ file: '-', line: 1, clean: true, findings: [] })
  })

  test('--profile proxy finds only what the proxy finds', () => {
    const payload = { ...GOOD, mail: 'jane@example.org' }
    expect(rulesOf(payload)).toContain('email')
    expect(rulesOf(payload, '--profile', 'proxy')).not.toContain('email')
  })

  test('--proxy-release chooses the rules of profile proxy', () => {
    const rulesAt = (...release) =>
      rulesOf({ schema_version: 8, preflight: null }, '--scan', '--profile', 'proxy', ...release)
    expect(rulesAt()).toEqual(['preflight_field_invalid'])
    expect(rulesAt('--proxy-release', 'v0.58.1')).toEqual(['preflight_field_invalid'])
    expect(rulesAt('--proxy-release', '0.57')).toEqual([])
    for (const release of ['latest', 'v0.0.0', '']) {
      const { status, stderr } = validateInput('{}', '--proxy-release', release)
      expect(status).toBe(2)
      expect(stderr).toBe('mcpx: --proxy-release must be a release of mcpproxy, such as v0.58.0\n')
    }
  })

  test('blocked values, from options and from a file', async () => {
    const payload = heartbeat({ x: 'on erwins-box today', y: 'quokka7' })
    expect(rulesOf(payload, '--scan')).not.toContain('blocked_value')
    const both = ['--blocked-value', 'erwins-box', '--blocked-value', 'quokka7']
    expect(rulesOf(payload, ...both).filter((rule) => rule === 'blocked_value')).toHaveLength(2)
    await withFiles({ list: 'erwins-box\r\n\nquokka7\n' }, (folder) => {
      const rules = rulesOf(payload, '--blocked-values', join(folder, 'list'))
      expect(rules.filter((rule) => rule === 'blocked_value')).toHaveLength(2)
      writeFileSync(join(folder, 'list'), Array.from({ length: 257 }, (_, i) => `value${i}\n`).join(''))
      const { status, stderr } = validateInput('{}', '--blocked-values', join(folder, 'list'))
      expect([status, stderr]).toEqual([2, 'mcpx: too many blocked values: 257 (at most 256)\n'])
    })
  })
})

describe('large inputs', () => {
  function writeMany(file, piece, bytes) {
    const fd = openSync(file, 'w')
    for (let written = 0; written < bytes; ) written += writeSync(fd, piece)
    closeSync(fd)
  }

  test('memory does not grow with the input, in all formats', async () => {
    const piece = rowsOf(Array.from({ length: 500 }, (_, i) => (i % 50 ? GOOD : WARN)))
    await withFiles({ 'small.ndjson': rowsOf([WARN]) }, (cwd) => {
      const names = ['text', 'json', 'ndjson', 'sarif', 'junit', 'github']
      const formats = names.flatMap((name) => ['-f', `${name}=${join(cwd, `out.${name}`)}`])
      writeMany(join(cwd, 'some.ndjson'), Buffer.from(piece), 20e6) // enough for threads
      writeMany(join(cwd, 'rows.ndjson'), Buffer.from(piece), 100e6)
      writeMany(join(cwd, 'line.ndjson'), Buffer.alloc(1 << 20, 'x'), 100e6)
      const little = peakMemory(['validate', ...formats, 'small.ndjson'], { cwd })
      const some = peakMemory(['validate', ...formats, 'some.ndjson'], { cwd })
      expect(some - little).toBeLessThan(160)
      expect(peakMemory(['validate', ...formats, 'rows.ndjson'], { cwd }) - some).toBeLessThan(50)
      const junit = readFileSync(join(cwd, 'out.junit'), 'utf8')
      const [, tests] = junit.match(/tests="(\d+)"/)
      expect(Number(tests)).toBeGreaterThan(40000)
      expect(junit.match(/<testcase /g)).toHaveLength(Number(tests))
      expect(peakMemory(['validate', ...formats, 'line.ndjson'], { cwd }) - little).toBeLessThan(100)
      expect(readFileSync(join(cwd, 'out.text'), 'utf8')).toContain('json_too_large')
    })
  })
})
