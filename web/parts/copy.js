// parts/copy.js: a button that copies a text and says whether that worked.
import { button, fill, h } from '../dom.js'
import { COMMAND_KEY } from '../text/command_key.js'
import { icon } from './icon.js'

const SHOWN_MS = 2000

// Selects a text so that the visitor can copy it with the keyboard: the element that shows it, or a field made for it.
function selectText(text, shown, element) {
  if (shown) {
    getSelection().selectAllChildren(shown)
    return
  }
  const field = h('textarea', { class: 'to-copy', 'aria-label': 'Text to copy', readonly: true, value: text })
  field.addEventListener('blur', () => field.remove())
  element.after(field)
  field.focus({ preventScroll: true })
  field.select()
}

// `text` is a string, or a function that returns a string or a promise of one; `shown` is the element with the text, if
// the page shows it; `drawing` is the icon.
export function copyButton(text, options) {
  const { label = 'Copy', name, announce, className = 'btn', drawing = 'copy', shown } = options
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
      selectText(words, shown, element)
      showResult('x', `Press ${COMMAND_KEY}C`, 'failed')
    }
  }
  const element = button('', copy, { class: className, 'aria-label': name })
  show(drawing, label)
  return element
}
