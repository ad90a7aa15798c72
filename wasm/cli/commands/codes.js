// codes.js: mcpx codes: the catalog as a table.
import { asJson, asNdjson } from '../formats/json.js'
import { EXIT } from '../io/errors.js'
import { emit } from '../io/outputs.js'
import { columns, paint, severityWord } from '../show/terminal.js'

const TITLE_MIN = 20

function row(entry, width) {
  const room = Math.max(columns() - width - 10, TITLE_MIN)
  const shown = entry.title.length > room ? `${entry.title.slice(0, room - 1)}…` : entry.title
  return `${entry.code.padEnd(width)}  ${severityWord(entry.severity)}  ${paint.dim(shown)}\n`
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
