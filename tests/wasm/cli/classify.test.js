// classify.test.js: mcpx classify as a person, a pipe and a CI job see it.
import { openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { withFiles } from '../fleet.js'
import { inTemporaryFolder, mcpx, peakMemory } from '../helpers.js'

const MISSING = 'zsh:1: command not found: docker'
const ESC = String.fromCharCode(27)

const classify = (args, options) => mcpx(['classify', '--fail-on', 'error', ...args], options)

// The first line of the code frame, and its marks.
function framed(stdout) {
  const lines = stdout.split('\n')
  const at = lines.findIndex((line) => / │ /.test(line))
  return lines.slice(at, at + 2)
}

describe('an error text', () => {
  test('shows the code, the evidence, the fix steps and the reasons', () => {
    const { status, stdout, stderr } = classify(['--docker-isolated'], { input: MISSING })
    expect(stderr).toBe('')
    expect(status).toBe(1)
    const lines = stdout.split('\n')
    expect(lines[0]).toBe('error Docker command not found  MCPX_DOCKER_CLI_NOT_FOUND')
    expect(stdout).toContain(
      '\n     1 │ zsh:1: command not found: docker\n       │        ^^^^^^^^^^^^^^^^^^^^^^^^^\n'
    )
    expect(stdout).toContain('\n  1. Install Docker')
    expect(lines.slice(-3)).toEqual([
      '  rule     docker_cli_missing_isolated; mcpproxy reports the same code',
      '  with     Docker isolation on (given)',
      ''
    ])
  })

  test('shows which facts were detected, and for mcpproxy which code it reports', () => {
    const rowsOf = (...args) => classify(args, { input: 'spawn npx ENOENT' }).stdout.split('\n').slice(-4)
    const ofProxy = ' (not a rule of mcpproxy); mcpproxy reports MCPX_UNKNOWN_UNCLASSIFIED'
    expect(rowsOf('--transport', 'stdio', '--client', 'mcpproxy')).toContain(
      `  rule     text_spawn_missing${ofProxy}`
    )
    expect(rowsOf('--transport', 'stdio')).toEqual([
      '  rule     text_spawn_missing',
      '  with     transport stdio (given)',
      '  with     fact exec_errno=ENOENT (detected)',
      ''
    ])
  })

  test('names the file if there are several', async () => {
    await withFiles({ a: MISSING, b: 'fine' }, (cwd) => {
      const { stdout } = classify(['a', 'b'], { cwd })
      expect(stdout).toMatch(/^error Docker command not found {2}MCPX_DOCKER_CLI_NOT_FOUND {2}a\n/)
      expect(stdout).toMatch(/\n\ninfo {2}Too little text to tell {2}MCPX_UNKNOWN_UNCLASSIFIED {2}b\n/)
    })
  })

  test('marks wide characters at their place and makes control characters visible', () => {
    const { stdout } = classify([], { input: `日本 ${ESC}[2J\u202e ECONNREFUSED` })
    const [line, marks] = framed(stdout)
    expect(stdout).not.toContain(ESC)
    expect(line).toBe('     1 │ 日本 ␛[2J· ECONNREFUSED')
    expect(marks).toBe(`       │ ${' '.repeat(11)}^^^^^^^^^^^^`)
  })

  test('shows the evidence of a long line', () => {
    const { stdout } = classify([], { input: `${'x1 '.repeat(1400)}ENOTFOUND${' y1'.repeat(1400)}` })
    const [line, marks] = framed(stdout)
    expect(line.length).toBeLessThanOrEqual(100)
    expect(line).toMatch(/│ ….*ENOTFOUND.*…$/)
    expect(line.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('ENOTFOUND')
  })

  test('numbers the lines of the evidence, and reads CRLF', () => {
    const { stdout } = classify([], { input: `ok\r\n日本\r\nx ECONNREFUSED\r\nend` })
    expect(framed(stdout)).toEqual(['     3 │ x ECONNREFUSED', '       │   ^^^^^^^^^^^^'])
  })

  test.each([
    ['', 3],
    ['all is well', 0],
    [Buffer.from([0xff, 0xfe, 0, 1, 2]), 0],
    ['HTTP 503', 0],
    ['ECONNREFUSED', 1]
  ])('%p exits with %i', (input, status) => {
    expect(classify([], { input }).status).toBe(status)
  })

  test.each([
    ['HTTP 503', 'warning', 1],
    ['ECONNREFUSED', 'never', 0],
    ['all is well', 'warning', 0]
  ])('%p with --fail-on %s exits with %i', (input, failOn, status) => {
    expect(classify(['--fail-on', failOn], { input }).status).toBe(status)
  })
})

describe('secrets in a text', () => {
  const SECRETS = ['s3cr3t', 'abcd1234', 'pw99']
  const TEXT = [
    'curl -u alice:s3cr3t https://api.acme.invalid/mcp',
    'Error: HTTP 401 Unauthorized token=abcd1234 for https://bob:pw99@api.acme.invalid/mcp in /home/ana/notes',
    'Server transport closed unexpectedly token=abcd1234',
    ''
  ].join('\n')

  test.each([
    ['as a text', ['--text']],
    ['as a log', ['--log']],
    ['all lines of a log', ['--log', '--all']]
  ])('are not quoted: %s', (_, options) => {
    const { stdout } = classify(options, { input: TEXT })
    expect(stdout).toContain('HTTP 401')
    expect(stdout).toContain('token=[auth_pair]')
    for (const secret of SECRETS) expect(stdout).not.toContain(secret)
  })

  test('are not written to a file', () => {
    inTemporaryFolder((folder) => {
      const file = join(folder, 'out.txt')
      classify(['--text', '-f', `text=${file}`], { input: TEXT })
      for (const secret of SECRETS) expect(readFileSync(file, 'utf8')).not.toContain(secret)
    })
  })

  test('paths, hosts and words of the error stay', () => {
    const input = 'spawn /home/ana/bin/npx ENOENT: connect ECONNREFUSED 192.168.1.7:3000 to mcp.acme.invalid'
    expect(framed(classify([], { input }).stdout)[0]).toContain(input)
    const malformed = 'HTTP 401 Unauthorized: invalid token: signature mismatch'
    expect(framed(classify([], { input: malformed }).stdout)[0]).toContain('HTTP 401 Unauthorized')
  })
})

test('a line with several effects is listed once', () => {
  const { stdout } = classify(['--text'], {
    input: 'HTTP 401 Unauthorized\n\nServer transport closed unexpectedly\n'
  })
  expect(stdout.match(/line 3: /g)).toHaveLength(1)
})

describe('colors', () => {
  test.each([
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    [{ CI: 'true' }, false]
  ])('with %j: %p', (env, colored) => {
    expect(classify([], { input: MISSING, env }).stdout.includes(ESC)).toBe(colored)
  })
})

describe('a log', () => {
  const line = (i) => (i % 10 ? `line ${i} is fine` : `${i}: ${MISSING}`)
  const log = Array.from({ length: 300 }, (_, i) => line(i)).join('\n')

  test('an input of many lines is a log: it begins with the incident to read first', () => {
    const { stdout, status } = classify([], { input: log })
    expect(status).toBe(1)
    expect(stdout).toMatch(
      /^standard input: read as a log \(--text reads it as one error\)\n\nerror Docker command not found {2}MCPX_/
    )
    expect(framed(stdout)[0]).toBe('     1 │ 0: zsh:1: command not found: docker')
    expect(stdout.match(/zsh:1/g)).toHaveLength(1)
    expect(stdout).toMatch(/\n {2}30 of 300 lines have a code \(--all prints them\)\n$/)
  })

  test('profile proxy has no incidents: the first lines with a code are listed, and their number', () => {
    const { stdout } = classify(['--profile', 'proxy'], {
      input: log.replaceAll('zsh:1: command', 'docker: command')
    })
    expect(stdout).toMatch(/^ +11 {2}MCPX_\S+ +10: docker: command not found: docker$/m)
    expect(stdout.match(/docker: command/g)).toHaveLength(20)
    expect(stdout).toContain('… and 10 more (--all prints them)')
    expect(stdout).toContain('\n  30 of 300 lines have a code:\n')
    expect(stdout).toMatch(/^ +30 {2}MCPX_\S+ +error$/m)
  })

  test('--all, --text and --log', () => {
    const all = classify(['--all'], { input: log }).stdout
    expect(all.match(/^ +\d+ {2}MCPX_.*zsh:1/gm)).toHaveLength(30)
    expect(all).not.toContain('--all prints')
    expect(classify(['--text'], { input: log }).stdout).toContain('     1 │ 0: zsh:1')
    expect(classify(['--log'], { input: MISSING }).stdout).toContain('1 of 1 lines have a code')
    expect(classify(['--log', '--text'], { input: '' }).status).toBe(2)
  })

  test('without a code', () => {
    const { status, stdout } = classify(['--log'], { input: 'fine\nfine\n' })
    expect(status).toBe(0)
    expect(stdout).toBe(
      'standard input: read as a log (--text reads it as one error)\n\n  No incident: no server failed to start, to connect or to sign in.\n\n  0 of 2 lines have a code\n'
    )
  })

  test('lines found before the input became unreadable are printed', () => {
    const input = gzipSync(log.repeat(3000), { level: 0 })
    const { status, stdout, stderr } = classify(['-f', 'json'], { input: input.subarray(0, 1 << 20) })
    expect(status).toBe(3)
    expect(stderr).toBe('mcpx: cannot read standard input: its gzip data is truncated\n')
    const [{ lines, counts }] = JSON.parse(stdout).results
    expect(lines.length).toBeGreaterThan(1000)
    expect(counts.MCPX_DOCKER_CLI_NOT_FOUND).toBe(lines.length)
  })

  // Each line has a code, so a command that keeps them needs some 600 MB.
  test('memory does not grow with the log, in any format', async () => {
    await withFiles({ 'small.log': MISSING }, (cwd) => {
      const fd = openSync(join(cwd, 'large.log'), 'w')
      for (let i = 0; i < 50; i++) writeSync(fd, `${'ECONNREFUSED\n'.repeat(8000)}`)
      const formats = ['text', 'json', 'ndjson'].flatMap((name) => ['-f', `${name}=out.${name}`])
      const peak = (file) => peakMemory(['classify', '--all', '--log', ...formats, file], { cwd })
      const small = peak('small.log')
      expect(peak('large.log') - small).toBeLessThan(100)
      const ndjson = readFileSync(join(cwd, 'out.ndjson'), 'utf8')
      expect(ndjson.match(/"kind":"line"/g)).toHaveLength(400_000)
      expect(JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8')).results[0].lines).toHaveLength(400_000)
    })
  })
})

describe('other encodings', () => {
  const bigEndian = (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
  const littleEndian = (text) => Buffer.from(`\ufeff${text}`, 'utf16le')
  const german =
    'Die Benennung "npx" wurde nicht als Name eines Cmdlet, einer Funktion, einer Skriptdatei oder eines ausführbaren Programms erkannt.'

  test.each([
    ['UTF-16 as Windows PowerShell writes it', littleEndian],
    ['UTF-16, big-endian', bigEndian],
    ['gzip', gzipSync],
    ['gzip of UTF-16', (text) => gzipSync(littleEndian(text))]
  ])('%s', (_, wrap) => {
    expect(classify([], { input: wrap(german) })).toEqual(classify([], { input: german }))
    const log = `fine\n${german}\n`.repeat(10_000)
    const { stdout } = classify(['-f', 'json'], { input: wrap(log) })
    expect(stdout).toBe(classify(['-f', 'json'], { input: log }).stdout)
    expect(JSON.parse(stdout).results[0].counts.MCPX_STDIO_SPAWN_ENOENT).toBe(10_000)
  })

  test('truncated gzip is not a text without a code', () => {
    const { status, stderr } = classify([], { input: gzipSync(MISSING).subarray(0, 20) })
    expect(status).toBe(3)
    expect(stderr).toContain('its gzip data is truncated')
  })
})

describe('files and formats', () => {
  const inFolder = (work) =>
    inTemporaryFolder((folder) => {
      const file = (name, content) => {
        writeFileSync(join(folder, name), content)
        return join(folder, name)
      }
      return work(file, folder)
    })

  test('json holds the answer for each file, with byte offsets', async () => {
    await inFolder((file) => {
      const names = [file('a.txt', `😀 ${MISSING}`), file('b.txt', 'fine')]
      const { results, version } = JSON.parse(classify(['-f', 'json', ...names]).stdout)
      expect(version).toMatch(/^\d+\.\d+\.\d+$/)
      expect(results[0]).toMatchObject({ file: names[0], kind: 'text', evidence: [{ start: 12, end: 37 }] })
      expect(results[1]).toMatchObject({ file: names[1], code: 'MCPX_UNKNOWN_UNCLASSIFIED' })
    })
  })

  test('json of logs and texts in one document', async () => {
    await inFolder((file) => {
      const names = [
        file('a', `${'x\n'.repeat(300)}${MISSING}`),
        file('b', MISSING),
        file('c', 'x\n'.repeat(300))
      ]
      const { results } = JSON.parse(classify(['-f', 'json', ...names]).stdout)
      expect(results).toMatchObject([
        { kind: 'log', total: 301, lines: [{ line: 301, code: 'MCPX_DOCKER_CLI_NOT_FOUND' }] },
        { kind: 'text', code: 'MCPX_DOCKER_CLI_NOT_FOUND' },
        { kind: 'log', total: 300, lines: [], counts: { MCPX_UNKNOWN_UNCLASSIFIED: 300 } }
      ])
    })
  })

  test('ndjson has a line per text, and per log line with a code', async () => {
    await inFolder((file) => {
      const names = [file('a.txt', MISSING), file('b.log', `x\n${MISSING}\nECONNREFUSED\n`)]
      const linesOf = (...args) =>
        classify(['-f', 'ndjson', ...args, ...names])
          .stdout.trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line))
      expect(linesOf().map(({ kind }) => kind)).toEqual(['text', 'text'])
      const lines = linesOf('--log').filter(({ kind }) => kind === 'line')
      expect(lines.map(({ file, line }) => [file, line])).toEqual([
        [names[0], 1],
        [names[1], 2],
        [names[1], 3]
      ])
      const incidents = linesOf('--log').filter(({ kind }) => kind === 'incident')
      expect(incidents.map(({ file, first }) => [file, first])).toEqual(names.map((name) => [name, true]))
    })
  })

  test('several formats, each in its file', async () => {
    await inFolder((file, folder) => {
      const [json, lines] = [join(folder, 'out=1.json'), join(folder, 'out.ndjson')]
      const formats = ['-f', `json=${json}`, '-f', `ndjson=${lines}`, '-f', 'text']
      expect(classify([...formats, file('a.txt', MISSING)]).stdout).toContain('  MCPX_DOCKER')
      expect(JSON.parse(readFileSync(json, 'utf8')).results).toHaveLength(1)
      expect(JSON.parse(readFileSync(lines, 'utf8')).code).toBe('MCPX_DOCKER_CLI_NOT_FOUND')
    })
  })

  test('a file that cannot be read does not stop the others', async () => {
    await inFolder((file, folder) => {
      const names = [join(folder, 'none'), folder, file('a.txt', MISSING)]
      const { status, stdout, stderr } = classify(names)
      expect(status).toBe(3)
      expect(stderr).toContain('none: the file does not exist')
      expect(stderr).toContain('it is a directory')
      expect(stdout).toContain('MCPX_DOCKER_CLI_NOT_FOUND')
    })
  })
})
