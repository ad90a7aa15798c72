// parts/copy.js: a button that copies a text, and says that it did.
import { button } from '../dom.js'

const SHOWN_MS = 2000

// `text` is a string, or a function that gives one or a promise of one.
export function copyButton(text, { label = 'Copy', name, announce, className = 'copy' }) {
  let timer
  const say = (word) => {
    clearTimeout(timer)
    element.textContent = word
    announce(word)
    timer = setTimeout(() => {
      element.textContent = label
    }, SHOWN_MS)
  }
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'function' ? await text() : text)
      say('Copied')
    } catch {
      say('The browser does not allow copying here')
    }
  }
  const element = button(label, copy, { class: className, 'aria-label': name })
  return element
}
