// parts/reference.js: what the telemetry contains, what it never contains, how to turn it off, and a comparison of two
// payloads. Each is a row that opens in place.
import { Fields } from '../../wasm/shared/fields.js'
import { fill, h, newId } from '../dom.js'
import { briefly, severityOf } from '../text/findings.js'
import { counted } from '../text/numbers.js'
import { diffPayloads } from '../text/payload_diff.js'
import { matcher } from '../text/search.js'
import { option } from './advice.js'
import { content, words } from './content.js'
import { copyButton } from './copy.js'
import { fieldFacts } from './field_card.js'

// ---- Fields ----

const fieldItem = (field) =>
  h('li', {}, h('code', {}, field.path), h('p', {}, field.description), fieldFacts(field))

async function fieldList(tools) {
  const fields = new Fields(await tools.call('schema')).list()
  const id = newId('field')
  const total = h('p', { class: 'muted small', role: 'status' })
  const list = h('ul', { class: 'field-list' })
  const items = fields.map((field) => ({
    words: `${field.path} ${field.description} ${field.expected}`.toLowerCase(),
    element: fieldItem(field)
  }))
  const show = () => {
    const matches = matcher(search.value)
    const found = items.filter(({ words }) => matches(words))
    fill(total, found.length ? counted(found.length, 'field') : words('noFields'))
    fill(
      list,
      found.map(({ element }) => element)
    )
  }
  const search = h('input', { type: 'search', id, on: { input: show } })
  show()
  return [h('p', { class: 'filter' }, h('label', { for: id }, 'Search fields'), search), total, list]
}

// ---- What is never sent ----

async function neverSent(tools) {
  const rules = await tools.call('rules')
  const leaks = rules.filter(
    (rule) => severityOf(rule) === 'leak' && rule.message.startsWith('This value contains')
  )
  return [
    h('p', {}, (await content()).telemetry.never),
    h(
      'ul',
      { class: 'never' },
      leaks.map(({ message, name }) =>
        h('li', {}, briefly(message).slice(0, -1), ' ', h('code', { class: 'muted' }, name))
      )
    )
  ]
}

// ---- Turning it off ----

async function waysOff({ announce }) {
  const { waysOff: ways, remark } = (await content()).telemetry
  const way = ({ title, text }) => [
    h('h4', {}, title),
    h(
      'div',
      { class: 'command' },
      h('pre', {}, h('code', {}, text)),
      copyButton(text, { name: `Copy: ${title}`, announce })
    )
  ]
  return [ways.map(way), h('p', { class: 'muted' }, remark)]
}

// ---- Comparing ----

const value = (json) => (json === undefined ? h('span', { class: 'muted' }, '–') : h('code', {}, json))

function difference(one, other) {
  const rows = diffPayloads(one, other)
  if (!rows.length) return h('p', {}, words('sameValues'))
  const row = ({ path, before, after }) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, h('code', {}, path)),
      h('td', {}, value(before)),
      h('td', {}, value(after))
    )
  const head = ['Field', 'First', 'Second'].map((name) => h('th', { scope: 'col' }, name))
  return [
    h('p', {}, `${counted(rows.length, 'value differs', 'values differ')}.`),
    h('table', { class: 'diff' }, h('thead', {}, h('tr', {}, head)), h('tbody', {}, rows.map(row)))
  ]
}

function comparison(first) {
  const result = h('div', { role: 'status' })
  const compare = () => {
    const [one, other] = areas.map((area) => area.value)
    if (!one.trim() || !other.trim()) return fill(result, h('p', {}, words('bothPayloads')))
    try {
      return fill(result, difference(one, other))
    } catch {
      return fill(result, h('p', {}, words('notBothJson')))
    }
  }
  const areas = [first, ''].map((value) =>
    h('textarea', { class: 'to-compare', value, rows: 6, spellcheck: 'false', on: { input: compare } })
  )
  compare()
  const labeled = areas.map((area, i) =>
    h('label', { class: 'filter' }, ['First payload', 'Second payload'][i], area)
  )
  return [h('div', { class: 'compared' }, labeled), result]
}

const LOADS = [fieldList, neverSent, waysOff, (_, payload) => comparison(payload)]

// `rows`: [{ title, remark }] of content.json, in the order of LOADS. payload() is the one that the view shows.
export function reference(tools, rows = [], payload) {
  return h(
    'section',
    { class: 'section reference' },
    h('h3', {}, 'About the telemetry'),
    h(
      'div',
      { class: 'options' },
      rows.map((row, i) => option({ ...row, load: () => LOADS[i](tools, payload()) }))
    )
  )
}
