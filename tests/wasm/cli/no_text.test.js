// no_text.test.js: inputs without a text: empty ones, and those that are not text.
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { withFiles } from '../fleet.js'
import { mcpx } from '../helpers.js'

const LOG = 'npm error code E404\nnpm error 404 Not Found\nMCP error -32000: Connection closed\n'

// The text with `width` bytes for each character.
function widened(text, width, at) {
  const bytes = Buffer.alloc(text.length * width)
  for (let i = 0; i < text.length; i++) bytes[i * width + at] = text.charCodeAt(i)
  return bytes
}

describe('nothing to read', () => {
  const COMMANDS = [
    ['report'],
    ['fields', '--unknown'],
    ['report', '--merge'],
    ['classify'],
    ['classify', '--log'],
    ['redact']
  ]
  test.each(COMMANDS)('is status 3 for %s %s', (...command) => {
    for (const input of ['', ' \n', '\r\n\t'])
      expect([input, mcpx(command, { input }).status]).toEqual([input, 3])
  })

  test('is accepted with --allow-empty', () => {
    for (const command of [['report'], ['fields', '--unknown']])
      expect(mcpx([...command, '--allow-empty'], { input: '\n' }).status).toBe(0)
  })

  test('is not counted as a payload', () => {
    expect(mcpx(['report', '--allow-empty'], { input: ' ' }).stdout).toMatch(/^Payloads +0$/m)
  })
})

describe('what is not text', () => {
  const zeros = Buffer.alloc(200)
  const noise = Buffer.from(Array.from({ length: 3000 }, (_, i) => ((i * 7919) % 251) + 1))
  const KINDS = [
    ['zeros', zeros],
    ['zeros after a text', Buffer.concat([Buffer.from(LOG), zeros])],
    ['zeros, packed', gzipSync(zeros)],
    ['UTF-16LE without a mark', widened(LOG, 2, 0)],
    ['UTF-16BE without a mark', widened(LOG, 2, 1)],
    ['UTF-32LE', widened(LOG, 4, 0)],
    ['UTF-32BE', widened(LOG, 4, 3)],
    ['UTF-32 with a mark', Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), widened(LOG, 4, 0)])],
    ['bytes of all values but 0', noise]
  ]
  test.each(KINDS)('%s', async (_, bytes) => {
    await withFiles({ x: bytes }, (cwd) => {
      for (const command of [
        ['classify'],
        ['classify', '--log'],
        ['redact'],
        ['validate'],
        ['report'],
        ['fields', '--unknown']
      ]) {
        const { status, stderr } = mcpx([...command, 'x'], { cwd })
        expect([command, status, stderr]).toEqual([
          command,
          3,
          'mcpx: cannot read x: it is not a text file. Unpack it if it is an archive\n'
        ])
      }
    })
  })

  const TEXTS = [
    ['colors', Buffer.from(`\u001b[31m${LOG}\u001b[0m`)],
    ['an older encoding', Buffer.from(`Fehler bei \u00fcbung: ${LOG}`, 'latin1')],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${LOG}`, 'utf16le')],
    ['a form feed and a bell', Buffer.from(`\f\u0007${LOG}`)]
  ]
  test.each(TEXTS)('but a text with %s is', async (_, bytes) => {
    await withFiles({ x: bytes }, (cwd) => {
      const { status, stdout } = mcpx(['classify', '--text', 'x'], { cwd })
      expect([status, stdout.split('\n')[2]]).toEqual([0, '  npm package name is wrong'])
    })
  })

  test('a payload with one control character is a payload', () => {
    expect(mcpx(['validate'], { input: '{"os":"a\u0000b"}' }).status).toBe(1)
  })
})
