// codes.js: mcpx codes: the catalog as a table.
import { firstSentence } from '../../shared/words.js'
import { emit } from '../io/sinks.js'
import { asJson, asNdjson, columns, EXIT, paint, severityWord } from '../show/output.js'

function row(entry, width) {
  const room = Math.max(columns() - width - 10, 20)
  const sentence = firstSentence(entry.user_message)
  const shown = sentence.length > room ? `${sentence.slice(0, room - 1)}…` : sentence
  return `${entry.code.padEnd(width)}  ${severityWord(entry.severity)}  ${paint.dim(shown)}\n`
}

export async function codes(mcpx, options) {
  const catalog = mcpx.catalog()
  const width = Math.max(...catalog.map((entry) => entry.code.length))
  await emit(options.format, {
    text: () => catalog.map((entry) => row(entry, width)).join(''),
    json: () => asJson(catalog),
    ndjson: () => asNdjson(catalog)
  })
  return EXIT.clean
}
