// parts/copy.js: a button that copies a text, and says that it did.
import { h } from '../dom.js'

const SHOWN_MS = 2000

// `text` is a string, or a function that gives one or a promise of one.
export function copyButton(text, { label = 'Copy', name, announce, className = 'copy' }) {
  const button = h('button', { type: 'button', class: className, 'aria-label': name }, label)
  let timer
  const say = (word) => {
    clearTimeout(timer)
    button.textContent = word
    announce(word)
    timer = setTimeout(() => {
      button.textContent = label
    }, SHOWN_MS)
  }
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'function' ? await text() : text)
      say('Copied')
    } catch {
      say('Could not copy: the browser does not allow it here')
    }
  })
  return button
}
