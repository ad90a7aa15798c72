// views/codes.js: the catalog -> a list to search. Each code has its message, its steps, its causes and an example to try.
/* global CAUSE_HOMES */

import { firstSentence } from '../../wasm/shared/words.js'
import { button, fill, h, newId } from '../dom.js'
import { causeBody, causeDetails } from '../parts/advice.js'
import { badge } from '../parts/badge.js'
import { copyButton } from '../parts/copy.js'
import { examples } from '../parts/examples.js'
import { externalLink, stepsView } from '../parts/steps.js'
import { counted } from '../text/numbers.js'
import { causeWords, codeWords, matcher } from '../text/search.js'

// build.js defines CAUSE_HOMES: for each cause the index of the code that it is listed under.

const SEVERITIES = ['error', 'warn', 'info']
const ANY = ''
const FOUND_CAUSES_MAX = 4

const domainOf = (code) => code.split('_')[1]

class CodesView {
  #tools
  #items = [] // { entry, words, causes: [{ cause, words }], element, found: an element for the causes that match }
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
    this.#items = catalog.map((entry) => this.#item(entry))
    this.#filter()
    this.#addCauses()
  }

  // They are loaded after the codes. Without them the codes are listed alone.
  async #addCauses() {
    const found = await this.#tools.call('causes', {}).catch(() => null)
    if (!found) return
    for (const [i, item] of this.#items.entries()) {
      const own = found.causes.filter((_, cause) => CAUSE_HOMES[cause] === i)
      item.words = codeWords(item.entry, found.phrases[item.entry.code])
      item.causes = own.map((cause) => ({ cause, words: causeWords(cause) }))
      this.#fillCauses(item)
    }
    this.#filter()
  }

  #item(entry) {
    const body = h('div', { class: 'code-body' })
    const found = h('ul', { class: 'found-causes' })
    const count = h('span', { class: 'muted cause-count' })
    const causes = h('div', { class: 'causes' })
    const summary = h(
      'summary',
      {},
      badge(entry.severity),
      h('strong', {}, entry.title),
      h('span', { class: 'mono muted' }, entry.code),
      count,
      h('span', { class: 'muted first-sentence' }, firstSentence(entry.user_message))
    )
    const details = h('details', { data: { code: entry.code } }, summary, body)
    details.addEventListener('toggle', () => {
      if (details.open && !body.firstChild) fill(body, this.#body(entry, causes))
    })
    return {
      entry,
      words: codeWords(entry),
      causes: [],
      element: h('li', {}, details, found),
      found,
      count,
      causesElement: causes
    }
  }

  #fillCauses({ causes, causesElement, count }) {
    count.textContent = causes.length ? counted(causes.length, 'cause') : ''
    const load = (cause) => () => causeBody(cause, this.#tools)
    fill(
      causesElement,
      causes.length > 0 && h('h3', {}, 'Causes'),
      causes.map(({ cause }) => causeDetails(cause, load(cause)))
    )
  }

  #body(entry, causes) {
    const address = () => new URL(`#${entry.code}`, location.href).href
    const example = h('div', { class: 'code-body' })
    examples.then((all) => fill(example, all[entry.code] && this.#example(all[entry.code])))
    return [
      h('p', {}, entry.user_message),
      causes,
      h('h3', {}, 'What to do'),
      stepsView({ first: entry.fix_steps }, { announce: this.#tools.announce }),
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

  // ---- The search ----

  #filter() {
    const matches = matcher(this.#search.value)
    const found = this.#items.filter((item) => this.#fits(item, matches))
    // An element that is moved loses the focus.
    const elements = found.map(({ element }) => element)
    const isShown = elements.every((element, i) => element === this.#list.children[i])
    if (!isShown || this.#list.children.length > elements.length) fill(this.#list, elements)
    fill(this.#total, found.length ? counted(found.length, 'code') : 'No matching codes. Try fewer words.')
  }

  // Shows the causes of a code that match the search below it.
  #fits({ entry, words, causes, found, element }, matches) {
    const isSearch = this.#search.value.trim() !== ''
    const matching = isSearch ? causes.filter((cause) => matches(cause.words)) : []
    const more = matching.length - FOUND_CAUSES_MAX
    fill(
      found,
      matching.slice(0, FOUND_CAUSES_MAX).map(({ cause }) => this.#foundCause(cause, element)),
      more > 0 && h('li', { class: 'muted' }, `and ${counted(more, 'more cause')}`)
    )
    return (
      (matches(words) || matching.length > 0) &&
      [ANY, domainOf(entry.code)].includes(this.#domain.value) &&
      [ANY, entry.severity].includes(this.#severity.value)
    )
  }

  #foundCause({ id, title }, element) {
    return h(
      'li',
      {},
      button(title, () => this.#open(element, id), { class: 'link' })
    )
  }

  // Opens a code, and the cause in it.
  #open(element, cause) {
    const code = element.firstChild
    code.open = true
    const shown = () => {
      const target = cause ? code.querySelector(`[data-cause="${cause}"]`) : code
      if (!target) return
      target.open = true
      target.firstChild.focus()
      target.scrollIntoView({ block: 'start' })
    }
    // The body of a code is made once it is open.
    if (cause && !code.querySelector('.causes')) code.addEventListener('toggle', shown, { once: true })
    else shown()
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
    this.#open(item.element)
  }
}

export function codesView(tools) {
  const view = new CodesView(tools)
  return { element: view.element, show: (what) => view.show(what) }
}
