// text.js: findings as text: each with its place in the payload and a code frame, without any text of the payload.
import wrapAnsi from 'wrap-ansi'
import { rangeOf } from '../show/finding.js'
import { frame, gutter, roomBesideGutter } from '../show/frame.js'
import { knownNames, maskPayload, showMasked } from '../show/mask.js'
import { columns, counted, number, paint, paragraph, SEVERITY_PAINT, shownName } from '../show/terminal.js'

const POINTERS_SHOWN = 40
const EXPECTED_MAX = 2

const unique = (values) => [...new Set(values)]

function groupBy(list, key) {
  const groups = new Map()
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return [...groups.values()]
}

// ---- One place ----

// "error bad_uuid: `anonymous_id` must be a UUID." Findings with different messages (each names another field) share the
// message of their rule, which names no field.
function head(findings, messageOfRule) {
  const [{ severity, rule }] = findings
  const messages = valuesOf(findings, 'message')
  const message = messages.length > 1 ? messageOfRule.get(rule) : messages[0]
  const times = findings.length > 1 ? ` (${findings.length} times)` : ''
  const text = `${SEVERITY_PAINT[severity](severity)} ${paint.bold(rule)}${times}: ${message}`
  return paragraph(text, 2).slice(2)
}

function place(file, findings) {
  const [{ line, column }] = findings
  const pointers = unique(findings.map((finding) => finding.pointer).filter(Boolean))
  const rest = pointers.length - POINTERS_SHOWN
  const shown = pointers.slice(0, POINTERS_SHOWN).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
  return paint.dim(paragraph(`${shownName(file)}:${line}:${column}  ${shown}`.trimEnd(), 2))
}

const valuesOf = (findings, key) => unique(findings.map((finding) => finding[key]).filter(Boolean))

function suggestion(findings) {
  const names = valuesOf(findings, 'suggestion').map((name) => `"${name}"`)
  return names.length ? paint.green(`did you mean ${names.join(' or ')}?`) : undefined
}

// The expected values, beside the gutter of the frame. With many missing fields, a list of values would not say which
// belongs to which.
function expected(findings) {
  const all = valuesOf(findings, 'expected')
  const lines =
    all.length > EXPECTED_MAX
      ? ['for the expected values, run: mcpx explain FIELD']
      : all.flatMap((what) => wrapAnsi(`expected ${what}`, roomBesideGutter()).split('\n'))
  return lines.map((line) => `${gutter()}${paint.dim(line)}\n`).join('')
}

const worstSeverity = (findings) =>
  ['error', 'warning', 'note'].find((name) => findings.some(({ severity }) => severity === name))

// Findings at one place share a frame.
function block({ verdict, bytes }, findings, { show, messageOfRule }) {
  const heads = groupBy(findings, ({ rule, severity }) => `${severity} ${rule}`).map((group) =>
    head(group, messageOfRule)
  )
  const framed = frame(bytes, [rangeOf(findings[0])], {
    show,
    lineNumber: findings[0].line,
    color: SEVERITY_PAINT[worstSeverity(findings)],
    aside: suggestion(findings)
  })
  return `${heads.join('\n')}\n${place(verdict.file, findings)}\n${framed}${expected(findings)}\n`
}

// ---- The summary ----

function cleanSummary({ payloads, notes }, verbose) {
  if (payloads === 0) return 'There were no payloads to check.\n'
  const what = payloads === 1 ? 'The payload is clean.' : `All ${number(payloads)} payloads are clean.`
  const hint = verbose ? '' : '; --verbose shows them'
  return `${paint.green(what)}${notes ? paint.dim(` (${counted(notes, 'note')}${hint})`) : ''}\n`
}

// "1 payload checked, 1 with errors: 2 errors, 1 warning, 1 note (--verbose shows notes)"
function summary({ payloads, with_errors, errors, warnings, notes, omitted, unreadable }, verbose) {
  const counts = [
    errors ? paint.red(counted(errors, 'error')) : '0 errors',
    warnings ? paint.yellow(counted(warnings, 'warning')) : '0 warnings',
    notes && `${counted(notes, 'note')}${verbose ? '' : ' (--verbose shows notes)'}`,
    omitted && `${counted(omitted, 'more finding')} not listed`
  ]
  const inputs = unreadable ? paint.red(`${counted(unreadable, 'input')} could not be read.\n`) : ''
  const checked = `${paint.bold(counted(payloads, 'payload'))} checked, ${number(with_errors)} with errors`
  return `${wrapAnsi(`${checked}: ${counts.filter(Boolean).join(', ')}`, columns())}\n${inputs}`
}

function ending(tally, verbose) {
  const { errors, with_errors, warnings, omitted, unreadable } = tally
  const isClean = !(errors || with_errors || warnings || omitted || unreadable)
  return isClean ? cleanSummary(tally, verbose) : summary(tally, verbose)
}

// ---- The format ----

export function text(write, { mcpx, options: { verbose } }) {
  const known = knownNames(mcpx)
  const messageOfRule = new Map(mcpx.checkRules().map(({ name, message }) => [name, message]))
  return {
    add(result) {
      const { findings, omitted, file, line } = result.verdict
      const shown = verbose ? findings : findings.filter((finding) => finding.severity !== 'note')
      if (!shown.length && !omitted) return
      const show = showMasked(maskPayload(result.bytes, known))
      const places = groupBy(shown, ({ offset, length }) => `${offset} ${length}`)
      for (const findingsThere of places) write(block(result, findingsThere, { show, messageOfRule }))
      if (omitted)
        write(paint.dim(`… and ${counted(omitted, 'more finding')} in ${shownName(file)}:${line}\n\n`))
    },
    end(tally) {
      write(ending(tally, verbose))
    }
  }
}
