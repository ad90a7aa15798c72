// parts/moved.js: says that a text was pasted as an error, and leads back.
import { button } from '../dom.js'
import { note } from './note.js'

// `input`: { text } or { blob, name }.
export const movedNote = (input, tools) =>
  note(
    'This looks like telemetry, so it is checked here. ',
    button('Diagnose it as text instead', () => tools.open('classify', { ...input, asText: true }), {
      class: 'link'
    })
  )
