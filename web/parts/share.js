// parts/share.js: an answer -> what the visitor takes elsewhere: Markdown for an issue, and a link. Both are redacted;
// only the Markdown can be copied without redaction.
import { button, fill, h } from '../dom.js'
import { answerMarkdown, redactedText } from '../text/markdown.js'
import { lineNumberAt } from '../text/marks.js'
import { decodeShare, encodeShare } from '../text/share.js'
import { copyButton } from './copy.js'
import { problem } from './source.js'

// `shared`: { text, answer, entry, version, tools, hints }; the answer may be replaced by a newer one. Returns a list of
// elements.
export function shareTools(shared) {
  const { text, tools } = shared
  const unredacted = h('input', { type: 'checkbox' })
  const preview = h('div', { class: 'share', hidden: true })
  const markdown = async () => {
    const { text: clean, redacted } = unredacted.checked
      ? { text, redacted: [] }
      : await tools.call('redact', { text })
    const { answer, entry, version } = shared
    return answerMarkdown({ text: clean, answer, entry, version, redacted })
  }
  const togglePreview = async () => {
    preview.hidden = !preview.hidden
    if (preview.hidden) return
    fill(preview, h('p', {}, 'Redacting personal data…'))
    await fillPreview(preview, shared).catch((error) => fill(preview, problem(error)))
  }
  return [
    h(
      'div',
      { class: 'row' },
      copyButton(markdown, { label: 'Copy as Markdown', announce: tools.announce, className: 'button' }),
      button('Share…', togglePreview),
      h('label', { class: 'check' }, unredacted, 'Don’t redact the Markdown')
    ),
    preview
  ]
}

// The line of the evidence in the redacted text.
async function evidenceLine(text, { tools, hints }) {
  const { answer } = await tools.call('classify', { text, ...hints })
  const [mark] = answer.cause_evidence?.length ? answer.cause_evidence : answer.evidence
  return lineNumberAt(text, mark?.start ?? 0) - 1
}

const remarks = (redacted, shortened) =>
  [
    redacted.length ? `Redacted: ${redactedText(redacted)}.` : 'Nothing was redacted.',
    shortened && 'The link has room only for the lines around the evidence.',
    'Redaction can miss names of people. Read the text before you share it.',
    'The text is in the part of the address after #, which browsers never send to a server.'
  ]
    .filter(Boolean)
    .join(' ')

async function fillPreview(preview, shared) {
  const { text, tools, hints } = shared
  const { text: clean, redacted } = await tools.call('redact', { text })
  const focusLine = await evidenceLine(clean, shared)
  const { fragment, shortened } = await encodeShare({ text: clean, ...hints, focusLine })
  const { text: sharedText } = await decodeShare(fragment)
  const address = new URL(`#${fragment}`, location.href).href
  fill(
    preview,
    h('h3', {}, 'The link will contain'),
    h('pre', { class: 'example', tabIndex: 0, role: 'group', 'aria-label': 'Text in the link' }, sharedText),
    h('p', { class: 'muted' }, remarks(redacted, shortened)),
    copyButton(address, { label: 'Copy link', announce: tools.announce, className: 'button' })
  )
}
