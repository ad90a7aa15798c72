// parts/excerpt.js: a text and ranges of it -> the lines that they touch, with the ranges marked.
import { linesAround, piecesOf } from '../../wasm/shared/excerpt.js'
import { h } from '../dom.js'
import { KINDS } from '../text/marks.js'

// Text further away from a mark than this, in units, is left out of a long line. Marks are shown whole, except for very
// long ones.
const AROUND = 120
const MARK_MAX = 2000
const LINES_MAX = 12

// Control characters are made visible.
export const visible = (text) =>
  text
    .replace(/[\0-\x08\x0b-\x1f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replace(/\x7f/g, '␡')

const shortened = (text, before, after) =>
  text.length > before + after ? `${text.slice(0, before)}…${text.slice(text.length - after)}` : text

// `n` is the number of the evidence, if it has one.
export const marked = (kind, text, n) =>
  h('mark', { class: kind && kind !== 'code' ? kind : null, data: n ? { n } : {} }, text)

function piece({ text, marked: isMarked, kind }) {
  if (isMarked) return marked(kind, visible(shortened(text, MARK_MAX, AROUND)))
  return visible(shortened(text, AROUND + 1, AROUND + 1))
}

function row(text, line, firstLine) {
  return h(
    'div',
    { class: line.marks.length ? 'line hit' : 'line' },
    h('span', { class: 'line-number', 'aria-hidden': 'true' }, String(line.number + firstLine - 1)),
    h('span', { class: 'line-text' }, piecesOf(text, line, AROUND).map(piece))
  )
}

// The lines of the strongest marks come first, then those around them, then what merely follows.
function rankOf({ marks }) {
  if (!marks.length) return KINDS.indexOf('code') + 0.5
  return Math.min(...marks.map(({ kind = 'code' }) => KINDS.indexOf(kind)))
}

function chooseLines(lines) {
  const ranked = lines.toSorted((a, b) => rankOf(a) - rankOf(b) || a.number - b.number)
  return ranked.slice(0, LINES_MAX).sort((a, b) => a.number - b.number)
}

// `firstLine` is the number of the text's first line; `context` lines are shown around each line with a mark.
export function excerpt(text, ranges, { firstLine = 1, context = 1 } = {}) {
  const lines = ranges.length ? chooseLines(linesAround(text, ranges, context)) : []
  if (!lines.length) return null
  return h(
    'div',
    { class: 'excerpt', role: 'group', 'aria-label': 'Evidence in the text', tabIndex: 0 },
    lines.map((line, i) => [
      i > 0 && lines[i - 1].number + 1 < line.number && h('div', { class: 'line gap' }, '⋮'),
      row(text, line, firstLine)
    ])
  )
}
