// markdown.js: tables in Markdown.

const cell = (value) =>
  String(value ?? '')
    .replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')

// Columns whose first cell is a number are aligned to the right.
export function markdownTable(head, rows) {
  const line = (cells) => `| ${cells.map(cell).join(' | ')} |\n`
  const sides = head.map((_, i) => (typeof rows[0]?.[i] === 'number' ? '---:' : '---'))
  return `${line(head)}${line(sides)}${rows.map(line).join('')}`
}
