// parts/source.js: a paste area that also takes files, by drop or by choice -> a text, or a blob where it is long.
import { button, counted, fill, h, newId } from '../dom.js'
import { piecesOf } from '../stream.js'
import { pieces } from './excerpt.js'

// A longer text is held, not shown: a text area of megabytes would stall the page.
const SHOWN_MAX = 1 << 18

// In a longer text the evidence is not marked where it was pasted, only in the answer.
const MARKED_MAX = 1 << 14
const UNITS = ['bytes', 'KB', 'MB', 'GB']

export function sizeText(bytes) {
  const unit = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), UNITS.length - 1)
  const number = unit ? (bytes / 1024 ** unit).toFixed(1) : bytes
  return `${number} ${UNITS[unit]}`
}

// What its first two bytes say that it is.
const markOf = async (blob) => String(new Uint8Array(await blob.slice(0, 2).arrayBuffer()))
const GZIP = '31,139'
const UTF16 = '255,254'

// The blob in UTF-8, where it is UTF-16 with a byte order mark: what "program > file" writes in Windows PowerShell.
export async function inUtf8(blob) {
  if ((await markOf(blob)) !== UTF16) return blob
  return new Blob([new TextDecoder('utf-16le').decode(await blob.arrayBuffer())])
}

// The text as it stands, a byte order mark and all; null where the bytes are none. A text made to fit would hide
// what is wrong with it.
function asText(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

// A packed blob is unpacked up to here: nobody's log is longer, and an archive made to burst would be.
const UNPACKED_MAX = 1 << 28

async function unpack(blob) {
  const parts = []
  let size = 0
  for await (const chunk of piecesOf(blob.stream().pipeThrough(new DecompressionStream('gzip')))) {
    size += chunk.length
    if (size > UNPACKED_MAX) throw new Error(`unpacked, it is longer than ${sizeText(UNPACKED_MAX)}`)
    parts.push(chunk)
  }
  return new Blob(parts)
}

// What went wrong, for the one who can do something about it.
export const problem = ({ message }) => h('p', { class: 'problem' }, message)

// The field of a view. `decode` takes a file's blob first. onChange hears { text } or, where it is long, { blob, name }; both null when it is empty.
export class Source {
  element
  area
  // Behind the text area, with the same text: what is marked in it shows through.
  #marks = h('div', { class: 'marks', 'aria-hidden': 'true' })
  #held = h('p', { class: 'held', hidden: true })
  #problem = h('p', { class: 'problem', role: 'alert', hidden: true })
  #onChange
  #decode
  #turn = 0

  constructor({ label, placeholder, onChange, decode = (blob) => blob, actions = [] }) {
    const id = newId('source')
    this.#onChange = onChange
    this.#decode = decode
    this.area = h('textarea', {
      id,
      placeholder,
      spellcheck: false,
      autocomplete: 'off',
      autocapitalize: 'off',
      rows: 9
    })
    this.area.addEventListener('input', () => this.#changed())
    this.area.addEventListener('scroll', () => this.#follow())
    this.area.addEventListener('paste', (event) => this.#onPaste(event))
    const field = h('div', { class: 'field' }, this.#marks, this.area)
    this.element = h(
      'section',
      { class: 'source' },
      h('label', { for: id }, label),
      field,
      this.#held,
      this.#problem,
      h(
        'div',
        { class: 'row' },
        this.#fileButton(),
        button('Clear', () => this.clear()),
        actions
      )
    )
    this.#listenForDrops()
  }

  #fileButton() {
    const input = h('input', { type: 'file', class: 'unseen', tabIndex: -1, 'aria-hidden': 'true' })
    input.addEventListener('change', () => {
      this.#readFile(input.files[0])
      input.value = ''
    })
    return [input, button('Open a file', () => input.click())]
  }

  #listenForDrops() {
    const over = (on) => this.element.classList.toggle('over', on)
    this.element.addEventListener('dragover', (event) => {
      event.preventDefault()
      over(true)
    })
    this.element.addEventListener('dragleave', () => over(false))
    this.element.addEventListener('drop', (event) => {
      event.preventDefault()
      over(false)
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

  // What is typed or dropped while a file is read counts instead of it.
  async #readFile(file) {
    if (!file) return
    this.#turn += 1
    const turn = this.#turn
    try {
      const blob = await this.#decode((await markOf(file)) === GZIP ? await unpack(file) : file)
      const text = blob.size > SHOWN_MAX ? null : asText(await blob.arrayBuffer())
      if (turn !== this.#turn) return
      if (text === null) this.#hold(blob, file.name)
      else this.setText(text)
    } catch (error) {
      this.#complain(`${file.name} could not be read: ${error.message}`)
    }
  }

  #complain(text) {
    this.#problem.textContent = text
    this.#problem.hidden = !text
  }

  #show({ held = '' }) {
    this.#complain('')
    this.#held.textContent = held
    this.#held.hidden = !held
  }

  #hold(blob, name) {
    this.area.value = ''
    this.mark([])
    this.#show({
      held: `${name}: ${sizeText(blob.size)}, read but not shown: it is too long, or no text in UTF-8.`
    })
    this.#onChange({ text: null, blob, name })
  }

  #changed() {
    this.#turn += 1
    this.#show({})
    this.mark([])
    this.#onChange({ text: this.area.value || null, blob: null })
  }

  setText(text) {
    if (text.length > SHOWN_MAX) {
      this.#hold(new Blob([text]), `Text of ${counted(text.length, 'character')}`)
      return
    }
    this.area.value = text
    this.#changed()
  }

  clear() {
    this.setText('')
    this.area.focus()
  }

  #follow() {
    this.#marks.scrollTop = this.area.scrollTop
  }

  // Mark ranges of the text where it was pasted.
  mark(ranges) {
    const text = this.area.value
    const shown = ranges.length > 0 && text.length <= MARKED_MAX
    fill(
      this.#marks,
      shown &&
        pieces(text, { start: 0, end: text.length, marks: ranges }, Infinity).map(({ text: part, marked }) =>
          marked ? h('mark', {}, part) : part
        ),
      // A text area keeps a line for a line break at the end.
      shown && ' '
    )
    this.#follow()
  }

  // Select a part of the text where it stands, in view.
  reveal(start, end) {
    this.area.focus()
    this.area.setSelectionRange(start, end)
  }
}
