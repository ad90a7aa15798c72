// parts/answer.js: an answer of the classifier -> what a person reads: what is wrong, why, and what to do.
import { button, fill, h } from '../dom.js'
import { copyButton } from './copy.js'
import { excerpt } from './excerpt.js'
import { fixSteps, outwards } from './steps.js'

const UNKNOWN = 'MCPX_UNKNOWN_UNCLASSIFIED'

const SOURCES = { caller: 'as you said', text: 'as the text says' }

// What the gate of a rule asks for.
const GATES = {
  docker_isolated: 'the server runs under Docker isolation',
  stdio: 'the server is reached over stdio',
  http: 'the server is reached over HTTP',
  'not http': 'the server is not reached over HTTP',
  'not stdio': 'the server is not reached over stdio'
}

const TRANSPORT_CHANGES = { stdio: 'is reached over stdio', http: 'is reached over HTTP' }

function changeText({ transport, dockerIsolated }) {
  const parts = [
    transport && TRANSPORT_CHANGES[transport],
    dockerIsolated === true && 'runs under Docker isolation',
    dockerIsolated === false && 'runs without Docker isolation'
  ]
  return `If this server ${parts.filter(Boolean).join(' and ')}`
}

const SEVERITY_WORDS = { warn: 'warning' }

export const severityBadge = (severity) =>
  h('span', { class: 'badge', 'data-severity': severity }, SEVERITY_WORDS[severity] ?? severity)

function gateText(gate, hints) {
  if (!gate) return null
  const source = gate === 'docker_isolated' ? hints.docker_isolated_source : hints.transport_source
  return h('li', {}, GATES[gate], source && ` (${SOURCES[source]})`)
}

const quoted = (text, { start, end }) => {
  const words = text.slice(start, end)
  return h('code', {}, words.length > 80 ? `${words.slice(0, 80)}…` : words)
}

const FACT_FROM = { caller: 'as you said', text: 'which the proxy would know without the text' }

// Why the rule held.
function whyList(text, answer, gate) {
  const { fact, fact_source: source } = answer.hints
  return h(
    'ul',
    {},
    answer.evidence.map((range) => h('li', {}, 'the text says ', quoted(text, range))),
    gateText(gate, answer.hints),
    fact && h('li', {}, 'that means ', h('code', {}, fact), `, ${FACT_FROM[source]}`)
  )
}

function whySection(text, { answer }, tools) {
  const origin = `The proxy itself ${answer.extension ? 'does not have' : 'has'} this rule.`
  const reasons = h('div')
  const fillReasons = async () => {
    const { gate } = await tools.call('rule', { name: answer.rule })
    fill(reasons, h('p', {}, 'It holds because'), whyList(text, answer, gate))
  }
  return h(
    'details',
    { class: 'why', on: { toggle: fillReasons } },
    h('summary', {}, 'Why this code'),
    h('p', {}, 'Rule ', h('code', {}, answer.rule), ' is the first that holds. ', origin),
    reasons
  )
}

// The proxy may hold the error itself, which says more than its text.
const PROXY_REASONS = {
  text: ' from the text alone; with the error itself in hand, it knows more.',
  none: ' for this text: it has fewer rules for the words of other programs.'
}

function proxyNote({ answer }, tools) {
  if (answer.proxy_code === answer.code) return null
  return h(
    'p',
    { class: 'note' },
    'The proxy itself reports ',
    codeButton(answer.proxy_code, tools),
    PROXY_REASONS[answer.hints.fact_source] ?? PROXY_REASONS.none
  )
}

// A code that leads to its place in the list of all.
export const codeButton = (code, tools) =>
  button(code, () => tools.open('codes', { code }), { class: 'link mono' })

function othersSection({ others }, onHints) {
  if (!others.length) return null
  const chip = ({ code, change }) =>
    h(
      'li',
      {},
      button([`${changeText(change)}: `, h('span', { class: 'mono' }, code)], () => onHints(change), {
        class: 'chip'
      })
    )
  return h(
    'section',
    { class: 'others' },
    h('h3', {}, 'It depends on how the server runs'),
    h('ul', { class: 'chips' }, others.map(chip))
  )
}

function heading(entry, tools) {
  return h(
    'div',
    { class: 'row answer-head' },
    severityBadge(entry.severity),
    h('h2', { class: 'mono' }, entry.code),
    copyButton(entry.code, { name: 'Copy the code', announce: tools.announce })
  )
}

// result: what op classify gives for `text`. onHints hears of a chip; `frame` shows the evidence, where it is not
// the lines of `text` alone; `actions` are put at the end.
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
    h('div', { class: 'row' }, actions, outwards(entry.docs_url, 'The page of this code'))
  )
}
