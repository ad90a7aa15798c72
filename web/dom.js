// dom.js: names and texts -> elements. Text is only ever set as text, so nothing pasted can become markup.

const PROPERTIES = new Set(['value', 'checked', 'disabled', 'hidden', 'open', 'tabIndex', 'spellcheck'])

function set(element, name, value) {
  if (value === undefined || value === null || value === false) return
  if (name === 'on')
    for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener)
  else if (name === 'data') Object.assign(element.dataset, value)
  else if (PROPERTIES.has(name)) element[name] = value
  else element.setAttribute(name, value === true ? '' : value)
}

// An element: h('button', { class: 'quiet', on: { click } }, 'Copy'). Children are texts, elements, lists of
// them, or nothing (null, undefined, false).
export function h(tag, properties, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties ?? {})) set(element, name, value)
  fill(element, children)
  return element
}

// A button that is pressed: button('Clear', clear).
export const button = (label, click, properties = {}) =>
  h('button', { type: 'button', ...properties, on: { click } }, label)

const isSomething = (child) => child !== null && child !== undefined && child !== false && child !== ''

// Replace what is in an element.
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter(isSomething))
}

let ids = 0

// An id that no other element of the page has, for labels.
export function newId(word) {
  ids += 1
  return `mcpx-${word}-${ids}`
}

// Numbers as people read them.
export const count = (number) => number.toLocaleString('en')
export const counted = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`
