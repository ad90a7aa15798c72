// report_merge.test.js: mcpx report --merge: the sum of reports is the report of the whole; what cannot be summed is
// refused before anything is printed.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { Groups } from '../../../wasm/cli/io/groups.js'
import { loadSync } from '../../../wasm/dist/node.mjs'
import { modelOf, onlyFigures } from '../../../wasm/shared/report_form.js'
import { readReport } from '../../../wasm/shared/report_reader.js'
import { heartbeat, idOf, rowsOf, withFiles } from '../fleet.js'
import { cleanHeartbeat, random } from '../heartbeats.js'
import { mcpx } from '../helpers.js'

const library = loadSync()
const model = modelOf(library)
const nothing = { version: library.version, ...library.report([]) }

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
    ['a count as text', set('installs', '2')],
    ['a group without figures', set('by_os', { linux: {} })],
    ['groups as a list', set('by_os', [])],
    ['a chosen group without figures', set('by_release', { 'v1.0.0': { installs: 2 } })],
    ['chosen groups that are a number', set('by_release', 7)],
    ['an unknown member', set('docker_cli_source.snap', 0)],
    ['unknown groups', set('by_user', { x: group })],
    [
      'a system outside of the format',
      changed('by_os', ({ linux, ...groups }) => ({ ...groups, beos: linux }))
    ],
    ['a schema version outside of the format', set('by_schema_version', { 99: group })],
    ['a code outside of the catalog', set('codes.1.code', 'MCPX_JANE_DOE')],
    ['a code with more members', changed('codes.0', (row) => ({ ...row, name: 'jane' }))],
    ['another release', set('version', '0.0.9')],
    ['a release as a number', set('version', 1)],
    ['no release', set('version', undefined)],
    ['a code twice', changed('codes', (codes) => [...codes, ...codes])]
  ])('%s', (_, input) => {
    expect(readReport(input, model).reason).toContain('not a report of this release of mcpx')
  })
})

describe('figures that no fleet has are refused:', () => {
  test.each([
    ['payloads', 5, 'payloads', '5, expected 2'],
    ['heartbeats', 1, 'payloads', '2, expected 1'],
    ['with_errors', 3, 'with_errors', '3, expected at most 2'],
    ['repeated', 1, 'installs', '2, expected at most 1'],
    ['not_counted', 3, 'repeated', '3, expected at most 2'],
    ['installs', 3, 'installs', '3, expected at most 2'],
    ['installs', 0, 'installs', '0, expected at least 1'],
    ['docker_available.on', 1, 'docker_available', '1, expected 2'],
    ['docker_isolation_enabled.unknown', 1, 'docker_isolation_enabled', '3, expected 2'],
    ['docker_cli_source.absent', 1, 'docker_cli_source', '3, expected 2'],
    ['docker_available_cli_absent', 1, 'docker_available_cli_absent', '1, expected at most 0'],
    ['codes.1.installs', 4, 'codes.MCPX_HTTP_401.installs', '4, expected at most 3'],
    ['codes.1.installs', 3, 'codes.MCPX_HTTP_401.installs', '3, expected at most 2'],
    ['codes.1.count', 0, 'codes.MCPX_HTTP_401.installs', '1, expected at most 0'],
    ['codes.1.count', 4, 'by_schema_version, sum of codes.MCPX_HTTP_401.count', '3, expected 4'],
    ['codes', [], 'by_schema_version, sum of codes.MCPX_DOCKER_CLI_NOT_FOUND.installs', /^1, expected 0$/],
    ['by_os', {}, 'by_os, sum of installs', '0, expected 2'],
    ['by_os.darwin.codes', [], 'by_os, sum of codes.MCPX_HTTP_401.installs', '0, expected 1'],
    ['by_os.linux.installs', 0, 'by_os, group 2, docker_available', '1, expected 0'],
    ['by_os.linux.docker_available.off', 9, 'by_os, group 2, docker_available', '10, expected 1']
  ])('%s %j', (path, value, place, figures) => {
    const { reason } = readReport(set(path, value), model)
    const start = `its figures contradict each other at "${place}": `
    expect(reason.slice(0, start.length)).toBe(start)
    expect(reason.slice(start.length)).toMatch(figures)
  })

  test('an affected install is one of those with a daemon and without a command', () => {
    const absent = reportOf([
      install(1, {}),
      heartbeat({ anonymous_id: idOf(2) }, { docker_cli_source: 'absent' })
    ])
    const report = JSON.parse(absent)
    expect(report.docker_available_cli_absent).toBe(1)
    expect(readReport(JSON.stringify({ ...report, docker_available_cli_absent: 0 }), model).reason).toContain(
      'at "docker_available_cli_absent": 0, expected at least 1'
    )
  })

  // The places of all numbers.
  const placesIn = (value, at = []) =>
    typeof value === 'number'
      ? [at]
      : Object.entries(value ?? {}).flatMap(([name, member]) =>
          typeof member === 'string' ? [] : placesIn(member, [...at, name])
        )
  // A payload with errors, or a repeated one, is counted only once.
  const SINGLE = ['with_errors', 'repeated', 'not_counted']
  const whole = {
    version: library.version,
    ...library.report(
      parts(1)[0]
        .slice(-40)
        .map((row) => rowsOf([row]).trim())
    )
  }
  const places = placesIn(whole).filter(([name]) => !SINGLE.includes(name))

  test.each([1, -1])('each figure that others give, too, changed by %d', (difference) => {
    expect(readReport(JSON.stringify(whole), model).reason).toBeUndefined()
    expect(places.length).toBeGreaterThan(100)
    const accepted = places.filter((place) => {
      const report = structuredClone(whole)
      const owner = place.slice(0, -1).reduce((value, name) => value[name], report)
      owner[place.at(-1)] += difference
      return !/contradict|not a report/.test(readReport(JSON.stringify(report), model).reason)
    })
    expect(accepted).toEqual([])
  })

  test.each(['by_os', 'by_schema_version'])(
    'installs and counts that move between states of %s',
    (groups) => {
      for (const [i, group] of Object.values(whole[groups]).entries()) {
        for (const name of ['docker_available', 'docker_isolation_enabled', 'docker_cli_source']) {
          const from = Object.keys(group[name]).find((state) => group[name][state])
          const to = Object.keys(group[name]).find((state) => state !== from)
          const report = structuredClone(whole)
          const moved = Object.values(report[groups])[i][name]
          moved[from] -= 1
          moved[to] += 1
          expect(readReport(JSON.stringify(report), model).reason).toMatch(new RegExp(`at "${groups}, `))
        }
      }
      for (const name of Object.keys(whole[groups])) {
        const { [name]: _, ...others } = whole[groups]
        const { reason } = readReport(JSON.stringify({ ...whole, [groups]: others }), model)
        expect(reason).toContain(`at "${groups}, sum of installs"`)
      }
    }
  )
})

describe('figures of groups that were asked for', () => {
  const { version: _, ...figures } = onlyFigures(JSON.parse(ONE))
  const withGroups = (name, change, report = {}) => {
    const group = structuredClone(figures)
    change(group)
    return readReport(JSON.stringify({ ...JSON.parse(ONE), ...report, [name]: { 'jane.doe': group } }), model)
      .reason
  }

  test.each([
    ['fewer installs', (group) => (group.installs = 1), 'group 1, docker_available": 2, expected 1'],
    ['more installs', (group) => (group.installs = 3), 'group 1, installs": 3, expected at most 2'],
    ['more counts', (group) => (group.codes[1].count += 1), '.count": 4, expected at most 3'],
    ['a code without counts', (group) => (group.codes[1].count = 0), '.installs": 1, expected at most 0'],
    ['a code of no install', (group) => (group.codes[1].installs = 0), '.installs": 0, expected at least 1'],
    [
      'another state',
      (group) => Object.assign(group.docker_available, { on: 1, off: 1 }),
      'sum of docker_available.on": 1, expected at least 2'
    ]
  ])('%s', (_, change, found) => {
    for (const name of ['by_release', 'by_edition', 'by_day', 'by_client']) {
      expect(withGroups(name, () => {})).toBeUndefined()
      const reason = withGroups(name, change)
      expect(reason).toContain(found)
      expect(reason).toContain(`at "${name}, `)
      expect(reason).not.toContain('jane')
    }
  })

  test('a heartbeat has one release, and several clients', () => {
    const twice = (name) =>
      readReport(JSON.stringify({ ...JSON.parse(ONE), [name]: { a: figures, b: figures } }), model).reason
    expect(twice('by_release')).toContain(
      'by_release, sum of codes.MCPX_DOCKER_CLI_NOT_FOUND.count": 4, expected at most 2'
    )
    expect(twice('by_client')).toBeUndefined()
  })

  test('no group at all', () => {
    expect(readReport(set('by_day', {}), model).reason).toContain(
      'by_day, sum of installs": 0, expected at least 2'
    )
  })

  // Heartbeats of few installs that change their release, client and codes, repeat, and come in any order.
  function unsteady(stream) {
    const pick = (values) => values[stream.below(values.length)]
    const row = () => {
      const counts = Object.fromEntries(
        ['MCPX_HTTP_401', 'MCPX_HTTP_403', 'MCPX_X_Y']
          .filter(() => stream.chance(0.4))
          .map((code) => [code, 1])
      )
      const payload = heartbeat(
        {
          anonymous_id: idOf(stream.below(4)),
          version: pick(['v0.9.0', 'v0.10.0', 'jane']),
          os: pick(['linux', 'darwin', 'beos']),
          edition: pick(['personal', 'server']),
          timestamp: `2026-05-1${stream.below(3)}T06:57:30Z`,
          connected_client_ids: pick([[], ['cursor'], ['cursor', 'jane', 7]]),
          diagnostics: { ...heartbeat().diagnostics, error_code_counts_24h: counts }
        },
        { docker_cli_source: pick(['path', 'absent', 7]), docker_available: pick([true, false, null]) }
      )
      const text = JSON.stringify(
        pick([payload, payload, payload, { ...payload, event: pick(['x', null, 0]) }])
      )
      return pick([text, text, `\ufeff${text}`, text.slice(0, -1), '[]', text.replace('{', '{"event":"x",')])
    }
    return Array.from({ length: 1 + stream.below(12) }, row)
  }

  test.each(['release', 'edition', 'day', 'client'])('those of any fleet are accepted: %s', (by) => {
    const stream = random(11)
    for (let round = 0; round < 15; round += 1) {
      const rows = unsteady(stream)
      const groups = new Groups(library, loadSync, by)
      for (const row of rows) groups.count(Buffer.from(row))
      const report = { version: library.version, ...library.report(rows), ...groups.figures() }
      expect([rows, readReport(JSON.stringify(report), model).reason]).toEqual([rows, undefined])
    }
  })
})

describe('sums above the largest exact integer', () => {
  const { MAX_SAFE_INTEGER: MAX } = Number
  const counted = (n, count) =>
    install(n, {
      diagnostics: { ...heartbeat().diagnostics, error_code_counts_24h: { MCPX_HTTP_401: count } }
    })
  const full = reportOf([counted(1, MAX), counted(2, 5)])

  test('a report may have counts that stopped there', () => {
    expect(JSON.parse(full).codes[0].count).toBe(MAX)
    expect(merge(full, '-f', 'json')).toEqual({ status: 0, stdout: full, stderr: '' })
  })

  test('are refused, also in a part', () => {
    expect(readReport(set('codes.0.count', 2 ** 53), model)).toEqual({
      reason: 'it has a number above 2^53-1'
    })
    const { status, stdout, stderr } = merge(full + reportOf([counted(3, 1)]), '-f', 'json')
    expect([status, stdout]).toEqual([3, ''])
    expect(stderr).toContain('the sum of the reports is above 2^53-1 at "codes"')
  })
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

describe('a key that occurs twice in an object is refused', () => {
  const line = JSON.stringify(JSON.parse(ONE))
  const isDuplicate = (text) =>
    library.validate(text).findings.some(({ rule }) => rule === 'json_duplicate_key')

  test.each([
    ['of the report', (text) => text.replace('"payloads":', '"payloads":2,"payloads":')],
    [
      'that is written with an escape',
      (text) => text.replace('"payloads":', '"p\\u0061yloads":2,"payloads":')
    ],
    ['with a space before the colon', (text) => text.replace('"payloads":', '"payloads" :2,"payloads"\n:')],
    ['of a state', (text) => text.replace('"on":', '"on":0,"on":')],
    ['of a code', (text) => text.replace('"count":', '"count":0,"count":')],
    ['with an object as value', (text) => text.replace('"by_os":', '"by_os":{},"by_os":')],
    ['of a group', (text) => text.replace('"linux":', '"linux":{"a":[{"b":"\\"c\\":"}]},"linux":')],
    ['__proto__', (text) => text.replace('{', '{"__proto__":1,"__proto__":{},')]
  ])('%s', (_, change) => {
    const text = change(line)
    expect([isDuplicate(line), isDuplicate(text)]).toEqual([false, true])
    expect(readReport(text, model).reason).toMatch(/^a key occurs twice in the same object/)
  })

  test.each([
    ['a key in two objects', '{"a":{"b":1},"c":{"b":1},"b":1}'],
    ['an equal text', '{"a":"a","b":["a","a: ","\\"a\\":1"]}'],
    ['a colon in a key', '{"a\\":":1,"a":1}'],
    ['names of members that all objects have', '{"constructor":1,"__proto__":2,"toString":{"":{"":1}}}']
  ])('%s is none', (_, text) => {
    expect(isDuplicate(text)).toBe(false)
    expect(readReport(text, model).reason).toContain('not a report')
  })

  test('also in one of several reports, in an array, or in a line of one', () => {
    const twice = line.replace('"payloads":', '"payloads":2,"payloads":')
    const lines = mcpx(['report', '-f', 'ndjson'], { input: rowsOf([install(1)]) }).stdout
    const inputs = [`${line}\n${twice}`, `[${line},${twice}]`, lines.replace('"on":', '"on":1,"on":')]
    for (const input of inputs) {
      const { status, stdout, stderr } = merge(input, '-f', 'json')
      expect([status, stdout]).toEqual([3, ''])
      expect(stderr).toContain('a key occurs twice in the same object')
    }
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
    const { version: _, ...group } = onlyFigures(JSON.parse(ONE))
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
