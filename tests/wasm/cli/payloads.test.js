// payloads.test.js: mcpx fields, diff, example, schema --diff; completions, manual.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import Ajv2020 from 'ajv/dist/2020.js'
import { loadSync } from '../../../wasm/dist/node.mjs'
import { BAD_RULES } from '../../../wasm/shared/bad_examples.js'
import { heartbeat, rowsOf, withFiles } from '../fleet.js'
import { mcpx, root } from '../helpers.js'

const library = loadSync()
const json = (args, options) => JSON.parse(mcpx([...args, '-f', 'json'], options).stdout)

describe('mcpx example', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('schema version %i: a heartbeat without any finding', (version) => {
    const { stdout, status } = mcpx(['example', '--schema', String(version)])
    expect(status).toBe(0)
    expect(library.validate(stdout)).toMatchObject({
      ok: true,
      kind: 'heartbeat',
      schema_version: version,
      findings: []
    })
  })

  test('--bad: each rule has a finding of it', () => {
    expect(BAD_RULES.length).toBeGreaterThan(30)
    for (const rule of ['json_syntax', 'home_path', 'missing_field'])
      expect(library.validate(mcpx(['example', '--bad', rule]).stdout).findings.map((f) => f.rule)).toContain(
        rule
      )
  })

  test('an unknown rule lists those that there are', () => {
    const { status, stderr } = mcpx(['example', '--bad', 'nothing'])
    expect(status).toBe(2)
    expect(stderr).toContain('\n  missing_field\n')
    expect(mcpx(['example', '--schema', '99']).status).toBe(2)
  })
})

describe('mcpx fields', () => {
  test('the dictionary, in all forms', () => {
    const rows = json(['fields']).results
    expect(rows.find(({ name }) => name === 'feature_flags.docker_cli_source')).toMatchObject({
      pointer: '/feature_flags/docker_cli_source',
      since: 5,
      required: false
    })
    expect(mcpx(['fields']).stdout).toContain('env_kind  since 3, optional\n')
    const table = mcpx(['fields', '-f', 'md']).stdout.trimEnd().split('\n')
    expect(table).toHaveLength(rows.length + 2)
    expect(mcpx(['fields', '-f', 'ndjson', '--schema', '2']).stdout).not.toContain('docker_cli_source')
  })

  test('--unknown: names, types and shares, never values', async () => {
    const rows = [
      heartbeat({ brand_new: 'secret-value-1', deep: { inner: 'secret-value-2' } }),
      heartbeat({ brand_new: 7 }),
      heartbeat({}, { new_flag: true }),
      heartbeat()
    ]
    await withFiles({ 'a.ndjson': rowsOf(rows) }, (cwd) => {
      expect(json(['fields', '--unknown', 'a.ndjson'], { cwd })).toEqual({
        version: library.version,
        format_version: 1,
        payloads: 4,
        results: [
          { name: 'brand_new', types: ['integer', 'string'], payloads: 2, share: 0.5 },
          { name: 'deep', types: ['object'], payloads: 1, share: 0.25 },
          { name: 'feature_flags.new_flag', types: ['boolean'], payloads: 1, share: 0.25 }
        ],
        not_listed: 0
      })
      for (const format of ['text', 'json', 'ndjson', 'md'])
        expect(mcpx(['fields', '--unknown', 'a.ndjson', '-f', format], { cwd }).stdout).not.toContain(
          'secret'
        )
      expect(mcpx(['fields', '--unknown', '-'], { input: '', cwd }).status).toBe(3)
    })
    expect(mcpx(['fields', 'a.json']).status).toBe(2)
  })

  test('a name cannot move the cursor, and there are not too many', () => {
    const odd = Object.fromEntries(Array.from({ length: 1200 }, (_, i) => [`\u001b[2J${i}`, 1]))
    const { stdout } = mcpx(['fields', '--unknown'], { input: JSON.stringify(odd) })
    expect(stdout).not.toContain('\u001b')
    expect(stdout).toContain('… and more names, 200 times')
  })
})

describe('mcpx diff', () => {
  test('the fields that differ; texts are not shown', async () => {
    const a = heartbeat({ previous_version: 'v1.2.3-secret', tool_count: 1, extra: 'secret', secret_name: 5 })
    const b = heartbeat({
      previous_version: 'v1.2.4-secret',
      tool_count: 2,
      edition: 'server',
      env_kind: undefined
    })
    await withFiles({ 'a.json': JSON.stringify(a), 'b.json': JSON.stringify(b) }, (cwd) => {
      const { stdout, status } = mcpx(['diff', 'a.json', 'b.json'], { cwd })
      expect(status).toBe(1)
      expect(stdout).toContain('~ /tool_count  1 -> 2\n')
      expect(stdout).toContain('~ /edition  "personal" -> "server"\n')
      expect(stdout).toContain('~ /previous_version  a text, which differs\n')
      expect(stdout).toMatch(/^- \/#\d+ {2}a text$/m)
      expect(stdout).toMatch(/^- \/#\d+ {2}a number$/m)
      expect(stdout).not.toContain('secret')
      expect(mcpx(['diff', 'a.json', 'a.json'], { cwd })).toMatchObject({
        status: 0,
        stdout: 'The payloads are equal.\n'
      })
      expect(mcpx(['diff', 'a.json', 'none.json'], { cwd }).status).toBe(3)
    })
    expect(mcpx(['diff', '-', `${root}package.json`], { input: '[1]' }).status).toBe(2)
  })
})

describe('mcpx diff of a file with several payloads', () => {
  const [a, b] = [heartbeat(), heartbeat({ tool_count: 3 })]
  const text = JSON.stringify(a)
  const pretty = JSON.stringify(b, null, 2)
  test.each([
    ['lines', 'rows.ndjson', rowsOf([a, b, b]), 3],
    ['lines of a .json file', 'rows.json', rowsOf([a, b]), 2],
    ['an array', 'array.json', JSON.stringify([a, b]), 2],
    ['values in one line', 'values.json', `${text}${JSON.stringify(b)}`, 2],
    ['values over several lines', 'values.json', `${pretty}\n${pretty}\n`, 2],
    [
      'rows of an export',
      'd1.json',
      JSON.stringify([{ results: [{ payload_json: text }, { payload_json: text }] }]),
      2
    ]
  ])('%s: refused, with their number', async (_, name, content, count) => {
    await withFiles({ 'one.json': text, [name]: content }, (cwd) => {
      for (const names of [
        ['one.json', name],
        [name, 'one.json']
      ]) {
        const { status, stdout, stderr } = mcpx(['diff', ...names], { cwd })
        expect([status, stdout]).toEqual([2, ''])
        expect(stderr).toContain(`mcpx: ${name} has ${count} payloads, but diff compares one with one.`)
      }
    })
  })

  test('a single payload in each of these forms is compared', async () => {
    const files = { 'one.ndjson': `${text}\n`, 'one.json': pretty, 'array.json': JSON.stringify([b]) }
    await withFiles(files, (cwd) => {
      expect(mcpx(['diff', 'one.json', 'array.json'], { cwd }).status).toBe(0)
      expect(mcpx(['diff', 'one.ndjson', 'array.json'], { cwd }).stdout).toContain('~ /tool_count')
    })
  })
})

describe('payloads one after the other', () => {
  const clean = JSON.stringify(heartbeat())
  const bad = JSON.stringify(heartbeat({ edition: 'bob@example.com' }))
  const check = (input) => json(['validate'], { input }).results
  const rulesOf = (input) => check(input).map(({ findings }) => findings.map(({ rule }) => rule))

  test.each([
    ['in one line', `${clean}${bad}`, 1, clean.length],
    ['with spaces between them', `${clean} \t ${bad}\n`, 1, clean.length + 3],
    ['the second in the last line of the first', `${JSON.stringify(heartbeat(), null, 1)}${bad}`, null, 1]
  ])('%s: each is checked, with its place', (_, input, line, column) => {
    const [first, second, ...more] = check(input)
    expect([first.findings, more]).toEqual([[], []])
    const [found] = second.findings.filter(({ rule }) => rule === 'email')
    expect(found.line).toBe(line ?? JSON.stringify(heartbeat(), null, 1).split('\n').length)
    expect(found.column).toBeGreaterThan(column + 1)
  })

  test('braces in strings divide nothing', () => {
    const input = JSON.stringify(heartbeat({ extra: '}{"a":1}{' }))
    expect(check(input)).toHaveLength(1)
    expect(check(`${input}${input}${clean}`)).toHaveLength(3)
  })

  test('what follows a payload and is no object stays its trailing text', () => {
    for (const rest of [' and more', ' []', `,${clean}`, '}', ` x ${clean}`])
      expect(rulesOf(`${clean}${rest}`)).toEqual([['json_trailing_text']])
  })

  test('a damaged one is reported, and so are those after it', () => {
    expect(rulesOf(`${clean}{"a":}${clean}`)).toEqual([[], expect.arrayContaining(['json_syntax']), []])
    expect(rulesOf(`${clean}${clean.slice(0, -1)}`)).toEqual([[], ['json_unexpected_end']])
  })

  test('a file that is longer than a payload may be', () => {
    expect(check(clean.repeat(3000))).toHaveLength(3000)
  })

  test('report counts each', () => {
    expect(json(['report'], { input: `${clean}${clean}` })).toMatchObject({ payloads: 2 })
  })
})

describe('mcpx schema', () => {
  test('--diff: what a version added', () => {
    expect(json(['schema', '--diff', '4', '5'])).toMatchObject({
      from: 4,
      to: 5,
      added: [
        { name: 'feature_flags.docker_isolation_enabled', required: true },
        { name: 'feature_flags.docker_cli_source', required: false }
      ],
      removed: []
    })
    expect(json(['schema', '--diff', '5', '4']).removed).toHaveLength(2)
    expect(json(['schema', '--diff', '5', '5'])).toMatchObject({ added: [], removed: [], changed: [] })
    expect(mcpx(['schema', '--diff', '4']).status).toBe(2)
    expect(mcpx(['schema', '4', '5']).status).toBe(2)
    expect(JSON.parse(mcpx(['schema', '5']).stdout)).toEqual(library.schema(5))
  })

  test('--diff: new values of fields that both versions have', () => {
    const valuesOf = (from, to, key) =>
      Object.fromEntries(
        json(['schema', '--diff', from, to]).changed.map((change) => [change.name, change[key]])
      )
    const codes = ['MCPX_DOCKER_CLI_NOT_FOUND', 'MCPX_DOCKER_EXEC_NOT_FOUND', 'MCPX_DOCKER_OCI_RUNTIME']
    expect(valuesOf('4', '5', 'new_values')).toEqual({
      'diagnostics.error_code_counts_24h': [...codes, 'MCPX_STDIO_SPAWN_EXEC_FORMAT']
    })
    expect(valuesOf('6', '7', 'new_values')).toEqual({ wizard_connect_step: ['completed_external'] })
    expect(valuesOf('7', '6', 'removed_values')).toEqual({ wizard_connect_step: ['completed_external'] })
    expect(mcpx(['schema', '--diff', '6', '7']).stdout).toContain(
      '~ wizard_connect_step\n    new values: completed_external\n'
    )
  })
})

test('mcpx schema --plain: strict validators take it as it is', () => {
  for (const version of ['2', '8']) {
    const schema = JSON.parse(mcpx(['schema', version, '--plain']).stdout)
    const ajv = new Ajv2020({ strictTypes: false, strictRequired: false, validateFormats: false })
    const check = ajv.compile(schema)
    expect(check(JSON.parse(mcpx(['example', '--schema', version]).stdout))).toBe(true)
    expect(check(JSON.parse(mcpx(['example', '--schema', version, '--bad', 'missing_field']).stdout))).toBe(
      false
    )
  }
})

describe('completions and manual', () => {
  const commands = ['classify', 'validate', 'report', 'fields', 'completion']
  const hasShell = (name) => spawnSync(name, ['--version']).status === 0

  test.each(['bash', 'zsh', 'fish'])('%s: commands, options and values', async (shell) => {
    const { stdout, status } = mcpx(['completion', shell])
    expect(status).toBe(0)
    for (const word of [...commands, 'max-rate', 'sarif', 'streamable-http']) expect(stdout).toContain(word)
    await withFiles({ script: stdout }, (cwd) => {
      if (hasShell(shell)) expect(spawnSync(shell, ['-n', join(cwd, 'script')]).status).toBe(0)
    })
  })

  test('bash completes commands, options and values', () => {
    const { stdout } = mcpx(['completion', 'bash'])
    const complete = (...line) => {
      const words = line.map((word) => `'${word}'`).join(' ')
      const script = `${stdout}\nCOMP_WORDS=(mcpx ${words}); COMP_CWORD=${line.length}; _mcpx; echo "\${COMPREPLY[@]}"`
      return spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout.trim()
    }
    expect(complete('cla')).toBe('classify')
    expect(complete('validate', '--max-')).toBe('--max-rate --max-findings')
    expect(complete('validate', '-f', 'sa')).toBe('sarif')
    expect(complete('report', '--by', 're')).toBe('release')
    expect(complete('completion', '')).toBe('bash zsh fish')
    expect(complete('explain', 'home_p')).toBe('home_path')
    expect(complete('explain', 'MCPX_DOCKER_CLI')).toBe('MCPX_DOCKER_CLI_NOT_FOUND')
    expect(complete('explain', 'env_k')).toBe('env_kind_differs env_kind')
    expect(complete('validate', '--max-rate', 'unknown_co')).toBe('unknown_code=')
    expect(complete('example', '--bad', 'home')).toBe('home_path')
    expect(complete('validate', `${root}package-l`)).toBe(`${root}package-lock.json`)
  })

  test('an unknown shell is refused', () => {
    expect(mcpx(['completion', 'csh']).status).toBe(2)
  })

  test('the manual page has every command and option', () => {
    const { stdout } = mcpx(['man'])
    expect(stdout).toMatch(/^\.TH MCPX 1 "" "mcpx [\d.]+"\n/)
    for (const name of commands) expect(stdout).toContain(`.SS mcpx ${name} `)
    expect(stdout).toContain('.B \\-\\-max\\-rate <rule=share>')
    expect(stdout.split('\n').filter((line) => /^[.'](?!(TH|SH|SS|TP|B|I) )(?!TP$)/.test(line))).toEqual([])
  })
})
