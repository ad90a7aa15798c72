// list.js: a list of codes or rules as a table, JSON and NDJSON.
import { emit } from '../io/outputs.js'
import { columns, fitted, paint, SEVERITY_PAINT } from '../show/terminal.js'
import { asDocument, asNdjson } from './json.js'

const TEXT_MIN = 20

// On a narrow terminal, the text is on a line of its own.
function line({ name, severity, text }, { nameWidth, severityWidth }) {
  const head = `${name.padEnd(nameWidth)}  ${SEVERITY_PAINT[severity](severity.padEnd(severityWidth))}`
  const room = columns() - nameWidth - severityWidth - 4
  if (room < TEXT_MIN) return `${head}\n  ${paint.dim(text)}\n`
  return `${head}  ${paint.dim(fitted(text, room))}\n`
}

// `rowOf` gives { name, severity, text } of a value.
export function emitList(mcpx, values, rowOf, { format }) {
  const rows = values.map(rowOf)
  const widthOf = (key) => Math.max(...rows.map((row) => row[key].length))
  const widths = { nameWidth: widthOf('name'), severityWidth: widthOf('severity') }
  emit(format, {
    text: () => rows.map((row) => line(row, widths)).join(''),
    json: () => asDocument(mcpx, { results: values }),
    ndjson: () => asNdjson(values)
  })
}
