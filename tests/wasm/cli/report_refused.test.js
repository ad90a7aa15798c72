// report_refused.test.js: mcpx report --merge refuses what cannot be summed before anything is printed.
import { describe, expect, test } from '@jest/globals'
import { Groups } from '../../../wasm/cli/io/groups.js'
import { loadSync } from '../../../wasm/dist/node.mjs'
import { modelOf, onlyFigures } from '../../../wasm/shared/report_form.js'
import { readReport } from '../../../wasm/shared/report_reader.js'
import { heartbeat, idOf, rowsOf } from '../fleet.js'
import { random } from '../heartbeats.js'
import { mcpx } from '../helpers.js'
import { changed, install, library, merge, ONE, parts, reportOf, set } from './merged.js'

const model = modelOf(library)

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
  const figures = onlyFigures(JSON.parse(ONE))
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
