// parts/copy.js: a button that copies a text and says whether that worked.
import { button } from '../dom.js'

const SHOWN_MS = 2000

// `text` is a string, or a function that returns a string or a promise of one.
export function copyButton(text, { label = 'Copy', name, announce, className = 'copy' }) {
  let timer
  const showResult = (words) => {
    clearTimeout(timer)
    element.textContent = words
    announce(words)
    timer = setTimeout(() => {
      element.textContent = label
    }, SHOWN_MS)
  }
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'function' ? await text() : text)
      showResult('Copied')
    } catch {
      showResult('The browser blocked copying')
    }
  }
  const element = button(label, copy, { class: className, 'aria-label': name })
  return element
}
