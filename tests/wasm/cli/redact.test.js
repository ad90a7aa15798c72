// redact.test.js: mcpx redact: texts without personal data, and what was redacted.

import { spawnSync } from 'node:child_process'
import { linkSync, openSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { withFiles } from '../fleet.js'
import { cliPath, mcpx } from '../helpers.js'

const TEXT = 'open /home/alice/x: denied\nopen /home/alice/y: denied, ask alice.liddell@example.com\n'
const REDACTED = 'open [home_path]: denied\nopen [home_path]: denied, ask [email]\n'
const ESC = String.fromCharCode(27)

const redact = (args, options) => mcpx(['redact', ...args], options)

test('standard output gets the text, standard error the counts', () => {
  expect(redact([], { input: TEXT })).toEqual({
    status: 0,
    stdout: REDACTED,
    stderr: 'mcpx: redacted 2 × home_path, 1 × email in standard input\n'
  })
})

test('a terminal shows progress when it takes long', () => {
  const slow = `(sleep 3; printf '%s' 'open /home/alice/x') | '${process.execPath}' '${cliPath}' redact`
  const { CI, NODE_OPTIONS, ...env } = process.env
  const done = spawnSync('script', ['-qec', slow, '/dev/null'], { env: { ...env, TERM: 'xterm' } })
  expect(done.stdout.toString()).toMatch(/redacting standard input: 0 MB, 100% of this file/)
  expect(done.stdout.toString()).toContain('open [home_path]')
})

test('a text without personal data is unchanged, byte for byte', () => {
  const input = Buffer.from([0xff, 0x01, 0x0d, 0x0a, 0x1b, 0x5b, 0x31, 0x6d, 0xc3])
  const done = spawnSync(process.execPath, [cliPath, 'redact'], { input })
  expect(done.stdout.equals(input)).toBe(true)
  expect(done.stderr.toString()).toBe('mcpx: found nothing to redact in standard input\n')
})

test('bytes that are not redacted stay as they are, also in a file', async () => {
  const around = (text) => Buffer.concat([Buffer.from([0xc3, 0x28]), Buffer.from(` ${text} ${ESC}[1mé\r\n`)])
  await withFiles({ in: around('/home/alice/x') }, (cwd) => {
    expect(redact(['-f', 'text=out', 'in'], { cwd }).status).toBe(0)
    expect(readFileSync(join(cwd, 'out'))).toEqual(around('[home_path]'))
  })
})

test('several files, gzip and UTF-16', async () => {
  const utf16 = Buffer.from(`\ufeff${TEXT}`, 'utf16le')
  await withFiles({ a: TEXT, 'b.gz': gzipSync(TEXT), c: utf16, d: 'fine\n' }, (cwd) => {
    const { stdout, stderr, status } = redact(['a', 'b.gz', 'c', 'd'], { cwd })
    expect([status, stdout]).toEqual([0, `${REDACTED.repeat(3)}fine\n`])
    expect(stderr.split('\n').slice(2)).toEqual([
      'mcpx: redacted 2 × home_path, 1 × email in c',
      'mcpx: found nothing to redact in d',
      ''
    ])
  })
})

describe('formats', () => {
  const ranges = [
    { start: 5, end: 18, kind: 'home_path' },
    { start: 32, end: 45, kind: 'home_path' },
    { start: 59, end: 84, kind: 'email' }
  ]

  test('json has the text and the byte ranges of each file', async () => {
    await withFiles({ a: TEXT, b: 'é fine' }, (cwd) => {
      const { version, results } = JSON.parse(redact(['-f', 'json', 'a', 'b'], { cwd }).stdout)
      expect(version).toMatch(/^\d+\.\d+\.\d+$/)
      expect(results).toEqual([
        { file: 'a', text: REDACTED, ranges },
        { file: 'b', text: 'é fine', ranges: [] }
      ])
    })
  })

  test('ndjson has a line per file', () => {
    const lines = redact(['-f', 'ndjson'], { input: TEXT }).stdout.trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual([{ file: '-', text: REDACTED, ranges }])
  })

  test('none of them contains what was redacted', () => {
    for (const format of ['text', 'json', 'ndjson']) {
      const { stdout, stderr } = redact(['-f', format], { input: TEXT })
      expect(`${stdout}${stderr}`).not.toMatch(/alice|example\.com/)
    }
  })
})

test('blocked values, from options and from a file', async () => {
  await withFiles({ list: 'quokka7\n' }, (cwd) => {
    const args = ['--blocked-value', 'erwins-box', '--blocked-values', 'list']
    const { stdout } = redact(args, { cwd, input: 'quokka7 on erwins-box' })
    expect(stdout).toBe('[blocked_value] on [blocked_value]')
    expect(redact(['--blocked-values', 'none'], { cwd, input: '' }).status).toBe(3)
  })
})

test('unreadable files are reported, and the others are redacted', async () => {
  await withFiles({ a: TEXT }, (cwd) => {
    const { status, stdout, stderr } = redact(['none', 'a'], { cwd })
    expect([status, stdout]).toEqual([3, REDACTED])
    expect(stderr).toContain('mcpx: cannot read none: the file does not exist\n')
  })
})

describe('an input is never overwritten', () => {
  const message = (name) =>
    `mcpx: cannot write ${name}: it is also an input. Choose another file for the output.\n`

  test.each([
    ['by its name', 'a', () => {}],
    ['by another path', './a', () => {}],
    ['by a hard link', 'b', (cwd) => linkSync(join(cwd, 'a'), join(cwd, 'b'))],
    ['by a symbolic link', 'c', (cwd) => symlinkSync('a', join(cwd, 'c'))]
  ])('%s', async (_, output, prepare) => {
    await withFiles({ a: TEXT }, (cwd) => {
      prepare(cwd)
      const { status, stderr, stdout } = redact(['-f', `text=${output}`, 'a'], { cwd })
      expect([status, stderr, stdout]).toEqual([2, message(output), ''])
      expect(readFileSync(join(cwd, 'a'), 'utf8')).toBe(TEXT)
    })
  })

  test('as standard input', async () => {
    await withFiles({ a: TEXT }, (cwd) => {
      const stdio = [openSync(join(cwd, 'a'), 'r'), 'pipe', 'pipe']
      const done = spawnSync(process.execPath, [cliPath, 'redact', '-f', 'text=a'], { cwd, stdio })
      expect([done.status, done.stderr.toString()]).toEqual([2, message('a')])
      expect(readFileSync(join(cwd, 'a'), 'utf8')).toBe(TEXT)
    })
  })

  test('another existing file may be', async () => {
    await withFiles({ a: TEXT }, (cwd) => {
      writeFileSync(join(cwd, 'out'), 'old')
      expect(redact(['-f', 'text=out', 'a'], { cwd }).status).toBe(0)
      expect(readFileSync(join(cwd, 'out'), 'utf8')).toBe(REDACTED)
    })
  })
})
