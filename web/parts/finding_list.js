// parts/finding_list.js: the findings of a payload -> a list. Each item leads to its position in the payload.
import { fill, h, newId } from '../dom.js'
import { badge } from './badge.js'

// A message as nodes: names of fields are between backticks.
const messageNodes = (message) => message.split('`').map((part, i) => (i % 2 ? h('code', {}, part) : part))

function item({ severity, rule, message, pointer, expected, suggestion, line, column }, label) {
  return h(
    'li',
    { class: 'finding', data: { severity } },
    h('div', { class: 'row' }, badge(severity), h('code', {}, rule)),
    h(
      'p',
      { id: label },
      messageNodes(message),
      suggestion && [' Did you mean ', h('code', {}, `"${suggestion}"`), '?']
    ),
    expected && h('p', { class: 'muted' }, 'Expected: ', expected),
    h(
      'button',
      { type: 'button', class: 'place' },
      h('span', { class: 'visually-hidden' }, 'Go to '),
      h('span', { class: 'at' }, `${line}:${column}`),
      pointer && [' ', h('span', {}, pointer)]
    )
  )
}

// onPoint(i) is called when the pointer or the focus is on a finding, onPoint(null) when it leaves; onChoose(i) on a
// click.
export class FindingList {
  element = h('ul', { class: 'findings', 'aria-label': 'Findings' })

  constructor({ onPoint, onChoose }) {
    const { element } = this
    const indexOf = ({ target }) => [...element.children].indexOf(target.closest('li'))
    for (const type of ['mouseover', 'focusin'])
      element.addEventListener(type, (event) => indexOf(event) >= 0 && onPoint(indexOf(event)))
    for (const type of ['mouseleave', 'focusout']) element.addEventListener(type, () => onPoint(null))
    element.addEventListener('click', (event) => indexOf(event) >= 0 && onChoose(indexOf(event)))
  }

  // Returns the ids of the messages: they describe the marks in the payload.
  show(findings) {
    const labels = findings.map(() => newId('finding'))
    fill(
      this.element,
      findings.map((finding, i) => item(finding, labels[i]))
    )
    this.element.scrollTop = 0
    return labels
  }

  // Highlights these findings; `scroll` brings the first of them into view.
  highlight(findings, scroll) {
    const { children } = this.element
    for (const child of this.element.querySelectorAll('.highlighted')) child.classList.remove('highlighted')
    for (const i of findings) children[i].classList.add('highlighted')
    const first = children[findings[0]]
    if (!first || !scroll) return
    const box = this.element.getBoundingClientRect()
    const { top, bottom } = first.getBoundingClientRect()
    if (top < box.top || bottom > box.bottom) this.element.scrollTop += top - box.top
  }

  focus(finding) {
    this.element.children[finding].querySelector('button').focus()
  }
}
