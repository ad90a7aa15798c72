// parts/finding_list.js: the findings of a payload -> two lists: leaks, and the others, errors first. Each item leads to its
// position in the payload.
import { firstSentence } from '../../wasm/shared/words.js'
import { fill, h, newId } from '../dom.js'
import { expectedText, missingText, severityOf } from '../text/findings.js'
import { counted } from '../text/numbers.js'
import { folded } from './folded.js'
import { severityIcon } from './severity.js'

// A message as nodes: names of fields are between backticks.
export const messageNodes = (message) =>
  message.split('`').map((part, i) => (i % 2 ? h('code', {}, part) : part))

const elementsOf = (list) => list.map(({ element }) => element)

// On the page, the message names its field; what is copied does not.
const withSubject = (message, subject) =>
  subject ? message.replace(/^This (value|field)\b/, () => `\`${subject}\``) : message

function item({ rule, message, expected, suggestion, line, column, pointer, ...finding }, i, label) {
  const { subject, shownLine = line } = finding
  const text = withSubject(message, subject)
  const first = firstSentence(text)
  return h(
    'li',
    {
      class: 'finding',
      data: { severity: severityOf({ message, ...finding }), i, rule, at: `${line}:${column}`, pointer }
    },
    severityIcon(severityOf({ message, ...finding })),
    h(
      'div',
      {},
      h(
        'p',
        { id: label },
        h('b', {}, messageNodes(first)),
        messageNodes(text.slice(first.length)),
        suggestion && [' Did you mean ', h('code', {}, `"${suggestion}"`), '?']
      ),
      expected &&
        h(
          'p',
          { class: 'muted small' },
          expected.startsWith('one of') ? 'Allowed: ' : 'Expected: ',
          expectedText(expected)
        ),
      h('code', { class: 'rule muted' }, rule)
    ),
    h(
      'button',
      { type: 'button', class: 'link place' },
      h('span', { class: 'visually-hidden' }, 'Go to '),
      `Line ${shownLine}`
    )
  )
}

const nameOf = ({ pointer }) => pointer.split('/').at(-1)

// Many missing fields in one row, which names them and opens.
const missingRow = (missing, items) =>
  h(
    'li',
    { class: 'missing', data: { severity: 'error' } },
    folded(
      [severityIcon('error'), `${missingText(missing)}: ${missing.map(nameOf).join(', ')}`],
      '',
      h('ul', {}, items)
    )
  )

// onPoint(i) is called when the pointer or the focus is on a finding, onPoint(null) when it leaves; onChoose(i) on a
// click.
export class FindingList {
  leaks = h('section', { class: 'leaks', hidden: true })
  others = h('section', { class: 'section others-found', hidden: true })

  constructor({ onPoint, onChoose }) {
    const indexOf = ({ target }) => Number(target.closest('.finding')?.dataset.i ?? -1)
    for (const element of [this.leaks, this.others]) {
      for (const type of ['mouseover', 'focusin'])
        element.addEventListener(type, (event) => indexOf(event) >= 0 && onPoint(indexOf(event)))
      for (const type of ['mouseleave', 'focusout']) element.addEventListener(type, () => onPoint(null))
      element.addEventListener('click', (event) => indexOf(event) >= 0 && onChoose(indexOf(event)))
    }
  }

  // `missing`: those of the findings that share a row. Returns the ids of the messages: they describe the marks in the
  // payload.
  show(findings, missing = []) {
    const labels = findings.map(() => newId('finding'))
    const numbered = findings.map((finding, i) => ({ finding, element: item(finding, i, labels[i]) }))
    const leaks = numbered.filter(({ finding }) => severityOf(finding) === 'leak')
    const others = numbered.filter(({ finding }) => severityOf(finding) !== 'leak')
    const isMissing = ({ finding }) => missing.includes(finding)
    this.#fill(this.leaks, `${counted(leaks.length, 'leak')}: personal data`, elementsOf(leaks))
    this.#fill(this.others, leaks.length ? 'Other findings' : 'Findings', [
      missing.length > 0 && missingRow(missing, elementsOf(others.filter(isMissing))),
      elementsOf(others.filter((one) => !isMissing(one)))
    ])
    return labels
  }

  #fill(section, title, rows) {
    section.hidden = !rows.flat().some(Boolean)
    fill(section, h('h3', {}, title), h('ul', { class: 'findings', 'aria-label': title }, rows))
  }

  #items() {
    return [...this.leaks.querySelectorAll('.finding'), ...this.others.querySelectorAll('.finding')]
  }

  #item(i) {
    return this.#items().find(({ dataset }) => dataset.i === String(i))
  }

  // Highlights these findings; `scroll` brings the first of them into view.
  highlight(findings, scroll) {
    for (const element of this.#items())
      element.classList.toggle('highlighted', findings.includes(Number(element.dataset.i)))
    if (scroll) this.#item(findings[0])?.scrollIntoView({ block: 'nearest' })
  }

  focus(finding) {
    const item = this.#item(finding)
    item.closest('details')?.setAttribute('open', '')
    item.querySelector('button').focus()
  }
}
