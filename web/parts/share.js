// parts/share.js: an answer -> what the visitor takes elsewhere: Markdown for an issue, a link. Both without
// personal data, unless the visitor wants the Markdown as it is.
import { button, fill, h } from '../dom.js'
import { answerMarkdown } from '../text/markdown.js'
import { decodeShare, encodeShare } from '../text/share.js'
import { copyButton } from './copy.js'
import { problem } from './source.js'

const replaced = (redacted) => redacted.map(({ rule, count }) => `${rule} (${count})`).join(', ')

// `given`: { text, answer, entry, version, tools, hints }.
export function shareTools(given) {
  const { text, answer, entry, version, tools } = given
  const asItIs = h('input', { type: 'checkbox' })
  const preview = h('div', { class: 'share', hidden: true })
  const markdown = async () => {
    const { text: clean, redacted } = asItIs.checked
      ? { text, redacted: [] }
      : await tools.call('redact', { text })
    return answerMarkdown({ text: clean, answer, entry, version, redacted })
  }
  const open = async () => {
    preview.hidden = !preview.hidden
    fill(preview, h('p', {}, 'Taking out personal data …'))
    if (!preview.hidden) await fillPreview(preview, given).catch((error) => fill(preview, problem(error)))
  }
  return h(
    'div',
    { class: 'share-tools' },
    h(
      'div',
      { class: 'row' },
      copyButton(markdown, { label: 'Copy as Markdown', announce: tools.announce, className: 'button' }),
      button('Share a link …', open),
      h('label', { class: 'check' }, asItIs, 'Markdown with my text as it is')
    ),
    preview
  )
}

// The line of the evidence, in the text as it will be sent.
async function focusOf(text, { tools, hints }) {
  const { answer } = await tools.call('classify', { text, ...hints })
  return text.slice(0, answer.evidence[0]?.start ?? 0).split('\n').length - 1
}

async function fillPreview(preview, given) {
  const { text, tools, hints } = given
  const { text: clean, redacted } = await tools.call('redact', { text })
  const focusLine = await focusOf(clean, given)
  const { fragment, shortened } = await encodeShare({ text: clean, ...hints, focusLine })
  const held = await decodeShare(fragment)
  const address = new URL(`#${fragment}`, location.href).href
  fill(
    preview,
    h('h3', {}, 'What the link holds'),
    h(
      'pre',
      { class: 'example', tabIndex: 0, role: 'group', 'aria-label': 'The text in the link' },
      held.text
    ),
    h(
      'p',
      { class: 'muted' },
      redacted.length ? `Taken out: ${replaced(redacted)}. ` : 'Nothing had to be taken out. ',
      shortened && 'Only the lines around the evidence fit into it. ',
      'Names of people in a sentence are not found: read it before you send it. ',
      'Browsers do not send the part of an address behind #.'
    ),
    copyButton(address, { label: 'Copy the link', announce: tools.announce, className: 'button' })
  )
}
