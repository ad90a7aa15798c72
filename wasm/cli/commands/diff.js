// diff.js: mcpx diff: two payloads -> the fields that differ. Texts of the payloads are never shown.
import { Fields } from '../../shared/fields.js'
import { isObject, parsed } from '../../shared/json_text.js'
import { asDocument, asNdjson } from '../formats/json.js'
import { CommandError, EXIT } from '../io/errors.js'
import { Outputs } from '../io/outputs.js'
import { payloadsOf } from '../io/payloads.js'
import { knownNames } from '../show/mask.js'
import { Progress } from '../show/progress.js'
import { counted, paint, shownName } from '../show/terminal.js'

// To compare one of several with another, and to leave out the rest without a word, would be wrong.
function refuseSeveral(name, count) {
  throw new CommandError(
    `${shownName(name)} has ${counted(count, 'payload')}, but diff compares one with one. Write the one you mean to a file of its own. ` +
      "With jq, this is the first of an array: jq '.[0]', and the first of other files: jq -s '.[0]'"
  )
}

// The payload of an input, as a value.
async function readPayload(name) {
  const stop = (error) => {
    throw error
  }
  let count = 0
  let value
  for await (const { bytes } of payloadsOf([name], new Progress(), stop, { anyEncoding: true })) {
    if (count === 0) value = parsed(bytes.toString())
    count += 1
  }
  if (count > 1) refuseSeveral(name, count)
  if (isObject(value)) return value
  throw new CommandError(
    'diff needs two payloads: JSON objects. To find out what is wrong, run: mcpx validate'
  )
}

// ---- Values ----

// Text is shown only if it is one of the values that every payload may have.
function shownValue(value, isKnownField, known) {
  if (typeof value === 'string') return known.has(value) ? `"${value}"` : 'a text'
  if (Array.isArray(value)) return `an array of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'an object'
  return isKnownField || typeof value !== 'number' ? String(value) : 'a number'
}

// The values of a payload by pointer: { isKnown, value }. Unknown keys are written as their index.
function flatten(object, parent, fields, into, pointer = '') {
  for (const [i, [name, value]] of Object.entries(object).entries()) {
    const field = fields.inside(parent, name)
    const isKnown = Boolean(field.node) && !parent.node?.additionalProperties && !Array.isArray(object)
    const at = `${pointer}/${isKnown || Array.isArray(object) ? name : `#${i}`}`
    if (isObject(value) && field.node && Object.keys(value).length) flatten(value, field, fields, into, at)
    else into.set(`${parent.pointer}/${name}`, { pointer: at, isKnown: Boolean(field.node), value })
  }
  return into
}

// [{ pointer, before, after }]; `before` or `after` is null for a field that one of them lacks.
function differences(one, other, mcpx) {
  const fields = new Fields(mcpx.schema())
  const known = knownNames(mcpx)
  const [a, b] = [one, other].map((payload) => flatten(payload, fields.root, fields, new Map()))
  const shown = (entry) => (entry ? shownValue(entry.value, entry.isKnown, known) : null)
  return [...new Set([...a.keys(), ...b.keys()])]
    .map((key) => [a.get(key), b.get(key)])
    .filter(([before, after]) => JSON.stringify(before?.value) !== JSON.stringify(after?.value))
    .map(([before, after]) => ({
      pointer: (before ?? after).pointer,
      before: shown(before),
      after: shown(after)
    }))
}

// ---- Text ----

function line({ pointer, before, after }) {
  if (before === null) return `${paint.green('+')} ${pointer}  ${after}\n`
  if (after === null) return `${paint.red('-')} ${pointer}  ${before}\n`
  const what = before === after ? `${before}, which differs` : `${before} -> ${after}`
  return `${paint.yellow('~')} ${pointer}  ${what}\n`
}

// ---- The command ----

export function diff(mcpx, first, second, options) {
  const outputs = new Outputs(options.format, [first, second])
  return outputs.during(async ({ list }) => {
    const rows = differences(await readPayload(first), await readPayload(second), mcpx)
    const forms = {
      text: () => (rows.length ? rows.map(line).join('') : 'The payloads are equal.\n'),
      json: () => asDocument(mcpx, { results: rows }),
      ndjson: () => asNdjson(rows)
    }
    for (const { name, write } of list) write(forms[name]())
    return rows.length ? EXIT.findings : EXIT.ok
  })
}
