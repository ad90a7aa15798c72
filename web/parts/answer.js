// parts/answer.js: an answer of the classifier -> a card: what is wrong, why, and what to do.
import { button, fill, h } from '../dom.js'
import { lineNumberAt, marksOf, quoted } from '../text/marks.js'
import {
  alsoPossible,
  codeButton,
  contextLine,
  effectsList,
  explanation,
  headline,
  nearestCodes,
  severityOf,
  whatToDo
} from './advice.js'
import { excerpt } from './excerpt.js'
import { LEADS } from './hints.js'
import { externalLink } from './steps.js'

export const UNKNOWN = 'MCPX_UNKNOWN_UNCLASSIFIED'

// ---- Why this code ----

function requirement({ requires, requires_text: sentence }, hints) {
  if (!requires) return null
  const source = requires === 'docker_isolated' ? hints.docker_isolated_source : hints.transport_source
  return h('li', {}, LEADS[source], sentence)
}

const reasons = (text, { evidence, hints }, required) =>
  h(
    'ul',
    {},
    evidence.map((range) => h('li', {}, 'The text contains ', h('code', {}, quoted(text, range)))),
    requirement(required, hints),
    hints.fact && h('li', {}, LEADS[hints.fact_source], h('code', {}, hints.fact))
  )

function whySection(text, { answer }, entry, tools) {
  const list = h('div')
  const showReasons = async () => {
    const required = await tools.call('requirement', { rule: answer.rule })
    fill(list, reasons(text, answer, required))
  }
  return h(
    'details',
    { class: 'why', on: { toggle: showReasons } },
    h('summary', {}, 'Why this code'),
    answer.cause && h('p', {}, entry.user_message),
    h(
      'p',
      {},
      'Rule ',
      h('code', {}, answer.rule),
      ' is the first rule that matches. ',
      answer.extension ? 'The proxy does not have this rule.' : 'The proxy has the same rule.'
    ),
    list
  )
}

// ---- Other codes ----

// The proxy often has the error itself, which says more than its text.
const PROXY_REASONS = {
  text: 'from the text alone. With the error itself, it knows more.',
  none: 'for this text. It has fewer rules for the messages of other programs.'
}

function proxyNote({ answer }, tools) {
  if (answer.proxy_code === answer.code) return null
  return h(
    'p',
    { class: 'note' },
    'The proxy reports ',
    codeButton(answer.proxy_code, tools),
    ` ${PROXY_REASONS[answer.hints.fact_source] ?? PROXY_REASONS.none}`
  )
}

const TRANSPORT_CHANGES = { stdio: 'uses stdio', http: 'uses HTTP' }

function changeText({ transport, dockerIsolated }) {
  const parts = [
    transport && TRANSPORT_CHANGES[transport],
    dockerIsolated === true && 'runs under Docker isolation',
    dockerIsolated === false && 'runs without Docker isolation'
  ]
  return `The server ${parts.filter(Boolean).join(' and ')}: `
}

function othersSection({ others }, onHints) {
  if (!others.length) return null
  const chip = ({ code, change }) =>
    h(
      'li',
      {},
      button([changeText(change), h('span', { class: 'mono' }, code)], () => onHints(change), {
        class: 'chip'
      })
    )
  return h(
    'section',
    { class: 'others' },
    h('h3', {}, 'Not quite right?'),
    h('ul', { class: 'chips' }, others.map(chip))
  )
}

// ---- The card ----

// What merely follows, with its line, unless it is part of the evidence.
function effects(text, { effects: ranges = [], evidence, cause_evidence: ofCause = [] }) {
  const isOwn = (effect) =>
    [...evidence, ...ofCause].some(({ start, end }) => start < effect.end && effect.start < end)
  return ranges
    .filter((range) => !isOwn(range))
    .sort((a, b) => a.start - b.start)
    .map((range) => [`Line ${lineNumberAt(text, range.start)}: `, h('code', {}, quoted(text, range))])
}

const isReportStep = ({ type, url }) => type === 'link' && url.endsWith('/issues/new')

// The report is a part of its own, which shows the redacted text first.
function stepsOf({ answer, isFinal }, entry) {
  if (isFinal) return answer.steps.filter((step) => !isReportStep(step))
  return entry.code === UNKNOWN ? [] : entry.fix_steps
}

function reportOf({ unknown, steps }, onReport) {
  const step = unknown?.kind === 'unrecognized' && steps.find(isReportStep)
  return step && onReport(step.url)
}

// `result` is what the op classify returns for `text`. `frame` shows the evidence if that takes more than the lines of
// `text`; onHints(change) is called for a chip; `actions` are shown at the end; onReport(url) gives the report on a text
// that is not recognized.
export function answerCard({ text, result, entry, entryOf, tools, onHints, frame, actions, onReport }) {
  const { answer, ownSteps } = result
  const known = entry.code !== UNKNOWN
  return h(
    'article',
    { class: 'card answer', 'data-severity': severityOf(answer, entry), 'data-code': entry.code },
    headline(answer, entry, tools),
    contextLine(answer, tools.surroundings()),
    explanation(answer, entry),
    frame ?? excerpt(text, marksOf(answer)),
    whatToDo({ ...answer, steps: stepsOf(result, entry) }, ownSteps, tools),
    alsoPossible(answer, tools),
    nearestCodes(answer, entryOf, tools),
    reportOf(answer, onReport),
    effectsList(effects(text, answer)),
    proxyNote(result, tools),
    othersSection(result, onHints),
    known && result.isFinal && whySection(text, result, entry, tools),
    h('div', { class: 'row' }, actions, externalLink(entry.docs_url, 'Docs for this code'))
  )
}
