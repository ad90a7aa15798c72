// parts/share.js: an answer -> buttons that copy it as Markdown or for an assistant, and that make a link.
//
// Personal data is redacted, and the visitor sees what a link will contain before copying it.
import { contextInWords } from '../../wasm/shared/hints.js'
import { button, fill, h } from '../dom.js'
import { answerMarkdown, assistantPrompt, redactedText } from '../text/markdown.js'
import { lineNumberAt } from '../text/marks.js'
import { decodeShare, encodeShare } from '../text/share.js'
import { content, words } from './content.js'
import { copyButton } from './copy.js'
import { icon } from './icon.js'
import { problem } from './note.js'

// An assistant gets the texts of this many failures.
const FAILURES_MAX = 10

// `shared`: { text, context: the text around it or nothing, answer, entry, version, tools, hints }; the answer may be
// replaced by a newer one. Returns a list of elements.
export function shareTools(shared) {
  const { text, context = text, tools } = shared
  const unredacted = h('input', { type: 'checkbox' })
  const preview = h('div', { class: 'share', hidden: true })
  const markdown = async () => {
    const about = { ...shared, text: context }
    return answerMarkdown(unredacted.checked ? about : await redactedFailure(about, tools))
  }
  const { announce } = tools
  return [
    h(
      'div',
      { class: 'row' },
      copyButton(markdown, { label: 'Copy as Markdown', announce, className: 'btn primary' }),
      promptButton(() => [{ ...shared, text: context }], shared),
      toggleButton('Share…', preview, () => fillPreview(preview, shared))
    ),
    h('label', { class: 'check' }, unredacted, 'Include personal data in the Markdown'),
    preview
  ]
}

// A failure { text, answer, … } with its text and the name of its server redacted, and what was redacted in the text.
export async function redactedFailure(failure, tools) {
  const redact = (text) => tools.call('redact', { text })
  const { server } = failure.answer
  const answer = server ? { ...failure.answer, server: (await redact(server)).text } : failure.answer
  return { ...failure, answer, ...(await redact(failure.text)) }
}

// A button that copies what an assistant needs. `about()` gives the failures, [{ text, answer, entry }] or promises of
// them, whose answers may be incidents. The texts are redacted.
export function promptButton(about, { tools, version }) {
  const prompt = async () => {
    const { prompt: texts } = await content()
    const { clients = [] } = tools.surroundings()
    const all = await Promise.all(about())
    const failures = all.slice(0, FAILURES_MAX).map(async (failure) => ({
      ...(await redactedFailure(failure, tools)),
      where: contextInWords(failure.answer.context ?? {}, clients)
    }))
    const more = all.length > FAILURES_MAX && texts.more
    return assistantPrompt({ failures: await Promise.all(failures), more, version, words: texts })
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

// A redacted text in which the names of what was replaced are marked, and what else to know about it.
export function redactedPreview(label, text, redacted, ...remarks) {
  const names = new Set(redacted.map(({ rule }) => `[${rule}]`))
  const parts = text.split(/(\[\w+\])/).map((part) => (names.has(part) ? h('mark', {}, part) : part))
  const replaced = redacted.length ? [words('replaced'), redactedText(redacted), '.'] : words('notReplaced')
  return [
    h('pre', { class: 'example', tabIndex: 0, role: 'group', 'aria-label': label }, parts),
    h('p', { class: 'muted small' }, replaced, words('mayMiss'), remarks)
  ]
}

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
    h('h3', {}, words('linkTitle')),
    redactedPreview(
      'Text in the link',
      sharedText,
      redacted,
      shortened && words('linkCut'),
      words('linkPrivate')
    ),
    copyButton(address, { label: 'Copy link', announce: tools.announce })
  )
}
