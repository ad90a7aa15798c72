// views/codes.js: the catalog -> a list to search. Each code has its message, its steps and an example to try.

import { firstSentence } from '../../wasm/shared/words.js'
import { button, fill, h, newId } from '../dom.js'
import { badge } from '../parts/badge.js'
import { copyButton } from '../parts/copy.js'
import { examples } from '../parts/examples.js'
import { externalLink, fixSteps } from '../parts/steps.js'
import { counted } from '../text/numbers.js'

const SEVERITIES = ['error', 'warn', 'info']
const ANY = ''

const domainOf = (code) => code.split('_')[1]

const wordsOf = (entry) =>
  [entry.code, entry.user_message, ...entry.fix_steps.map((step) => `${step.label} ${step.command ?? ''}`)]
    .join(' ')
    .toLowerCase()

class CodesView {
  #tools
  #items = [] // { entry, words, element }
  #list = h('ul', { class: 'code-list' })
  #total = h('p', { class: 'muted', role: 'status' })
  #search = h('input', { type: 'search', on: { input: () => this.#filter() } })
  #domain = h('select', { on: { change: () => this.#filter() } })
  #severity = h('select', { on: { change: () => this.#filter() } })
  element

  constructor(tools) {
    this.#tools = tools
    const title = h('h2', { class: 'visually-hidden' }, 'All codes')
    this.element = h('div', { class: 'all-codes' }, title, this.#controls(), this.#total, this.#list)
    tools.ready.then(
      ({ catalog }) => this.#fill(catalog),
      () => {}
    )
  }

  #controls() {
    const field = (label, control) => {
      control.id = newId('filter')
      return h('div', { class: 'filter' }, h('label', { for: control.id }, label), control)
    }
    return h(
      'div',
      { class: 'row filters' },
      field('Search', this.#search),
      field('Domain', this.#domain),
      field('Severity', this.#severity)
    )
  }

  #fill(catalog) {
    const option = (value) => h('option', { value }, value || 'All')
    const domains = [...new Set(catalog.map(({ code }) => domainOf(code)))]
    const severities = SEVERITIES.filter((severity) => catalog.some((entry) => entry.severity === severity))
    fill(this.#domain, [ANY, ...domains].map(option))
    fill(this.#severity, [ANY, ...severities].map(option))
    this.#items = catalog.map((entry) => ({ entry, words: wordsOf(entry), element: this.#item(entry) }))
    this.#filter()
  }

  #item(entry) {
    const body = h('div', { class: 'code-body' })
    const summary = h(
      'summary',
      {},
      badge(entry.severity),
      h('span', { class: 'mono' }, entry.code),
      h('span', { class: 'muted' }, firstSentence(entry.user_message))
    )
    const details = h('details', { data: { code: entry.code } }, summary, body)
    details.addEventListener('toggle', () => {
      if (details.open && !body.firstChild) fill(body, this.#body(entry))
    })
    return h('li', {}, details)
  }

  #body(entry) {
    const address = () => new URL(`#${entry.code}`, location.href).href
    const example = h('div', { class: 'code-body' })
    examples.then((all) => fill(example, all[entry.code] && this.#example(all[entry.code])))
    return [
      h('p', {}, entry.user_message),
      h('h3', {}, 'What to do'),
      fixSteps(entry, this.#tools),
      example,
      h(
        'div',
        { class: 'row' },
        h('a', { class: 'button', href: `#${entry.code}` }, 'Permalink'),
        copyButton(address, { label: 'Copy permalink', announce: this.#tools.announce }),
        externalLink(entry.docs_url, 'Docs for this code')
      )
    ]
  }

  #example(example) {
    const tryExample = () => this.#tools.open('classify', { text: example.text, hints: example })
    return [
      h('h3', {}, 'Example'),
      h('pre', { class: 'example', tabIndex: 0, role: 'group', 'aria-label': 'Example' }, example.text),
      h('div', { class: 'row' }, button('Try it', tryExample))
    ]
  }

  #filter() {
    const words = this.#search.value.toLowerCase().split(/\s+/)
    const fits = ({ entry, words: text }) =>
      words.every((word) => text.includes(word)) &&
      [ANY, domainOf(entry.code)].includes(this.#domain.value) &&
      [ANY, entry.severity].includes(this.#severity.value)
    const found = this.#items.filter(fits)
    fill(
      this.#list,
      found.map(({ element }) => element)
    )
    fill(this.#total, found.length ? counted(found.length, 'code') : 'No matching codes. Try fewer words.')
  }

  // Shows one code and resets the filters.
  async show({ code }) {
    await this.#tools.ready
    const item = this.#items.find(({ entry }) => entry.code === code)
    if (!item) {
      this.#search.value = code
      this.#filter()
      return
    }
    this.#search.value = this.#domain.value = this.#severity.value = ANY
    this.#filter()
    const details = item.element.firstChild
    details.open = true
    details.firstChild.focus()
    details.scrollIntoView({ block: 'start' })
  }
}

export function codesView(tools) {
  const view = new CodesView(tools)
  return { element: view.element, show: (what) => view.show(what) }
}
