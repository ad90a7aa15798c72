// threads.test.js: mcpx validate of many payloads, which threads check: the same results in the same order.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { loadSyncFrom } from '../../../wasm/lib/core.js'
import { cleanHeartbeat, mutate, random } from '../heartbeats.js'
import { inTemporaryFolder, mcpx, modulePath } from '../helpers.js'

const library = loadSyncFrom(readFileSync(modulePath))
const SIZE = 6 << 20 // more than is checked before threads start

// Rows of payloads, more than SIZE bytes. One in three has findings; some are no JSON.
function manyRows(seed, secret) {
  const draw = random(seed)
  const rows = []
  for (let size = 0; size < SIZE; size += rows.at(-1).length) {
    const clean = cleanHeartbeat(draw, { schemaVersion: 1 + draw.below(8) })
    const payload = draw.chance(0.3)
      ? mutate(draw, clean)
      : { ...clean, ...(draw.chance(0.05) && { x: secret }) }
    rows.push(draw.chance(0.02) ? JSON.stringify(payload).slice(0, -9) : JSON.stringify(payload))
  }
  return rows
}

const linesOf = (text) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('many payloads', () => {
  test.each([
    [[], {}],
    [['--scan'], {}],
    [['--closed', '--blocked-value', 'zephyr-build-7'], { closed: true, blockedValues: ['zephyr-build-7'] }]
  ])('with %j: the verdicts of the library, in order', async (options, given) => {
    const rows = manyRows(7, 'on zephyr-build-7')
    const call = options.includes('--scan') ? library.scan : library.validate
    const { stdout, stderr } = mcpx(['validate', '-f', 'ndjson', ...options], { input: rows.join('\n') })
    const expected = rows.map((row, i) => {
      const verdict = call(Buffer.from(row), given)
      for (const finding of verdict.findings) finding.line = i + 1
      return { file: '-', line: i + 1, ...verdict }
    })
    expect(stderr).toBe('')
    expect(linesOf(stdout)).toEqual(expected)
    expect(expected.some(({ ok, clean }) => ok === false || clean === false)).toBe(true)
  })

  test('an input that cannot be read is reported at its place', async () => {
    await inTemporaryFolder((cwd) => {
      const text = manyRows(8, 'x').join('\n')
      for (const name of ['a', 'c', 'd']) writeFileSync(join(cwd, `${name}.ndjson`), text)
      mkdirSync(join(cwd, 'b'))
      const names = ['a.ndjson', 'missing.json', 'c.ndjson', 'b', 'd.ndjson']
      const { status, stdout } = mcpx(['validate', '-f', 'ndjson', ...names], { cwd })
      const files = linesOf(stdout).map(({ file }) => file)
      expect(files.filter((file, i) => file !== files[i - 1])).toEqual(names)
      expect(status).toBe(3)
    })
  })
})
