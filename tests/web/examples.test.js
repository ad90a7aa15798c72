// examples.test.js: each code has an example text that is classified as the code and contains no personal data.
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../wasm/dist/node.mjs'
import { decodeShare, encodeShare } from '../../web/text/share.js'
import { readText } from '../wasm/helpers.js'

const EXAMPLES = JSON.parse(readText('web/examples.json'))
const mcpx = loadSync()
// No text has the other codes: the proxy counts them by itself.
const codes = [...new Set(mcpx.rules().flatMap((rule) => rule.codes))]

test('every code of a text has an example', () => {
  expect(codes).toHaveLength(37)
  expect(Object.keys(EXAMPLES).sort()).toEqual(codes.sort())
})

describe.each(Object.entries(EXAMPLES))('%s', (code, { text, ...hints }) => {
  test('is classified as its code', () => {
    expect(mcpx.classify(text, hints).code).toBe(code)
  })

  test('is short', () => {
    expect(text.split('\n').length).toBeLessThanOrEqual(3)
    expect(text.length).toBeLessThan(200)
  })

  test('needs no redaction', () => {
    expect(mcpx.redact(text)).toEqual({ text, ranges: [] })
  })

  test('fits into a link', async () => {
    const { fragment, shortened } = await encodeShare({ text, ...hints })
    expect(shortened).toBe(false)
    expect(await decodeShare(fragment)).toMatchObject({ text, ...hints })
  })
})
