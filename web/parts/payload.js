// parts/payload.js: the text of a payload, whole or broken -> its keys, and a pane that shows it with its findings.
import { h } from '../dom.js'

// ---- Keys ----

const TOKEN = /"(?:[^"\\\n]|\\.)*"?|[{}[\]:,]/g
const COLON_NEXT = /\s*:/y

function nameIn(token) {
  try {
    return JSON.parse(token)
  } catch {
    return token.slice(1)
  }
}

function colonAt(text, at) {
  COLON_NEXT.lastIndex = at
  return COLON_NEXT.test(text)
}

// What a bracket, comma or colon does to the objects and arrays that are open. A wrong bracket closes like the
// right one: what follows is still found.
function punctuate(open, token) {
  const top = open.at(-1)
  if (token === '{' || token === '[') {
    open.push({ isObject: token === '{', wantsKey: true, owner: top.key, key: top.key })
  } else if (token === '}' || token === ']') {
    if (open.length > 1) open.pop()
  } else top.wantsKey = token === ','
}

// The keys { start, end, name, parent } in their order; `parent` is the index of the key whose value holds this
// one, or -1. One pass, whatever is wrong with the text.
export function keysOf(text) {
  const keys = []
  const open = [{ isObject: true, wantsKey: false, owner: -1, key: -1 }]
  for (const { 0: token, index: start } of text.matchAll(TOKEN)) {
    if (token[0] !== '"') {
      punctuate(open, token)
      continue
    }
    const top = open.at(-1)
    const end = start + token.length
    if (!top.isObject || !(top.wantsKey || colonAt(text, end))) continue
    top.key = keys.push({ start, end, name: nameIn(token), parent: top.owner }) - 1
    top.wantsKey = false
  }
  return keys
}

// ---- Pieces ----

// Where something begins or ends; between these places the text is of one kind.
function cutsOf(text, ranges) {
  const cuts = new Set([0, text.length])
  for (const { start, end } of ranges) cuts.add(start).add(end)
  for (const { index } of text.matchAll(/\n/g)) cuts.add(index).add(index + 1)
  return [...cuts].sort((a, b) => a - b)
}

// The text as pieces { text, key, findings }: the index of the key it belongs to, or -1, and the ranges of
// findings that lie on it. A finding between two characters has an empty piece of its own.
function* piecesOf(text, keys, ranges) {
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

// ---- The pane ----

const STEPS = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }
const RANK = { note: 0, warning: 1, error: 2 }

// Nothing of such a text is seen: white space, controls, marks of direction, or no character at all.
const UNSEEN = /^[\p{C}\p{Z}]*$/u

const worst = (ranges) => ranges.map(({ severity }) => severity).sort((a, b) => RANK[b] - RANK[a])[0]

// onKey(i) and onFindings([i, …]) hear what is pointed at or has the focus, onFindings([]) when nothing has any
// more; onLeave(i) hears that the user wants back from a mark to its finding.
export class PayloadPane {
  element = h('div', { class: 'payload', role: 'group', 'aria-label': 'The payload' })
  #keys = [] // the first element of each key
  #marks = [] // of each finding its elements
  #lit = []
  #on

  constructor(on) {
    this.#on = on
    const { element } = this
    for (const type of ['mouseover', 'focusin'])
      element.addEventListener(type, ({ target }) => this.#point(target))
    for (const type of ['mouseleave', 'focusout']) element.addEventListener(type, () => on.onFindings([]))
    element.addEventListener('click', ({ target }) => target.closest('[tabindex]')?.focus())
    element.addEventListener('keydown', (event) => this.#step(event))
  }

  // `findings` have { start, end, severity, label }, where label is the id of what says more.
  show({ text, keys, findings, firstLine = 1 }) {
    this.#keys = []
    this.#marks = findings.map(() => [])
    const ranges = findings.map((finding, i) => ({ ...finding, i })).sort((a, b) => a.start - b.start)
    const lines = []
    const open = () => lines.push(h('div', { class: 'numbered', data: { line: firstLine + lines.length } }))
    open()
    for (const piece of piecesOf(text, keys, ranges)) {
      const isBreak = piece.text === '\n'
      if (!isBreak || piece.findings.length) lines.at(-1).append(this.#element(piece, isBreak))
      if (isBreak) open()
    }
    // A pane that scrolls has to be reached by the keyboard, by a key of the payload or else by itself.
    this.element.tabIndex = keys.length ? -1 : 0
    this.element.replaceChildren(...lines)
  }

  #element({ text, key, findings }, isBreak) {
    const shown = isBreak ? '' : text
    if (key < 0 && !findings.length) return shown
    const element = h(findings.length ? 'mark' : 'span', {}, shown)
    if (key >= 0) this.#makeKey(element, key)
    if (findings.length) this.#makeMark(element, findings)
    return element
  }

  // One key at a time is a stop of the tab key; the arrow keys lead to the others.
  #makeKey(element, key) {
    element.classList.add('key')
    element.dataset.key = key
    if (this.#keys[key]) return
    this.#keys[key] = element
    element.setAttribute('role', 'button')
    element.tabIndex = key ? -1 : 0
  }

  #makeMark(element, findings) {
    for (const { i } of findings) this.#marks[i].push(element)
    element.dataset.findings = findings.map(({ i }) => i).join(' ')
    element.dataset.severity = worst(findings)
    element.classList.toggle('thin', UNSEEN.test(element.textContent))
    element.setAttribute('aria-describedby', findings.map(({ label }) => label).join(' '))
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
    this.#keys[key].tabIndex = 0
    this.#keys[key].focus()
  }

  // Bring the mark of a finding into view, and give it the focus.
  reveal(finding) {
    const [mark] = this.#marks[finding]
    if (!mark) return
    this.element.scrollTop +=
      mark.getBoundingClientRect().top -
      this.element.getBoundingClientRect().top -
      this.element.clientHeight / 3
    mark.focus()
  }

  light(findings) {
    for (const mark of this.#lit) mark.classList.remove('lit')
    this.#lit = findings.flatMap((i) => this.#marks[i])
    for (const mark of this.#lit) mark.classList.add('lit')
  }
}
