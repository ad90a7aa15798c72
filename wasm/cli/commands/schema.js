// schema.js: mcpx schema: the JSON Schema of a heartbeat, or how two of its versions differ.
import { Fields } from '../../shared/fields.js'
import { asJson } from '../formats/json.js'
import { CommandError, EXIT } from '../io/errors.js'
import { emit } from '../io/outputs.js'
import { schemaOf } from '../io/schemas.js'
import { paint, paragraph } from '../show/terminal.js'

// ---- The difference ----

// The fields of one version. A schema also describes the fields of newer versions, without asking for them.
function fieldsOf(mcpx, version) {
  const all = new Fields(schemaOf(mcpx, version)).list()
  return new Map(all.filter(({ since }) => since <= version).map((field) => [field.path, field]))
}

const describe = ({ path, since, required, expected, description }) => ({
  name: path,
  since,
  required,
  expected,
  description
})

const isChanged = (a, b) => a.expected !== b.expected || a.required !== b.required

function difference(mcpx, from, to) {
  const [before, after] = [fieldsOf(mcpx, from), fieldsOf(mcpx, to)]
  const changed = [...after].filter(([path, field]) => before.has(path) && isChanged(before.get(path), field))
  return {
    from,
    to,
    added: [...after].filter(([path]) => !before.has(path)).map(([, field]) => describe(field)),
    removed: [...before].filter(([path]) => !after.has(path)).map(([, field]) => describe(field)),
    changed: changed.map(([path, field]) => ({
      name: path,
      before: describe(before.get(path)),
      after: describe(field)
    }))
  }
}

const presence = ({ required }) => (required ? 'required' : 'optional')

const changes = ({ before, after }) =>
  [
    before.required !== after.required && `${presence(before)} -> ${presence(after)}`,
    before.expected !== after.expected && `${before.expected} -> ${after.expected}`
  ]
    .filter(Boolean)
    .join('; ')

function differenceText({ from, to, added, removed, changed }) {
  const field = (sign, row) =>
    `${sign} ${paint.bold(row.name)}  ${paint.dim(presence(row))}\n${paragraph(row.expected, 4)}\n`
  const lines = [
    ...added.map((row) => field(paint.green('+'), row)),
    ...removed.map((row) => field(paint.red('-'), row)),
    ...changed.map((row) => `${paint.yellow('~')} ${paint.bold(row.name)}\n${paragraph(changes(row), 4)}\n`)
  ]
  const head = `Schema version ${from} -> ${to}: ${added.length} added, ${removed.length} removed, ${changed.length} changed\n`
  return `${head}${lines.length ? '\n' : ''}${lines.join('')}`
}

// ---- The command ----

// Keywords that strict validators refuse: our own ("x-since"), and names of formats. A field may have the name "format",
// but its value is a schema.
const isRefused = (name, value) => name.startsWith('x-') || (name === 'format' && typeof value === 'string')

const withoutRefused = (schema) =>
  JSON.parse(JSON.stringify(schema, (name, value) => (isRefused(name, value) ? undefined : value)))

function checkVersions(versions, { diff }) {
  if (diff && versions.length !== 2)
    throw new CommandError('--diff compares two versions: mcpx schema --diff 4 5')
  if (!diff && versions.length > 1)
    throw new CommandError('too many arguments: to compare versions, use --diff')
}

export function schema(mcpx, versions, options) {
  checkVersions(versions, options)
  if (!options.diff) {
    const whole = schemaOf(mcpx, versions[0])
    const found = options.plain ? withoutRefused(whole) : whole
    emit(options.format ?? [{ name: 'json', file: null }], {
      json: () => asJson(found),
      text: () => asJson(found)
    })
    return EXIT.ok
  }
  const found = difference(mcpx, Number(versions[0]), Number(versions[1]))
  emit(options.format, { json: () => asJson(found), text: () => differenceText(found) })
  return EXIT.ok
}
