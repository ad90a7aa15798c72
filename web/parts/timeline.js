// parts/timeline.js: an incident -> a strip that shows where in the log its cause and its effects are.
import { h, svg } from '../dom.js'

const WIDTH = 240

// Where a line lies, from 6 to 234 units.
const place = (line, total) => 6 + ((WIDTH - 12) * (line - 1)) / Math.max(total - 1, 1)

const dot = (kind, line, total, r) => svg('circle', { class: kind, cx: place(line, total), cy: 10, r })

export function timeline(
  { cause_line: cause, first_line: first, last_line: last, effect_lines: effects, recovered },
  total
) {
  const words = `Lines ${first} to ${last} of ${total}. Cause in line ${cause || first}.`
  return svg(
    'svg',
    { class: 'strip', viewBox: `0 0 ${WIDTH} 20`, role: 'img', 'aria-label': words },
    svg('line', { class: 'base', x1: 6, x2: WIDTH - 6, y1: 10, y2: 10 }),
    svg('line', { class: 'run', x1: place(first, total), x2: place(last, total), y1: 10, y2: 10 }),
    effects.map((line) => dot('effect-dot', line, total, 3.5)),
    dot(recovered ? 'warn-dot' : 'cause-dot', cause || first, total, 5)
  )
}

export const timelineLegend = () =>
  h(
    'p',
    { class: 'legend' },
    h('span', {}, h('i', { class: 'cause-dot' }), 'Cause'),
    h('span', {}, h('i', { class: 'effect-dot' }), 'Effect'),
    h('span', {}, h('i', { class: 'run' }), 'First to last line')
  )
