// cli.test.js: the command as a person, a pipe and a CI job see it.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { inTemporaryFolder, mcpx, readText } from './helpers.js'

const MISSING = 'zsh:1: command not found: docker'
const ESC = String.fromCharCode(27)

describe('classify a text', () => {
  test('shows the code, the evidence, what to do, and why', () => {
    const { status, stdout, stderr } = mcpx(['classify', '--docker-isolated'], { input: MISSING })
    expect(stderr).toBe('')
    expect(status).toBe(1)
    const lines = stdout.split('\n')
    expect(lines[0]).toBe('error MCPX_DOCKER_CLI_NOT_FOUND')
    expect(lines[2]).toBe('     1 │ zsh:1: command not found: docker')
    expect(lines[3]).toBe('       │        ^^^^^^^^^^^^^^^^^^^^^^^^^')
    expect(stdout).toContain('$ docker --version')
    expect(stdout).toContain('https://docs.mcpproxy.app/errors/MCPX_DOCKER_CLI_NOT_FOUND')
    expect(stdout).toContain('Docker isolation on, as you said')
  })

  test('says when the proxy reports another code', () => {
    const { stdout } = mcpx(['classify'], { input: 'spawn npx ENOENT' })
    expect(stdout).toContain(
      'text_spawn_missing (an extension); the proxy itself reports MCPX_UNKNOWN_UNCLASSIFIED'
    )
  })

  test('marks wide characters under their place, and shows control characters as signs', () => {
    const { stdout } = mcpx(['classify'], { input: `日本 ${ESC}[2J\u202e ECONNREFUSED` })
    const [line, marks] = stdout.split('\n').slice(2)
    expect(stdout).not.toContain(ESC)
    expect(line).toBe('     1 │ 日本 ␛[2J· ECONNREFUSED')
    expect(marks).toBe(`       │ ${' '.repeat(11)}^^^^^^^^^^^^`)
  })

  test('a long line keeps the evidence in sight', () => {
    const { stdout } = mcpx(['classify'], { input: `${'a '.repeat(2000)}ENOTFOUND${' b'.repeat(2000)}` })
    const [line, marks] = stdout.split('\n').slice(2)
    expect(line.length).toBeLessThan(120)
    expect(line.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('ENOTFOUND')
  })

  test.each([
    ['', 0],
    ['all is well', 0],
    [Buffer.from([0xff, 0xfe, 0, 1, 2]), 0],
    ['HTTP 503', 0],
    ['ECONNREFUSED', 1]
  ])('%p exits with %i', (input, status) => {
    expect(mcpx(['classify'], { input }).status).toBe(status)
  })

  test.each([
    ['HTTP 503', 'warning', 1],
    ['ECONNREFUSED', 'never', 0],
    ['all is well', 'warning', 0]
  ])('%p with --fail-on %s exits with %i', (input, failOn, status) => {
    expect(mcpx(['classify', '--fail-on', failOn], { input }).status).toBe(status)
  })
})

describe('colour', () => {
  test.each([
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    [{ CI: 'true' }, false]
  ])('with %j: %p', (env, colored) => {
    expect(mcpx(['classify'], { input: MISSING, env }).stdout.includes(ESC)).toBe(colored)
  })
})

describe('classify a log', () => {
  const log = Array.from({ length: 300 }, (_, i) => (i % 10 ? `line ${i} is fine` : `${i}: ${MISSING}`)).join(
    '\n'
  )

  test('many lines are a log', () => {
    const { stdout, status } = mcpx(['classify'], { input: log })
    expect(status).toBe(1)
    expect(stdout).toContain('standard input: a log, 30 of 300 lines have a code')
    expect(stdout).toMatch(/^ +11 {2}MCPX_DOCKER_CLI_NOT_FOUND +10: zsh:1: command not found: docker$/m)
    expect(stdout).toContain('10 more (--all prints them)')
    expect(stdout).toMatch(/30 × MCPX_DOCKER_CLI_NOT_FOUND +error/)
  })

  test('--all, --text and --log', () => {
    expect(mcpx(['classify', '--all'], { input: log }).stdout).not.toContain('more (--all')
    expect(mcpx(['classify', '--text'], { input: log }).stdout).toContain('     1 │ 0: zsh:1')
    expect(mcpx(['classify', '--log'], { input: MISSING }).stdout).toContain('1 of 1 lines have a code')
    expect(mcpx(['classify', '--log', '--text'], { input: '' }).status).toBe(2)
  })

  test('a clean log', () => {
    const { status, stdout } = mcpx(['classify', '--log'], { input: 'fine\nfine\n' })
    expect(status).toBe(0)
    expect(stdout.trim()).toBe(
      'standard input: a log, 0 of 2 lines have a code (--text reads it as one error)'
    )
  })
})

describe('a text in another wrapping', () => {
  const bigEndian = (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
  const littleEndian = (text) => Buffer.from(`\ufeff${text}`, 'utf16le')
  const german =
    'Die Benennung "npx" wurde nicht als Name eines Cmdlet, einer Funktion, einer Skriptdatei oder eines ausführbaren Programms erkannt.'

  test.each([
    ['UTF-16 as Windows PowerShell writes it', littleEndian],
    ['UTF-16, big end first', bigEndian],
    ['gzip', gzipSync],
    ['gzip of UTF-16', (text) => gzipSync(littleEndian(text))]
  ])('%s', (_, wrap) => {
    expect(mcpx(['classify'], { input: wrap(german) })).toEqual(mcpx(['classify'], { input: german }))
    const log = `fine\n${german}\n`.repeat(10_000)
    const counted = mcpx(['classify', '-f', 'json'], { input: wrap(log) }).stdout
    expect(counted).toBe(mcpx(['classify', '-f', 'json'], { input: log }).stdout)
    expect(JSON.parse(counted).results[0].counts.MCPX_STDIO_SPAWN_ENOENT).toBe(10_000)
  })

  test('damaged gzip is no clean text', () => {
    const { status, stderr } = mcpx(['classify'], { input: gzipSync(MISSING).subarray(0, 20) })
    expect(status).toBe(3)
    expect(stderr).toContain('its gzip data is cut off')
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

  test('json holds the answer of each file, in bytes', async () => {
    await inFolder((file) => {
      const names = [file('a.txt', `😀 ${MISSING}`), file('b.txt', 'fine')]
      const { results, version } = JSON.parse(mcpx(['classify', '-f', 'json', ...names]).stdout)
      expect(version).toMatch(/^\d+\.\d+\.\d+$/)
      expect(results[0]).toMatchObject({ file: names[0], kind: 'text', evidence: [{ start: 12, end: 37 }] })
      expect(results[1]).toMatchObject({ file: names[1], code: 'MCPX_UNKNOWN_UNCLASSIFIED' })
    })
  })

  test('ndjson has a line for a text, and for each line of a log that has a code', async () => {
    await inFolder((file) => {
      const names = [file('a.txt', MISSING), file('b.log', `x\n${MISSING}\nECONNREFUSED\n`)]
      const run = (...more) =>
        mcpx(['classify', '-f', 'ndjson', ...more, ...names])
          .stdout.trimEnd()
          .split('\n')
      expect(run().map((line) => JSON.parse(line).kind)).toEqual(['text', 'text'])
      expect(run('--log').map((line) => JSON.parse(line).line)).toEqual([1, 2, 3])
    })
  })

  test('several formats, each to its file', async () => {
    await inFolder((file, folder) => {
      const [json, lines] = [join(folder, 'out=1.json'), join(folder, 'out.ndjson')]
      const formats = ['-f', `json=${json}`, '-f', `ndjson=${lines}`, '-f', 'text']
      expect(mcpx(['classify', ...formats, file('a.txt', MISSING)]).stdout).toContain('error MCPX_DOCKER')
      expect(JSON.parse(readFileSync(json, 'utf8')).results).toHaveLength(1)
      expect(JSON.parse(readFileSync(lines, 'utf8')).code).toBe('MCPX_DOCKER_CLI_NOT_FOUND')
    })
  })

  test('a file that cannot be read does not stop the others', async () => {
    await inFolder((file, folder) => {
      const { status, stdout, stderr } = mcpx([
        'classify',
        join(folder, 'none'),
        folder,
        file('a.txt', MISSING)
      ])
      expect(status).toBe(3)
      expect(stderr).toContain('none: there is no such file')
      expect(stderr).toContain('it is a directory')
      expect(stdout).toContain('MCPX_DOCKER_CLI_NOT_FOUND')
    })
  })
})

describe('explain and codes', () => {
  test.each(['MCPX_DOCKER_CLI_NOT_FOUND', 'docker_cli', 'docker-cli-not-found', 'dockercli'])(
    'explain %s',
    (name) => {
      const { status, stdout } = mcpx(['explain', name])
      expect(status).toBe(0)
      expect(stdout).toMatch(/^error MCPX_DOCKER_CLI_NOT_FOUND\n/)
      expect(stdout).toContain('(macOS)')
      expect(stdout).toContain('docker_cli_missing')
    }
  )

  test.each([
    ['conection_refused', 'Did you mean', 'MCPX_HTTP_CONN_REFUSED'],
    ['docker', 'say a little more', 'MCPX_DOCKER_OCI_RUNTIME'],
    ['', 'Did you mean', 'MCPX_']
  ])('explain %p suggests', (name, said, suggested) => {
    const { status, stderr } = mcpx(['explain', name])
    expect(status).toBe(2)
    expect(stderr).toContain(said)
    expect(stderr).toContain(suggested)
  })

  test.each([
    ['home_path', /^error home_path {2}a rule of mcpx validate\n\n {2}A path .*\n\n.*may not be sent/],
    ['cli-absent', /^note cli_absent/],
    [
      'docker_cli_source',
      /where {2}\/feature_flags\/docker_cli_source\n.*one of path, bundled, login_shell, absent\n.*version 5/
    ],
    ['diagnostics.error_code_counts_24h', /^field error_code_counts_24h/],
    ['/surface_requests/webui', /a whole number from 0\n.*since {2}schema version 2, always there/],
    ['quarantine_enabled', /\/quarantine_enabled\n[\s\S]*\/feature_flags\/quarantine_enabled\n/],
    ['seen_ever', /a list of at most 16, each a text/]
  ])('explain %s, which is no code', (name, said) => {
    const { status, stdout } = mcpx(['explain', name])
    expect(status).toBe(0)
    expect(stdout).toMatch(said)
  })

  test('explain suggests codes, rules and fields', () => {
    expect(mcpx(['explain', 'hmoe_pth']).stderr).toContain('  home_path\n')
    expect(mcpx(['explain', 'dokcer_available']).stderr).toContain('  /feature_flags/docker_available\n')
    expect(mcpx(['explain', 'wizard']).stderr).toMatch(
      /say a little more:\n {2}wizard_not_engaged\n {2}\/wizard/
    )
  })

  test('explain as JSON', () => {
    const json = (name) => JSON.parse(mcpx(['explain', '-f', 'json', name]).stdout)
    expect(json('docker_cli').code).toBe('MCPX_DOCKER_CLI_NOT_FOUND')
    expect(json('home_path')).toMatchObject({ kind: 'rule', name: 'home_path', severity: 'error' })
    expect(json('env_kind')).toMatchObject({ kind: 'field', pointer: '/env_kind', since: 3, required: false })
    expect(json('quarantine_enabled')).toHaveLength(2)
  })

  test('codes', () => {
    const { status, stdout } = mcpx(['codes'])
    expect(status).toBe(0)
    expect(stdout.trimEnd().split('\n')).toHaveLength(37)
    expect(JSON.parse(mcpx(['codes', '-f', 'json']).stdout)).toEqual(
      JSON.parse(readText('docs/catalog.json'))
    )
  })
})

describe('schema', () => {
  test.each([
    [[], 5],
    [['2'], 2]
  ])('%j', (args, version) => {
    const { status, stdout } = mcpx(['schema', ...args])
    expect(status).toBe(0)
    expect(JSON.parse(stdout).title).toContain(`schema version ${version}`)
    expect(stdout).toMatch(/^\{\n {2}"\$schema"/)
  })

  test.each(['0', '6', 'two', '1.5'])('there is no %s', (version) => {
    const { status, stderr } = mcpx(['schema', version])
    expect(status).toBe(2)
    expect(stderr).toBe(`mcpx: there is no schema version "${version}", only 1 to 5\n`)
  })
})

describe('usage', () => {
  test.each([
    [['clasify'], 'Did you mean classify?'],
    [['classify', '--transprot', 'x'], 'Did you mean --transport?'],
    [['classify', '--transport', 'pigeon'], 'Allowed choices are stdio, http'],
    [['classify', '-f', 'yaml'], 'Allowed formats are text, json, ndjson'],
    [['explain'], "missing required argument 'name'"],
    [['validate', '--scna'], 'Did you mean --scan?'],
    [['report', '-f', 'sarif'], 'Allowed formats are text, json, ndjson.'],
    [['classify', '-f', 'json=/none/at/all'], 'cannot write /none/at/all: there is no such folder'],
    [['codes', 'more'], 'too many arguments']
  ])('%j', (args, said) => {
    const { status, stderr, stdout } = mcpx(args)
    expect(status).toBe(2)
    expect(stderr).toContain(said)
    expect(stdout).toBe('')
  })

  test.each([['--help'], ['--version'], ['help'], ['classify', '--help']])('%s', (...args) => {
    expect(mcpx(args).status).toBe(0)
  })
})
