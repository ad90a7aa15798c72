// text/log_lines.js: a line of a log in a blob -> its text, with the lines around it. Only those parts are read.

const CONTEXT_BYTES = 4000
export const CONTEXT_LINES = 3

export const readBytes = (blob, start, end) => blob.slice(start, end).text()

// A line that the limit cuts is left out, and so is what comes after the last line break of the log.
async function linesBefore(blob, start) {
  const from = Math.max(0, start - CONTEXT_BYTES)
  const lines = (await readBytes(blob, from, start)).split('\n').slice(from ? 1 : 0, -1)
  return lines.slice(-CONTEXT_LINES)
}

async function linesAfter(blob, end) {
  const lines = (await readBytes(blob, end, end + CONTEXT_BYTES)).split('\n').slice(1)
  if (end + CONTEXT_BYTES < blob.size || lines.at(-1) === '') lines.pop()
  return lines.slice(0, CONTEXT_LINES)
}

// { text: the line with the lines around it, line: the line alone, offset: where it begins in `text`, firstLine: the
// number of the first line of `text` }.
export async function readContext(blob, { line, start, end }) {
  const before = await linesBefore(blob, start)
  const text = await readBytes(blob, start, end)
  const after = await linesAfter(blob, end)
  return {
    text: [...before, text, ...after].join('\n'),
    line: text,
    offset: before.reduce((length, one) => length + one.length + 1, 0),
    firstLine: line - before.length
  }
}

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

// Words { start, end } in line number `line` -> { text: the lines around them, mark: the words in `text`, firstLine }.
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
