// report.test.js: figures of a fleet, as a person and a program read them.
import { gzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { heartbeat, idOf, rowsOf, withFiles } from './fleet.js'
import { mcpx } from './helpers.js'

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

// Four installs: one of them answers to Docker but has no command, one sends its heartbeat twice.
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

test('says how many, who runs isolated, where docker comes from, and which codes occur', () => {
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
    '7 payloads',
    '5 heartbeats, of 4 installs',
    '1 opt-out beacon',
    '1 neither',
    '1 with errors',
    '1 repeated, counted once',
    '',
    'Docker isolation installs share',
    'on █ 3 75.0 %',
    'off █ 1 25.0 %',
    'unknown 0 0.0 %',
    '',
    'Where the docker command comes from installs share',
    'path █ 2 50.0 %',
    'bundled █ 1 25.0 %',
    'login_shell 0 0.0 %',
    'absent █ 1 25.0 %',
    'unknown 0 0.0 %',
    '',
    'Docker runs, its command line is not found installs share',
    'affected █ 1 25.0 %',
    '',
    'Error codes installs share count',
    'MCPX_DOCKER_CLI_NOT_FOUND █ 1 25.0 % 12',
    'MCPX_DOCKER_NO_PERMISSION █ 1 25.0 % 1',
    'MCPX_HTTP_401 █ 2 50.0 % 1,501',
    '',
    'By schema version installs isolation on command absent and Docker runs',
    '5 4 3 75.0 % 1 25.0 % 1 25.0 %',
    '',
    'By system installs isolation on command absent and Docker runs',
    'darwin 2 1 50.0 % 1 50.0 % 1 50.0 %',
    'linux 2 2 100.0 % – –',
    ''
  ])
})

test('bars are as long as their share, begin below each other and leave room for the numbers', () => {
  const bars = report()
    .stdout.split('\n')
    .filter((line) => /[█▏▎▍▌▋▊▉]/.test(line))
  const places = bars.map((line) => line.search(/[█▏▎▍▌▋▊▉]/))
  const lengthOf = (share) => bars.find((line) => line.includes(share)).match(/[█▏▎▍▌▋▊▉]+/)[0].length
  expect(new Set(places).size).toBe(1)
  expect(Math.abs(lengthOf('50.0 %') - 2 * lengthOf('25.0 %'))).toBeLessThanOrEqual(1)
  expect(
    Math.max(
      ...report()
        .stdout.split('\n')
        .map((line) => line.length)
    )
  ).toBeLessThanOrEqual(100)
})

test('a share that is not nothing is seen', () => {
  const many = Array.from({ length: 1500 }, (_, n) => install(n, {}, { docker_isolation_enabled: n !== 7 }))
  const { stdout } = mcpx(['report'], { input: rowsOf(many) })
  expect(stdout).toMatch(/^ {2}off +▏ +1 {3}0\.1 %$/m)
  expect(stdout).toContain('1,500 payloads')
})

test('nothing to count', () => {
  const { status, stdout } = mcpx(['report'], { input: '{}' })
  expect(status).toBe(0)
  expect(stdout).toContain('There is no heartbeat to count.')
})

test('colours are for terminals', () => {
  expect(report().stdout).not.toContain(ESC)
  expect(mcpx(['report'], { input: INPUT, env: { FORCE_COLOR: '1' } }).stdout).toContain(`${ESC}[31m█`)
})

test('json is the figures as the library gives them', () => {
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

test('ndjson has a line for all and for each group', () => {
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

test('files, folders and packed files count together; what cannot be read is said', async () => {
  const files = {
    'a.json': JSON.stringify(FLEET[0], null, 2),
    'b.ndjson.gz': gzipSync(rowsOf(FLEET.slice(1, 3))),
    'notes.txt': 'no payload'
  }
  await withFiles(files, (folder) => {
    const { status, stdout, stderr } = mcpx(['report', '-f', 'json', '.', 'none.json'], { cwd: folder })
    expect(JSON.parse(stdout)).toMatchObject({ payloads: 3, installs: 3 })
    expect(stderr).toBe('mcpx: cannot read none.json: there is no such file\n')
    expect(status).toBe(3)
  })
})
