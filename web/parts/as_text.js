// parts/as_text.js: a note on what was pasted, with a link that has it diagnosed as a text.
import { button } from '../dom.js'
import { note } from './note.js'

// `input`: { text } or { blob, name }.
export const asTextNote = (words, input, tools) =>
  note(
    words,
    button('Diagnose it as text instead', () => tools.open('classify', { ...input, asText: true }), {
      class: 'link'
    })
  )

// What the visitor pasted as an error.
export const movedNote = (input, tools) =>
  asTextNote('This looks like telemetry, so it is checked here. ', input, tools)
