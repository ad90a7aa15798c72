// wrap.test.js: lines are divided as wrap-ansi divides them.
import { expect, test } from '@jest/globals'
import wrapAnsi from 'wrap-ansi'
import { wrapWords } from '../../../wasm/cli/show/wrap.js'

const WORDS = ['a', 'to', 'the', 'value', 'an-address', 'a\u00a0b', '…', '·', '“x”', 'é', '漢字', '', '  ']
const LONG = 'https://example.com/a-word-that-is-longer-than-each-of-the-lines'

// Texts from a seed; some have wide characters, two spaces in a row or a word that is longer than a line.
function* texts(count) {
  let seed = 1
  const below = (limit) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return (seed >>> 16) % limit
  }
  for (let i = 0; i < count; i++) {
    const words = WORDS.slice(0, i % 3 ? 7 : WORDS.length)
    const text = Array.from({ length: 1 + below(30) }, () => (below(20) ? words[below(words.length)] : LONG))
    yield text.join(' ')
  }
}

test.each([10, 24, 30, 61, 100])('in %i columns', (room) => {
  const all = [...texts(300)]
  const wrapped = all.filter((text) => wrapWords(text, room) !== null)
  expect(wrapped.length).toBeGreaterThan(100)
  expect(wrapped.length).toBeLessThan(all.length)
  for (const text of wrapped) expect(wrapWords(text, room)).toBe(wrapAnsi(text, room))
})
