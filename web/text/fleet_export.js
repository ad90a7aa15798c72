// text/fleet_export.js: a fleet report -> files: CSV, JSON, Markdown, and a drawing (SVG).
import { fleetTotals, percent, ratio } from '../../wasm/shared/fleet.js'
import { tablesOf } from './fleet_tables.js'

// A cell that a spreadsheet would run as a formula is quoted.
const cell = (value) => {
  const text = String(value).replace(/^[=+@-]/, "'$&")
  return /[",\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function csv(report) {
  const rows = tablesOf(report).flatMap(({ title, rows: list }) =>
    list.map(({ name, part, whole }) => [title, name, part, whole])
  )
  return [['table', 'name', 'installs', 'of'], ...rows].map((row) => row.map(cell).join(',')).join('\r\n')
}

const json = ({ figures, groups, rules }) =>
  `${JSON.stringify({ figures, groups, findings: rules.map(({ places, ...rule }) => rule) }, null, 2)}\n`

function markdown(report) {
  const tables = tablesOf(report).map(({ title, rows }) =>
    [
      `### ${title}`,
      '',
      '| name | installs | of | share |',
      '| --- | ---: | ---: | ---: |',
      ...rows.map(
        ({ name, part, whole }) =>
          `| ${String(name).replaceAll('|', '\\|')} | ${part} | ${whole} | ${percent(ratio(part, whole))} |`
      )
    ].join('\n')
  )
  const totals = fleetTotals(report.figures).map(([what, n]) => `- ${what}: ${n}`)
  return `## Fleet report\n\n${totals.join('\n')}\n\n${tables.join('\n\n')}\n`
}

// ---- The drawing ----

const xml = (text) => String(text).replace(/[<>&"]/g, (c) => `&#${c.charCodeAt(0)};`)
const ROW = 22

function drawnTable({ title, rows }, y) {
  const lines = rows.map(({ name, part, whole }, i) => {
    const top = y + 34 + i * ROW
    const width = 320 * ratio(part, whole)
    return `<text x="24" y="${top + 11}">${xml(name)}</text><rect x="300" y="${top}" width="${width.toFixed(1)}" height="14" fill="#6d7f92"/><text x="632" y="${top + 11}">${part} of ${whole} (${percent(ratio(part, whole))})</text>`
  })
  return `<text x="24" y="${y + 20}" font-size="15" font-weight="600">${xml(title)}</text>${lines.join('')}`
}

function drawing(report) {
  let y = 24
  const parts = tablesOf(report).map((table) => {
    const drawn = drawnTable(table, y)
    y += 54 + table.rows.length * ROW
    return drawn
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="${y}" font-family="sans-serif" font-size="13" fill="#15181d"><rect width="800" height="${y}" fill="#fff"/>${parts.join('')}</svg>\n`
}

export const FORMATS = [
  { name: 'CSV', ending: 'csv', text: csv },
  { name: 'JSON', ending: 'json', text: json },
  { name: 'Markdown', ending: 'md', text: markdown },
  { name: 'SVG', ending: 'svg', text: drawing }
]
