// ci.test.js: the command as a gate: what a pipeline relies on. Exit statuses, outputs beside inputs, closed pipes,
// limits and baselines.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { BAD, GOOD, heartbeat, idOf, rowsOf, WARN, withFiles } from '../fleet.js'
import { cliPath, mcpx } from '../helpers.js'

const good = JSON.stringify(GOOD)
const bad = JSON.stringify(BAD)

const validate = (args, options) => mcpx(['validate', ...args], options)
const validateInput = (input, ...args) => validate(args, { input })

const bash = (script, cwd, input = '') =>
  spawnSync('bash', ['-c', script.replaceAll('mcpx', `'${process.execPath}' '${cliPath}'`)], { cwd, input })

describe('a closed pipe', () => {
  const many = rowsOf(Array(4000).fill(BAD))

  test.each([['text --max-findings 0'], ['json'], ['ndjson'], ['unix']])('is a failure: -f %s', (format) => {
    const done = bash(`mcpx validate -f ${format} | head -3; exit "\${PIPESTATUS[0]}"`, '.', many)
    expect([done.status, done.stderr.toString()]).toEqual([141, ''])
  })

  test('does not empty the other outputs', async () => {
    await withFiles({ 'rows.ndjson': many }, (cwd) => {
      const formats = '-f junit=out.xml -f ndjson -f sarif=out.sarif'
      const done = bash(`mcpx validate rows.ndjson ${formats} | head -1; exit "\${PIPESTATUS[0]}"`, cwd)
      expect(done.status).toBe(141)
      expect(readFileSync(join(cwd, 'out.xml'), 'utf8')).toMatch(
        /tests="4000" failures="4000"[\s\S]*<\/testsuites>\n$/
      )
      expect(JSON.parse(readFileSync(join(cwd, 'out.sarif'), 'utf8')).runs[0].results).toHaveLength(4000)
    })
  })

  test('of mcpx filter', () => {
    const requests = Array(60000).fill('{"op":"classify","text":"x"}').join('\n')
    expect(bash(`mcpx filter | head -1; exit "\${PIPESTATUS[0]}"`, '.', requests).status).toBe(141)
  })

  test('a full device is an internal error', () => {
    const done = bash('mcpx codes >/dev/full', '.')
    expect([done.status, done.stderr.toString()]).toEqual([
      4,
      'mcpx: cannot write standard output: no space left on the device\n'
    ])
  })
})

describe('outputs and inputs', () => {
  test('the line of the README works twice in the same folder', async () => {
    await withFiles({ 'a.json': good }, (cwd) => {
      const line = 'mcpx validate -f text -f sarif=out.sarif *'
      expect(bash(line, cwd).status).toBe(0)
      const again = bash(line, cwd)
      expect([again.status, again.stderr.toString()]).toEqual([
        0,
        'mcpx: out.sarif is an output, so it is not read\n'
      ])
    })
  })

  test('an output inside a folder that is read is not read', async () => {
    await withFiles({ 'a.json': good }, (cwd) => {
      for (const _ of [1, 2]) {
        expect(validate(['-f', 'json=report.json', '.'], { cwd }).status).toBe(0)
        expect(JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')).summary.payloads).toBe(1)
      }
    })
  })

  test('folders are read through links, each once, also if a link leads to a folder around them', async () => {
    await withFiles({}, (cwd) => {
      for (const [folder, name, text] of [
        ['rows', 'a.json', good],
        ['other', 'b.json', bad]
      ]) {
        mkdirSync(join(cwd, folder))
        writeFileSync(join(cwd, folder, name), text)
      }
      symlinkSync('../other', join(cwd, 'rows/linked'))
      symlinkSync('..', join(cwd, 'rows/around'))
      symlinkSync('nothing', join(cwd, 'rows/dangling'))
      const { stdout, status } = validate(['-f', 'ndjson', 'rows'], { cwd })
      const files = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).file)
      expect([status, files.sort()]).toEqual([1, ['rows/a.json', 'rows/around/other/b.json']])
    })
  })

  test.each([
    ['validate', 'a.json'],
    ['report', 'a.json'],
    ['classify', 'a.json'],
    ['redact', 'a.json']
  ])('%s does not write over its input, under any name', async (command, name) => {
    await withFiles({ [name]: good }, (cwd) => {
      symlinkSync(name, join(cwd, 'link.json'))
      for (const output of [name, 'link.json', `./${name}`]) {
        const { status, stderr } = mcpx([command, name, '-f', `json=${output}`], { cwd })
        expect([status, stderr]).toEqual([
          2,
          `mcpx: cannot write ${output}: it is also an input. Choose another file for the output.\n`
        ])
      }
      expect(readFileSync(join(cwd, name), 'utf8')).toBe(good)
    })
  })

  test('two formats in one file are refused', async () => {
    await withFiles({ 'a.json': good }, (cwd) => {
      const { status, stderr } = validate(['a.json', '-f', 'json=x', '-f', 'ndjson=./x'], { cwd })
      expect([status, stderr]).toEqual([2, 'mcpx: Two formats cannot go to the same file: ./x\n'])
      expect(readdirSync(cwd)).toEqual(['a.json'])
    })
  })

  test('an output appears when it is complete, and an earlier one stays until then', async () => {
    await withFiles({ 'a.json': good, 'out.txt': 'before' }, (cwd) => {
      const failed = validate(['--blocked-values', 'none', '-f', 'text=out.txt', 'a.json'], { cwd })
      expect(failed.status).toBe(3)
      expect(readFileSync(join(cwd, 'out.txt'), 'utf8')).toBe('before')
      expect(validate(['-f', 'text=out.txt', 'a.json'], { cwd }).status).toBe(0)
      expect(readFileSync(join(cwd, 'out.txt'), 'utf8')).toBe('The payload is clean.\n')
      expect(readdirSync(cwd).sort()).toEqual(['a.json', 'out.txt'])
    })
  })

  test('devices and pipes are written directly', async () => {
    await withFiles({ 'a.json': good }, (cwd) => {
      const done = bash('mcpx validate -f text -f unix=/dev/null -f json=>(cat >&2) a.json', cwd)
      expect([done.status, done.stdout.toString()]).toEqual([0, 'The payload is clean.\n'])
      expect(JSON.parse(done.stderr.toString()).summary.payloads).toBe(1)
    })
  })
})

describe('nothing to check', () => {
  test.each([['validate'], ['report']])('is no success for %s', async (command) => {
    await withFiles({ 'none.ndjson': '\n', 'none.json': '[]', 'rows.json': '[{"results":[]}]' }, (cwd) => {
      for (const name of ['none.ndjson', 'none.json', 'rows.json', '.']) {
        const { status, stderr } = mcpx([command, name], { cwd })
        expect([name, status]).toEqual([name, 3])
        expect(stderr).toBe(
          'mcpx: the input contains no payloads; with --allow-empty, that is not an error\n'
        )
        expect(mcpx([command, name, '--allow-empty'], { cwd }).status).toBe(0)
      }
    })
  })
})

describe('misspelled fields', () => {
  test.each([
    [heartbeat({ envKind: 'desktop' }), 'env_kind'],
    [heartbeat({ diagnostic: {} }), 'diagnostics'],
    [heartbeat({}, { docker_cli_sorce: 'path' }), 'docker_cli_source']
  ])('are warnings with a suggestion: %#', (payload, name) => {
    const { status, stdout } = validateInput(JSON.stringify(payload, null, 1), '--fail-on', 'warning')
    expect(status).toBe(1)
    expect(stdout).toContain('warning misspelled_field: ')
    expect(stdout).toContain(`did you mean "${name}"?`)
  })

  test('--fail-on note fails for any unknown field', () => {
    const input = JSON.stringify(heartbeat({ something_else: 1 }))
    expect(validateInput(input).status).toBe(0)
    expect(validateInput(input, '--fail-on', 'note').status).toBe(1)
  })
})

describe('many findings', () => {
  const rows = rowsOf(Array.from({ length: 50 }, (_, i) => (i === 40 ? BAD : WARN)))
  const count = (text, what) => text.split(what).length - 1

  test('the first three of each rule are shown, errors first, then a table', () => {
    const { stdout } = validateInput(rows)
    expect(stdout).toMatch(/^error outside_closed_set/)
    expect(count(stdout, 'warning connected_exceeds_total:')).toBe(3)
    expect(stdout).toContain('… 46 more connected_exceeds_total\n  --max-findings 0 shows all of them\n')
    expect(stdout).toMatch(/^warning {2}connected_exceeds_total +49 +49$/m)
    expect(count(validateInput(rows, '--max-findings', '0').stdout, 'warning connected_exceeds_total:')).toBe(
      49
    )
    expect(count(validateInput(rows, '--max-findings', '1').stdout, 'warning connected_exceeds_total:')).toBe(
      1
    )
  })

  test('leaks come before other errors', () => {
    const { stdout } = validateInput(rowsOf([BAD, heartbeat({ previous_version: '/Users/jane/x' })]))
    expect(stdout).toMatch(/^error home_path/m)
    expect(stdout.indexOf('home_path')).toBeLessThan(stdout.indexOf(' /edition'))
  })

  test('--quiet prints one line, and nothing for clean payloads', () => {
    expect(validateInput(rows, '-q').stdout).toBe(
      '50 payloads checked, 1 with errors: 1 error, 49 warnings\n'
    )
    expect(validateInput(good, '-q').stdout).toBe('')
  })

  test('--statistics prints the table of a short run, too', () => {
    expect(validateInput(bad, '--statistics').stdout).toMatch(/^error {4}outside_closed_set +1 +1$/m)
  })
})

describe('limits and baselines', () => {
  const rows = rowsOf(Array.from({ length: 100 }, (_, i) => (i < 2 ? BAD : GOOD)))

  test('--max-rate accepts a rule up to its share of the payloads', () => {
    expect(validateInput(rows).status).toBe(1)
    expect(validateInput(rows, '--max-rate', 'outside_closed_set=2%').status).toBe(0)
    const { status, stderr } = validateInput(rows, '--max-rate', 'outside_closed_set=0.015')
    expect([status, stderr]).toEqual([
      1,
      'mcpx: outside_closed_set: 2.0% of the payloads have it, but at most 1.5% may\n'
    ])
    expect(validateInput(rows, '--max-rate', 'email=2%').status).toBe(1)
    expect(validateInput(rows, '--max-rate', 'no_rule=2%').status).toBe(2)
    expect(validateInput(rows, '--max-rate', 'email=200%').status).toBe(2)
  })

  test('--baseline accepts the findings of an earlier run, each as often as it was there', async () => {
    await withFiles({ 'a.ndjson': rowsOf([BAD, GOOD]) }, (cwd) => {
      validate(['a.ndjson', '-f', 'json=baseline.out'], { cwd })
      const again = () => validate(['a.ndjson', '--baseline', 'baseline.out'], { cwd })
      expect([again().status, again().stdout]).toEqual([
        0,
        'All 2 payloads are clean. (1 finding of the baseline)\n'
      ])
      writeFileSync(join(cwd, 'a.ndjson'), rowsOf([GOOD, BAD, BAD]))
      expect(again().status).toBe(1)
      expect(again().stdout).toContain('1 error, 0 warnings, 1 finding of the baseline not shown')
      expect(validate(['a.ndjson', '--baseline', 'a.ndjson'], { cwd }).status).toBe(2)
    })
  })

  // Windows PowerShell writes UTF-16, and Notepad a byte order mark.
  test.each([
    ['UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-8 with a byte order mark', (text) => `\ufeff${text}`]
  ])('files of options are read in %s', async (_, encode) => {
    const found = validateInput(bad, '-f', 'json').stdout
    const leak = JSON.stringify(heartbeat({ edition: 'erwins-box' }))
    const config = { mcpServers: { one: { command: process.execPath, args: ['-e', '0'] } } }
    const files = {
      baseline: encode(found),
      list: encode('erwins-box\r\n'),
      'config.json': encode(JSON.stringify(config))
    }
    await withFiles(files, (cwd) => {
      expect(validate(['--baseline', 'baseline'], { cwd, input: bad }).status).toBe(0)
      expect(validate(['--blocked-values', 'list', '-f', 'json'], { cwd, input: leak }).stdout).toContain(
        '"blocked_value"'
      )
      const tried = mcpx(['try', '--config', 'config.json', '--server', 'one', '--timeout', '5'], { cwd })
      expect(tried.stderr).not.toContain('not valid JSON')
    })
  })

  test('blocked values that are too short are refused', () => {
    for (const value of ['bob', 'x1']) {
      const { status, stderr } = validateInput(
        good,
        '--blocked-value',
        'long-enough',
        '--blocked-value',
        value
      )
      expect([status, stderr]).toEqual([
        2,
        'mcpx: blocked value 2 is too short to search for: it needs 4 characters or more\n'
      ])
    }
    expect(validateInput(good, '--blocked-value', 'server').stderr).toContain(
      'blocked value 1 is an everyday word'
    )
    expect(validateInput(good, '--blocked-value', 'bob', '--profile', 'proxy').status).toBe(0)
  })
})

describe('formats for services', () => {
  const files = {
    'a.json': JSON.stringify(BAD, null, 2),
    'b.json': JSON.stringify(heartbeat({ previous_version: '/Users/jane/x' }))
  }

  test('GitHub: chosen in a workflow; unreadable inputs and leaks first; one file does not hide the next', async () => {
    const crowd = rowsOf(Array(30).fill(BAD))
    await withFiles({ '1.ndjson': crowd, '2.json': files['a.json'], '3.json': files['b.json'] }, (cwd) => {
      const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: '' }
      const { stdout } = validate(['1.ndjson', '2.json', '3.json', 'none.json'], { cwd, env })
      const lines = stdout.trimEnd().split('\n')
      expect(lines[0]).toMatch(/^::error file=none\.json,title=unreadable::/)
      expect(lines[1]).toMatch(/^::error file=3\.json,.*title=home_path::/)
      expect(stdout).toContain('file=2.json')
      expect(lines.filter((line) => line.startsWith('::error'))).toHaveLength(10)
      expect(stdout).toMatch(/^\d+ more are not shown as annotations\.$/m)
    })
  })

  test('paths are relative to the repository, not to the working directory', async () => {
    await withFiles({}, (root) => {
      const cwd = join(root, 'sub')
      mkdirSync(cwd)
      writeFileSync(join(cwd, 'a.json'), bad)
      const env = { GITHUB_WORKSPACE: root }
      expect(validate(['-f', 'github', 'a.json'], { cwd, env }).stdout).toContain('file=sub/a.json,')
      const [{ results }] = JSON.parse(validate(['-f', 'sarif', 'a.json'], { cwd, env }).stdout).runs
      expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('sub/a.json')
    })
  })

  test('SARIF: each rule has what GitHub asks for; leaks are security alerts', () => {
    const [{ tool, results }] = JSON.parse(validateInput(files['b.json'], '-f', 'sarif').stdout).runs
    for (const rule of tool.driver.rules) {
      expect(rule.fullDescription.text && rule.help.markdown && rule.name).toBeTruthy()
      expect(rule.helpUri).toMatch(/^https:/)
      expect(rule.properties.tags).toContain('telemetry')
    }
    const leak = tool.driver.rules.find(({ id }) => id === 'home_path')
    expect(leak.properties).toMatchObject({
      'security-severity': '7.5',
      tags: expect.arrayContaining(['security'])
    })
    expect(results.find(({ ruleId }) => ruleId === 'home_path').message.text).toMatch(
      /^\/previous_version: This /
    )
  })

  test('a missing field is named in SARIF and JUnit', () => {
    const { server_count, ...payload } = GOOD
    for (const format of ['sarif', 'junit', 'unix', 'gitlab', 'github'])
      expect(validateInput(JSON.stringify(payload), '-f', format).stdout).toContain(
        '`server_count` is missing'
      )
  })

  test('GitLab: issues with a unique fingerprint, a severity and a path', async () => {
    await withFiles(files, (cwd) => {
      const issues = JSON.parse(validate(['-f', 'gitlab', '.', 'none.json'], { cwd }).stdout)
      expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length)
      for (const { description, check_name, severity, location } of issues) {
        expect(description && check_name && location.path && location.lines.begin).toBeTruthy()
        expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(severity)
      }
      expect(issues.find(({ check_name }) => check_name === 'home_path').severity).toBe('critical')
      expect(validate(['-f', 'gitlab', '-'], { cwd, input: good }).stdout).toBe('[]\n')
    })
  })

  test('JSON and NDJSON list what could not be read', () => {
    const { results } = JSON.parse(validate(['-f', 'json', 'none.json']).stdout)
    expect(results).toEqual([{ file: 'none.json', unreadable: 'the file does not exist' }])
    expect(JSON.parse(validate(['-f', 'ndjson', 'none.json']).stdout)).toEqual(results[0])
  })
})

test('classify: exit status 0 when it answered, 1 for findings on request', () => {
  const known = (...args) => mcpx(['classify', ...args], { input: 'zsh:1: command not found: docker' }).status
  expect([known(), known('--fail-on', 'error'), known('--fail-on', 'never')]).toEqual([0, 1, 0])
  expect(mcpx(['classify', '--fail-on', 'error'], { input: 'hello' }).status).toBe(0)
})

// Commands to copy, links and long names stay whole.
test('a narrow terminal: nothing is wider than 60 columns', async () => {
  const rows = Array.from({ length: 20 }, (_, i) => heartbeat({ anonymous_id: idOf(i) }))
  await withFiles({ 'a.ndjson': rowsOf(rows) }, (cwd) => {
    const env = { COLUMNS: '60' }
    const commands = [
      ['report', 'a.ndjson'],
      ['explain', 'outside_closed_set'],
      ['explain', 'docker_cli'],
      ['codes'],
      ['fields'],
      ['filter', '--help'],
      ['--help']
    ]
    for (const args of commands) {
      const { stdout } = mcpx(args, { cwd, env })
      expect([
        args,
        stdout.split('\n').filter((line) => line.length > 60 && !/^ *\$ |https:|^\S+$/.test(line))
      ]).toEqual([args, []])
    }
  })
})
