// report.test.js: mcpx report: the figures of a fleet as text, JSON and NDJSON.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { heartbeat, idOf, rowsOf, withFiles } from '../fleet.js'
import { mcpx } from '../helpers.js'

const ESC = String.fromCharCode(27)

const codes = (counts) => ({
  diagnostics: {
    error_code_counts_24h: counts,
    fix_attempted_24h: 0,
    fix_succeeded_24h: 0,
    unique_codes_ever: 9
  }
})

const install = (n, fields, flags) => heartbeat({ anonymous_id: idOf(n), ...fields }, flags)

// Four installs. One has a Docker daemon but no docker command, one sends its heartbeat twice.
const FLEET = [
  install(1, { os: 'darwin', ...codes({ MCPX_DOCKER_CLI_NOT_FOUND: 12 }) }, { docker_cli_source: 'absent' }),
  install(2, { os: 'linux', ...codes({ MCPX_HTTP_401: 1500 }) }),
  install(3, { os: 'linux', ...codes({ MCPX_HTTP_401: 1, MCPX_DOCKER_NO_PERMISSION: 1 }) }),
  install(4, codes({}), { docker_isolation_enabled: false, docker_cli_source: 'bundled' }),
  install(4, codes({}), { docker_isolation_enabled: false, docker_cli_source: 'bundled' }),
  { event: 'telemetry_disabled', anonymous_id: idOf(9) },
  '{"cut off'
]
const INPUT = rowsOf(FLEET)

const report = (...args) => mcpx(['report', ...args], { input: INPUT })

test('counts payloads, isolation, the docker command and error codes', () => {
  const { status, stdout, stderr } = report()
  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(
    stdout.split('\n').map((line) =>
      line
        .replaceAll(/[█▏▎▍▌▋▊▉]+/g, '█')
        .trim()
        .replaceAll(/ +/g, ' ')
    )
  ).toEqual([
    'Payloads 7',
    'Heartbeats 5',
    'Installs 4',
    'Payloads with errors 1',
    'Opt-out beacons 1',
    'Other payloads 1',
    'Repeated heartbeats (counted once) 1',
    '',
    'Docker isolation installs share',
    'on █ 3 75.0%',
    'off █ 1 25.0%',
    'unknown 0 0.0%',
    '',
    'Docker daemon installs share',
    'on █ 4 100.0%',
    'off 0 0.0%',
    'unknown 0 0.0%',
    '',
    'Source of the docker command installs share',
    'path █ 2 50.0%',
    'bundled █ 1 25.0%',
    'login_shell 0 0.0%',
    'absent █ 1 25.0%',
    'unknown 0 0.0%',
    '',
    'Docker running, docker command missing installs share',
    'affected █ 1 25.0%',
    '',
    'Error codes installs share count',
    'MCPX_DOCKER_CLI_NOT_FOUND █ 1 25.0% 12',
    'MCPX_DOCKER_NO_PERMISSION █ 1 25.0% 1',
    'MCPX_HTTP_401 █ 2 50.0% 1,501',
    '',
    'By schema version installs isolation on command missing affected',
    '5 4 3 75.0% 1 25.0% 1 25.0%',
    '',
    'By operating system installs isolation on command missing affected',
    'darwin 2 1 50.0% 1 50.0% 1 50.0%',
    'linux 2 2 100.0% – –',
    ''
  ])
})

test('bars are proportional, aligned, and as wide as the terminal allows', () => {
  const bars = report()
    .stdout.split('\n')
    .filter((line) => /[█▏▎▍▌▋▊▉]/.test(line))
  const places = bars.map((line) => line.search(/[█▏▎▍▌▋▊▉]/))
  const lengthOf = (share) => bars.find((line) => line.includes(share)).match(/[█▏▎▍▌▋▊▉]+/)[0].length
  expect(new Set(places).size).toBe(1)
  expect(Math.abs(lengthOf('50.0%') - 2 * lengthOf('25.0%'))).toBeLessThanOrEqual(1)
  expect(
    Math.max(
      ...report()
        .stdout.split('\n')
        .map((line) => line.length)
    )
  ).toBeLessThanOrEqual(100)
})

test('a small share has a bar', () => {
  const many = Array.from({ length: 1500 }, (_, n) => install(n, {}, { docker_isolation_enabled: n !== 7 }))
  const { stdout } = mcpx(['report'], { input: rowsOf(many) })
  expect(stdout).toMatch(/^ {2}off +▏ +1 {4}0\.1%$/m)
  expect(stdout).toMatch(/^Payloads +1,500$/m)
})

test('without heartbeats is no success', () => {
  const { status, stdout, stderr } = mcpx(['report'], { input: '{}' })
  expect(status).toBe(3)
  expect(stdout).toContain('There are no heartbeats to count.')
  expect(stderr).toBe(
    'mcpx: no payload is a heartbeat or an opt-out beacon; with --allow-empty, that is not an error\n'
  )
  expect(mcpx(['report', '--allow-empty'], { input: '{}' }).status).toBe(0)
  expect(mcpx(['report'], { input: rowsOf([FLEET[5]]) }).status).toBe(0)
})

test('colors are only for terminals', () => {
  expect(report().stdout).not.toContain(ESC)
  expect(mcpx(['report'], { input: INPUT, env: { FORCE_COLOR: '1' } }).stdout).toContain(`${ESC}[31m█`)
})

test('json contains the figures of the library', () => {
  const figures = JSON.parse(report('-f', 'json').stdout)
  expect(figures).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    payloads: 7,
    heartbeats: 5,
    opt_out_beacons: 1,
    neither: 1,
    with_errors: 1,
    repeated: 1,
    installs: 4,
    docker_isolation_enabled: { on: 3, off: 1, unknown: 0 },
    docker_cli_source: { path: 2, bundled: 1, login_shell: 0, absent: 1, unknown: 0 },
    docker_available_cli_absent: 1,
    by_os: { darwin: { installs: 2 }, linux: { installs: 2 } }
  })
})

test('ndjson has a line for the fleet and one per group', () => {
  const lines = report('-f', 'ndjson')
    .stdout.trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map(({ group, name, installs }) => [group, name, installs])).toEqual([
    ['all', null, 4],
    ['schema_version', '5', 4],
    ['os', 'darwin', 2],
    ['os', 'linux', 2]
  ])
})

test('files, folders and gzip files are counted together; unreadable inputs are reported', async () => {
  const files = {
    'a.json': JSON.stringify(FLEET[0], null, 2),
    'b.ndjson.gz': gzipSync(rowsOf(FLEET.slice(1, 3))),
    'notes.txt': 'no payload'
  }
  await withFiles(files, (folder) => {
    const { status, stdout, stderr } = mcpx(['report', '-f', 'json', '.', 'none.json'], { cwd: folder })
    expect(JSON.parse(stdout)).toMatchObject({ payloads: 3, installs: 3 })
    expect(stderr).toBe('mcpx: cannot read none.json: the file does not exist\n')
    expect(status).toBe(3)
  })
})

test('with --ndjson, each line is a payload, whatever the first line is', () => {
  const count = (input, ...args) =>
    JSON.parse(mcpx(['report', '--format', 'json', ...args], { input }).stdout).payloads
  const input = `{"cut off\n${rowsOf([install(1), install(2)])}`
  expect(count(input)).toBe(1)
  expect(count(input, '--ndjson')).toBe(3)
  expect(count('', '--ndjson')).toBe(0)
})

test('a report is not counted as a payload, and the message names --merge', async () => {
  const made = report('-f', 'json').stdout
  const rows = rowsOf([FLEET[0], JSON.parse(made)])
  const lines = report('-f', 'ndjson').stdout
  for (const input of [made, rows, lines]) {
    const { status, stdout, stderr } = mcpx(['report', '-f', 'json'], { input })
    expect([status, JSON.parse(stdout).neither]).toEqual([3, 0])
    expect(stderr).toContain('it is a report, not payloads: mcpx report --merge')
  }
})

describe('--compare', () => {
  test.each([
    ['a report', ['report', '-f', 'json']],
    ['payloads', null]
  ])('takes %s from a pipe, which can be read only once', async (_, command) => {
    const earlier = command ? mcpx(command, { input: INPUT }).stdout : INPUT
    await withFiles({ 'now.ndjson': INPUT }, (folder) => {
      const args = ['report', '--compare', '-', '-f', 'json', 'now.ndjson']
      const { status, stdout } = mcpx(args, { input: earlier, cwd: folder })
      expect(status).toBe(0)
      expect(JSON.parse(stdout).before.installs).toBe(4)
    })
  })

  test('shows nothing where a period cannot be read, and writes no file', async () => {
    await withFiles({ 'now.ndjson': INPUT, 'out.json': 'before' }, (folder) => {
      const args = ['report', '--compare', 'none.json', '-f', 'text', '-f', 'json=out.json', 'now.ndjson']
      const { status, stdout, stderr } = mcpx(args, { cwd: folder })
      expect([status, stdout]).toEqual([3, ''])
      expect(stderr).toContain('there is no output')
      expect(readFileSync(join(folder, 'out.json'), 'utf8')).toBe('before')
    })
  })

  test('standard input cannot be both periods', () => {
    expect(mcpx(['report', '--compare', '-'], { input: INPUT }).status).toBe(2)
  })
})
