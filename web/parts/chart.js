// parts/chart.js: counts -> charts: tables whose rows have bars, and parts of a whole. All values are also there as text.
import { percent, ratio } from '../../wasm/shared/fleet.js'
import { h } from '../dom.js'
import { count, counted } from '../text/numbers.js'
import { folded } from './folded.js'

export function bar(share, tone = 'base') {
  const fill = h('span', { data: { tone } })
  fill.style.width = `${100 * share}%`
  return h('span', { class: 'bar', 'aria-hidden': 'true' }, fill)
}

const number = (value, properties = {}) => h('td', { class: 'number', ...properties }, value)

const head = (texts) =>
  h(
    'thead',
    {},
    h(
      'tr',
      {},
      texts.map((text, i) =>
        text === null
          ? h('td', { class: 'bar-cell' })
          : h('th', { scope: 'col', class: i ? 'number' : null }, text)
      )
    )
  )

const shareOf = ({ part, whole }) => ratio(part, whole)

// The end of a scale that holds the shares of all rows { part, whole }: a step above the largest.
export function scaleFor(rows) {
  const largest = Math.max(...rows.map(shareOf), 0)
  return [0.02, 0.05, 0.1, 0.2, 0.25, 0.5].find((end) => end >= largest) ?? 1
}

// The rows [{ label, part, whole, tone, more }] of a table with bars, which end at `scale`. `extra` names one more column,
// with `more`; with `isOfGroup` each row is a part of a group of its own.
function barTable({ what, rows, scale = 1, extra, isOfGroup }, caption) {
  const line = ({ label, tone, more, ...row }) => {
    const share = shareOf(row)
    return h(
      'tr',
      {},
      h('th', { scope: 'row' }, label),
      h('td', { class: 'bar-cell' }, bar(Math.min(share / scale, 1), tone)),
      number(`${count(row.part)}${isOfGroup ? ` of ${count(row.whole)}` : ''}`),
      number(row.whole ? percent(share) : '–'),
      extra && number(more)
    )
  }
  return h(
    'table',
    { class: 'bars' },
    caption,
    head([what, null, 'Installs', 'Share', ...(extra ? [extra] : [])]),
    h('tbody', {}, rows.map(line))
  )
}

// A panel: a heading, a sentence that says what is counted, and a table. Rows that are not isShown(row, i) are folded, and
// counted by the word `noun`.
export function barPanel({ title, sentence, className = '', rows, isShown = () => true, noun, ...table }) {
  const folds = rows.filter((row, i) => !isShown(row, i))
  return h(
    'section',
    { class: `panel ${className}` },
    barTable(
      { ...table, rows: rows.filter(isShown) },
      h('caption', {}, h('h3', {}, title), sentence && h('p', { class: 'muted small' }, sentence))
    ),
    folds.length > 0 && folded(counted(folds.length, noun), '', barTable({ ...table, rows: folds }))
  )
}

// Parts of a whole: [{ label, installs, tone }] as one bar and a legend.
export function wholeBar(all) {
  const parts = all.filter(({ installs }) => installs)
  const segment = ({ installs, tone }) => {
    const element = h('i', { class: `part ${tone}` })
    element.style.flexGrow = installs
    return element
  }
  return [
    h('div', { class: 'whole', 'aria-hidden': 'true' }, parts.map(segment)),
    h(
      'ul',
      { class: 'legend' },
      parts.map(({ label, installs, tone }) =>
        h('li', {}, h('i', { class: `part ${tone}` }), label, ' ', h('b', {}, count(installs)))
      )
    )
  ]
}
