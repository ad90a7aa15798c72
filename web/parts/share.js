// parts/share.js: an answer -> buttons that copy it as Markdown or for an assistant, and that make a link.
//
// Personal data is redacted, and the visitor sees what a link will contain before copying it.
import { contextInWords } from '../../wasm/shared/hints.js'
import { button, fill, h } from '../dom.js'
import { answerMarkdown, assistantPrompt, redactedText } from '../text/markdown.js'
import { lineNumberAt } from '../text/marks.js'
import { decodeShare, encodeShare } from '../text/share.js'
import { content } from './content.js'
import { copyButton } from './copy.js'
import { icon } from './icon.js'
import { problem } from './note.js'

// `shared`: { text, context: the text around it or nothing, answer, entry, version, tools, hints }; the answer may be
// replaced by a newer one. Returns a list of elements.
export function shareTools(shared) {
  const { text, context = text, tools } = shared
  const unredacted = h('input', { type: 'checkbox' })
  const preview = h('div', { class: 'share', hidden: true })
  const markdown = async () => {
    const { text: clean, redacted } = unredacted.checked
      ? { text: context, redacted: [] }
      : await tools.call('redact', { text: context })
    const { answer, entry, version } = shared
    return answerMarkdown({ text: clean, answer, entry, version, redacted })
  }
  const { announce } = tools
  return [
    h(
      'div',
      { class: 'row' },
      copyButton(markdown, { label: 'Copy as Markdown', announce, className: 'btn primary' }),
      promptButton(() => ({ ...shared, text: context }), tools),
      toggleButton('Share…', preview, () => fillPreview(preview, shared)),
      h('label', { class: 'check' }, unredacted, 'Don’t redact the Markdown')
    ),
    preview
  ]
}

// A button that copies what an assistant needs. `about()` gives { text, answer, entry, version }; the answer may be an
// incident. The text is redacted.
export function promptButton(about, tools) {
  const prompt = async () => {
    const { text, answer, entry, version } = await about()
    const [clean, texts] = await Promise.all([tools.call('redact', { text }), content()])
    const context = answer.context && contextInWords(answer.context, tools.surroundings().clients ?? [])
    return assistantPrompt({ text: clean.text, answer, entry, version, context, words: texts.prompt })
  }
  const { announce } = tools
  return copyButton(prompt, { label: 'Copy for an AI assistant', announce, drawing: 'spark' })
}

// A button that opens and closes `panel`; `load` fills it.
export function toggleButton(label, panel, load, drawing = 'share') {
  const toggle = async () => {
    panel.hidden = !panel.hidden
    element.ariaExpanded = String(!panel.hidden)
    if (panel.hidden) return
    fill(panel, h('p', {}, 'Redacting personal data…'))
    await load().catch((error) => fill(panel, problem(error)))
  }
  const element = button([icon(drawing), label], toggle, { 'aria-expanded': 'false' })
  return element
}

// The line of the evidence in the redacted text.
async function evidenceLine(text, { tools, hints }) {
  const { answer } = await tools.call('classify', { text, ...hints })
  const [mark] = answer.cause_evidence?.length ? answer.cause_evidence : answer.evidence
  return lineNumberAt(text, mark?.start ?? 0) - 1
}

// What was redacted, and what may be left.
export const redactionRemark = (redacted) =>
  `${redacted.length ? `Redacted: ${redactedText(redacted)}.` : 'Nothing was redacted.'} Redaction can miss names of people. Read the text before you share it.`

const remarks = (redacted, shortened, { cut, private: where } = {}) =>
  [redactionRemark(redacted), shortened && cut, where].filter(Boolean).join(' ')

async function fillPreview(preview, shared) {
  const { text, tools, hints, answer } = shared
  const { text: clean, redacted } = await tools.call('redact', { text })
  const focusLine = await evidenceLine(clean, shared)
  // What shows the system or the client may be redacted: the link has what was detected.
  const { fragment, shortened } = await encodeShare({ text: clean, ...hints, ...answer.context, focusLine })
  const { text: sharedText } = await decodeShare(fragment)
  const address = new URL(`#${fragment}`, location.href).href
  fill(
    preview,
    h('h3', {}, 'The link will contain'),
    h('pre', { class: 'example', tabIndex: 0, role: 'group', 'aria-label': 'Text in the link' }, sharedText),
    h('p', { class: 'muted small' }, remarks(redacted, shortened, (await content()).link)),
    copyButton(address, { label: 'Copy link', announce: tools.announce })
  )
}
