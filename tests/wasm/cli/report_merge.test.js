// report_merge.test.js: mcpx report --merge: the sum of reports is the report of the whole; what cannot be summed is
// refused before anything is printed.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../../wasm/dist/node.mjs'
import { readReport } from '../../../wasm/shared/merge.js'
import { heartbeat, idOf, rowsOf, withFiles } from '../fleet.js'
import { cleanHeartbeat, random } from '../heartbeats.js'
import { mcpx } from '../helpers.js'

const nothing = loadSync().report([])

// Random heartbeats of a few installs: each install is in one part.
function parts(count) {
  const stream = random(7)
  const rows = Array.from({ length: count }, () => [])
  for (let i = 0; i < 400; i++) {
    const n = stream.below(90)
    const payload = {
      ...cleanHeartbeat(stream, { schemaVersion: 1 + stream.below(5) }),
      anonymous_id: idOf(n)
    }
    rows[n % count].push(stream.chance(0.1) ? { ...payload, os: 'other' } : payload)
  }
  rows[0].push({ event: 'telemetry_disabled', anonymous_id: idOf(99) }, '{')
  return rows
}

test.each([1, 2, 7])('the merged reports of %d parts are the report of the whole', async (count) => {
  const rows = parts(count)
  const files = Object.fromEntries(
    rows.map((part, i) => [
      `part-${i}.json`,
      mcpx(['report', '--format', 'json'], { input: rowsOf(part) }).stdout
    ])
  )
  for (const format of ['json', 'ndjson', 'text']) {
    const whole = mcpx(['report', '--format', format], { input: rowsOf(rows.flat()) }).stdout
    await withFiles(files, (folder) => {
      const merged = mcpx(['report', '--merge', '--format', format, folder])
      expect(merged).toEqual({ status: 0, stdout: whole, stderr: '' })
      // The result of a merge can be merged again, with a report on nothing.
      if (format === 'json') {
        const input = rowsOf([JSON.parse(merged.stdout), nothing])
        expect(mcpx(['report', '--merge', '--format', 'json'], { input }).stdout).toBe(whole)
      }
    })
  }
})

const install = (n, fields) => heartbeat({ anonymous_id: idOf(n), ...fields })
const merge = (input, ...args) => mcpx(['report', '--merge', ...args], { input })
const mergeIn = (folder, ...args) => mcpx(['report', '--merge', ...args], { cwd: folder })
const reportOf = (payloads, ...args) =>
  mcpx(['report', '--format', 'json', ...args], { input: rowsOf(payloads) }).stdout

// The report on two installs, one of them with an error code.
const ONE = reportOf([
  install(1, { diagnostics: { ...heartbeat().diagnostics, error_code_counts_24h: { MCPX_HTTP_401: 3 } } }),
  install(2, { os: 'linux' })
])

// A report with one of its members changed, by the path to it.
function changed(path, change) {
  const report = JSON.parse(ONE)
  const names = path.split('.')
  const last = names.pop()
  const owner = names.reduce((value, name) => value[name], report)
  owner[last] = change(owner[last])
  return JSON.stringify(report)
}
const set = (path, value) => changed(path, () => value)

test('the report that the tests change is one', () => {
  expect(JSON.parse(ONE)).toMatchObject({
    installs: 2,
    codes: [{ count: 2 }, { code: 'MCPX_HTTP_401', count: 3 }]
  })
  expect(merge(ONE, '-f', 'json')).toEqual({ status: 0, stdout: ONE, stderr: '' })
})

describe('what is no report is refused:', () => {
  const group = JSON.parse(ONE).by_os.linux
  test.each([
    ['a heartbeat', JSON.stringify(install(1))],
    ['no JSON', '{'],
    ['an empty input', ''],
    ['null', 'null'],
    ['a comparison', JSON.stringify({ before: JSON.parse(ONE), after: JSON.parse(ONE) })],
    ['a list of codes with null', set('codes', [null])],
    ['a negative count', set('payloads', -1)],
    ['a fraction', set('codes.0.count', 2.5)],
    ['a count beyond 2^53', set('codes.0.count', 2 ** 53)],
    ['a count as text', set('installs', '2')],
    ['a group without figures', set('by_os', { linux: {} })],
    ['groups as a list', set('by_os', [])],
    ['a chosen group without figures', set('by_release', { 'v1.0.0': { installs: 2 } })],
    ['chosen groups that are a number', set('by_release', 7)],
    ['an unknown member', set('docker_cli_source.snap', 0)],
    ['unknown groups', set('by_user', { x: group })],
    ['a code twice', changed('codes', (codes) => [...codes, ...codes])]
  ])('%s', (_, input) => {
    expect(readReport(input, nothing).reason).toContain('not a report of this release of mcpx')
  })
})

describe('figures that no fleet has are refused:', () => {
  test.each([
    ['payloads', 5],
    ['heartbeats', 1, 'payloads'],
    ['with_errors', 3],
    ['repeated', 1, 'installs'],
    ['not_counted', 3, 'repeated'],
    ['installs', 3],
    ['docker_available.on', 1],
    ['docker_isolation_enabled.unknown', 1],
    ['docker_cli_source.absent', 1],
    ['docker_available_cli_absent', 1],
    ['codes.0.installs', 3],
    ['codes.0.count', 0],
    ['by_os.linux.installs', 0],
    ['by_os.linux.docker_available.off', 9]
  ])('%s %d', (path, value, found = path.split('.')[0]) => {
    const reason = `its figures contradict each other at "${found}"`
    expect(readReport(set(path, value), nothing)).toEqual({ reason })
  })

  test('versions that do not add up', () => {
    const input = changed('by_schema_version', (versions) =>
      Object.fromEntries([...Object.entries(versions), ['1', Object.values(versions)[0]]])
    )
    expect(readReport(input, nothing).reason).toContain('at "by_schema_version"')
  })

  test('counts that stopped at the largest integer are possible', () => {
    const full = { code: 'MCPX_HTTP_401', installs: 1, count: Number.MAX_SAFE_INTEGER }
    const { stdout } = merge(rowsOf([set('codes', [full]), set('codes', [full])]), '-f', 'json')
    expect(JSON.parse(stdout).codes).toEqual([{ ...full, installs: 2 }])
  })
})

describe('text of a report', () => {
  const names = ['\u001b[31mred', 'a\nb', '::error::x', '', '__proto__', 'a b', 'x'.repeat(65), 'né']
  test.each(names)('%j is no name of a group or a code', (name) => {
    const named = JSON.stringify(name)
    const group = JSON.stringify(JSON.parse(ONE).by_os.linux)
    for (const input of [
      ONE.replace('"linux"', named),
      JSON.stringify(JSON.parse(ONE)).replace(/"by_schema_version":{"\d"/, `"by_schema_version":{${named}`),
      JSON.stringify(JSON.parse(ONE)).replace(/}$/, `,"by_release":{${named}:${group}}}`),
      set('codes.0.code', name)
    ]) {
      expect(input).toContain(named)
      const { reason } = readReport(input, nothing)
      expect(reason).toContain('not a report')
      if (name) expect(reason).not.toContain(name)
    }
  })

  test.each(['constructor', 'toString', 'hasOwnProperty'])('%s is a name like any other', (name) => {
    const part = set('by_release', { [name]: JSON.parse(ONE).by_os.linux })
    const { stdout } = merge(rowsOf([part, part]), '-f', 'json')
    expect(JSON.parse(stdout).by_release[name].installs).toBe(2)
  })

  test('is not printed: neither its version nor its members', () => {
    const { stdout, stderr } = merge(set('version', '\u001b[31mversion'), '-f', 'json')
    expect(stdout + stderr).not.toContain('31m')
    expect(merge(set('\u001b[31mmember', 1)).stderr).not.toContain('31m')
  })
})

test.each([
  ['UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16, big-endian', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ['UTF-8 with a byte order mark', (text) => Buffer.from(`\ufeff${text}`)],
  ['gzip', gzipSync]
])('reads %s, one report or one per line', async (_, encode) => {
  const line = JSON.stringify(JSON.parse(ONE))
  const lines = `${line}\n${JSON.stringify(nothing)}\n`
  for (const text of [ONE, line, lines])
    await withFiles({ 'part.json': encode(text) }, (folder) => {
      expect(mergeIn(folder, '-f', 'json', 'part.json')).toEqual({ status: 0, stdout: ONE, stderr: '' })
      const compared = mcpx(['report', '--merge', '--compare', 'part.json', 'part.json'], { cwd: folder })
      expect([compared.status, compared.stderr]).toEqual([0, ''])
    })
})

test('several reports one after another are parts', () => {
  const other = reportOf([install(3)])
  const { status, stdout } = merge(ONE + other, '-f', 'json')
  expect([status, JSON.parse(stdout).installs]).toEqual([0, 3])
  expect(merge(`${ONE}${other}{`).status).toBe(3)
  expect(merge(`${ONE.slice(0, -9)}${other}`).status).toBe(3)
  // At most 1 MiB of a payload is kept.
  const long = merge(ONE.repeat(Math.ceil((1 << 20) / ONE.length)))
  expect([long.status, long.stdout]).toEqual([3, ''])
  expect(long.stderr).toContain('it is longer than 1 MiB')
  expect(long.stderr.split('\n').length).toBeLessThan(9)
})

describe('reports as lines (-f ndjson)', () => {
  const lines = (payloads, ...args) =>
    mcpx(['report', '-f', 'ndjson', ...args], { input: rowsOf(payloads) }).stdout
  const fleet = [1, 2, 3].map((n) => install(n))

  test('are reports, in one file or several, beside others', async () => {
    const files = {
      'a.ndjson': lines(fleet.slice(0, 1)) + lines(fleet.slice(1, 2)),
      'b.json': reportOf(fleet.slice(2))
    }
    await withFiles(files, (folder) => {
      const { status, stdout } = mergeIn(folder, '-f', 'json', '.')
      expect([status, stdout]).toEqual([0, reportOf(fleet)])
    })
    const by = ['--by', 'os']
    expect(merge(lines(fleet, ...by), ...by, '-f', 'json').stdout).toBe(reportOf(fleet, ...by))
  })

  test.each([
    ['without the first line', (text) => text.replace(/^.*\n/, '')],
    ['with a group that is none', (text) => text.replace('"group":"os"', '"group":"user"')],
    ['with a name that is none', (text) => text.replace('"name":"darwin"', '"name":null')],
    ['of which one occurs twice', (text) => text.replace(/.*"group":"os".*\n/, '$&$&')],
    ['of which one is lost', (text) => text.replace(/\n.*"schema_version".*/, '')]
  ])('%s are none', (_, change) => {
    const input = lines(fleet)
    expect(change(input)).not.toBe(input)
    const { status, stdout } = merge(change(input))
    expect([status, stdout]).toEqual([3, ''])
  })
})

test('a part that is no report, or has wrong figures, is named by its line', () => {
  const input = `${JSON.stringify(JSON.parse(ONE))}\n{}\n${set('with_errors', 9)}\n`
  const { status, stdout, stderr } = merge(input)
  expect([status, stdout]).toEqual([3, ''])
  expect(stderr).toMatch(
    /standard input, line 2: not a report.*\n.*standard input, line 3: its figures contradict/
  )
})

test('a part that cannot be read ends it without output, and no file is written', async () => {
  const files = { 'a.json': ONE, 'b.json': '{', 'out.json': 'before' }
  await withFiles(files, (folder) => {
    const { status, stdout, stderr } = mergeIn(
      folder,
      '-f',
      'text',
      '-f',
      'json=out.json',
      'a.json',
      'b.json'
    )
    expect([status, stdout]).toEqual([3, ''])
    expect(stderr).toMatch(/cannot read b\.json: .*\n.*there is no output/)
    expect(readFileSync(join(folder, 'out.json'), 'utf8')).toBe('before')
  })
})

test('a sample of parts is no sum', () => {
  expect(merge(ONE, '--sample', '50%').status).toBe(2)
})

test('without reports it says so', () => {
  const { status, stdout, stderr } = merge('[]')
  expect([status, stdout]).toEqual([3, ''])
  expect(stderr).toContain('the input contains no reports')
  expect(merge('[]', '--allow-empty').status).toBe(0)
  expect(merge('', '--compare', '/dev/null').stdout).toBe('')
})

describe('with groups', () => {
  const release = (n) => ({ anonymous_id: idOf(n), version: n % 2 ? 'v0.9.0' : 'v0.10.0' })
  const fleet = [1, 2, 3, 4].map((n) => heartbeat(release(n)))
  const by = (...payloads) => reportOf(payloads, '--by', 'release')

  test.each(['text', 'json', 'ndjson'])('the sum is the report of the whole, as %s', (format) => {
    const whole = mcpx(['report', '--by', 'release', '-f', format], { input: rowsOf(fleet) })
    const input = rowsOf(
      [by(...fleet.slice(0, 1)), by(...fleet.slice(1)), JSON.stringify(nothing)].map((text) =>
        JSON.parse(text)
      )
    )
    expect(merge(input, '--by', 'release', '-f', format)).toEqual(whole)
  })

  test('a part without them is named, and nothing is printed', async () => {
    const files = {
      'a.json': by(fleet[0]),
      'b.json': reportOf([fleet[1]]),
      'c.json': reportOf([fleet[2]], '--by', 'day')
    }
    await withFiles(files, (folder) => {
      const { status, stdout, stderr } = mergeIn(folder, '--by', 'release', '.')
      expect([status, stdout]).toEqual([3, ''])
      expect(stderr).not.toContain('internal error')
      for (const name of ['b.json', 'c.json'])
        expect(stderr).toMatch(
          new RegExp(`${name}: it has no figures by release: make it again with mcpx report --by release`)
        )
      expect(stderr).not.toContain('cannot read a.json')
    })
  })

  test('those that only some parts have are left out, and this is said', () => {
    const { status, stdout, stderr } = merge(
      rowsOf([by(fleet[0]), reportOf([fleet[1]])].map((text) => JSON.parse(text))),
      '-f',
      'json'
    )
    expect(status).toBe(0)
    expect(Object.keys(JSON.parse(stdout))).not.toContain('by_release')
    expect(stderr).toContain('"by_release" is left out')
  })
})

describe('a part that is read twice', () => {
  test('is counted once if it is the same file', async () => {
    await withFiles({ 'a.json': ONE }, (folder) => {
      const { status, stdout, stderr } = mergeIn(folder, '-f', 'json', 'a.json', '.', './a.json')
      expect([status, stdout]).toEqual([0, ONE])
      expect(stderr).toBe('mcpx: a.json is given twice; it is counted once\n')
    })
  })

  test('is named if it may be another part', async () => {
    await withFiles({ 'a.json': ONE, 'b.json': JSON.stringify(JSON.parse(ONE)) }, (folder) => {
      const { status, stdout, stderr } = mergeIn(folder, '-f', 'json', 'a.json', 'b.json')
      expect([status, JSON.parse(stdout).installs]).toEqual([0, 4])
      expect(stderr).toContain('b.json has the same figures as a.json')
    })
  })

  test('is nothing to mention if it is empty', () => {
    expect(merge(rowsOf([nothing, nothing, JSON.parse(ONE)])).stderr).toBe('')
  })
})
