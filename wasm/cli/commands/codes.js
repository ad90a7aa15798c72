// codes.js: mcpx codes: the catalog as a table.
import { asJson, asNdjson } from '../formats/json.js'
import { EXIT } from '../io/errors.js'
import { emit } from '../io/outputs.js'
import { columns, fitted, paint, severityWord } from '../show/terminal.js'

const TITLE_MIN = 20

// On a narrow terminal, the title is on a line of its own.
function row({ code, severity, title }, width) {
  const room = columns() - width - 9
  const head = `${code.padEnd(width)}  ${severityWord(severity)}`
  if (room < TITLE_MIN) return `${head}\n  ${paint.dim(title)}\n`
  return `${head}  ${paint.dim(fitted(title, room))}\n`
}

export function codes(mcpx, options) {
  const catalog = mcpx.catalog()
  const width = Math.max(...catalog.map((entry) => entry.code.length))
  emit(options.format, {
    text: () => catalog.map((entry) => row(entry, width)).join(''),
    json: () => asJson(catalog),
    ndjson: () => asNdjson(catalog)
  })
  return EXIT.ok
}
