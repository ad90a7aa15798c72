// examples.test.js: each code has a text that gives it, and that says nothing of anybody.
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../wasm/dist/node.mjs'
import { redact } from '../../web/text/redact.js'
import { decodeShare, encodeShare } from '../../web/text/share.js'
import { readText } from './helpers.js'

const EXAMPLES = JSON.parse(readText('web/examples.json'))
const mcpx = loadSync()
const codes = JSON.parse(readText('docs/catalog.json')).map(({ code }) => code)

test('there is one for each code', () => {
  expect(Object.keys(EXAMPLES).sort()).toEqual(codes.sort())
})

describe.each(Object.entries(EXAMPLES))('%s', (code, { text, ...hints }) => {
  test('is what it gives', () => {
    expect(mcpx.classify(text, hints).code).toBe(code)
  })

  test('is short', () => {
    expect(text.split('\n').length).toBeLessThanOrEqual(3)
    expect(text.length).toBeLessThan(200)
  })

  test('has nothing to take out', () => {
    expect(redact(text, (payload) => mcpx.scan(payload))).toEqual({ text, redacted: [] })
  })

  test('fits into a link', async () => {
    const { fragment, shortened } = await encodeShare({ text, ...hints })
    expect(shortened).toBe(false)
    expect(await decodeShare(fragment)).toMatchObject({ text, ...hints })
  })
})
