// text.js: findings as text: each with its place in the payload and a code frame, without any text of the payload.
import { placeName, rangeOf, rankOf } from '../show/finding.js'
import { frame, gutter, roomBesideGutter } from '../show/frame.js'
import { knownNames, maskPayload, showMasked } from '../show/mask.js'
import {
  columns,
  counted,
  linesOf,
  number,
  paint,
  paragraph,
  SEVERITY_PAINT,
  shownName
} from '../show/terminal.js'
import { FirstOfRules } from './first_of_rules.js'

const POINTERS_SHOWN = 40
const EXPECTED_MAX = 2
const FINDINGS_MAX = 3 // of a rule

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

function place(verdict, findings) {
  const pointers = unique(findings.map((finding) => finding.pointer).filter(Boolean))
  const rest = pointers.length - POINTERS_SHOWN
  const shown = pointers.slice(0, POINTERS_SHOWN).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
  return paint.dim(paragraph(`${placeName(verdict, findings[0])}  ${shown}`.trimEnd(), 2))
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
      : all.flatMap((what) => linesOf(`expected ${what}`, roomBesideGutter()))
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
  return `${heads.join('\n')}\n${place(verdict, findings)}\n${framed}${expected(findings)}\n`
}

// ---- The table of rules ----

const byRank = (a, b) => rankOf(a) - rankOf(b) || b.findings - a.findings || (a.rule < b.rule ? -1 : 1)

function ruleTable(tally) {
  const rules = [...tally.rules.values()].sort(byRank)
  if (!rules.length) return ''
  const width = Math.max(...rules.map(({ rule }) => rule.length))
  const row = ({ rule, severity, findings, payloads }) =>
    `${SEVERITY_PAINT[severity](severity.padEnd(8))} ${rule.padEnd(width)} ${number(findings).padStart(9)} ${number(payloads).padStart(9)}\n`
  const head = `${'severity'.padEnd(8)} ${'rule'.padEnd(width)} ${'findings'.padStart(9)} ${'payloads'.padStart(9)}`
  return `${paint.bold(head)}\n${rules.map(row).join('')}\n`
}

// How many findings of each rule are not shown, and how to see them.
function leftText(left) {
  if (!left.length) return ''
  const lines = left.map(([rule, count]) => `… ${number(count)} more ${rule}\n`)
  return `${lines.join('')}  --max-findings 0 shows all of them\n\n`
}

// ---- The summary ----

// Payloads of a newer schema version are checked in part only.
function partlyChecked({ payloads, rules }, newest) {
  const partly = rules.get('newer_schema')?.payloads
  if (!partly) return ''
  const what = payloads === 1 ? 'its schema version is' : `${counted(partly, 'payload')} of a schema version`
  return `${what} newer than ${newest}, so only the fields of ${newest} were checked`
}

function cleanSummary({ payloads, notes, known, ...tally }, { verbose, newest }) {
  if (payloads === 0) return 'There were no payloads to check.\n'
  const what = payloads === 1 ? 'The payload is clean.' : `All ${number(payloads)} payloads are clean.`
  const remarks = [
    partlyChecked({ payloads, ...tally }, newest),
    notes && `${counted(notes, 'note')}${verbose ? '' : '; --verbose shows them'}`,
    known && `${counted(known, 'finding')} of the baseline`
  ].filter(Boolean)
  const line = remarks.length ? `${what} (${remarks.join('; ')})` : what
  return `${linesOf(line, columns()).join('\n').replace(what, paint.green)}\n`
}

// "1 payload checked, 1 with errors: 2 errors, 1 warning, 1 note (--verbose shows notes)"
function summary(tally, { verbose, newest }) {
  const { payloads, with_errors, errors, warnings, notes, omitted, known, unreadable } = tally
  const counts = [
    errors ? paint.red(counted(errors, 'error')) : '0 errors',
    warnings ? paint.yellow(counted(warnings, 'warning')) : '0 warnings',
    notes && `${counted(notes, 'note')}${verbose ? '' : ' (--verbose shows notes)'}`,
    omitted && `${counted(omitted, 'more finding')} not listed`,
    known && `${counted(known, 'finding')} of the baseline not shown`
  ]
  const inputs = unreadable ? paint.red(`${counted(unreadable, 'input')} could not be read.\n`) : ''
  const checked = `${paint.bold(counted(payloads, 'payload'))} checked, ${number(with_errors)} with errors`
  const partly = partlyChecked(tally, newest)
  const line = `${checked}: ${counts.filter(Boolean).join(', ')}${partly && `; ${partly}`}`
  return `${linesOf(line, columns()).join('\n')}\n${inputs}`
}

const isClean = ({ errors, with_errors, warnings, omitted, unreadable }) =>
  !(errors || with_errors || warnings || omitted || unreadable)

const ending = (tally, context) => (isClean(tally) ? cleanSummary(tally, context) : summary(tally, context))

// ---- The format ----

// The blocks of a result: findings at one place share one. Notes are shown on request.
function placesOf({ verdict: { findings } }, verbose) {
  const shown = verbose ? findings : findings.filter((finding) => finding.severity !== 'note')
  return groupBy(shown, ({ offset, length }) => `${offset} ${length}`)
}

// Clean payloads need no names.
function once(make) {
  let made
  return () => {
    made ??= make()
    return made
  }
}

const worstRank = (findings) => Math.min(...findings.map(rankOf))
const rulesOf = (findings) => unique(findings.map(({ rule }) => rule))

// Writes nothing but the summary, and that only if there is something to tell: findings, or an incomplete check.
const quietly = (write, context) => ({
  add() {},
  end(tally) {
    if (!isClean(tally) || tally.rules.has('newer_schema')) write(ending(tally, context))
  }
})

export function text(write, { mcpx, options: { verbose, quiet, statistics, maxFindings = FINDINGS_MAX } }) {
  const context = { verbose, newest: mcpx.schemaVersion }
  if (quiet) return quietly(write, { ...context, verbose: false })
  const names = once(() => ({
    known: knownNames(mcpx),
    messageOfRule: new Map(mcpx.checkRules().map(({ name, message }) => [name, message]))
  }))
  const first = new FirstOfRules(maxFindings)
  // All findings are shown at once, because they may not fit in memory. Otherwise the worst come first.
  const show = maxFindings ? (rank, what) => first.keep(rank, what) : (_, what) => write(what)
  return {
    add(result) {
      const { omitted, file, line } = result.verdict
      const wanted = placesOf(result, verbose).filter((findings) => first.wants(rulesOf(findings)))
      if (wanted.length) {
        const { known, messageOfRule } = names()
        const context = { show: showMasked(maskPayload(result.bytes, known)), messageOfRule }
        for (const findings of wanted) show(worstRank(findings), block(result, findings, context))
      }
      if (omitted && first.wants(['finding of payloads with too many']))
        show(3, paint.dim(`… and ${counted(omitted, 'more finding')} in ${shownName(file)}:${line}\n\n`))
    },
    end(tally) {
      for (const item of first.items) write(item)
      write(leftText(first.left))
      if (statistics || first.left.length) write(ruleTable(tally))
      write(ending(tally, context))
    }
  }
}
