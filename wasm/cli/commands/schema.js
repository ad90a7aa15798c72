// schema.js: mcpx schema: the JSON Schema of a heartbeat, or how two of its versions differ.
import { exampleOf } from '../../shared/example.js'
import { Fields } from '../../shared/fields.js'
import { asDocument, asJson } from '../formats/json.js'
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

const isMap = ({ additionalProperties }) => typeof additionalProperties === 'object'

// A payload of this version, with the value in the place of the field, or as a key of it.
function payloadWith(mcpx, version, { pointer, node }, value) {
  const payload = exampleOf(schemaOf(mcpx, version), version)
  const names = pointer.split('/').slice(1)
  const last = names.pop()
  const owner = names.reduce((object, name) => {
    object[name] ??= {}
    return object[name]
  }, payload)
  owner[last] = isMap(node) ? { [value]: 1 } : node.items ? [value] : value
  return JSON.stringify(payload)
}

// The values and the codes that a payload of this version has too early, by field: the library knows when each was added.
function lateValues(mcpx, version, fields) {
  const codes = mcpx.catalog().map(({ code }) => code)
  const isLate = (field, value) =>
    mcpx
      .validate(payloadWith(mcpx, version, field, value))
      .findings.some(({ rule }) => rule === 'value_from_newer_schema')
  const valuesOf = ({ node }) =>
    node.enum ?? node.items?.enum ?? (isMap(node) || node.type === 'string' ? codes : [])
  return new Map(fields.map((field) => [field.path, valuesOf(field).filter((value) => isLate(field, value))]))
}

const isChanged = ({ before, after, new_values, removed_values }) =>
  before.expected !== after.expected ||
  before.required !== after.required ||
  new_values.length + removed_values.length > 0

// The fields of both versions that allow something else: other values, or values that one of them does not have yet.
function changesOf(mcpx, { from, to, before, after }) {
  const both = [...after.values()].filter(({ path }) => before.has(path))
  const [early, late] = [from, to].map((version) => lateValues(mcpx, version, both))
  return both
    .map((field) => ({
      name: field.path,
      before: describe(before.get(field.path)),
      after: describe(field),
      new_values: early.get(field.path).filter((value) => !late.get(field.path).includes(value)),
      removed_values: late.get(field.path).filter((value) => !early.get(field.path).includes(value))
    }))
    .filter(isChanged)
}

function difference(mcpx, from, to) {
  const [before, after] = [fieldsOf(mcpx, from), fieldsOf(mcpx, to)]
  return {
    from,
    to,
    added: [...after].filter(([path]) => !before.has(path)).map(([, field]) => describe(field)),
    removed: [...before].filter(([path]) => !after.has(path)).map(([, field]) => describe(field)),
    changed: changesOf(mcpx, { from, to, before, after })
  }
}

const presence = ({ required }) => (required ? 'required' : 'optional')

const changes = ({ before, after, new_values, removed_values }) =>
  [
    new_values.length && `new values: ${new_values.join(', ')}`,
    removed_values.length && `not yet: ${removed_values.join(', ')}`,
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
  emit(options.format, { json: () => asDocument(mcpx, found), text: () => differenceText(found) })
  return EXIT.ok
}
