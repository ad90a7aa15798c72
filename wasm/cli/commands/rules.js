// rules.js: mcpx rules: the rules of validate as a table.

import { emitList } from '../formats/list.js'
import { EXIT } from '../io/errors.js'

export function rules(mcpx, options) {
  const all = mcpx.checkRules()
  emitList(mcpx, all, ({ name, severity, message }) => ({ name, severity, text: message }), options)
  return EXIT.ok
}
