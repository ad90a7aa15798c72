// parts/answer.js: an answer of the classifier -> a card: what is wrong, why, and what to do.
import { button, fill, h } from '../dom.js'
import { badge } from './badge.js'
import { copyButton } from './copy.js'
import { excerpt } from './excerpt.js'
import { LEADS } from './hints.js'
import { externalLink, fixSteps } from './steps.js'

const UNKNOWN = 'MCPX_UNKNOWN_UNCLASSIFIED'
const QUOTE_MAX = 80

// A button that shows a code in the list of all codes.
export const codeButton = (code, tools) =>
  button(code, () => tools.open('codes', { code }), { class: 'link mono' })

// ---- Why this code ----

function requirement({ requires, requires_text: sentence }, hints) {
  if (!requires) return null
  const source = requires === 'docker_isolated' ? hints.docker_isolated_source : hints.transport_source
  return h('li', {}, LEADS[source], sentence)
}

function quote(text, { start, end }) {
  const words = text.slice(start, end)
  return h('code', {}, words.length > QUOTE_MAX ? `${words.slice(0, QUOTE_MAX)}…` : words)
}

const reasons = (text, { evidence, hints }, required) =>
  h(
    'ul',
    {},
    evidence.map((range) => h('li', {}, 'The text contains ', quote(text, range))),
    requirement(required, hints),
    hints.fact && h('li', {}, LEADS[hints.fact_source], h('code', {}, hints.fact))
  )

function whySection(text, { answer }, tools) {
  const list = h('div')
  const showReasons = async () => {
    const required = await tools.call('requirement', { rule: answer.rule })
    fill(list, reasons(text, answer, required))
  }
  return h(
    'details',
    { class: 'why', on: { toggle: showReasons } },
    h('summary', {}, 'Why this code'),
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

function heading(entry, tools) {
  return h(
    'div',
    { class: 'row answer-head' },
    badge(entry.severity),
    h('h2', { class: 'mono' }, entry.code),
    copyButton(entry.code, { name: 'Copy code', announce: tools.announce })
  )
}

// `result` is what the op classify returns for `text`. `frame` shows the evidence if that takes more than the lines of
// `text`; onHints(change) is called for a chip; `actions` are shown at the end.
export function answerCard({ text, result, entry, tools, onHints, frame, actions }) {
  const known = entry.code !== UNKNOWN
  return h(
    'article',
    { class: 'card answer', 'data-severity': entry.severity, 'data-code': entry.code },
    heading(entry, tools),
    h('p', { class: 'message' }, entry.user_message),
    frame ?? excerpt(text, result.answer.evidence),
    proxyNote(result, tools),
    h('section', {}, h('h3', {}, 'What to do'), fixSteps(entry, tools)),
    othersSection(result, onHints),
    known && whySection(text, result, tools),
    h('div', { class: 'row' }, actions, externalLink(entry.docs_url, 'Docs for this code'))
  )
}
