// parts/excerpt.js: a text and ranges of it -> the lines that they touch, with the ranges marked.
import { linesAround, piecesOf } from '../../wasm/shared/excerpt.js'
import { h } from '../dom.js'

// Long lines are cut this many units before and after their marks.
const AROUND = 160
const LINES_MAX = 12

// Control characters are made visible.
const visible = (text) =>
  text
    .replace(/[\0-\x08\x0b-\x1f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replace(/\x7f/g, '␡')

const piece = ({ text, marked }) => (marked ? h('mark', {}, visible(text)) : visible(text))

function row(text, line, firstLine) {
  return h(
    'div',
    { class: line.marks.length ? 'line hit' : 'line' },
    h('span', { class: 'line-number', 'aria-hidden': 'true' }, String(line.number + firstLine - 1)),
    h('span', { class: 'line-text' }, piecesOf(text, line, AROUND).map(piece))
  )
}

// `firstLine` is the number of the text's first line; `context` lines are shown around each line with a mark.
export function excerpt(text, ranges, { firstLine = 1, context = 1 } = {}) {
  const lines = linesAround(text, ranges, context).slice(0, LINES_MAX)
  if (!lines.length) return null
  return h(
    'div',
    { class: 'excerpt', role: 'group', 'aria-label': 'Evidence in the text', tabIndex: 0 },
    lines.map((line) => row(text, line, firstLine))
  )
}
