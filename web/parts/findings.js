// parts/findings.js: the findings of a payload -> a list of them, each a way to its place.
import { counted, fill, h, newId } from '../dom.js'
import { severityBadge } from './answer.js'

const SEVERITIES = ['error', 'warning', 'note']

// { error, warning, note }: how many findings are of each.
export function tally(findings) {
  const counts = { error: 0, warning: 0, note: 0 }
  for (const { severity } of findings) counts[severity] += 1
  return counts
}

// "2 errors, 1 warning", or what there is to say of a payload without any.
export function headline({ ok, findings }) {
  if (!findings.length) return 'Nothing is wrong with it'
  const counts = tally(findings)
  const parts = SEVERITIES.filter((name) => counts[name]).map((name) => counted(counts[name], name))
  return `${ok ? 'No errors, ' : ''}${parts.join(', ')}`
}

export const worstOf = ({ ok, findings }) =>
  ok ? (SEVERITIES.find((name) => findings.some(({ severity }) => severity === name)) ?? 'good') : 'error'

function item({ severity, rule, message, pointer, expected, suggestion, line, column }, label) {
  return h(
    'li',
    { class: 'finding', data: { severity } },
    h('div', { class: 'row' }, severityBadge(severity), h('code', {}, rule)),
    h('p', { id: label }, message, suggestion && [' Did you mean ', h('code', {}, `"${suggestion}"`), '?']),
    expected && h('p', { class: 'muted' }, 'Expected ', expected),
    h(
      'button',
      { type: 'button', class: 'place' },
      h('span', { class: 'unseen' }, 'Go to '),
      h('span', { class: 'at' }, `${line}:${column}`),
      pointer && [' ', h('span', {}, pointer)]
    )
  )
}

// onPoint(i) hears what is pointed at or has the focus, null when nothing is; onChoose(i) what is chosen.
export class FindingList {
  element = h('ul', { class: 'findings', 'aria-label': 'Findings' })

  constructor({ onPoint, onChoose }) {
    const { element } = this
    const at = ({ target }) => [...element.children].indexOf(target.closest('li'))
    for (const type of ['mouseover', 'focusin']) {
      element.addEventListener(type, (event) => at(event) >= 0 && onPoint(at(event)))
    }
    for (const type of ['mouseleave', 'focusout']) element.addEventListener(type, () => onPoint(null))
    element.addEventListener('click', (event) => at(event) >= 0 && onChoose(at(event)))
  }

  // Returns the ids of the messages, for what describes the marks.
  show(findings) {
    const labels = findings.map(() => newId('finding'))
    fill(
      this.element,
      findings.map((finding, i) => item(finding, labels[i]))
    )
    this.element.scrollTop = 0
    return labels
  }

  // Show which findings are meant; with `scroll` in view, too.
  light(findings, scroll) {
    const { children } = this.element
    for (const child of this.element.querySelectorAll('.lit')) child.classList.remove('lit')
    for (const i of findings) children[i].classList.add('lit')
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
