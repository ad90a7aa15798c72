// fields.js: mcpx fields: the fields of a heartbeat; with --unknown, the fields of payloads that are not among them.
import { Fields } from '../../shared/fields.js'
import { percent } from '../../shared/fleet.js'
import { parsed } from '../../shared/json_text.js'
import { UnknownFields } from '../../shared/unknown_fields.js'
import { asDocument, asNdjson } from '../formats/json.js'
import { markdownTable } from '../formats/markdown.js'
import { CommandError, EXIT, printError } from '../io/errors.js'
import { refuseNothing } from '../io/nothing.js'
import { Outputs } from '../io/outputs.js'
import { payloadsOf } from '../io/payloads.js'
import { schemaOf, versionOf } from '../io/schemas.js'
import { Progress } from '../show/progress.js'
import { columns, counted, escapeControls, number, paint, paragraph } from '../show/terminal.js'

const NAME_MAX = 100

// ---- The dictionary ----

const rowOf = ({ path, pointer, since, required, expected, description }) => ({
  name: path,
  pointer,
  since,
  required,
  expected,
  description
})

const presence = ({ required }) => (required ? 'required' : 'optional')

// The name, and after it, or below a long one, the version and the presence.
function heading({ name, since, ...row }) {
  const about = `since ${since}, ${presence(row)}`
  const gap = name.length + about.length + 2 > columns() ? '\n  ' : '  '
  return `${paint.bold(name)}${gap}${paint.dim(about)}`
}

const fieldText = (row) =>
  `${heading(row)}\n${paragraph(row.description)}\n${paint.dim(paragraph(row.expected))}\n`

const dictionary = (mcpx, rows) => ({
  text: () => rows.map(fieldText).join('\n'),
  json: () => asDocument(mcpx, { results: rows }),
  ndjson: () => asNdjson(rows),
  md: () =>
    markdownTable(
      ['field', 'since', 'presence', 'value', 'purpose'],
      rows.map((row) => [`\`${row.name}\``, row.since, presence(row), row.expected, row.description])
    )
})

// ---- Unknown fields ----

async function readUnknown(names, fields, options) {
  const unknown = new UnknownFields(fields)
  const progress = new Progress()
  const reading = { ...options, skipBlank: true, anyEncoding: true }
  let status = EXIT.ok
  const onUnreadable = (error) => {
    printError(error.message)
    status = EXIT.unreadable
  }
  try {
    for await (const { bytes } of payloadsOf(names, progress, onUnreadable, reading))
      unknown.add(parsed(bytes.toString()))
  } finally {
    progress.stop()
  }
  return { unknown, status }
}

const shownField = (name) => escapeControls(name.length > NAME_MAX ? `${name.slice(0, NAME_MAX)}…` : name)

function unknownText({ payloads, not_listed }, rows) {
  if (!rows.length) return `No unknown fields in ${counted(payloads, 'payload')}.\n`
  const names = rows.map(({ name }) => shownField(name))
  const width = Math.max(...names.map((name) => name.length), 'field'.length)
  const head = paint.bold(`${'field'.padEnd(width)}  ${'payloads'.padStart(9)}  ${'share'.padStart(6)}  type`)
  const line = ({ payloads: count, share, types }, i) =>
    `${names[i].padEnd(width)}  ${number(count).padStart(9)}  ${percent(share).padStart(6)}  ${types.join(', ')}\n`
  const more = not_listed ? `… and more names, ${counted(not_listed, 'time')}\n` : ''
  return `${head}\n${rows.map(line).join('')}${more}`
}

const unknownForms = (mcpx, unknown, rows) => ({
  text: () => unknownText(unknown, rows),
  json: () => asDocument(mcpx, { payloads: unknown.payloads, results: rows, not_listed: unknown.not_listed }),
  ndjson: () => asNdjson(rows),
  md: () =>
    markdownTable(
      ['field', 'payloads', 'share', 'type'],
      rows.map(({ name, payloads, share, types }) => [
        shownField(name),
        payloads,
        percent(share),
        types.join(', ')
      ])
    )
})

// ---- The command ----

export function fields(mcpx, names, options) {
  if (names.length && !options.unknown)
    throw new CommandError('files are read for --unknown only: mcpx fields --unknown FILE')
  const version = versionOf(mcpx, options.schema)
  const known = new Fields(schemaOf(mcpx, version))
  const outputs = new Outputs(options.format, options.unknown ? (names.length ? names : ['-']) : [])
  return outputs.during(async ({ inputs, list, isOutput }) => {
    const write = (forms) => {
      for (const { name, write } of list) write(forms[name]())
    }
    if (!options.unknown) {
      // A schema also describes fields of newer versions.
      const own = known.list().filter(({ since }) => since <= version)
      write(dictionary(mcpx, own.map(rowOf)))
      return EXIT.ok
    }
    const { unknown, status } = await readUnknown(inputs, known, { ...options, isOutput })
    write(unknownForms(mcpx, unknown, unknown.list()))
    const { payloads } = unknown
    return refuseNothing({ payloads, unreadable: status !== EXIT.ok }, options) ? EXIT.unreadable : status
  })
}
