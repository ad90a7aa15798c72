// csv.js: all figures of an answer -> CSV (RFC 4180).

const COLUMNS = ['panel', 'grouping', 'name', 'state', 'installs', 'machines', 'count']

// A spreadsheet would run a cell that begins with one of these as a formula.
const FORMULA = /^[=+\-@\t\r]/

function cell(value) {
  const text = String(value ?? '')
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function csvOf({ panels }) {
  const rows = Object.entries(panels).flatMap(([panel, rows]) => rows.map((row) => ({ panel, ...row })))
  const lines = rows.map((row) => COLUMNS.map((column) => cell(row[column])))
  return [COLUMNS, ...lines].map((line) => `${line.join(',')}\r\n`).join('')
}
