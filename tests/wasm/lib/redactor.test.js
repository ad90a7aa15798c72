// redactor.test.js: redact, called from JavaScript, on texts of any length.
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../../wasm/dist/node.mjs'
import { readRows } from '../helpers.js'

const mcpx = loadSync()
const bytesOf = (text) => new TextEncoder().encode(text)
const HOME = '/home/alice/x'
const EMAIL = 'alice.liddell@example.com'
// Joined here, so that no part of this file looks like a key.
const TOKEN = ['gh', 'p_FAKEeBajmEkv7e3CXI6LbXFMD2Otcpyk4gKT'].join('')
const PEM_LINES = Array.from({ length: 60 }, (_, i) => `FAKE${String(i).padStart(4, '0')}`.repeat(8))
const PEM = [`-----BEGIN RSA PRIVATE${' KEY-----'}`, ...PEM_LINES, `-----END RSA PRIVATE${' KEY-----'}`].join(
  '\n'
)

describe('a short text', () => {
  test('is returned with the kinds of data in place of the data', () => {
    expect(mcpx.redact(`open ${HOME}: denied, ask ${EMAIL}`)).toEqual({
      text: 'open [home_path]: denied, ask [email]',
      ranges: [
        { start: 5, end: 18, kind: 'home_path' },
        { start: 32, end: 57, kind: 'email' }
      ]
    })
  })

  test.each(['', 'nothing to find here', 'spawn npx ENOENT', '[email] and [home_path]', '\r\n\n'])(
    '%j is unchanged',
    (text) => {
      expect(mcpx.redact(text)).toEqual({ text, ranges: [] })
    }
  )

  test.each(['é', '😀', '日本', '\ufeff', '\ud800'])(
    'has offsets in the units of the text after %p',
    (before) => {
      const text = `${before} ${HOME} ${before} ${EMAIL}`
      const cut = ({ start, end }) => text.slice(start, end)
      expect(mcpx.redact(text).ranges.map(cut)).toEqual([HOME, EMAIL])
      expect(mcpx.redact(text).text).toBe(`${before} [home_path] ${before} [email]`)
      const bytes = bytesOf(text)
      const decode = ({ start, end }) => new TextDecoder().decode(bytes.subarray(start, end))
      expect(mcpx.redact(bytes).ranges.map(decode)).toEqual([HOME, EMAIL])
    }
  )

  test('may be bytes that are not UTF-8', () => {
    const bytes = Uint8Array.from([0xff, 0x20, ...bytesOf(HOME), 0x20, 0xc3])
    expect(mcpx.redact(bytes)).toEqual({
      text: '\ufffd [home_path] \ufffd',
      ranges: [{ start: 2, end: 15, kind: 'home_path' }]
    })
  })

  test('gives the answer of the filter', () => {
    const texts = readRows('families')
      .map(({ text }) => text)
      .slice(0, 300)
    for (const text of [...texts, PEM, `password: hunter2 ${TOKEN}`]) {
      const line = new TextDecoder().decode(mcpx.respond(JSON.stringify({ op: 'redact', text })))
      const { id, ...answer } = JSON.parse(line)
      expect({ text: mcpx.redact(text).text, ranges: mcpx.redact(bytesOf(text)).ranges }).toEqual(answer)
    }
  })
})

describe('options', () => {
  const text = 'connected to erwins-box as quokka7'

  test('onProgress is told how many bytes of a long text are done', () => {
    const text = 'fine\n'.repeat(60_000)
    const told = []
    mcpx.redact(text, { onProgress: (done) => told.push(done) })
    expect(told.length).toBeGreaterThan(2)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(told.at(-1)).toBe(text.length)
  })

  test('blocked values are redacted, for one call', () => {
    const { ranges } = mcpx.redact(text, { blockedValues: ['erwins-box', 'quokka7'] })
    expect(ranges.map(({ start, end, kind }) => [text.slice(start, end), kind])).toEqual([
      ['erwins-box', 'blocked_value'],
      ['quokka7', 'blocked_value']
    ])
    expect(mcpx.redact(text).ranges).toEqual([])
    expect(mcpx.redact(text, { blockedValues: null }).ranges).toEqual([])
  })

  test('a list that was changed is read again', () => {
    const blockedValues = ['quokka8']
    expect(mcpx.redact(text, { blockedValues }).ranges).toEqual([])
    blockedValues[0] = 'quokka7'
    expect(mcpx.redact(text, { blockedValues }).ranges).toHaveLength(1)
    blockedValues.push('erwins-box')
    expect(mcpx.redact(text, { blockedValues }).ranges).toHaveLength(2)
  })

  test.each([
    [{ profile: 'proxy' }, 'unknown option "profile"; the options are blockedValues'],
    [{ blockedValues: 'x' }, '`blockedValues` must be an array']
  ])('%j is rejected', (options, message) => {
    expect(() => mcpx.redact(text, options)).toThrow(message)
    expect(mcpx.redact(text).ranges).toEqual([])
  })

  test.each([[null], [undefined], [5], [{}]])('the text %p is rejected', (value) => {
    expect(() => mcpx.redact(value)).toThrow('the text must be a string or bytes')
  })
})

describe('a long text', () => {
  const kinds = ({ ranges }) => ranges.map(({ kind }) => kind)
  const filler = (length) => 'all is well here\n'.repeat(Math.ceil(length / 17)).slice(0, length - 1)

  // The module takes 64 KiB at once, so these places are around the seams of any windows.
  const places = Array.from({ length: 16 }, (_, i) => 30_000 + i * 2_711)

  test.each([
    ['a path', HOME, ['home_path']],
    ['a token', TOKEN, ['vendor_key']],
    ['a password on the next line', 'password:\nhunter2', ['auth_pair']],
    ['a private key', PEM, ['pem_block']]
  ])('%s is found wherever it is', (_, secret, expected) => {
    for (const place of places) {
      const text = `${filler(place)}\n${secret}\n${filler(9_000)}`
      const redacted = mcpx.redact(text)
      expect([place, ...kinds(redacted)]).toEqual([place, ...expected])
      expect(redacted.text.length).toBeLessThan(text.length - secret.length + 30)
      const [{ start, end }] = redacted.ranges
      expect(start).toBeGreaterThanOrEqual(place - 1)
      expect(end).toBe(place + secret.length)
    }
  })

  test('without line breaks', () => {
    const words = `${'fine '.repeat(30_000)}${HOME}${' fine'.repeat(30_000)} ${EMAIL}`
    expect(mcpx.redact(words).text).toBe(words.replace(HOME, '[home_path]').replace(EMAIL, '[email]'))
  })

  test('of wide characters', () => {
    const text = `${'日本😀 '.repeat(20_000)}${HOME} ${'é'.repeat(200_000)} ${EMAIL}`
    expect(mcpx.redact(text).text).toBe(text.replace(HOME, '[home_path]').replace(EMAIL, '[email]'))
  })

  test('of many ranges: all are found, in order, and redacting again changes nothing', () => {
    const text = Array.from({ length: 5000 }, (_, i) => `${i} open ${HOME} for ${EMAIL}`).join('\n')
    const { ranges, text: redacted } = mcpx.redact(text)
    expect(ranges).toHaveLength(10_000)
    expect(redacted).toBe(text.replaceAll(HOME, '[home_path]').replaceAll(EMAIL, '[email]'))
    expect(ranges.every(({ start }, i) => i === 0 || start >= ranges[i - 1].end)).toBe(true)
    expect(mcpx.redact(redacted)).toEqual({ text: redacted, ranges: [] })
  })

  test('that is one secret', () => {
    const { text } = mcpx.redact(`/home/alice/${'x'.repeat(300_000)}`)
    expect(text).not.toContain('alice')
    expect(text).toMatch(/^\[home_path\]/)
  })
})
