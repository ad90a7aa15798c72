// codes.js: mcpx codes: the catalog as a table.

import { emitList } from '../formats/list.js'
import { EXIT } from '../io/errors.js'

export function codes(mcpx, options) {
  const catalog = mcpx.catalog()
  emitList(mcpx, catalog, ({ code, severity, title }) => ({ name: code, severity, text: title }), options)
  return EXIT.ok
}
