// parts/advice.js: what a person is told about a failure -> the parts of a card: the headline, the cause, what to do, what
// else is possible. For an answer, and for an incident of a log.
import { firstSentence } from '../../wasm/shared/words.js'
import { button, fill, h } from '../dom.js'
import { copyButton } from './copy.js'
import { folded } from './folded.js'
import { icon } from './icon.js'
import { severityTag } from './severity.js'
import { externalLink, stepsView } from './steps.js'

// How many steps are shown if no cause is known.
const STEPS_WITHOUT_CAUSE = 5

export const causeUrl = (id) => `https://docs.mcpproxy.app/causes/${id}`

// A button that shows a code among all codes.
export const codeButton = (code, tools, label = code) =>
  button(label, () => tools.open('codes', { code }), { class: 'link' })

// ---- The headline ----

const KINDS = {
  not_a_failure: { word: 'Nothing to fix', drawing: 'info' },
  too_little: { word: 'More text needed', drawing: 'unknown' },
  unrecognized: { word: 'No match', drawing: 'unknown' }
}

// A text that is not recognized has no severity of its own.
export const severityOf = ({ unknown }, { severity }) => (KINDS[unknown?.kind] ? 'none' : severity)

// The code, as a button that copies it.
export const codeChip = (code, announce) =>
  copyButton(code, { label: code, name: 'Copy code', announce, className: 'code-chip' })

// `answer` has no title if it is not final.
export function headline(answer, entry, tools) {
  const { word, drawing } = KINDS[answer.unknown?.kind] ?? {}
  return h(
    'header',
    { class: 'answer-head' },
    h(
      'div',
      { class: 'row' },
      severityTag(severityOf(answer, entry), word, drawing),
      !answer.unknown && codeChip(entry.code, tools.announce)
    ),
    h('h2', { tabIndex: -1 }, titleOf(answer, entry)),
    lead(answer, entry)
  )
}

// A failure without a code has the title of its cause.
export function titleOf({ title, cause, unknown }, entry) {
  if (unknown) return cause?.title ?? unknown.title
  return title ?? entry.title
}

// What happened: the message of the code, or why there is none.
function lead({ unknown, cause }, entry) {
  const message = cause ? firstSentence(entry.user_message) : entry.user_message
  return h('p', { class: 'lead' }, unknown?.text ?? message)
}

// ---- Why ----

// The one box of an answer: the cause, and the `reasons` for it.
export function causeBox({ cause, unknown }, reasons) {
  if (!cause && !reasons) return null
  return h(
    'section',
    { class: 'cause-box', data: { cause: cause?.id ?? '' } },
    h('h3', { class: 'label' }, cause ? 'Cause' : 'Evidence'),
    cause && !unknown && h('p', { class: 'says' }, cause.title),
    cause && h('p', { class: 'message' }, cause.text),
    reasons
  )
}

// ---- What to do ----

// A step that deletes something is never the first.
const safeFirst = (steps) => steps.toSorted((a, b) => Boolean(a.destructive) - Boolean(b.destructive))

// Without a cause, no step is its own.
const divided = (steps, own) =>
  own
    ? { first: safeFirst(steps.slice(0, own)), more: steps.slice(own) }
    : {
        first: safeFirst(steps).slice(0, STEPS_WITHOUT_CAUSE),
        more: safeFirst(steps).slice(STEPS_WITHOUT_CAUSE)
      }

const nameOf =
  ({ clients = [] }) =>
  (id) =>
    clients.find((client) => client.id === id)?.name

const stepOptions = (context, tools) => ({
  announce: tools.announce,
  file: context?.config,
  oneSystem: Boolean(context?.os),
  clientName: context?.client ? null : nameOf(tools.surroundings())
})

// `own`: how many steps are those of the cause.
export function whatToDo({ steps, context, unknown }, own, tools) {
  if (!steps.length) return null
  return h(
    'section',
    { class: 'section to-do' },
    stepsView(
      {
        title: h('h3', {}, unknown && !own ? 'What to do next' : 'How to fix it'),
        ...divided(steps, own)
      },
      stepOptions(context, tools)
    )
  )
}

// ---- What else is possible ----

// The text and the steps of a cause, with a link to its page.
export function causeBody({ id, text, steps }, tools, context) {
  return [
    h('p', {}, text),
    steps.length > 0 && stepsView({ first: safeFirst(steps) }, stepOptions(context, tools)),
    h('p', {}, externalLink(causeUrl(id), 'Docs for this cause'))
  ]
}

// A row that opens in place. `load` gives what it shows.
export function option({ title, remark, load, data, className = 'option' }) {
  const body = h('div', { class: 'option-body' })
  const show = async () => {
    if (!body.firstChild) fill(body, await load())
  }
  return h(
    'details',
    { class: className, data, on: { toggle: show } },
    h(
      'summary',
      {},
      h('span', {}, h('b', {}, title), remark && h('span', { class: 'muted' }, remark)),
      icon('chevron')
    ),
    body
  )
}

// A cause that is shown in place.
export const causeDetails = ({ id, title }, load) =>
  option({ title, load, data: { cause: id }, className: 'option cause-item' })

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
    { class: 'section also' },
    h('h3', {}, 'Also possible'),
    h(
      'div',
      { class: 'options' },
      causes.map((cause) => causeDetails(cause, load(cause)))
    )
  )
}

// The codes whose failures are described with the same words.
export function nearestCodes({ unknown }, entryOf, tools) {
  if (!unknown?.nearest.length) return null
  const item = (code) => {
    const { title } = entryOf(code)
    return h(
      'li',
      {},
      button(
        [h('span', {}, h('b', {}, title), h('code', { class: 'muted' }, code)), icon('chevron')],
        () => tools.open('codes', { code }),
        { class: 'option' }
      )
    )
  }
  return h(
    'section',
    { class: 'section nearest' },
    h('h3', {}, 'Closest known errors'),
    h('ul', { class: 'options' }, unknown.nearest.map(item))
  )
}

// What merely follows, as a folded list of `items`.
export function effectsList(items) {
  if (!items.length) return null
  return folded(
    'What follows from it',
    'effects',
    h(
      'ul',
      {},
      items.map((item) => h('li', {}, item))
    )
  )
}
