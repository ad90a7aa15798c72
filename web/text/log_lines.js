// text/log_lines.js: a line of a log in a blob -> its text, with the lines around it. Only those parts are read.

const CONTEXT_BYTES = 4000
export const CONTEXT_LINES = 3

export const readBytes = (blob, start, end) => blob.slice(start, end).text()

// Bytes before and after a range, as text without the lines that the limit cuts.
const textBefore = async (blob, start) => {
  const from = Math.max(0, start - CONTEXT_BYTES)
  const text = await readBytes(blob, from, start)
  const lines = text.split('\n')
  return lines.slice(Math.max(lines.length - 1 - CONTEXT_LINES, from && lines.length > 1 ? 1 : 0)).join('\n')
}

const textAfter = async (blob, end) => {
  const lines = (await readBytes(blob, end, end + CONTEXT_BYTES)).split('\n')
  if (end + CONTEXT_BYTES < blob.size && lines.length > 1) lines.pop()
  return lines.slice(0, 1 + CONTEXT_LINES).join('\n')
}

// Words { start, end } in line number `line` -> { text: the lines around them, mark: the words in `text`, firstLine: the
// number of the first line of `text` }.
export async function readAround(blob, { line, start, end }) {
  const before = await textBefore(blob, start)
  const words = await readBytes(blob, start, end)
  const text = `${before}${words}${await textAfter(blob, end)}`.replace(/\n$/, '')
  return {
    text,
    mark: { start: before.length, end: before.length + words.length },
    firstLine: line - before.split('\n').length + 1
  }
}

// Offsets in bytes -> offsets in the text of the blob, in UTF-16 units, in the same order.
export async function unitsAt(blob, offsets) {
  const units = new Map([[0, 0]])
  let last = 0
  for (const offset of offsets.toSorted((a, b) => a - b)) {
    units.set(offset, units.get(last) + (await readBytes(blob, last, offset)).length)
    last = offset
  }
  return offsets.map((offset) => units.get(offset))
}
