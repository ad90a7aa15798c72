// text.js: findings as a person reads them, each with its place in the payload, without a word of it.
import wrapAnsi from 'wrap-ansi'
import { rangeOf } from '../show/finding.js'
import { frame, gutter, roomBesideGutter } from '../show/frame.js'
import { counted, paint, paragraph, SEVERITY_PAINT, shownName } from '../show/output.js'
import { knownNames, veil, veiled } from '../show/veil.js'

const POINTERS_SHOWN = 40
const EXPECTED_MAX = 2

const unique = (values) => [...new Set(values)]

function groupBy(list, key) {
  const groups = new Map()
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return [...groups.values()]
}

// "error bad_count: `tool_count` must be a non-negative integer." Several findings with messages of their own, each about
// another field, share the message of the rule, which names no field.
function head(findings, messageOfRule) {
  const [{ severity, rule }] = findings
  const messages = told(findings, 'message')
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

const told = (findings, key) => unique(findings.map((finding) => finding[key]).filter(Boolean))

function suggestion(findings) {
  const names = told(findings, 'suggestion').map((name) => `"${name}"`)
  return names.length ? paint.green(`did you mean ${names.join(' or ')}?`) : undefined
}

// What may stand there, beside the gutter of the frame. Where many keys are missing, the list would say
// nothing of which is which.
function expected(findings) {
  const all = told(findings, 'expected')
  const shown = all.length > EXPECTED_MAX ? ['what "mcpx explain" says of each name'] : all
  const lines = shown.flatMap((what) => wrapAnsi(`expected ${what}`, roomBesideGutter()).split('\n'))
  return lines.map((line) => `${gutter()}${paint.dim(line)}\n`).join('')
}

const gravest = (findings) =>
  ['error', 'warning', 'note'].find((name) => findings.some(({ severity }) => severity === name))

// Findings at one place share its frame.
function block({ verdict, bytes }, findings, { show, messageOfRule }) {
  const heads = groupBy(findings, ({ rule, severity }) => `${severity} ${rule}`).map((group) =>
    head(group, messageOfRule)
  )
  const framed = frame(bytes, [rangeOf(findings[0])], {
    show,
    firstLine: verdict.line,
    color: SEVERITY_PAINT[gravest(findings)],
    aside: suggestion(findings)
  })
  return `${heads.join('\n')}\n${place(verdict.file, findings)}\n${framed}${expected(findings)}\n`
}

function inOneSentence(tally) {
  if (tally.payloads === 0) return 'There was no payload to check.'
  if (tally.payloads === 1) return 'The payload is clean.'
  return `All ${counted(tally.payloads, 'payload')} are clean.`
}

function row(count, what, color = (text) => text) {
  const line = `${count.toLocaleString('en').padStart(8)} ${what}`
  return `${count ? color(line) : paint.dim(line)}\n`
}

const plural = (count, noun) => `${noun}${count === 1 ? '' : 's'}`

function summary(tally, verbose) {
  const { payloads, with_errors, errors, warnings, notes, omitted, unreadable } = tally
  const hidden = notes && !verbose ? paint.dim(' (shown with --verbose)') : ''
  const findings = errors ? paint.dim(` (${counted(errors, 'error')})`) : ''
  return [
    row(payloads, plural(payloads, 'payload'), paint.bold),
    row(with_errors, `with errors${findings}`, paint.red),
    row(warnings, plural(warnings, 'warning'), paint.yellow),
    row(notes, `${plural(notes, 'note')}${hidden}`, paint.blue),
    omitted ? row(omitted, `more ${plural(omitted, 'finding')}, not listed`) : '',
    unreadable ? row(unreadable, 'unreadable', paint.red) : ''
  ].join('')
}

function ending(tally, verbose) {
  const { errors, with_errors, warnings, omitted, unreadable, notes } = tally
  const clean = !(errors + with_errors + warnings + omitted + unreadable)
  if (!clean || (notes && verbose)) return summary(tally, verbose)
  const hidden = notes ? paint.dim(` (${counted(notes, 'note')}: --verbose shows them)`) : ''
  return `${paint.green(inOneSentence(tally))}${hidden}\n`
}

export function text(write, { mcpx, options: { verbose } }) {
  const known = knownNames(mcpx)
  const messageOfRule = new Map(mcpx.checkRules().map(({ name, message }) => [name, message]))
  return {
    add(result) {
      const { findings, omitted, file, line } = result.verdict
      const shown = verbose ? findings : findings.filter((finding) => finding.severity !== 'note')
      if (!shown.length && !omitted) return
      const show = veiled(veil(result.bytes, known))
      const places = groupBy(shown, ({ offset, length }) => `${offset} ${length}`)
      for (const place of places) write(block(result, place, { show, messageOfRule }))
      if (omitted)
        write(paint.dim(`… and ${counted(omitted, 'more finding')} in ${shownName(file)}:${line}\n\n`))
    },
    end(tally) {
      write(ending(tally, verbose))
    }
  }
}
