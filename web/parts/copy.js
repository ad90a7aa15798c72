// parts/copy.js: a button that copies a text and says whether that worked.
import { button, fill, h } from '../dom.js'
import { COMMAND_KEY } from '../text/command_key.js'
import { icon } from './icon.js'

const SHOWN_MS = 2000

// Selects a text in a field made for it, so that the visitor can copy it with the keyboard. The field is below the row of
// the button. It goes away after the next press elsewhere, so that this press is not lost.
function selectText(text, element) {
  const field = h('textarea', { class: 'to-copy', 'aria-label': 'Text to copy', readonly: true, value: text })
  const remove = () => field.matches(':focus') || field.remove()
  field.addEventListener('blur', () => {
    for (const type of ['click', 'keyup']) addEventListener(type, remove, { once: true })
  })
  element.parentNode.after(field)
  field.focus({ preventScroll: true })
  field.select()
}

// `text` is a string, or a function that returns a string or a promise of one; `drawing` is the icon.
export function copyButton(text, options) {
  const { label = 'Copy', name, announce, className = 'btn', drawing = 'copy' } = options
  let timer
  const show = (mark, words, state = '') => {
    fill(element, icon(mark), h('span', {}, words))
    element.className = `${className} ${state}`.trim()
  }
  const showResult = (mark, words, state) => {
    clearTimeout(timer)
    show(mark, words, state)
    announce(words)
    timer = setTimeout(() => show(drawing, label), SHOWN_MS)
  }
  const copy = async () => {
    const words = await (typeof text === 'function' ? text() : text)
    try {
      await navigator.clipboard.writeText(words)
      showResult('check', 'Copied', 'done')
    } catch {
      selectText(words, element)
      showResult('x', `Press ${COMMAND_KEY}C`, 'failed')
    }
  }
  const element = button('', copy, { class: className, 'aria-label': name })
  show(drawing, label)
  return element
}
