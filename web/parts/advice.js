// parts/advice.js: what a person is told about a failure -> the parts of a card: the headline, the cause, what to do, what
// else is possible. For an answer, and for an incident of a log.
import { contextInWords } from '../../wasm/shared/hints.js'
import { button, fill, h } from '../dom.js'
import { badge } from './badge.js'
import { copyButton } from './copy.js'
import { externalLink, stepsView } from './steps.js'

// How many steps are shown if no cause is known.
const STEPS_WITHOUT_CAUSE = 5

export const causeUrl = (id) => `https://docs.mcpproxy.app/causes/${id}`

// A button that shows a code in the list of all codes.
export const codeButton = (code, tools) =>
  button(code, () => tools.open('codes', { code }), { class: 'link mono' })

// ---- The headline ----

const KIND_WORDS = { not_a_failure: 'no failure', too_little: 'more text needed', unrecognized: 'no match' }

// A text that is not recognized has no severity of its own.
export const severityOf = ({ unknown }, { severity }) => (KIND_WORDS[unknown?.kind] ? 'info' : severity)

// `answer` has no title if it is not final. `before` and `after` are shown beside the code.
export function headline(answer, entry, tools, { before, after } = {}) {
  return h(
    'header',
    { class: 'answer-head' },
    h(
      'div',
      { class: 'row' },
      before,
      badge(severityOf(answer, entry), KIND_WORDS[answer.unknown?.kind]),
      h('span', { class: 'mono muted' }, entry.code),
      copyButton(entry.code, { name: 'Copy code', announce: tools.announce }),
      after
    ),
    h('h2', {}, titleOf(answer, entry))
  )
}

// A failure without a code has the title of its cause.
export function titleOf({ title, cause, unknown }, entry) {
  if (unknown) return cause?.title ?? unknown.title
  return title ?? entry.title
}

// "Claude Desktop on Windows, npx".
export function contextLine({ context }, { clients }) {
  const words = context && contextInWords(context, clients)
  return words && h('p', { class: 'context muted' }, words)
}

// ---- Why ----

// The cause, or else why there is no code, or else the message of the code.
export function explanation({ cause, unknown }, entry) {
  if (!cause) return h('p', { class: 'message' }, unknown?.text ?? entry.user_message)
  return h(
    'section',
    { class: 'cause-box', data: { cause: cause.id } },
    !unknown && h('h3', {}, cause.title),
    h('p', { class: 'message' }, cause.text),
    unknown && h('p', { class: 'muted' }, unknown.text)
  )
}

// ---- What to do ----

// Buttons exist only in the interface of the proxy, so they come late in a text of another client.
const isUsable = ({ type }, client) => type !== 'button' || !client || client === 'mcpproxy'

function divided(steps, own, client) {
  if (own) return { first: steps.slice(0, own), more: steps.slice(own) }
  const usable = steps.filter((step) => isUsable(step, client))
  const first = usable.slice(0, STEPS_WITHOUT_CAUSE)
  return { first, more: steps.filter((step) => !first.includes(step)) }
}

const nameOf =
  ({ clients }) =>
  (id) =>
    clients.find((client) => client.id === id)?.name

// `own`: how many steps are those of the cause.
export function whatToDo({ steps, context }, own, tools) {
  if (!steps.length) return null
  const options = {
    announce: tools.announce,
    file: context?.config,
    oneSystem: Boolean(context?.os),
    clientName: context?.client ? null : nameOf(tools.surroundings())
  }
  return h(
    'section',
    { class: 'to-do' },
    h('h3', {}, 'What to do'),
    stepsView(divided(steps, own, context?.client), options)
  )
}

// ---- What else is possible ----

// The text and the steps of a cause, with a link to its page.
export function causeBody({ id, text, steps }, tools, context) {
  const options = {
    announce: tools.announce,
    file: context?.config,
    oneSystem: Boolean(context?.os),
    clientName: context?.client ? null : nameOf(tools.surroundings())
  }
  return [
    h('p', {}, text),
    steps.length > 0 && stepsView({ first: steps }, options),
    h('p', {}, externalLink(causeUrl(id), 'Docs for this cause'))
  ]
}

// A cause that is shown in place. `load` gives its text and steps.
export function causeDetails({ id, title }, load) {
  const body = h('div', { class: 'cause-body' })
  const show = async () => {
    if (!body.firstChild) fill(body, await load())
  }
  return h(
    'details',
    { class: 'cause-item', data: { cause: id }, on: { toggle: show } },
    h('summary', {}, title),
    body
  )
}

export function alsoPossible({ also_possible: causes = [], context }, tools) {
  if (!causes.length) return null
  const load =
    ({ id }) =>
    async () => {
      const { cause, steps } = await tools.call('advise', { cause: id, context })
      return causeBody({ ...cause, steps }, tools, context)
    }
  return h(
    'section',
    { class: 'also' },
    h('h3', {}, 'Also possible'),
    causes.map((cause) => causeDetails(cause, load(cause)))
  )
}

// The codes whose failures are described with the same words.
export function nearestCodes({ unknown }, entryOf, tools) {
  if (!unknown?.nearest.length) return null
  const item = (code) =>
    h(
      'li',
      {},
      button(
        [entryOf(code).title, ' ', h('span', { class: 'mono muted' }, code)],
        () => tools.open('codes', { code }),
        { class: 'chip' }
      )
    )
  return h(
    'section',
    { class: 'nearest' },
    h('h3', {}, 'Closest known errors'),
    h('ul', { class: 'chips' }, unknown.nearest.map(item))
  )
}

// What merely follows, as a folded list of `items`.
export function effectsList(items) {
  if (!items.length) return null
  return h(
    'details',
    { class: 'effects' },
    h('summary', {}, 'What follows from it'),
    h(
      'ul',
      {},
      items.map((item) => h('li', {}, item))
    )
  )
}
