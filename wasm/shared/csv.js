// csv.js: a CSV text (RFC 4180, or with semicolons or tabs) -> its rows. For the command and the page.

// In quotes, two quotes are one. The end of the text ends a cell that has no closing quote.
const textOf = (cell) =>
  cell.startsWith('"')
    ? cell
        .slice(1)
        .replace(/"?\r?$/, '')
        .replaceAll('""', '"')
    : cell.replace(/\r$/, '')

// The rows { line, cells }, each with the line that it begins in, without blank ones. What is between the first two names of
// columns, in the first row, separates all cells: spreadsheets write semicolons where numbers have a comma.
export function* csvRows(text) {
  let line = 1
  let row = { line, cells: [] }
  let start = 0 // of the cell
  let isQuoted = false
  let separator
  for (const { 0: found, index } of text.matchAll(/[",;\t\n]|$/g)) {
    if (found === '\n') line += 1
    if (found === '"') isQuoted = text[start] === '"' && !isQuoted
    if (found === '"' || (isQuoted && found)) continue
    if (found && found !== '\n') {
      separator ??= row.line === 1 ? found : ','
      if (found !== separator) continue
    }
    row.cells.push(textOf(text.slice(start, index)))
    start = index + 1
    if (found === separator) continue
    if (row.cells.length > 1 || row.cells[0]) yield row
    row = { line, cells: [] }
  }
}
