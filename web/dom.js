// dom.js: creates elements. Text is only ever set as text, so pasted text cannot become markup.

const SVG = 'http://www.w3.org/2000/svg'

function set(element, name, value) {
  if (value === undefined || value === null || value === false) return
  if (name === 'on')
    for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener)
  else if (name === 'data') Object.assign(element.dataset, value)
  else if (name === 'value') element.value = value
  else element.setAttribute(name, value === true ? '' : value)
}

function build(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) set(element, name, value)
  fill(element, children)
  return element
}

// Creates an element: h('button', { class: 'quiet', on: { click } }, 'Copy'). A child is a text, an element, a list of
// children, or nothing (null, undefined, false, '').
export const h = (tag, properties, ...children) => build(document.createElement(tag), properties, children)

// Creates an element of a drawing: svg('circle', { r: 4 }).
export const svg = (tag, properties, ...children) =>
  build(document.createElementNS(SVG, tag), properties, children)

// Creates a button: button('Clear', onClick).
export const button = (label, onClick, properties = {}) =>
  h('button', { type: 'button', class: 'btn', ...properties, on: { click: onClick } }, label)

const isSomething = (child) => child !== null && child !== undefined && child !== false && child !== ''

// Replaces the children of an element.
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter(isSomething))
}

let ids = 0

// An id that is unique on the page, for labels.
export function newId(word) {
  ids += 1
  return `mcpx-${word}-${ids}`
}

// What a key types into.
export const EDITABLE = 'input, textarea, select, [contenteditable]'
