// parts/as_text.js: a note on what was pasted, with a link that has it diagnosed as a text.
import { button } from '../dom.js'
import { words } from './content.js'
import { note } from './note.js'

// `input`: { text } or { blob, name }.
export const asTextNote = (why, input, tools) =>
  note(
    why,
    ' ',
    button('Diagnose it as text instead', () => tools.open('classify', { ...input, asText: true }), {
      class: 'link'
    })
  )

// What the visitor pasted as an error.
export const movedNote = (input, tools) => asTextNote(words('moved'), input, tools)
