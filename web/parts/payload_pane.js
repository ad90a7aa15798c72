// parts/payload_pane.js: the text of a payload, its keys and its findings -> a pane with line numbers and marks.
import { button, fill, h } from '../dom.js'
import { SEVERITIES } from '../text/findings.js'
import { icon } from './icon.js'
import { severityIcon } from './severity.js'

// ---- Pieces ----

// The offsets where a key, a range or a line begins or ends, in rising order.
function cutsOf(text, ranges) {
  const cuts = new Set([0, text.length])
  for (const { start, end } of ranges) cuts.add(start).add(end)
  for (const { index } of text.matchAll(/\n/g)) cuts.add(index).add(index + 1)
  return [...cuts].sort((a, b) => a - b)
}

// The text as pieces { text, key, findings }: the index of the key that a piece belongs to, or -1, and the ranges of
// the findings that cover it. A finding between two characters has an empty piece.
function* splitText(text, keys, ranges) {
  const cuts = cutsOf(text, [...keys, ...ranges])
  let key = 0
  let next = 0
  let active = []
  for (let i = 0; i < cuts.length; i++) {
    const at = cuts[i]
    const points = []
    active = active.filter(({ end }) => end > at)
    for (; ranges[next]?.start === at; next++) (ranges[next].end > at ? active : points).push(ranges[next])
    if (points.length) yield { text: '', key: -1, findings: points }
    while (keys[key]?.end <= at) key += 1
    if (i + 1 < cuts.length)
      yield { text: text.slice(at, cuts[i + 1]), key: keys[key]?.start <= at ? key : -1, findings: active }
  }
}

// ---- Folding ----

const FOLDED_MIN = 3 // fewer lines are not worth a fold
const HEAD_LINES = 6

// Whether each line is shown: those with findings and their neighbors, or the first ones if there are none.
function shownLines(lines) {
  const found = lines.map((line) => line.querySelector('mark') !== null)
  if (!found.includes(true)) return lines.map((_, i) => i < HEAD_LINES || i === lines.length - 1)
  return lines.map((_, i) => i < 2 || i === lines.length - 1 || found[i - 1] || found[i] || found[i + 1])
}

// The lines in runs { folded, lines }.
function runsOf(lines) {
  const shown = shownLines(lines)
  const runs = []
  lines.forEach((line, i) => {
    if (runs.at(-1)?.folded !== !shown[i]) runs.push({ folded: !shown[i], lines: [] })
    runs.at(-1).lines.push(line)
  })
  return runs
}

// ---- The pane ----

const STEPS = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }

// Text without a visible character: white space, control characters, marks of direction, or nothing.
const INVISIBLE = /^[\p{C}\p{Z}]*$/u

const worst = (ranges) => SEVERITIES.find((name) => ranges.some(({ severity }) => severity === name))

// onKey(i) and onFindings([i, …], isKey) are called when the pointer or the focus is on a key or a mark, onFindings([])
// when it leaves; onLeave(i) when the user presses Escape on a mark, to go back to its finding.
export class PayloadPane {
  element = h('div', { class: 'payload', role: 'group', 'aria-label': 'Payload' })
  #keys = [] // the first element of each key
  #marks = [] // the elements of each finding
  #highlighted = []
  #on

  constructor(on) {
    this.#on = on
    const { element } = this
    for (const type of ['mouseover', 'focusin'])
      element.addEventListener(type, ({ target }) => this.#point(target))
    for (const type of ['mouseleave', 'focusout']) element.addEventListener(type, () => on.onFindings([]))
    element.addEventListener('click', ({ target }) =>
      target.closest('[tabindex]')?.focus({ preventScroll: true })
    )
    element.addEventListener('keydown', (event) => this.#step(event))
  }

  // findings: [{ start, end, severity, says }], where `says` is the message below the line. Returns the line of each
  // finding, from 1.
  show({ text, keys, findings }) {
    this.#keys = []
    this.#marks = findings.map(() => [])
    const ranges = findings.map((finding, i) => ({ ...finding, i })).sort((a, b) => a.start - b.start)
    const lines = []
    const addLine = () => lines.push(h('div', { class: 'numbered', data: { line: lines.length + 1 } }))
    addLine()
    for (const piece of splitText(text, keys, ranges)) {
      const isBreak = piece.text === '\n'
      if (!isBreak || piece.findings.length) lines.at(-1).append(this.#element(piece, isBreak))
      if (isBreak) addLine()
    }
    if (lines.length > 1 && !lines.at(-1).firstChild) lines.pop()
    const places = this.#marks.map(([mark]) => Number(mark?.closest('.numbered').dataset.line ?? 1))
    this.#addMessages(lines, findings, places)
    // The keyboard has to reach a pane that scrolls: through a key of the payload, or the pane itself.
    this.element.tabIndex = keys.length ? -1 : 0
    fill(
      this.element,
      runsOf(lines).map((run) => this.#run(run))
    )
    return places
  }

  #addMessages(lines, findings, places) {
    const done = new Set()
    findings.forEach(({ severity, says }, i) => {
      const key = `${places[i]} ${says}`
      if (done.has(key)) return
      done.add(key)
      lines[places[i] - 1].append(
        h(
          'p',
          { class: 'says-line', data: { severity }, 'aria-hidden': 'true' },
          severityIcon(severity),
          says
        )
      )
    })
  }

  #run({ folded, lines }) {
    if (!folded || lines.length < FOLDED_MIN) return lines
    const hidden = h('div', { hidden: true }, lines)
    const show = () => {
      hidden.hidden = false
      row.remove()
      this.#on.onUnfold()
    }
    const row = button([icon('unfold'), `${lines.length} more lines`], show, { class: 'fold-row' })
    hidden.unfold = show
    return [row, hidden]
  }

  get hasFolds() {
    return this.element.querySelector('.fold-row') !== null
  }

  unfoldAll() {
    for (const { nextSibling } of this.element.querySelectorAll('.fold-row')) nextSibling.unfold()
  }

  #element({ text, key, findings }, isBreak) {
    const shown = isBreak ? '' : text
    if (key < 0 && !findings.length) return shown
    const element = h(findings.length ? 'mark' : 'span', {}, shown)
    if (key >= 0) this.#markAsKey(element, key)
    if (findings.length) this.#markFindings(element, findings)
    return element
  }

  // The tab key stops at one key of the payload; the arrow keys move between them.
  #markAsKey(element, key) {
    element.classList.add('key')
    element.dataset.key = key
    if (this.#keys[key]) return
    this.#keys[key] = element
    element.setAttribute('role', 'button')
    element.tabIndex = key ? -1 : 0
  }

  #markFindings(element, findings) {
    for (const { i } of findings) this.#marks[i].push(element)
    element.dataset.findings = findings.map(({ i }) => i).join(' ')
    element.dataset.severity = worst(findings)
    element.classList.toggle('thin', INVISIBLE.test(element.textContent))
    if (!element.hasAttribute('tabindex')) element.tabIndex = -1
  }

  #point(target) {
    const { key, findings } = target.dataset
    if (key) this.#on.onKey(Number(key))
    this.#on.onFindings(findings ? findings.split(' ').map(Number) : [], Boolean(key))
  }

  #step(event) {
    const { key, findings } = event.target.dataset
    if (event.key === 'Escape' && findings) this.#on.onLeave(Number.parseInt(findings, 10))
    if (!key) return
    const last = this.#keys.length - 1
    const to = { Home: 0, End: last }[event.key] ?? Number(key) + (STEPS[event.key] ?? Number.NaN)
    if (!(to >= 0)) return
    event.preventDefault()
    this.#focusKey(Math.min(to, last))
  }

  #focusKey(key) {
    for (const element of this.#keys) element.tabIndex = -1
    this.#keys[key].closest('[hidden]')?.unfold()
    this.#keys[key].tabIndex = 0
    this.#keys[key].focus()
  }

  // Scrolls to the mark of a finding and focuses it.
  reveal(finding) {
    const [mark] = this.#marks[finding]
    if (!mark) return
    mark.focus({ preventScroll: true })
    mark.scrollIntoView({ block: 'center' })
  }

  // labels: for each finding the id of the element with its message.
  describe(labels) {
    for (const element of this.#marks.flat()) {
      const ids = element.dataset.findings.split(' ').map((i) => labels[i])
      element.setAttribute('aria-describedby', ids.join(' '))
    }
  }

  highlight(findings) {
    for (const mark of this.#highlighted) mark.classList.remove('highlighted')
    this.#highlighted = findings.flatMap((i) => this.#marks[i])
    for (const mark of this.#highlighted) mark.classList.add('highlighted')
  }
}
