// text/pretty.js: JSON in one long line -> the same in lines, and where each offset went.

const TOKEN = /"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/g
const CLOSING = { '{': '}', '[': ']' }

// A text in several lines is shown as it is.
export const isMinified = (text) => text.length > 200 && !text.trim().includes('\n')

// Returns { text, place(offset) }.
export function prettied(source) {
  const moves = [[0, 0]] // [offset before, offset after], rising
  let text = ''
  let depth = 0
  const newLine = () => `\n${'  '.repeat(depth)}`
  let last = ''
  for (const { 0: token, index } of source.matchAll(TOKEN)) {
    const closes = token === '}' || token === ']'
    if (closes) depth = Math.max(0, depth - 1)
    if (closes ? CLOSING[last] !== token : last === '{' || last === '[' || last === ',') text += newLine()
    if (last === ':') text += ' '
    moves.push([index, text.length])
    text += token
    moves.push([index + token.length, text.length])
    if (token in CLOSING) depth += 1
    last = token
  }
  return { text, place: (offset) => placeIn(moves, offset) }
}

function placeIn(moves, offset) {
  let low = 0
  for (let high = moves.length - 1; low < high; ) {
    const middle = (low + high + 1) >> 1
    if (moves[middle][0] <= offset) low = middle
    else high = middle - 1
  }
  const [before, after] = moves[low]
  const next = moves[low + 1]?.[1] ?? after
  return Math.min(after + offset - before, Math.max(after, next))
}
