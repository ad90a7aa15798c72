// parts/code_page.js: a code -> its page: what it means, what it looks like, how to fix it, its causes, and the codes that it
// is easily confused with.
import { firstSentence } from '../../wasm/shared/words.js'
import { button, fill, h } from '../dom.js'
import { marksOf } from '../text/marks.js'
import { causeBody, causeDetails, codeChip, whatToDo } from './advice.js'
import { content } from './content.js'
import { copyButton } from './copy.js'
import { excerpt } from './excerpt.js'
import { severityTag } from './severity.js'
import { externalLink } from './steps.js'

const section = (className, title, ...content) =>
  h('section', { class: `section ${className}` }, h('h3', {}, title), content)

async function fillExample(element, code, tools) {
  const example = (await content()).examples[code]
  if (!example) return
  const { answer } = await tools.call('classify', example)
  const tryIt = () => tools.open('classify', { text: example.text, hints: example })
  fill(
    element,
    h('h3', {}, 'What it looks like'),
    excerpt(example.text, marksOf(answer)) ?? h('pre', { class: 'example', tabIndex: 0 }, example.text),
    h('div', { class: 'row' }, button('Diagnose this example', tryIt))
  )
}

async function fillSteps(element, code, tools) {
  await tools.advised.catch(() => {})
  const { steps } = await tools.call('advise', { code, context: tools.hints.value })
  fill(element, whatToDo({ steps }, 0, tools))
}

// Its space is filled once it is known; without it the page does without.
function later(className, load) {
  const element = h('section', { class: `section ${className}` })
  load(element).catch(() => {})
  return element
}

const otherRow = ({ code, title, user_message: message }) =>
  h(
    'tr',
    {},
    h('th', { scope: 'row' }, h('a', { href: `#${code}` }, title)),
    h('td', {}, firstSentence(message))
  )

// `domain`: { label, open }; `others`: entries of the catalog.
export function codePage(entry, { tools, domain, causes, others }) {
  const { code, title, severity, user_message: message, docs_url: docs } = entry
  const address = () => new URL(`#${code}`, location.href).href
  const load = (cause) => () => causeBody(cause, tools)
  return [
    h(
      'nav',
      { class: 'crumbs', 'aria-label': 'Path' },
      button('Codes', () => tools.open('codes'), { class: 'link' }),
      ' / ',
      button(domain.label, domain.open, { class: 'link' })
    ),
    h(
      'header',
      { class: 'answer-head' },
      h('h2', { tabIndex: -1 }, title),
      h('div', { class: 'row' }, severityTag(severity), codeChip(code, tools.announce)),
      h('p', { class: 'lead' }, message),
      h(
        'div',
        { class: 'row small' },
        copyButton(address, {
          label: 'Copy permalink',
          announce: tools.announce,
          className: 'btn quiet'
        }),
        externalLink(docs, 'Docs for this code')
      )
    ),
    later('looks', (element) => fillExample(element, code, tools)),
    later('fixes', (element) => fillSteps(element, code, tools)),
    causes.length > 0 &&
      section(
        'causes',
        'Causes',
        h(
          'div',
          { class: 'options' },
          causes.map((cause) => causeDetails(cause, load(cause)))
        )
      ),
    others.length > 0 &&
      section('confused', 'Easily confused with', h('table', {}, h('tbody', {}, others.map(otherRow))))
  ]
}
