// parts/tabs.js: panels -> tabs, by the pattern that keyboards and screen readers know.
import { h, newId } from '../dom.js'

const STEPS = { ArrowRight: 1, ArrowLeft: -1 }

function keyTarget(key, at, size) {
  if (key === 'Home') return 0
  if (key === 'End') return size - 1
  return key in STEPS ? (at + STEPS[key] + size) % size : null
}

// items: [{ name, label, panel }] -> { element, list, select(name) }. onSelect hears of what the user chose.
export function tabs(items, { label, onSelect = () => {}, className = 'tabs' }) {
  const buttons = items.map(({ panel, label: text }) => {
    const id = newId('tab')
    panel.setAttribute('role', 'tabpanel')
    panel.setAttribute('aria-labelledby', id)
    return h('button', { type: 'button', role: 'tab', id }, text)
  })
  const select = (name) => {
    items.forEach((item, i) => {
      const chosen = item.name === name
      buttons[i].setAttribute('aria-selected', String(chosen))
      buttons[i].tabIndex = chosen ? 0 : -1
      item.panel.hidden = !chosen
    })
  }
  const choose = (i) => {
    select(items[i].name)
    onSelect(items[i].name)
  }
  const onKey = (event) => {
    const target = keyTarget(event.key, buttons.indexOf(event.target), buttons.length)
    if (target === null) return
    event.preventDefault()
    choose(target)
    buttons[target].focus()
  }
  buttons.forEach((button, i) => {
    button.addEventListener('click', () => choose(i))
  })
  const list = h(
    'div',
    { class: className, role: 'tablist', 'aria-label': label, on: { keydown: onKey } },
    buttons
  )
  select(items[0].name)
  return { element: [list, ...items.map(({ panel }) => panel)], list, select }
}
