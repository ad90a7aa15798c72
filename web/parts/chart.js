// parts/chart.js: counts -> a table whose rows have bars.
import { percent, ratio } from '../../wasm/shared/fleet.js'
import { h } from '../dom.js'
import { count } from '../text/numbers.js'

export function bar(share, tone) {
  const fill = h('span', { data: { tone } })
  fill.style.width = `${100 * share}%`
  return h('span', { class: 'bar', 'aria-hidden': 'true' }, fill)
}

export const number = (value) => h('td', { class: 'number' }, value)
export const heads = (...texts) => texts.map((text) => h('th', { scope: 'col', class: 'number' }, text))

// Rows { label, installs, tone, more } of `whole` installs; `more` is the text of one more column, named `extra`.
export function barTable({ title, what, rows, whole, extra }) {
  const line = ({ label, installs, tone, more }) => {
    const share = ratio(installs, whole)
    const cells = [number(count(installs)), number(percent(share)), extra && number(more)]
    return h('tr', {}, h('th', { scope: 'row' }, h('span', {}, label), bar(share, tone)), cells)
  }
  const head = [h('th', { scope: 'col' }, what), heads('Installs', 'Share'), extra && heads(extra)]
  return h(
    'table',
    { class: extra ? 'bars stacked' : 'bars' },
    h('caption', {}, title),
    h('thead', {}, h('tr', {}, head)),
    h('tbody', {}, rows.map(line))
  )
}
