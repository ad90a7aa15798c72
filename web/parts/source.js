// parts/source.js: a text field that also reads files, dropped or chosen -> a text, or a blob if it is long.
import { piecesOf } from '../../wasm/shared/excerpt.js'
import { button, fill, h, newId } from '../dom.js'
import { decodeUtf8, unpacked } from '../text/files.js'
import { sizeText } from '../text/numbers.js'
import { marked } from './excerpt.js'

// A longer text is kept but not shown: a text area with megabytes would block the page.
const SHOWN_MAX = 1 << 18

// In a longer text the evidence is marked only in the answer, not in the field.
const MARKED_MAX = 1 << 14

export const problem = ({ message }) => h('p', { class: 'problem' }, message)

// onChange gets { text }, or { blob, name } for what is not shown; both are null when the field is empty.
// `decode` turns the blob of a file into one in UTF-8.
export class Source {
  element
  area
  // A layer behind the text area with the same text. Its marks show through.
  #marks = h('div', { class: 'marks', 'aria-hidden': 'true' })
  #notice = h('p', { class: 'notice', hidden: true })
  #problem = h('p', { class: 'problem', role: 'alert', hidden: true })
  #onChange
  #decode
  #reads = 0 // a file whose number is no longer this one comes too late

  constructor({ label, placeholder, onChange, decode = (blob) => blob, actions = [] }) {
    const id = newId('source')
    this.#onChange = onChange
    this.#decode = decode
    this.area = this.#createArea(id, placeholder)
    const clear = button('Clear', () => this.clear())
    this.element = h(
      'section',
      { class: 'source' },
      h('label', { for: id }, label),
      h('div', { class: 'field' }, this.#marks, this.area),
      this.#notice,
      this.#problem,
      h('div', { class: 'row' }, this.#fileButton(), clear, actions)
    )
    this.#acceptDrops()
  }

  #createArea(id, placeholder) {
    return h('textarea', {
      id,
      placeholder,
      spellcheck: false,
      autocomplete: 'off',
      autocapitalize: 'off',
      rows: 9,
      on: {
        input: () => this.#textChanged(),
        scroll: () => this.#scrollMarks(),
        paste: (event) => this.#onPaste(event)
      }
    })
  }

  #fileButton() {
    const input = h('input', { type: 'file', class: 'visually-hidden', tabIndex: -1, 'aria-hidden': 'true' })
    input.addEventListener('change', () => {
      this.#readFile(input.files[0])
      input.value = ''
    })
    return [input, button('Open file', () => input.click())]
  }

  #acceptDrops() {
    const highlight = (on) => this.element.classList.toggle('drop-target', on)
    this.element.addEventListener('dragover', (event) => {
      event.preventDefault()
      highlight(true)
    })
    this.element.addEventListener('dragleave', () => highlight(false))
    this.element.addEventListener('drop', (event) => {
      event.preventDefault()
      highlight(false)
      const [file] = event.dataTransfer.files
      if (file) this.#readFile(file)
      else this.setText(event.dataTransfer.getData('text/plain'))
    })
  }

  #onPaste(event) {
    const [file] = event.clipboardData.files
    const text = event.clipboardData.getData('text/plain')
    if (!file && text.length <= SHOWN_MAX) return
    event.preventDefault()
    if (file && !text) this.#readFile(file)
    else this.setText(text)
  }

  async #readFile(file) {
    if (!file) return
    this.#reads += 1
    const read = this.#reads
    try {
      const blob = await this.#decode(await unpacked(file))
      const isShort = blob.size <= SHOWN_MAX
      const text = isShort ? decodeUtf8(await blob.arrayBuffer()) : null
      if (read !== this.#reads) return
      if (text !== null) this.setText(text)
      else this.#setBlob(blob, file.name, isShort ? 'it is not UTF-8 text' : 'it is too long')
    } catch (error) {
      this.#showProblem(`Could not read ${file.name}: ${error.message}.`)
    }
  }

  #showProblem(text) {
    this.#problem.textContent = text
    this.#problem.hidden = !text
  }

  #showNotice(text) {
    this.#showProblem('')
    this.#notice.textContent = text
    this.#notice.hidden = !text
  }

  #setBlob(blob, name, reason) {
    this.area.value = ''
    this.mark([])
    this.#showNotice(`${name} (${sizeText(blob.size)}) was read. It is not shown because ${reason}.`)
    this.#onChange({ text: null, blob, name })
  }

  #textChanged() {
    this.#reads += 1
    this.#showNotice('')
    this.mark([])
    this.#onChange({ text: this.area.value || null, blob: null })
  }

  setText(text) {
    if (text.length > SHOWN_MAX) {
      this.#setBlob(new Blob([text]), 'Your text', 'it is too long')
      return
    }
    this.area.value = text
    this.#textChanged()
  }

  clear() {
    this.setText('')
    this.area.focus()
  }

  #scrollMarks() {
    this.#marks.scrollTop = this.area.scrollTop
  }

  // Marks ranges of the text, which do not overlap.
  mark(ranges) {
    const text = this.area.value
    const shown = ranges.length > 0 && text.length <= MARKED_MAX
    fill(
      this.#marks,
      shown &&
        piecesOf(text, { start: 0, end: text.length, marks: ranges }).map((piece) =>
          piece.marked ? marked(piece.kind, piece.text) : piece.text
        ),
      // A text area shows an empty line after a line break at the end.
      shown && ' '
    )
    this.#scrollMarks()
  }

  // Selects a range of the text and scrolls to it. Browsers scroll a text area only to what is typed, so the layer of
  // the marks tells where the range is.
  reveal(start, end) {
    const text = this.area.value
    const range = h('span', {}, text.slice(start, end))
    fill(this.#marks, text.slice(0, start), range, text.slice(end), ' ')
    const { offsetTop } = range
    fill(this.#marks)
    this.area.focus({ preventScroll: true })
    this.area.setSelectionRange(start, end)
    this.area.scrollTop = offsetTop - this.area.clientHeight / 3
    this.area.scrollIntoView({ block: 'nearest' })
  }
}
