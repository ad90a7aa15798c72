// parts/source.js: a text field that also reads files, dropped or chosen -> a text, or a blob if it is long. It shows
// evidence in the text: marks, with their numbers beside them.
import { piecesOf } from '../../wasm/shared/excerpt.js'
import { button, fill, h, newId } from '../dom.js'
import { COMMAND_KEY } from '../text/command_key.js'
import { decodeUtf8, isBinary, unpacked } from '../text/files.js'
import { counted, sizeText } from '../text/numbers.js'
import { marked } from './excerpt.js'
import { icon } from './icon.js'
import { problem } from './note.js'
import { proof } from './proof.js'

// A longer text is kept but not shown: a text area with megabytes would block the page.
const SHOWN_MAX = 1 << 18

// In a longer text there are no marks and no line numbers, and it scrolls by itself.
const MARKED_MAX = 1 << 14

// The lines { start, end } of a text.
function* linesOf(text) {
  for (let start = 0; ; ) {
    const found = text.indexOf('\n', start)
    const end = found < 0 ? text.length : found
    yield { start, end }
    if (found < 0) return
    start = found + 1
  }
}

// onChange gets { text, settled }, or { blob, name } for what is not shown; both are null when the field is empty.
// `settled` says that the whole text arrived at once: pasted, dropped or opened. `decode` turns the blob of a file into
// one in UTF-8. onPoint(n) is called when the pointer or the focus is on the mark with number n, onPoint(null) when it
// leaves; onChoose(n) when the visitor presses its number.
export class Source {
  element
  area
  #layer = h('div', { class: 'layer', 'aria-hidden': 'true' })
  #gutter = h('div', { class: 'gutter' })
  #field
  #lineCount = h('span', { class: 'count' })
  #notice = h('p', { class: 'notice', hidden: true })
  #problem = h('div', { role: 'alert', hidden: true })
  #paste
  #clear
  #marks = []
  #on
  #announce
  #decode
  #pointed = null
  #reads = 0 // a file whose number is no longer this one comes too late

  constructor({ label, placeholder, decode = (blob) => blob, announce, tools = [], ...on }) {
    const id = newId('source')
    this.#on = { onPoint() {}, onChoose() {}, ...on }
    this.#announce = announce
    this.#decode = decode
    this.area = this.#createArea(id, placeholder)
    this.#field = h('div', { class: 'field' }, this.#layer, this.area, this.#gutter)
    this.#paste = button([icon('paste'), 'Paste'], () => this.#pasteClipboard(), { class: 'btn primary' })
    this.#clear = button(icon('x'), () => this.clear(), {
      class: 'btn quiet icon',
      'aria-label': 'Clear',
      hidden: true
    })
    const head = h(
      'div',
      { class: 'editor-head' },
      h('label', { for: id }, label),
      this.#lineCount,
      h('span', { class: 'push row' }, tools, this.#fileButton(), this.#paste, this.#clear)
    )
    this.element = h(
      'div',
      { class: 'editor source' },
      head,
      this.#field,
      this.#notice,
      h('div', { class: 'editor-foot' }, proof())
    )
    this.element.append(this.#problem)
    new ResizeObserver(() => this.#placeNumbers()).observe(this.#layer)
  }

  #createArea(id, placeholder) {
    return h('textarea', {
      id,
      class: 'text',
      placeholder,
      spellcheck: 'false',
      autocomplete: 'off',
      autocapitalize: 'off',
      rows: 1,
      on: {
        input: () => this.#textChanged(false),
        paste: (event) => this.takePaste(event),
        pointermove: (event) => this.#point(this.#markAt(event)),
        pointerleave: () => this.#point(null),
        click: () => this.#point(this.#markAtCaret())
      }
    })
  }

  #fileButton() {
    const input = h('input', { type: 'file', class: 'visually-hidden', tabIndex: -1, 'aria-hidden': 'true' })
    input.addEventListener('change', () => {
      this.readFile(input.files[0])
      input.value = ''
    })
    return [input, button([icon('file'), 'Open file'], () => input.click(), { class: 'btn quiet' })]
  }

  // ---- What comes in ----

  async #pasteClipboard() {
    const text = await navigator.clipboard?.readText().catch(() => null)
    if (text) {
      this.setText(text, true)
      return
    }
    this.area.focus()
    this.#announce(text === '' ? 'The clipboard holds no text' : `Press ${COMMAND_KEY}V to paste`)
  }

  // Takes what an event of the clipboard or of a drop carries: a file, or a text.
  take(transfer) {
    const [file] = transfer.files
    const text = transfer.getData('text/plain')
    if (file && !text) this.readFile(file)
    else if (text) this.setText(text, true)
  }

  // The browser itself inserts a short text, so that the visitor can undo that.
  takePaste(event) {
    const data = event.clipboardData
    if (!data.files.length && data.getData('text/plain').length <= SHOWN_MAX) {
      const { selectionStart, selectionEnd, value } = this.area
      this.#arrivesWhole = selectionStart === 0 && selectionEnd === value.length
      return
    }
    event.preventDefault()
    this.take(data)
  }

  async readFile(file) {
    if (!file) return
    this.#reads += 1
    const read = this.#reads
    try {
      const blob = await this.#decode(await unpacked(file))
      if (await isBinary(blob)) throw new Error('it is not a text file. Unpack it if it is an archive')
      const isShort = blob.size <= SHOWN_MAX
      const text = isShort ? decodeUtf8(await blob.arrayBuffer()) : null
      if (read !== this.#reads) return
      if (text?.trim() === '') {
        this.setText('')
        throw new Error('it is empty')
      }
      if (text !== null) this.setText(text, true)
      else this.#setBlob(blob, file.name, isShort ? 'it is not UTF-8 text' : 'it is too long')
    } catch (error) {
      this.showProblem(`Could not read ${file.name}: ${error.message}.`)
    }
  }

  showProblem(text) {
    fill(this.#problem, text && problem({ message: text }))
    this.#problem.hidden = !text
  }

  #showNotice(text) {
    this.showProblem('')
    this.#notice.textContent = text
    this.#notice.hidden = !text
    this.element.classList.toggle('unseen', Boolean(text))
  }

  #setBlob(blob, name, reason) {
    this.area.value = ''
    this.mark([])
    this.#showNotice(`${name} (${sizeText(blob.size)}) was read. It is not shown because ${reason}.`)
    this.#showState(true)
    this.#on.onChange({ text: null, blob, name, settled: true })
  }

  #arrivesWhole = false
  #showsFirst = false // scroll to the first mark, once there is one

  #textChanged(isSettled) {
    const settled = isSettled || this.#arrivesWhole
    this.#arrivesWhole = false
    this.#reads += 1
    this.#showNotice('')
    this.mark([])
    const text = this.area.value
    this.#showState(Boolean(text))
    if (settled || !text) this.element.classList.toggle('settled', Boolean(text))
    this.#showsFirst = settled
    if (settled) this.#showFirst()
    this.#on.onChange({ text: text || null, blob: null, settled })
  }

  setText(text, settled = false) {
    if (text.length > SHOWN_MAX) {
      this.#setBlob(new Blob([text]), 'Your text', 'it is too long')
      return
    }
    this.area.value = text
    this.#textChanged(settled)
  }

  clear() {
    this.setText('')
    this.area.focus()
  }

  // A filled field can be cleared, an empty one can be filled.
  #showState(isFilled) {
    const text = this.area.value
    this.#lineCount.textContent = text ? counted(text.split(/\n(?!$)/).length, 'line') : ''
    this.#paste.hidden = isFilled
    this.#clear.hidden = !isFilled
  }

  // ---- Marks ----

  get canMark() {
    return this.area.value.length <= MARKED_MAX
  }

  // Marks ranges { start, end, kind, n } of the text, which do not overlap. Those with a number n have it beside them.
  mark(ranges) {
    const text = this.area.value
    this.#marks = ranges
    const isLong = !this.canMark
    this.element.classList.toggle('long', isLong)
    fill(this.#layer, isLong ? '' : [...linesOf(text)].map((line) => this.#line(text, line)))
    this.#placeNumbers()
    if (this.#showsFirst && ranges.length) {
      this.#showsFirst = false
      this.#showFirst()
    }
  }

  // An empty line has a character without a width, so that it has a height.
  #line(text, line) {
    const marks = this.#marks.filter(({ start, end }) => start < line.end && end > line.start)
    const numbers = marks.map(({ n }) => n)
    const pieces = piecesOf(text, { ...line, marks }).map((piece) =>
      piece.marked ? marked(piece.kind, piece.text, numbers.shift()) : piece.text
    )
    return h('div', { class: 'ln' }, pieces.length ? pieces : '\u200b')
  }

  #numbered() {
    const firsts = new Map()
    for (const mark of this.#layer.querySelectorAll('mark')) {
      if (mark.dataset.n && !firsts.has(mark.dataset.n)) firsts.set(mark.dataset.n, mark)
    }
    return firsts
  }

  // The numbers lie over the text area, beside the rows of their marks.
  #placeNumbers() {
    const tops = new Map()
    const numbers = [...this.#numbered()].map(([n, mark]) => {
      const { offsetTop } = mark
      const before = tops.get(offsetTop) ?? 0
      tops.set(offsetTop, before + 1)
      return this.#number(Number(n), mark.textContent, offsetTop, before)
    })
    const focused = this.#gutter.querySelector(':focus')?.dataset.n
    fill(this.#gutter, numbers)
    if (focused) this.#gutter.querySelector(`[data-n="${focused}"]`)?.focus({ preventScroll: true })
  }

  #number(n, words, top, before) {
    const element = h(
      'button',
      {
        type: 'button',
        class: 'n',
        data: { n },
        'aria-label': `Evidence ${n}: ${words.slice(0, 80)}`,
        on: {
          click: () => this.#on.onChoose(n),
          focus: () => this.#point(n),
          blur: () => this.#point(null),
          pointerenter: () => this.#point(n),
          pointerleave: () => this.#point(null)
        }
      },
      String(n)
    )
    element.style.top = `${top}px`
    element.style.insetInlineStart = `${6 + 15 * before}px`
    return element
  }

  #markAt({ clientX, clientY }) {
    if (!this.#marks.length) return null
    const under = this.element.getRootNode().elementsFromPoint(clientX, clientY)
    return Number(under.find(({ dataset }) => dataset?.n)?.dataset.n ?? 0) || null
  }

  #markAtCaret() {
    const at = this.area.selectionStart
    return this.#marks.find(({ start, end }) => start <= at && at < end)?.n ?? null
  }

  #point(n) {
    if (n === this.#pointed) return
    this.#pointed = n
    this.highlight(n)
    this.#on.onPoint(n)
  }

  // Highlights the mark with a number; null none.
  highlight(n) {
    for (const element of this.element.querySelectorAll('[data-n]'))
      element.classList.toggle('lit', n !== null && element.dataset.n === String(n))
  }

  // ---- Scrolling ----

  // After a paste, the field shows its first evidence, or its beginning; nothing else moves. The browser first scrolls to
  // the caret.
  #showFirst() {
    requestAnimationFrame(() => {
      const mark = this.#layer.querySelector('[data-n="1"]') ?? this.#layer.querySelector('mark')
      this.#scrollTo(mark?.offsetTop ?? 0)
    })
  }

  #scrollTo(top) {
    const box = this.canMark ? this.#field : this.area
    box.scrollTop = top - box.clientHeight / 3
  }

  // Where a range begins, in pixels below the top of the text. A long text has no layer, so it gets one for a moment.
  #topOf(start, end) {
    const text = this.area.value
    if (this.canMark) {
      const mark = this.#marks.find((one) => one.start <= start && start < one.end)
      const shown = mark?.n && this.#layer.querySelector(`[data-n="${mark.n}"]`)
      return (shown ?? this.#layer.children[text.slice(0, start).split('\n').length - 1]).offsetTop
    }
    const range = h('span', {}, text.slice(start, end))
    fill(this.#layer, text.slice(0, start), range, text.slice(end), ' ')
    const { offsetTop } = range
    fill(this.#layer)
    return offsetTop
  }

  // Selects a range of the text and scrolls to it. Browsers scroll a text area only to what is typed.
  reveal(start, end) {
    const top = this.#topOf(start, end)
    this.area.focus({ preventScroll: true })
    this.area.setSelectionRange(start, end)
    this.#scrollTo(top)
    this.element.scrollIntoView({ block: 'nearest' })
  }
}
