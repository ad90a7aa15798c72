// parts/chart.js: counts -> charts: tables whose rows have bars, parts of a whole, a line over time. All values are also
// there as text.
import { percent, ratio } from '../../wasm/shared/fleet.js'
import { h, svg } from '../dom.js'
import { count } from '../text/numbers.js'

export function bar(share, tone = 'base') {
  const fill = h('span', { data: { tone } })
  fill.style.width = `${100 * share}%`
  return h('span', { class: 'bar', 'aria-hidden': 'true' }, fill)
}

export const number = (value, properties = {}) => h('td', { class: 'number', ...properties }, value)

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

// A panel: a heading, a sentence that says what is counted, and a table. rows: [{ label, part, whole, tone, more }];
// the bars end at `scale`. `extra` names one more column, with `more`.
export function barPanel({ title, sentence, what, rows, scale = 1, extra, className = '' }) {
  const line = ({ label, tone, more, ...row }) => {
    const share = shareOf(row)
    return h(
      'tr',
      {},
      h('th', { scope: 'row' }, label),
      h('td', { class: 'bar-cell' }, bar(Math.min(share / scale, 1), tone)),
      number(count(row.part)),
      number(row.whole ? percent(share) : '–'),
      extra && number(more)
    )
  }
  return h(
    'section',
    { class: `panel ${className}` },
    h(
      'table',
      { class: 'bars' },
      h('caption', {}, h('h3', {}, title), sentence && h('p', { class: 'muted small' }, sentence)),
      head([what, null, 'Installs', 'Share', ...(extra ? [extra] : [])]),
      h('tbody', {}, rows.map(line))
    )
  )
}

// Parts of a whole: [{ label, installs, tone }] as one bar and a legend.
export function wholeBar(parts, whole) {
  let x = 0
  const segment = ({ installs, tone }) => {
    const width = 1000 * ratio(installs, whole)
    x += width
    const [y, height] = tone === 'key' ? [0, 28] : [3, 22]
    return installs && svg('rect', { class: `part ${tone}`, x: x - width, y, width, height })
  }
  return [
    svg(
      'svg',
      { class: 'whole', viewBox: '0 0 1000 28', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      parts.map(segment)
    ),
    h(
      'ul',
      { class: 'legend' },
      parts
        .filter(({ installs }) => installs)
        .map(({ label, installs, tone }) =>
          h('li', {}, h('i', { class: `part ${tone}` }), label, ' ', h('b', {}, count(installs)))
        )
    )
  ]
}

// ---- Over time ----

const PLOT = { width: 640, height: 200, left: 52, right: 52, top: 12, bottom: 24 }

function placed(points, end) {
  const width = PLOT.width - PLOT.left - PLOT.right
  const height = PLOT.height - PLOT.top - PLOT.bottom
  return points.map((point, i) => [
    PLOT.left + (width * i) / Math.max(points.length - 1, 1),
    PLOT.top + height * (1 - shareOf(point) / end)
  ])
}

function axis(end) {
  return [0, 0.5, 1].map((part) => {
    const y = PLOT.top + (PLOT.height - PLOT.top - PLOT.bottom) * (1 - part)
    return [
      svg('line', { class: 'grid', x1: PLOT.left, x2: PLOT.width - PLOT.right, y1: y, y2: y }),
      svg('text', { x: PLOT.left - 6, y: y + 4, 'text-anchor': 'end' }, percent(end * part))
    ]
  })
}

// The share of each day: [{ name, part, whole }].
export function timeLine(points) {
  const end = scaleFor(points)
  const at = placed(points, end)
  const [lastX, lastY] = at.at(-1)
  const label = (i, anchor) =>
    svg('text', { x: at[i][0], y: PLOT.height - 6, 'text-anchor': anchor }, points[i].name)
  return svg(
    'svg',
    { class: 'plot', viewBox: `0 0 ${PLOT.width} ${PLOT.height}`, 'aria-hidden': 'true' },
    axis(end),
    svg('polyline', { class: 'curve', points: at.map((point) => point.join()).join(' ') }),
    svg('circle', { class: 'part key', cx: lastX, cy: lastY, r: 4 }),
    svg('text', { class: 'strong', x: lastX + 8, y: lastY + 4 }, percent(shareOf(points.at(-1)))),
    label(0, 'start'),
    label(points.length - 1, 'end')
  )
}
