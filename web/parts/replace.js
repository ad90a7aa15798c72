// parts/replace.js: replaces the content of a container by a newer form of it, without losing the focus or closing what
// the visitor opened.
import { fill } from '../dom.js'

const nameOf = (element) => `${element.tagName} ${element.ariaLabel ?? element.textContent}`
const summaries = (container) => [...container.querySelectorAll('details > summary')]

function findSame(container, { name, index }) {
  const all = [...container.querySelectorAll(name.split(' ', 1)[0])].filter((one) => nameOf(one) === name)
  return all[index] ?? all[0]
}

function focusIn(container) {
  const { activeElement } = container.getRootNode()
  if (!activeElement || !container.contains(activeElement)) return null
  const name = nameOf(activeElement)
  const same = [...container.querySelectorAll(activeElement.tagName)].filter((one) => nameOf(one) === name)
  return { element: activeElement, name, index: same.indexOf(activeElement) }
}

export function replaceContent(container, ...children) {
  const focus = focusIn(container)
  const open = new Set(
    summaries(container)
      .filter((one) => one.parentNode.open)
      .map(nameOf)
  )
  fill(container, ...children)
  for (const summary of summaries(container)) if (open.has(nameOf(summary))) summary.parentNode.open = true
  if (!focus) return
  const target = focus.element.isConnected ? focus.element : findSame(container, focus)
  target?.focus({ preventScroll: true })
}
