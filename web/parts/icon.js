// parts/icon.js: a name of content.json's `icons` -> a small drawing in the color of the text around it.
import { svg } from '../dom.js'
import { content } from './content.js'

export function icon(name) {
  const path = svg('path', {})
  content().then(({ icons }) => path.setAttribute('d', icons[name] ?? ''))
  return svg('svg', { class: 'i', viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' }, path)
}
