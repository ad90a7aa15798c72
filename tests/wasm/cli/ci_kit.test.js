// ci_kit.test.js: the action, the hook, the problem matcher and the workflows of docs/ci.md, as far as a machine without
// these services can run them.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import yaml from 'js-yaml'
import { heartbeat, rowsOf, withFiles } from '../fleet.js'
import { cliPath, mcpx, readText, root } from '../helpers.js'

const GOOD = JSON.stringify(heartbeat())
const BAD = JSON.stringify(heartbeat({ edition: 'persnal' }), null, 2)
const LEAK = JSON.stringify(heartbeat({ previous_version: '/Users/jane/x' }))

const parse = (path) => yaml.safeLoad(readText(path))

// A program `name` in a folder of the path that runs the command; npx drops its own arguments.
function stub(folder, name, dropped = 0) {
  const file = join(folder, name)
  writeFileSync(file, `#!/bin/sh\nshift ${dropped}\nexec '${process.execPath}' '${cliPath}' "$@"\n`)
  chmodSync(file, 0o755)
  return file
}

function shell(script, { cwd, env = {}, args = [] }) {
  const { NODE_OPTIONS, GITHUB_ACTIONS, ...clean } = process.env
  const path = [cwd, clean.PATH].join(delimiter)
  const options = { cwd, env: { ...clean, PATH: path, ...env }, encoding: 'utf8' }
  return spawnSync('bash', ['-eo', 'pipefail', '-c', script, 'bash', ...args], options)
}

describe('the action', () => {
  const action = parse('action.yml')
  const [step] = action.runs.steps

  // What GitHub does: inputs, or their defaults, become the variables of the step.
  function runAction(inputs, files) {
    return withFiles(files, (cwd) => {
      const inputOf = (name) => inputs[name] ?? action.inputs[name].default ?? ''
      const variables = Object.entries(step.env).map(([name, value]) => [
        name,
        value.replace(/\$\{\{ inputs\.([\w-]+) \}\}/, (_, input) => inputOf(input))
      ])
      const [output, summary] = ['output', 'summary.md'].map((name) => join(cwd, name))
      const env = { ...Object.fromEntries(variables), GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary }
      stub(cwd, 'npx', 2)
      const done = shell(step.run, { cwd, env: { ...env, GITHUB_WORKSPACE: cwd } })
      const written = Object.fromEntries(
        readdirSync(cwd).map((name) => [name, readFileSync(join(cwd, name), 'utf8')])
      )
      const { output: status, 'summary.md': page } = written
      return { ...done, output: status, summary: page, read: (name) => written[name] }
    })
  }

  test('is a composite action whose variables are its inputs', () => {
    expect(action.runs.using).toBe('composite')
    expect(step.run).not.toContain('${{')
    const used = Object.values(step.env).map((value) => value.match(/inputs\.([\w-]+)/)[1])
    expect(used.sort()).toEqual(Object.keys(action.inputs).sort())
  })

  test('annotates, writes the summary, SARIF and its status', async () => {
    const files = { 'a.json': GOOD, 'b c.json': BAD }
    const inputs = { files: 'a.json\n\nb c.json\n', sarif: 'out.sarif' }
    const { status, stdout, output, summary, read } = await runAction(inputs, files)
    expect([status, output]).toEqual([1, 'status=1\n'])
    expect(JSON.parse(read('out.sarif')).runs[0].results).toHaveLength(1)
    expect(stdout).toMatch(/^::error file=b c\.json,line=4,/)
    expect(summary).toContain('`outside_closed_set`')
  })

  test('passes for clean payloads, with further options', async () => {
    const files = { 'a.json': GOOD, 'b.json': BAD }
    expect((await runAction({ files: 'a.json' }, files)).status).toBe(0)
    const args = '--max-rate=outside_closed_set=60%\n--statistics'
    expect((await runAction({ files: '*.json', args }, files)).output).toBe('status=0\n')
    expect((await runAction({ files: 'b.json', 'fail-on': 'never' }, files)).status).toBe(0)
    expect((await runAction({ files: 'none.json' }, files)).output).toBe('status=3\n')
    expect(await runAction({ files: '' }, files)).toMatchObject({ status: 2, output: 'status=2\n' })
  })

  test('removes blanks around the lines of its inputs, and blank lines', async () => {
    const files = { 'a.json': GOOD, 'b c.json': BAD }
    const inputs = { files: '\n  a.json \r\n\t\n\tb c.json  \n', args: '  --statistics \r\n \n' }
    const { output, stdout } = await runAction(inputs, files)
    expect(output).toBe('status=1\n')
    expect(stdout).toMatch(/^::error file=b c\.json,/m)
    expect((await runAction({ files: ' \n\t\r\n' }, files)).stdout).toBe(
      "::error::the input 'files' is empty\n"
    )
  })

  test('reads no input as shell code, and no file name as an option', async () => {
    const files = { '$(touch x).json': GOOD, '--help.json': GOOD }
    const { status, read } = await runAction({ files: '$(touch x).json\n--help.json\n' }, files)
    expect([status, read('x')]).toEqual([0, undefined])
  })
})

describe('the hook of pre-commit', () => {
  const [hook] = parse('.pre-commit-hooks.yaml')

  test('has the members that pre-commit asks for', () => {
    expect(hook).toMatchObject({ id: 'mcpx-validate', language: 'system' })
    const [{ hooks }] = parse('docs/examples/ci/pre-commit.yaml').repos
    expect(hooks[0].id).toBe(hook.id)
    const isChecked = (file) => new RegExp(hook.files).test(file) && !new RegExp(hook.exclude).test(file)
    expect(['a/b.json', 'x.ndjson', 'package.json', 'web/package-lock.json', 'a.js'].map(isChecked)).toEqual([
      ...[true, true, false, false, false]
    ])
  })

  test('its entry fails for a payload with an error, and only then', async () => {
    await withFiles({ 'a.json': GOOD, 'b.json': BAD }, (cwd) => {
      stub(cwd, 'npx', 2)
      const run = (...files) => shell(`${hook.entry} "$@"`, { cwd, args: files })
      expect([run('a.json').status, run('a.json', 'b.json').status]).toEqual([0, 1])
      expect(run('a.json', 'b.json').stdout).toMatch(/^b\.json:4:14: error: /)
    })
  })
})

describe('the problem matcher', () => {
  const [{ pattern }] = JSON.parse(readText('docs/examples/ci/matcher.json')).problemMatcher

  test('matches every line of -f unix', async () => {
    const files = { 'a b:1.json': BAD, 'b.json': LEAK, 'c.json': '{"cut":', 'd.ndjson': rowsOf([GOOD, '{}']) }
    await withFiles(files, (cwd) => {
      const { stdout } = mcpx(['validate', '-v', '-f', 'unix', '.', 'none.json'], { cwd })
      const lines = stdout.trimEnd().split('\n')
      expect(lines.length).toBeGreaterThan(10)
      const [{ regexp, file, line, column, severity, code }] = pattern
      const matches = lines.map((text) => text.match(new RegExp(regexp)))
      expect(lines.filter((_, i) => !matches[i])).toEqual([])
      expect([file, line, column, severity, code].map((group) => matches[0][group])).toEqual([
        ...['a b:1.json', '4', '14', 'error', 'outside_closed_set']
      ])
    })
  })
})

test('the action, the hook and the examples run the release that they are part of', () => {
  const { version } = JSON.parse(readText('wasm/package.json'))
  const pinned = ['github.yml', 'gitlab.yml', 'pre-commit.yaml', 'check.sh'].map(
    (name) => `docs/examples/ci/${name}`
  )
  for (const file of ['.pre-commit-hooks.yaml', ...pinned]) {
    const names = readText(file).match(/(?<=smart-mcp-proxy\/mcpx@v|@mcpproxy\/mcpx@|rev: v)\S+?(?=[\s}]|$)/g)
    expect([file, names]).toEqual([file, [version]])
    expect(readText(file)).not.toMatch(/@mcpproxy\/mcpx(?!@)|rev: main|@main|@latest/)
  }
  expect(parse('action.yml').inputs.version.default).toBe(version)
})

describe('docs/ci.md', () => {
  const text = readText('docs/ci.md')

  test.each(['github.yml', 'gitlab.yml', 'pre-commit.yaml', 'check.sh'])('shows %s', (name) => {
    expect(text).toContain(`\n${readText(`docs/examples/ci/${name}`)}\`\`\`\n`)
  })

  test('the workflow of GitHub uses inputs that exist, and may upload SARIF', () => {
    const { jobs, permissions } = parse('docs/examples/ci/github.yml')
    const steps = jobs.payloads.steps
    const { with: inputs } = steps.find(({ uses }) => uses?.startsWith('smart-mcp-proxy/mcpx'))
    expect(Object.keys(parse('action.yml').inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)))
    expect(permissions['security-events']).toBe('write')
    const upload = steps.find(({ uses }) => uses?.includes('upload-sarif'))
    expect([upload.if, upload.with.sarif_file]).toEqual(['always()', inputs.sarif])
  })

  test('the script of GitLab writes the reports that it names', async () => {
    const { script, artifacts } = parse('docs/examples/ci/gitlab.yml').telemetry
    await withFiles({}, (cwd) => {
      mkdirSync(join(cwd, 'fixtures'))
      writeFileSync(join(cwd, 'fixtures/a.json'), BAD)
      stub(cwd, 'npx', 2)
      expect(shell(script[0], { cwd, env: { CI_PROJECT_DIR: cwd } }).status).toBe(1)
      const issues = JSON.parse(readFileSync(join(cwd, artifacts.reports.codequality), 'utf8'))
      expect(issues[0].location).toEqual({ path: 'fixtures/a.json', lines: { begin: 4 } })
      expect(readFileSync(join(cwd, artifacts.reports.junit), 'utf8')).toContain('failures="1"')
    })
  })

  test('the script for a plain shell', async () => {
    await withFiles({ 'good.ndjson': rowsOf([GOOD]), 'bad.ndjson': rowsOf([GOOD, LEAK]) }, (cwd) => {
      const run = (file) =>
        shell(`'${root}docs/examples/ci/check.sh' ${file}`, { cwd, env: { MCPX: stub(cwd, 'mcpx') } })
      expect(run('good.ndjson').status).toBe(0)
      expect(JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')).by_release).toBeDefined()
      expect(run('bad.ndjson').status).toBe(1)
      expect(JSON.parse(readFileSync(join(cwd, 'findings.json'), 'utf8')).summary.with_errors).toBe(1)
    })
  })
})
