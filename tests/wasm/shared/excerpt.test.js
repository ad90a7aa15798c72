// excerpt.test.js: the lines with the evidence, in marked and unmarked pieces, for the command and the page.
import { describe, expect, test } from '@jest/globals'
import { decodeWithOffsets } from '../../../wasm/shared/decode.js'
import { fitPieces, linesAround, markRows, mergeMarks, piecesOf } from '../../../wasm/shared/excerpt.js'

const rangeOf = (text, part) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length })
const marked = (pieces) =>
  pieces.map(({ text, marked: isMarked }) => (isMarked ? `[${text}]` : text)).join('')
const shown = (text, ranges, around) =>
  linesAround(text, ranges).map((line) => marked(piecesOf(text, line, around)))

describe('lines', () => {
  const text = 'one\ntwo\nthree\nfour\nfive'
  const numbers = (ranges, context) => linesAround(text, ranges, context).map(({ number }) => number)

  test.each([
    ['one range', [rangeOf(text, 'hre')], 0, [3]],
    ['a range over a line break', [rangeOf(text, 'o\nth')], 0, [2, 3]],
    ['two ranges', [rangeOf(text, 'one'), rangeOf(text, 'five')], 0, [1, 5]],
    ['with context', [rangeOf(text, 'three')], 1, [2, 3, 4]],
    ['context of two ranges', [rangeOf(text, 'one'), rangeOf(text, 'five')], 1, [1, 2, 4, 5]],
    ['an empty range', [{ start: 5, end: 5 }], 0, [2]],
    ['an empty range at the end of a line', [{ start: 7, end: 7 }], 0, [2]],
    ['an empty range at the end', [{ start: text.length, end: text.length }], 0, [5]],
    ['no range', [], 1, []]
  ])('of %s', (_, ranges, context, expected) => {
    expect(numbers(ranges, context)).toEqual(expected)
  })
})

describe('pieces', () => {
  test('mark the ranges', () => {
    expect(shown('a bad word', [rangeOf('a bad word', 'bad')])).toEqual(['a [bad] word'])
    const text = 'spawn docker ENOENT'
    expect(shown(text, [rangeOf(text, 'spawn'), rangeOf(text, 'ENOENT')])).toEqual([
      '[spawn] docker [ENOENT]'
    ])
  })

  test('of a range over a line break, on both lines', () => {
    expect(shown('a bad\r\nword b', [{ start: 2, end: 11 }])).toEqual(['a [bad]', '[word] b'])
  })

  test('of overlapping ranges', () => {
    const ranges = [
      { start: 0, end: 4 },
      { start: 2, end: 6 }
    ]
    expect(shown('abcdefgh', ranges)).toEqual(['[abcd][ef]gh'])
  })

  test('an empty range gives an empty piece', () => {
    expect(shown('ab', [{ start: 1, end: 1 }])).toEqual(['a[]b'])
    expect(shown('ab\r\n', [{ start: 2, end: 2 }])).toEqual(['ab[]'])
  })

  test('text far from the marks becomes an ellipsis', () => {
    const text = `${'a'.repeat(50)}BAD${'b'.repeat(50)}`
    expect(shown(text, [rangeOf(text, 'BAD')], 5)).toEqual(['…aaaaa[BAD]bbbbb…'])
    expect(shown(text, [rangeOf(text, 'BAD')], 50)).toEqual([
      marked(piecesOf(text, { start: 0, end: 103, marks: [rangeOf(text, 'BAD')] }))
    ])
  })

  test('of a line without marks', () => {
    expect(marked(piecesOf('x'.repeat(9), { start: 0, end: 9, marks: [] }, 4))).toBe('xxxx…')
    expect(piecesOf('', { start: 0, end: 0, marks: [] }, 4)).toEqual([])
  })
})

describe('pieces that are fitted into a width', () => {
  const widthOf = (text) => text.length
  const fitted = (parts, room) =>
    fitPieces(
      parts.map(([text, isMarked]) => ({ text, marked: Boolean(isMarked) })),
      room,
      widthOf
    )
  const long = (letter) => letter.repeat(200)

  test('are unchanged if they fit', () => {
    expect(marked(fitted([['a'], ['bad', true], ['b']], 5))).toBe('a[bad]b')
  })

  test.each([
    ['long text before', [[long('a')], ['BAD', true], ['b']]],
    ['long text after', [['a'], ['BAD', true], [long('b')]]],
    ['long text on both sides', [[long('a')], ['BAD', true], [long('b')]]],
    ['long text between two marks', [['ONE', true], [long('a')], ['TWO', true]]],
    ['a long mark', [['a'], [long('M'), true], ['b']]]
  ])('%s is cut, next to the marks nothing is', (_, parts) => {
    const pieces = fitted(parts, 60)
    const text = pieces.map((piece) => piece.text).join('')
    expect(text.length).toBeLessThanOrEqual(60)
    expect(text).toContain('…')
    pieces.forEach((piece, i) => {
      if (parts[i][1]) expect(piece.text.slice(0, 3)).toBe(parts[i][0].slice(0, 3))
    })
    expect(text).toMatch(/^…?a*BAD|a*BADb*…?$|^ONEa+…a+TWO$|^aM+…b$/)
  })
})

describe('marks in rows', () => {
  const rangeAt = (start, end) => ({ start, end })
  const line = { start: 0, end: 200 }
  const rows = (marks, room) => markRows({ ...line, marks }, room, (start, end) => end - start)

  test('share a row if they fit into it with some text around', () => {
    const [a, b, c] = [rangeAt(0, 20), rangeAt(30, 50), rangeAt(60, 80)]
    expect(rows([a, b, c], 100)).toEqual([[a, b, c]])
    expect(rows([a, b, c], 70)).toEqual([[a, b], [c]])
    expect(rows([a, b, c], 40)).toEqual([[a], [b], [c]])
  })

  test('are divided only if they are wider than a row', () => {
    const found = rows([rangeAt(10, 110)], 42).flat()
    expect(found).toEqual([rangeAt(10, 50), rangeAt(50, 90), rangeAt(90, 110)])
  })

  test('of several lines are those of this line', () => {
    const [[mark]] = markRows(
      { start: 50, end: 60, marks: [rangeAt(10, 90)] },
      42,
      (start, end) => end - start
    )
    expect(mark).toEqual(rangeAt(50, 60))
  })

  test('that are empty stay', () => {
    expect(rows([rangeAt(5, 5)], 42)).toEqual([[rangeAt(5, 5)]])
  })
})

test('marks that overlap become one', () => {
  const ranges = [
    [5, 9],
    [0, 3],
    [2, 4],
    [9, 9],
    [6, 8]
  ].map(([start, end]) => ({ start, end }))
  expect(mergeMarks(ranges)).toEqual([
    { start: 0, end: 4 },
    { start: 5, end: 9 },
    { start: 9, end: 9 }
  ])
})

describe('bytes that are decoded', () => {
  const decoded = (bytes, offsets) => {
    const { text, units } = decodeWithOffsets(Buffer.from(bytes), offsets)
    return offsets.map((offset) => text.slice(units.get(offset)))
  }

  test('keep their offsets', () => {
    expect(decoded('é😀x', [0, 2, 6, 7])).toEqual(['é😀x', '😀x', 'x', ''])
    expect(decoded('\ufeffab', [3])).toEqual(['ab'])
  })

  test('also in invalid UTF-8', () => {
    expect(decoded([0xff, 0xc3, 0x61, 0xf0, 0x9f], [2, 3])).toEqual(['a\ufffd', '\ufffd'])
  })
})
