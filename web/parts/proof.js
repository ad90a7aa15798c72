// parts/proof.js: the line below a field that says how many requests the page made since it was loaded, and how to check
// that.
import { fill, h, newId } from '../dom.js'
import { counted } from '../text/numbers.js'
import { content } from './content.js'
import { icon as drawing } from './icon.js'

let requests = null // counted from when everything is loaded
let shown = [] // weak references: a router may drop the elements

function show(element) {
  const words = requests === null ? '… requests' : counted(requests, 'request')
  fill(
    element,
    h('span', { class: 'wide-only' }, 'Stays in your browser: '),
    h('b', {}, words),
    ' since this page loaded'
  )
}

function showAll() {
  shown = shown.filter((reference) => reference.deref())
  for (const reference of shown) show(reference.deref())
}

// Called once everything is loaded.
export function countRequests() {
  if (requests !== null) return
  requests = 0
  // The browser looks up the icon of the page, mostly in its cache, whenever the address changes.
  const icon = document.querySelector('link[rel="icon"]')?.href
  new PerformanceObserver((list) => {
    requests += list.getEntries().filter(({ name }) => name !== icon).length
    showAll()
  }).observe({ type: 'resource' })
  showAll()
}

export function proof() {
  const id = newId('check')
  const words = h('span', {})
  const menu = h('div', { class: 'menu', id, popover: true })
  content().then((texts) => fill(menu, texts.proof))
  shown.push(new WeakRef(words))
  show(words)
  return [
    h('p', { class: 'proof' }, drawing('shield'), words),
    h('button', { type: 'button', class: 'link push', popovertarget: id }, 'How to check'),
    menu
  ]
}
