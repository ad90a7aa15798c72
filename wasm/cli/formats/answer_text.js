// answer_text.js: the answer to one error text, for a person.
import { decodeRange } from '../../shared/decode.js'
import { hintsInWords } from '../../shared/hints.js'
import { hasQuestion, reportUrl } from '../../shared/report.js'
import { dimRow, explanation, headline, steps, surroundings } from '../show/diagnosis.js'
import { frame } from '../show/frame.js'
import { lineAt } from '../show/lines.js'
import { withoutSecrets } from '../show/secrets.js'
import { oneLine } from '../show/steps.js'
import { paint, shownName } from '../show/terminal.js'

const EFFECTS_SHOWN = 3
const EFFECT_INDENT = 20
const NEAR = 80 // bytes between two marks of a line
const LF = 0x0a

const touches = (a, b) => a.start < b.end && b.start < a.end

const isNear = (bytes, a, b) => {
  const [first, second] = a.start <= b.start ? [a, b] : [b, a]
  return second.start - first.end < NEAR && !bytes.subarray(first.start, second.start).includes(LF)
}

// What shows the cause and the code, and what follows from them in the same line. The rest of what merely follows has
// rows of its own.
function rangesOf(bytes, { evidence, cause_evidence: ofCause = [], effects = [] }) {
  const others = [...ofCause, ...effects]
  return [
    ...ofCause,
    ...effects.filter((effect) => ofCause.some((range) => isNear(bytes, range, effect))),
    ...evidence.filter((range) => !ofCause.length || !others.some((other) => touches(range, other)))
  ]
}

// What merely follows: one line each, unless it is marked above.
function effectRows(bytes, { effects = [], unknown }, marked, show) {
  if (unknown?.kind === 'not_a_failure') return ''
  const lines = effects
    .filter((effect) => !marked.some((range) => touches(range, effect)))
    .sort((a, b) => a.start - b.start)
    .map((effect) => lineAt(bytes, effect, show))
  return lines
    .filter(({ number }, i) => number !== lines[i - 1]?.number)
    .slice(0, EFFECTS_SHOWN)
    .map(({ number, excerpt }, i) =>
      dimRow(i ? '' : 'then', oneLine(`line ${number}: ${excerpt}`, EFFECT_INDENT))
    )
    .join('')
}

function ruleInWords({ rule, extension, code, proxy_code: ofProxy, context }) {
  if (context?.client !== 'mcpproxy') return rule
  const proxy = ofProxy === code ? 'the same code' : ofProxy
  return `${rule}${extension ? ' (not a rule of mcpproxy)' : ''}; mcpproxy reports ${proxy}`
}

function reasons(answer) {
  const rows = [dimRow('rule', ruleInWords(answer))]
  for (const { name, value, source } of hintsInWords(answer))
    rows.push(dimRow('with', `${name} ${value} (${source})`))
  return rows.join('')
}

const isReport = ({ url }) => url?.endsWith('/issues/new')

// A question is no error text to report.
function withoutReport(answer, bytes) {
  if (!answer.unknown || !hasQuestion(decodeRange(bytes, 0, bytes.length))) return answer
  return { ...answer, steps: answer.steps.filter((step) => !isReport(step)) }
}

// The link to a new issue is prefilled with the redacted text.
const prefilled = (mcpx, bytes) => (step) =>
  isReport(step)
    ? { ...step, url: reportUrl(step.url, { version: mcpx.version, text: mcpx.redact(bytes).text }) }
    : step

// `unmarked` is shown of a text in which nothing is marked.
export function answerText(mcpx, { file, bytes, ...answer }, options) {
  const { isOnly, verbose, unmarked = '' } = options
  const marked = rangesOf(bytes, answer)
  const show = withoutSecrets(mcpx, bytes, [...marked, ...(answer.effects ?? [])])
  const lines = marked.length ? frame(bytes, marked, { show }) : unmarked
  const parts = [
    headline(mcpx, answer, isOnly ? '' : paint.dim(shownName(file))),
    '\n',
    answer.cause ? `${explanation(mcpx, answer)}\n` : '',
    lines,
    answer.cause ? '' : `${lines && '\n'}${explanation(mcpx, answer)}`,
    steps(mcpx, withoutReport(answer, bytes), { verbose, replace: prefilled(mcpx, bytes) }),
    '\n',
    effectRows(bytes, answer, marked, show),
    surroundings(mcpx, answer),
    reasons(answer)
  ]
  return parts.join('')
}
