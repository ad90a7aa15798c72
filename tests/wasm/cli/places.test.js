// places.test.js: what a finding or a summary of mcpx validate is about: a file, a row, a schema version, an encoding.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { BAD, GOOD, heartbeat, rowsOf, withFiles } from '../fleet.js'
import { cliPath, mcpx, readText } from '../helpers.js'

const good = JSON.stringify(GOOD)
const pretty = JSON.stringify(BAD, null, 2)
const validate = (args, options) => mcpx(['validate', ...args], options)

describe('byte order marks', () => {
  const marked = (text) => [Buffer.from(`\ufeff${text}`), Buffer.from(`\ufeff${text}`, 'utf16le')]
  const rulesOf = (input, ...args) =>
    JSON.parse(validate(['-f', 'json', ...args], { input }).stdout).results.map(({ findings }) =>
      findings.map(({ rule }) => rule)
    )

  test('in UTF-8 and in UTF-16, one before a payload is an error, and it is still checked', () => {
    for (const input of marked(good)) expect(rulesOf(input)).toEqual([['json_byte_order_mark']])
    for (const input of marked(pretty))
      expect(rulesOf(input)).toEqual([['json_byte_order_mark', 'outside_closed_set']])
    for (const input of marked(rowsOf([GOOD, BAD, GOOD])))
      expect(rulesOf(input)).toEqual([['json_byte_order_mark'], ['outside_closed_set'], []])
  })

  test('one before an array or an export is no part of a payload', () => {
    const rows = [good, pretty].map((payload_json, i) => ({ id: i, payload_json }))
    const csv = `id,payload_json\n${rows.map((row) => `${row.id},"${row.payload_json.replaceAll('"', '""')}"\n`).join('')}`
    for (const text of [JSON.stringify([GOOD, BAD]), JSON.stringify([{ results: rows }])])
      for (const input of marked(text)) expect(rulesOf(input)).toEqual([[], ['outside_closed_set']])
    for (const input of marked(csv))
      expect(rulesOf(input, '--field', 'payload_json')).toEqual([[], ['outside_closed_set']])
  })

  test('report counts the payload as one with errors; diff and fields --unknown read it', async () => {
    await withFiles({ 'a.json': marked(good)[0], 'b.json': marked(good)[1], 'c.json': good }, (cwd) => {
      for (const name of ['a.json', 'b.json']) {
        const figures = JSON.parse(mcpx(['report', '-f', 'json', name], { cwd }).stdout)
        expect([figures.heartbeats, figures.with_errors]).toEqual([1, 1])
        expect(mcpx(['diff', name, 'c.json'], { cwd }).status).toBe(0)
        expect(mcpx(['fields', '--unknown', name], { cwd }).stdout).toBe('No unknown fields in 1 payload.\n')
      }
    })
  })
})

describe('a newer schema version', () => {
  const newer = heartbeat({ schema_version: 99 })
  const partly = /newer than 8, so only the\s+fields of 8 were checked/

  test.each([[[]], [['-q']], [['-v']]])(
    'the summary says that only known fields were checked: %j',
    (args) => {
      const { stdout, status } = validate(args, { input: JSON.stringify(newer) })
      expect(status).toBe(0)
      expect(stdout).toMatch(/The payload is clean\. \(its schema version is newer than 8, so/)
    }
  )

  test('and how many of several payloads it is about', () => {
    const clean = validate([], { input: rowsOf([GOOD, newer, newer]) }).stdout
    expect(clean).toMatch(/^All 3 payloads are clean\. \(2 payloads of a schema version/)
    const { stdout } = validate(['-q'], { input: rowsOf([BAD, newer]) })
    expect(stdout).toContain('2 payloads checked, 1 with errors')
    expect(stdout.replaceAll('\n', ' ')).toMatch(partly)
  })

  test('it says nothing of payloads that were checked completely', () => {
    expect(validate(['-q'], { input: rowsOf([GOOD, heartbeat({ some_news: 1 })]) }).stdout).toBe('')
    expect(validate([], { input: rowsOf([GOOD, BAD]) }).stdout).not.toMatch(partly)
  })
})

describe('rows of exports', () => {
  const [{ pattern }] = JSON.parse(readText('docs/examples/ci/matcher.json')).problemMatcher
  const rows = [good, pretty].map((payload_json, i) => ({ id: i + 100, payload_json }))
  const csv = `id,payload_json\n${rows.map((row) => `${row.id},"${row.payload_json.replaceAll('"', '""')}"\n`).join('')}`

  test.each([
    ['d1.json', JSON.stringify([{ results: rows }]), 1],
    ['rows.json', JSON.stringify(rows, null, 2), 1],
    ['rows.ndjson', rowsOf(rows), 2],
    ['rows.csv', csv, 3 + pretty.slice(0, pretty.indexOf('persnal')).split('\n').length - 1]
  ])('%s: the problem matcher matches, with a line of the file', async (name, content, line) => {
    await withFiles({ [name]: content }, (cwd) => {
      const { stdout } = validate(['-f', 'unix', name], { cwd })
      const [, file, ...rest] = stdout.trimEnd().match(new RegExp(pattern[0].regexp))
      expect([file, ...rest.slice(0, 3)]).toEqual([name, String(line), '1', 'error'])
      expect(rest[3]).toMatch(/^row 2 \(id 101\): /)
      const annotation = validate(['-f', 'github', name], { cwd }).stdout
      expect(annotation).toContain(`::error file=${name},line=${line},title=`)
    })
  })

  test('a column of --id that no row has is named, once per file', async () => {
    await withFiles({ 'd1.json': JSON.stringify(rows), 'rows.csv': csv, 'one.json': good }, (cwd) => {
      const { stderr, status } = validate(['--id', 'nope', '.', 'rows.csv'], { cwd })
      expect(stderr).toBe(
        ['d1.json', 'rows.csv']
          .map((name) => `mcpx: ${name}, row 1: no id in the column "nope" that --id names\n`)
          .join('')
      )
      expect(status).toBe(1)
    })
  })
})

test('a folder whose files --exclude leaves out is not called empty', async () => {
  await withFiles({ 'a.json': good }, (cwd) => {
    for (const name of ['.', '*.json'])
      expect(validate(['--exclude', '*.json', name], { cwd })).toMatchObject({
        status: 3,
        stderr: `mcpx: cannot read ${name}: all its files are left out by --exclude\n`
      })
    expect(validate(['--exclude', 'b*', '*.ndjson'], { cwd }).stderr).toContain(
      'no file matches this pattern'
    )
  })
})

test('names of rules in SARIF are not their ids in another case', () => {
  const { rules } = JSON.parse(validate(['-f', 'sarif'], { input: good }).stdout).runs[0].tool.driver
  expect(rules.filter(({ id, name }) => id.toLowerCase() === name.toLowerCase())).toEqual([])
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length)
})

test('the job summary names a file in the same way everywhere', async () => {
  await withFiles({}, (root) => {
    mkdirSync(join(root, 'sub'))
    writeFileSync(join(root, 'sub/a.json'), pretty)
    const summary = join(root, 'summary.md')
    const env = { GITHUB_WORKSPACE: root, GITHUB_STEP_SUMMARY: summary }
    validate(['-f', 'github', 'a.json'], { cwd: join(root, 'sub'), env })
    const text = readFileSync(summary, 'utf8')
    expect([text.match(/sub\/a\.json/g).length, text.match(/\| a\.json/g)]).toEqual([2, null])
  })
})

test('a closed pipe that is named as a file is a closed pipe', async () => {
  await withFiles({ 'a.ndjson': rowsOf(Array(2000).fill(BAD)) }, (cwd) => {
    const command = `'${process.execPath}' '${cliPath}' validate -f ndjson=/dev/stdout a.ndjson`
    const script = `${command} | head -1 >/dev/null; exit "\${PIPESTATUS[0]}"`
    const { status, stderr } = spawnSync('bash', ['-c', script], { cwd, encoding: 'utf8' })
    expect([status, stderr]).toEqual([141, 'mcpx: cannot write /dev/stdout: its reader closed it\n'])
  })
})
