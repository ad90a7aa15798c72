// english.test.js: phrases that readers had to decipher do not come back, in texts, documents or comments.
import { execFileSync } from 'node:child_process'
import { describe, expect, test } from '@jest/globals'
import { readText, root } from '../wasm/helpers.js'

// What to avoid, and what to write instead.
const AVOIDED = [
  [/\bstands? (?:here|there|behind|beside|in|at|for itself)\b/i, 'is, contains, follows'],
  [/\btakes? (?:it|this|that|them) out\b/i, 'remove it'],
  [/\bor its like\b|\band the like\b/i, 'or a similar one'],
  [/\b(?:is|are) none of\b/i, 'is not one of'],
  [/\bnobody(?:'s)?\b/i, 'no one, no code'],
  [/\bone of those that may\b/i, 'an allowed value'],
  [/\b(?:whoever|wherein|thereof|thereby)\b/i, 'the ordinary word'],
  [/\b(?:is|are) told of\b|\btold of\b/i, 'is reported'],
  [/\blet off\b/i, 'is ignored, is allowed'],
  [/\bat hand\b/i, 'current'],
  [/\bfor want of\b/i, 'without'],
  [/\beyes alone\b|\bby a hair\b/i, 'only; barely'],
  [/\b(?:code|row|line|payload|test|view|case) a (?:code|row|line|payload|test|file|view)\b/i, 'one … per …'],
  [/\bas (?:the text says|you said)\b|\bread off the text\b/i, 'detected, given']
]

// Data, and messages of other programs, which are quoted as they are.
const QUOTED =
  /^(?:tests\/vectors\/.*\.jsonl|src\/tables\/(?:phrases|languages|negation|told)\.def|src\/tables\/derived\/|docs\/errors\/MCPX_|docs\/causes\/|go\/testdata\/|package-lock|web\/examples)|\.(?:png|svg|bin)$/

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8'
})
const files = tracked
  .trimEnd()
  .split('\n')
  .filter((file) => !QUOTED.test(file) && file !== 'tests/house/english.test.js')

describe('plain English', () => {
  test.each(AVOIDED)('%s: write "%s"', (pattern) => {
    const found = files.flatMap((file) => {
      // A comment or a paragraph may break a phrase between two lines.
      const text = readText(file).replace(/\n[ \t]*(?:\*|\/\/|#)?[ \t]*/g, ' ')
      return text.match(new RegExp(pattern, 'gi'))?.map((words) => `${file}: ${words}`) ?? []
    })
    expect(found).toEqual([])
  })
})
