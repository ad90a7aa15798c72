// report_merge.test.js: mcpx report --merge: the sum of reports is the report of the whole.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { modelOf, onlyFigures } from '../../../wasm/shared/report_form.js'
import { readReport } from '../../../wasm/shared/report_reader.js'
import { heartbeat, idOf, rowsOf, withFiles } from '../fleet.js'
import { mcpx } from '../helpers.js'
import { install, library, merge, mergeIn, nothing, ONE, parts, reportOf, set } from './merged.js'

const model = modelOf(library)

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

test('the report that the tests change is one', () => {
  expect(JSON.parse(ONE)).toMatchObject({
    installs: 2,
    codes: [{ count: 2 }, { code: 'MCPX_HTTP_401', count: 3 }]
  })
  expect(merge(ONE, '-f', 'json')).toEqual({ status: 0, stdout: ONE, stderr: '' })
})

describe('the order in a part is not that of the sum:', () => {
  const reversed = (value) => {
    if (Array.isArray(value)) return value.map(reversed).reverse()
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .map(([name, member]) => [name, reversed(member)])
        .reverse()
    )
  }
  const counts = { MCPX_HTTP_401: 1, MCPX_DOCKER_CLI_NOT_FOUND: 1, MCPX_A_B: 1 }
  const fleet = [
    ...[5, 8, 12, 'x'].flatMap((schema_version, i) =>
      ['linux', 'beos', 'darwin'].map((os, k) =>
        install(3 * i + k, {
          os,
          schema_version,
          version: `v0.${8 + k}.0`,
          diagnostics: { ...heartbeat().diagnostics, error_code_counts_24h: counts }
        })
      )
    )
  ]

  test.each([[[]], [['--by', 'release']]])('report, or --merge of one or several, %j', (args) => {
    const whole = reportOf(fleet, ...args)
    const report = JSON.parse(whole)
    expect(Object.keys(report.by_schema_version)).toEqual(expect.arrayContaining(['unknown', 'newer']))
    expect(report.by_os.darwin.codes.map(({ code }) => code)).toEqual([
      ...Object.keys(counts).slice(0, 2).sort(),
      null
    ])
    const other = JSON.stringify(reversed(report))
    expect(merge(other, ...args, '-f', 'json')).toEqual({ status: 0, stdout: whole, stderr: '' })
    const each = fleet.map((row) => JSON.stringify(reversed(JSON.parse(reportOf([row], ...args))))).reverse()
    expect(merge(rowsOf(each), ...args, '-f', 'json').stdout).toBe(whole)
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
      const { reason } = readReport(input, model)
      expect(reason).toContain('not a report')
      if (name) expect(reason).not.toContain(name)
    }
  })

  test.each(['constructor', 'toString', 'hasOwnProperty'])('%s is a name like any other', (name) => {
    const group = onlyFigures(JSON.parse(ONE))
    const part = set('by_release', { [name]: group })
    const { stdout } = merge(rowsOf([part, part]), '-f', 'json')
    expect(JSON.parse(stdout).by_release[name].installs).toBe(4)
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
  const long = merge(ONE.replace('{', `{${' '.repeat(1 << 20)}`))
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
    ['without the release', (text) => text.replace(/"version":"[^"]*",/, '')],
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
    /standard input, line 2: not a report.*\n.*standard input, line 3: its figures contradict each other at "with_errors": 9, expected at most 2/
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

test('an earlier period may be a report of an earlier release, but not one with wrong figures', async () => {
  await withFiles({ 'old.json': set('version', '0.0.9'), 'wrong.json': set('by_os', {}) }, (folder) => {
    const compare = (name) => mcpx(['report', '--merge', '--compare', name], { cwd: folder, input: ONE })
    expect(compare('old.json')).toMatchObject({ status: 0, stderr: '' })
    expect(compare('wrong.json')).toMatchObject({ status: 3, stdout: '' })
    expect(compare('wrong.json').stderr).toContain('"by_os, sum of installs": 0, expected 2')
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
