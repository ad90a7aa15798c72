// text/payload_keys.js: the text of a payload, complete or broken -> the positions of its keys.
import { parsed } from '../../wasm/shared/json_text.js'

const TOKEN = /"(?:[^"\\\n]|\\.)*"?|[{}[\]:,]/g
const COLON_NEXT = /\s*:/y

const nameOf = (token) => parsed(token) ?? token.slice(1)

function colonFollows(text, at) {
  COLON_NEXT.lastIndex = at
  return COLON_NEXT.test(text)
}

// Updates the stack of open objects and arrays for a bracket, comma or colon. A wrong closing bracket counts as the
// right one, so that the keys after it are still found.
function punctuate(open, token) {
  const top = open.at(-1)
  if (token === '{' || token === '[') {
    open.push({ isObject: token === '{', wantsKey: true, owner: top.key, key: top.key })
  } else if (token === '}' || token === ']') {
    if (open.length > 1) open.pop()
  } else top.wantsKey = token === ','
}

// The keys { start, end, name, parent } in their order; `parent` is the index of the key whose value contains the key,
// or -1. One pass, however broken the text is.
export function keysOf(text) {
  const keys = []
  const open = [{ isObject: true, wantsKey: false, owner: -1, key: -1 }]
  for (const { 0: token, index: start } of text.matchAll(TOKEN)) {
    if (token[0] !== '"') {
      punctuate(open, token)
      continue
    }
    const top = open.at(-1)
    const end = start + token.length
    if (!top.isObject || !(top.wantsKey || colonFollows(text, end))) continue
    top.key = keys.push({ start, end, name: nameOf(token), parent: top.owner }) - 1
    top.wantsKey = false
  }
  return keys
}
