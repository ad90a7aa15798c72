// parts/answer.js: an answer of the classifier -> a card: what is wrong, why, and what to do.
import { button, fill, h } from '../dom.js'
import { lineNumberAt, marksOf, quoted } from '../text/marks.js'
import { count } from '../text/numbers.js'
import {
  alsoPossible,
  causeBox,
  codeButton,
  effectsList,
  headline,
  nearestCodes,
  severityOf,
  whatToDo
} from './advice.js'
import { visible } from './excerpt.js'
import { folded } from './folded.js'
import { LEADS } from './hints.js'
import { externalLink } from './steps.js'

export const UNKNOWN = 'MCPX_UNKNOWN_UNCLASSIFIED'

// ---- The reasons, each with the number of its mark ----

const REASONS_MAX = 8
const MEANINGS = { cause: 'shows this cause', code: 'shows this error' }

function reason(text, mark, { onPoint, onJump }) {
  const line = `Line ${count(lineNumberAt(text, mark.start))}`
  return h(
    'li',
    {
      class: 'reason',
      tabIndex: -1,
      data: { n: mark.n },
      on: {
        pointerenter: () => onPoint(mark.n),
        pointerleave: () => onPoint(null),
        focusin: () => onPoint(mark.n),
        focusout: () => onPoint(null)
      }
    },
    h('span', { class: 'n', 'aria-hidden': 'true' }, String(mark.n)),
    h(
      'span',
      {},
      h('code', {}, visible(quoted(text, mark))),
      ' ',
      h('span', { class: 'muted' }, MEANINGS[mark.kind])
    ),
    onJump
      ? button(line, () => onJump(mark), {
          class: 'link',
          'aria-label': `Go to evidence ${mark.n}, ${line.toLowerCase()}`
        })
      : h('span', { class: 'muted' }, line)
  )
}

function reasonList(text, answer, links) {
  const marks = marksOf(answer).filter(({ n }) => n)
  if (!marks.length) return null
  const more = marks.length - REASONS_MAX
  return [
    h(
      'ol',
      { class: 'reasons' },
      marks.slice(0, REASONS_MAX).map((mark) => reason(text, mark, links))
    ),
    more > 0 && h('p', { class: 'muted' }, `and ${count(more)} more`)
  ]
}

// ---- Why this code ----

function requirement({ requires, requires_text: sentence }, hints) {
  if (!requires) return null
  const source = requires === 'docker_isolated' ? hints.docker_isolated_source : hints.transport_source
  return h('li', {}, LEADS[source], sentence)
}

// What mcpproxy does with a text matters only to those who use it.
function proxyReason(answer, tools) {
  if (answer.context?.client !== 'mcpproxy' || answer.proxy_code === answer.code) return null
  return h('li', { class: 'proxy-code' }, 'mcpproxy reports ', codeButton(answer.proxy_code, tools))
}

const reasons = (text, answer, required, tools) =>
  h(
    'ul',
    {},
    marksOf({ evidence: answer.evidence }).map((range) =>
      h('li', {}, 'The text contains ', h('code', {}, visible(quoted(text, range))))
    ),
    requirement(required, answer.hints),
    answer.hints.fact && h('li', {}, LEADS[answer.hints.fact_source], h('code', {}, answer.hints.fact)),
    proxyReason(answer, tools)
  )

function whySection(text, { answer }, tools) {
  const list = h('div')
  const section = folded(
    'Why this code',
    'why',
    h('p', {}, 'First matching rule: ', h('code', {}, answer.rule)),
    list
  )
  section.addEventListener('toggle', async () => {
    const required = await tools.call('requirement', { rule: answer.rule })
    fill(list, reasons(text, answer, required, tools))
  })
  return section
}

// ---- Other codes ----

const TRANSPORT_CHANGES = { stdio: 'uses stdio', http: 'uses HTTP' }

function changeText({ transport, dockerIsolated }) {
  const parts = [
    transport && TRANSPORT_CHANGES[transport],
    dockerIsolated !== undefined && `runs ${dockerIsolated ? 'under' : 'without'} Docker isolation`
  ]
  return `My server ${parts.filter(Boolean).join(' and ')}: `
}

function othersSection({ others }, entryOf, onHints) {
  if (!others.length) return null
  const chip = ({ code, change }) =>
    h(
      'li',
      {},
      button(h('span', {}, changeText(change), h('b', {}, entryOf(code).title)), () => onHints(change), {
        class: 'chip',
        'data-code': code
      })
    )
  return h(
    'section',
    { class: 'section others' },
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
    .map((range) => [
      `Line ${lineNumberAt(text, range.start)}: `,
      h('code', {}, visible(quoted(text, range)))
    ])
}

const isReportStep = ({ url }) => url?.endsWith('/issues/new')

// The report is a part of its own, which shows the redacted text first.
function stepsOf({ answer, isFinal }, entry) {
  if (isFinal) return answer.steps.filter((step) => !isReportStep(step))
  return entry.code === UNKNOWN ? [] : entry.fix_steps
}

function reportOf({ unknown }, entry, onReport) {
  const isOffered = ['unrecognized', 'too_little'].includes(unknown?.kind)
  return isOffered && onReport(entry.fix_steps.find(isReportStep).url)
}

// `result` is what the op classify returns for `text`. `frame` shows the evidence in place of links into the field;
// `links` are { onPoint(n), onJump(mark) }, called for a reason; onHints(change) is called for a chip; `actions` are
// what can be done with the answer; onReport(url) gives the report on a text that is not recognized.
export function answerCard({
  text,
  result,
  entry,
  entryOf,
  tools,
  onHints,
  frame,
  links,
  actions,
  onReport
}) {
  const { answer, ownSteps } = result
  const known = entry.code !== UNKNOWN
  return h(
    'article',
    { class: 'answer', 'data-severity': severityOf(answer, entry), 'data-code': entry.code },
    headline(answer, entry, tools),
    frame,
    causeBox(answer, reasonList(text, answer, links)),
    whatToDo({ ...answer, steps: stepsOf(result, entry) }, ownSteps, tools),
    actions,
    alsoPossible(answer, tools),
    nearestCodes(answer, entryOf, tools),
    reportOf(answer, entry, onReport),
    othersSection(result, entryOf, onHints),
    h(
      'div',
      { class: 'more-info' },
      effectsList(effects(text, answer)),
      known && result.isFinal && whySection(text, result, tools),
      known && h('p', {}, externalLink(entry.docs_url, 'Docs for this code'))
    )
  )
}
