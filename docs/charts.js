// charts.js: figures -> a bar chart as SVG. derive_performance.js makes the charts of performance.md.

const WIDTH = 720
const LABEL = 300
const VALUE = 90
const BAR = 18
const GAP = 8
const HEAD = 34

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const round = (value) => Number(value.toFixed(1))

// The longest bar is that of the largest value.
function bar({ name, value }, i, largest, digits) {
  const y = HEAD + i * (BAR + GAP)
  const length = round(((WIDTH - LABEL - VALUE) * value) / largest)
  const text = y + BAR - 5
  return [
    `  <text x="${LABEL - 10}" y="${text}" text-anchor="end">${escaped(name)}</text>`,
    `  <rect x="${LABEL}" y="${y}" width="${Math.max(length, 1)}" height="${BAR}" class="bar"/>`,
    `  <text x="${LABEL + length + 6}" y="${text}">${value.toFixed(digits)}</text>`
  ].join('\n')
}

/**
 * A chart with one bar for each row. Its colors suit light and dark pages.
 * @param {string} title
 * @param {{name: string, value: number}[]} rows
 * @param {number} digits after the decimal point
 */
export function barChart(title, rows, digits) {
  const height = HEAD + rows.length * (BAR + GAP)
  const largest = Math.max(...rows.map(({ value }) => value))
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img">
  <title>${escaped(title)}</title>
  <style>
    text { font: 13px sans-serif; fill: #57606a }
    .title { font-weight: bold }
    .bar { fill: #1a7f37 }
  </style>
  <text x="0" y="16" class="title">${escaped(title)}</text>
${rows.map((row, i) => bar(row, i, largest, digits)).join('\n')}
</svg>
`
}
