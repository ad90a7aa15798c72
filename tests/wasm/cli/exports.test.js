// exports.test.js: what the command reads: exports, arrays, folders, and a share of the payloads.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { BAD, GOOD, rowsOf, WARN, withFiles } from '../fleet.js'
import { mcpx } from '../helpers.js'

const good = JSON.stringify(GOOD)
const bad = JSON.stringify(BAD)

const validate = (args, options) => mcpx(['validate', ...args], options)
const validateInput = (input, ...args) => validate(args, { input })

describe('exports', () => {
  const payloads = [GOOD, BAD, WARN].map((payload) => JSON.stringify(payload))
  const rows = payloads.map((payload_json, i) => ({ id: 100 + i, payload_json }))
  const csvCell = (text) => `"${String(text).replaceAll('"', '""')}"`
  const csvWith = (separator) =>
    [['id', 'payload_json'], ...rows.map((row) => [row.id, csvCell(row.payload_json)])]
      .map((cells) => cells.join(separator))
      .join('\r\n')
  const csv = csvWith(',')
  const verdicts = (args, options) => {
    const { stdout, status, stderr } = validate(['-f', 'ndjson', ...args], options)
    const list = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    return {
      status,
      stderr,
      list: list.map(({ row, id, findings }) => [row, id, findings.map((f) => f.rule)])
    }
  }
  const wanted = [
    [1, 100, []],
    [2, 101, ['outside_closed_set']],
    [3, 102, ['connected_exceeds_total']]
  ]

  test.each([
    ['d1.json', JSON.stringify([{ results: rows, success: true, meta: {} }], null, 2)],
    ['api.json', JSON.stringify({ result: [{ results: rows }], success: true })],
    ['rows.json', JSON.stringify(rows)],
    ['rows.ndjson', rowsOf(rows)],
    ['rows.csv', csv],
    ['semicolons.csv', csvWith(';')],
    ['tabs.csv', csvWith('\t')]
  ])('%s: findings name the row and its id', async (name, content) => {
    await withFiles({ [name]: content }, (cwd) => {
      const { list, status } = verdicts([name], { cwd })
      expect([list, status]).toEqual([wanted, 1])
      expect(validate([name], { cwd }).stdout).toContain(`  ${name}, row 2 (id 101)  /edition\n`)
      expect(validate(['-f', 'unix', name], { cwd }).stdout).toMatch(
        new RegExp(`^${name}:\\d+:1: error: row 2 \\(id 101\\): .* \\[outside_closed_set\\]$`, 'm')
      )
      expect(JSON.parse(mcpx(['report', '-f', 'json', name], { cwd }).stdout).payloads).toBe(3)
    })
  })

  test('--field and --id name other columns', async () => {
    const other = rows.map(({ id, payload_json }) => ({ uid: `u${id}`, body: JSON.parse(payload_json) }))
    await withFiles({ 'a.json': JSON.stringify(other), 'b.csv': 'uid,body\nu1,"{}"\n' }, (cwd) => {
      const columns = ['--field', 'body', '--id', 'uid']
      expect(verdicts(['a.json', ...columns], { cwd }).list[1]).toEqual([2, 'u101', ['outside_closed_set']])
      expect(verdicts(['b.csv', ...columns], { cwd }).list[0].slice(0, 2)).toEqual([1, 'u1'])
      expect(validate(['b.csv'], { cwd }).stderr).toBe(
        'mcpx: cannot read b.csv: it has no column "payload_json"; --field names the column\n'
      )
      expect(validate(['-f', 'ndjson', 'a.json', '--field', 'none'], { cwd }).stderr).toContain(
        'mcpx: cannot read a.json: row 1 has no "none"\n'
      )
    })
  })

  test('an array of payloads: each has its place in the file', async () => {
    const text = JSON.stringify([GOOD, BAD, 5, [1]], null, 2)
    await withFiles({ 'a.json': text }, (cwd) => {
      const { stdout } = validate(['-f', 'unix', 'a.json'], { cwd })
      const line = text.slice(0, text.indexOf('persnal')).split('\n').length
      expect(stdout).toContain(`a.json:${line}:16: error: The value of \`edition\``)
      expect(stdout.match(/\[not_an_object\]/g)).toHaveLength(2)
    })
  })

  test('a broken array is one broken payload', () => {
    expect(validateInput(`[${good},`).status).toBe(1)
    expect(validateInput(`[${good}`).stdout).toContain('json_')
  })
})

describe('what is read of a folder', () => {
  test('node_modules is skipped, --exclude leaves out more, --sample takes a share', async () => {
    await withFiles({ 'a.json': good, 'b.json': bad }, (cwd) => {
      mkdirSync(join(cwd, 'node_modules'))
      mkdirSync(join(cwd, 'fixtures'))
      writeFileSync(join(cwd, 'node_modules/x.json'), '{}')
      writeFileSync(join(cwd, 'fixtures/y.json'), '{}')
      const filesOf = (...args) =>
        JSON.parse(validate(['-f', 'json', ...args], { cwd }).stdout).results.map(({ file }) => file)
      expect(filesOf('.')).toEqual(['a.json', 'b.json', 'fixtures/y.json'])
      expect(filesOf('**/*.json')).toEqual(['a.json', 'b.json', 'fixtures/y.json'])
      expect(filesOf('.', '--exclude', 'fixtures')).toEqual(['a.json', 'b.json'])
      expect(filesOf('.', '--exclude', 'fixtures/**', '--exclude', 'b.*')).toEqual(['a.json'])
      expect(filesOf('.', '--sample', '50%')).toEqual(['a.json', 'fixtures/y.json'])
    })
  })
})
