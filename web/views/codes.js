// views/codes.js: the catalog -> all codes in groups, with a search over codes, causes and pasted errors; and a page for each
// code.
import { button, EDITABLE, fill, h, newId } from '../dom.js'
import { codePage } from '../parts/code_page.js'
import { content, words } from '../parts/content.js'
import { icon } from '../parts/icon.js'
import { bringIntoView } from '../parts/in_view.js'
import { domainsOf } from '../text/domains.js'
import { counted } from '../text/numbers.js'
import { causeWords, codeWords, matcher } from '../text/search.js'

const FOUND_CAUSES_MAX = 4
const UNKNOWN = 'MCPX_UNKNOWN_UNCLASSIFIED'

class CodesView {
  #tools
  #catalog = []
  #items = new Map() // code -> { entry, words, causes: [{ cause, words }], element, found: an element for its causes }
  #groups = [] // { domain, element, list, counts: elements, button }
  #allCauses = []
  #causesLoaded
  #search
  #total = h('p', { class: 'muted small', role: 'status' })
  #domains = h('nav', { class: 'domains', 'aria-label': 'Groups of codes' })
  #list = h('div', { class: 'groups' })
  #overview
  #page = h('article', { class: 'code-page', hidden: true })
  element

  constructor(tools) {
    this.#tools = tools
    this.#overview = h(
      'div',
      { class: 'overview' },
      h('h2', {}, 'Codes and causes'),
      h('p', { class: 'lead' }, words('codes')),
      this.#searchBox(),
      this.#total,
      h('div', { class: 'codes-layout' }, this.#domains, this.#list)
    )
    this.element = h('div', { class: 'all-codes' }, this.#overview, this.#page)
    // On a page of its own, the key works wherever the focus is; a site around the element may use it itself.
    const isPage = document.querySelector('mcpx-diagnose[page]')
    ;(isPage ? document : this.element).addEventListener('keydown', (event) => this.#onKey(event))
    this.#causesLoaded = Promise.all([tools.ready, content()]).then(([{ catalog }, { domains }]) =>
      this.#fill(catalog, domains)
    )
    this.#causesLoaded.catch(() => {})
  }

  // ---- The overview ----

  #searchBox() {
    const id = newId('search')
    this.#search = h('input', {
      type: 'search',
      id,
      placeholder: 'ECONNREFUSED, or an error',
      on: { input: () => this.#filter() }
    })
    return h(
      'p',
      { class: 'searchbox' },
      h('label', { for: id, class: 'visually-hidden' }, 'Search'),
      icon('search'),
      this.#search,
      h('kbd', { 'aria-hidden': 'true' }, '/')
    )
  }

  #onKey(event) {
    const [target] = event.composedPath()
    const isPlain = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey
    if (!isPlain || !this.element.checkVisibility() || target.closest(EDITABLE)) return
    event.preventDefault()
    this.#showOverview()
    this.#search.focus()
  }

  #fill(catalog, labels) {
    this.#catalog = catalog
    for (const entry of catalog) this.#items.set(entry.code, this.#item(entry))
    this.#groups = domainsOf(catalog, labels).map((domain) => this.#group(domain))
    fill(
      this.#domains,
      this.#groups.map((group) => group.button)
    )
    fill(
      this.#list,
      this.#groups.map(({ element }) => element)
    )
    this.#filter()
    return this.#addCauses()
  }

  #showAll() {
    this.#search.value = ''
    this.#filter()
  }

  #goToDomain(name) {
    this.#showAll()
    const heading = this.#groups.find(({ domain }) => domain.name === name)?.element.querySelector('h3')
    heading?.focus({ preventScroll: true })
    heading?.scrollIntoView({ block: 'start' })
  }

  #group(domain) {
    const list = h(
      'ul',
      { class: 'code-list' },
      domain.entries.map(({ code }) => this.#items.get(code).element)
    )
    const counts = [0, 1].map(() => h('span', { class: 'count' }))
    const heading = h('h3', { tabIndex: -1 }, domain.label, ' ', counts[0])
    const element = h('section', { class: 'group' }, heading, list)
    const toGroup = button([domain.label, counts[1]], () => this.#goToDomain(domain.name), {
      class: 'btn quiet'
    })
    return { domain, list, element, counts, button: toGroup }
  }

  #item(entry) {
    const found = h('ul', { class: 'found-causes' })
    const count = h('span', { class: 'count' })
    const link = h(
      'a',
      { class: 'code-row', href: `#${entry.code}`, data: { code: entry.code } },
      h('b', {}, entry.title),
      entry.severity === 'warn' && h('span', { class: 'tag warning' }, 'Warning'),
      count,
      h('code', {}, entry.code)
    )
    return { entry, words: codeWords(entry), causes: [], element: h('li', {}, link, found), found, count }
  }

  // They are loaded after the codes. Without them the codes are listed alone. `homes` has a digit (to the base 36) for
  // each cause: which of its codes it is listed under.
  async #addCauses() {
    const [found, { homes: digits }] = await Promise.all([
      this.#tools.call('causes', {}).catch(() => null),
      content()
    ])
    if (!found) return
    this.#allCauses = found.causes
    const homes = found.causes.map(({ codes }, i) => codes[Number.parseInt(digits?.[i] ?? 0, 36)])
    for (const { code } of this.#catalog) {
      const item = this.#items.get(code)
      item.words = codeWords(item.entry, found.phrases[code])
      item.causes = found.causes
        .filter((_, i) => homes[i] === code)
        .map((cause) => ({ cause, words: causeWords(cause) }))
      item.count.textContent = item.causes.length ? counted(item.causes.length, 'cause') : ''
    }
    this.#filter()
  }

  // ---- The search ----

  #filter() {
    const search = this.#search.value.trim()
    const matches = matcher(search)
    const found = [...this.#items.values()].filter((item) => this.#showMatches(item, search, matches))
    this.#showGroups()
    if (found.length) fill(this.#total, counted(found.length, 'code'))
    else this.#classify(search)
  }

  // A group is shown with the number of its codes that are found.
  #showGroups() {
    for (const { element, list, counts, button: toGroup } of this.#groups) {
      const found = [...list.children].filter((child) => !child.hidden).length
      element.hidden = !found
      toGroup.hidden = !found
      for (const count of counts) count.textContent = found
    }
  }

  // Shows the causes of a code that match the search below it. Returns whether the code is shown.
  #showMatches({ words, causes, found, element, entry }, search, matches) {
    const matching = search ? causes.filter((cause) => matches(cause.words)) : []
    const more = matching.length - FOUND_CAUSES_MAX
    fill(
      found,
      matching.slice(0, FOUND_CAUSES_MAX).map(({ cause }) => this.#foundCause(entry, cause)),
      more > 0 && h('li', { class: 'muted' }, `and ${counted(more, 'more cause')}`)
    )
    element.hidden = !matches(words) && !matching.length
    return !element.hidden
  }

  #foundCause({ code }, { id, title }) {
    return h(
      'li',
      {},
      button(title, () => this.#tools.open('codes', { code, cause: id }), { class: 'link' })
    )
  }

  // What no word finds may be an error text.
  async #classify(text) {
    if (/^MCPX_\w+$/.test(text)) {
      fill(
        this.#total,
        `There is no code ${text}. `,
        button('Show all codes', () => this.#showAll(), { class: 'link' })
      )
      return
    }
    fill(this.#total, words('noCodes'))
    const { answer } = await this.#tools.call('classify', { text })
    if (this.#search.value.trim() !== text || answer.code === UNKNOWN) return
    const open = () => this.#tools.open('classify', { text })
    this.#items.get(answer.code).element.hidden = false
    this.#showGroups()
    fill(this.#total, words('means'), button('Diagnose it', open, { class: 'link' }))
  }

  // ---- A code ----

  #showOverview() {
    this.#overview.hidden = false
    this.#page.hidden = true
    this.#tools.setTitle(null)
  }

  // Shows the page of a code, a cause in it, or a group.
  async show({ code, cause, domain }) {
    const { catalog } = await this.#tools.ready
    if (!code) {
      this.#showOverview()
      if (domain) this.#goToDomain(domain)
      return
    }
    const entry = catalog.find((one) => one.code === code)
    if (entry) await this.#showCode(entry, cause)
    else this.#searchFor(code)
  }

  #searchFor(code) {
    this.#showOverview()
    this.#search.value = code
    this.#filter()
  }

  async #showCode(entry, cause) {
    await this.#causesLoaded.catch(() => {})
    const { label, name } = this.#groups.find(({ domain }) => domain.entries.includes(entry)).domain
    fill(
      this.#page,
      codePage(entry, {
        tools: this.#tools,
        domain: { label, open: () => this.#tools.open('codes', { domain: name }) },
        causes: this.#items.get(entry.code).causes.map((item) => item.cause),
        others: this.#confusedWith(entry)
      })
    )
    this.#overview.hidden = true
    this.#page.hidden = false
    this.#tools.setTitle(entry.title)
    this.#focusOn(cause)
  }

  #focusOn(cause) {
    const item = cause && this.#page.querySelector(`[data-cause="${cause}"]`)
    if (item) item.open = true
    const target = item ? item.querySelector('summary') : this.#page.querySelector('h2')
    target.focus({ preventScroll: true })
    bringIntoView(target)
  }

  // The codes that share the most causes with a code.
  #confusedWith({ code }) {
    const counts = new Map()
    for (const { codes } of this.#allCauses) {
      if (!codes.includes(code)) continue
      for (const other of codes) if (other !== code) counts.set(other, (counts.get(other) ?? 0) + 1)
    }
    const ranked = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 3)
    return ranked.map(([other]) => this.#items.get(other)?.entry).filter(Boolean)
  }
}

export function codesView(tools) {
  const view = new CodesView(tools)
  return { element: view.element, show: (what) => view.show(what) }
}
