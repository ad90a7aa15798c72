// parts/tabs.js: panels -> tabs that follow the ARIA pattern for keyboards and screen readers.
import { h, newId } from '../dom.js'

const STEPS = { ArrowRight: 1, ArrowLeft: -1 }

// The index that a key leads to from `index`, or null.
function targetOf(key, index, size) {
  if (key === 'Home') return 0
  if (key === 'End') return size - 1
  return key in STEPS ? (index + STEPS[key] + size) % size : null
}

// items: [{ name, label, panel }] -> { list, panels, select(name) }. onSelect(name) is called for the user's own choices.
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
      if (chosen && list.matches(':focus-within')) buttons[i].focus()
    })
  }
  const choose = (i) => {
    select(items[i].name)
    onSelect(items[i].name)
  }
  const onKey = (event) => {
    const target = targetOf(event.key, buttons.indexOf(event.target), buttons.length)
    if (target === null) return
    event.preventDefault()
    choose(target)
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
  return { list, panels: items.map(({ panel }) => panel), select }
}
