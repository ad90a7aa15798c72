// parts/payload_report.js: a payload and its verdict -> a headline, the payload with its marks, the findings beside it, and
// the description of the field that the user points at.
import { Fields } from '../../wasm/shared/fields.js'
import { button, fill, h } from '../dom.js'
import { headline, manyMissing, missingText, rankOf, severityOf, worstOf } from '../text/findings.js'
import { findingsMarkdown } from '../text/markdown.js'
import { counted } from '../text/numbers.js'
import { keysOf } from '../text/payload_keys.js'
import { isMinified, prettied } from '../text/pretty.js'
import { summaryOf } from '../text/summary.js'
import { wordAt } from '../text/words.js'
import { content, words } from './content.js'
import { copyButton } from './copy.js'
import { fieldCard } from './field_card.js'
import { FindingList } from './finding_list.js'
import { icon } from './icon.js'
import { note } from './note.js'
import { PayloadPane } from './payload_pane.js'
import { proof } from './proof.js'
import { severityIcon } from './severity.js'

const kindText = ({ kind, schema_version: version }) =>
  kind === 'heartbeat' && version ? `Schema version ${version}` : words(kind)

// The first sentence of a message, for the line of its finding.
const shortly = ({ message, suggestion }) =>
  suggestion
    ? `Did you mean "${suggestion}"?`
    : message.split('. ', 1)[0].replaceAll('`', '').replace(/\.?$/, '.')

// The ranges of findings in the text, as the page shows it. A finding between two characters marks the word after it.
function rangesOf(text, findings, missing, place) {
  return findings.map((finding) => {
    const { offset, length, rule } = finding
    const end = offset + (length || (rule.startsWith('json_') ? wordAt(text, offset) : 0))
    const start = place(Math.min(offset, text.length))
    return {
      start,
      // The place after the last character may be in the next line.
      end: end > offset ? place(Math.min(end, text.length) - 1) + 1 : start,
      severity: severityOf(finding),
      says: missing.includes(finding) ? `${missingText(missing)}.` : shortly(finding)
    }
  })
}

// The last key that begins before an offset: the key of the value there.
function keyBefore(keys, offset) {
  let found = -1
  for (let i = 0; i < keys.length && keys[i].start <= offset; i++) found = i
  return found
}

export class PayloadReport {
  element = h('section', { class: 'payload-report' })
  #tools
  #head = h('header', { class: 'verdict' })
  remarks = h('div', { class: 'notes' })
  #list
  #pane
  #box // the pane with its buttons
  #left
  #count = h('span', { class: 'count' })
  #unfold
  #summary = h('section', { class: 'section tells', hidden: true })
  #card = fieldCard()
  #fields = null // a promise
  #keyFields = []
  #findings = []
  #input // a Source that shows the payload while it is typed, or nothing

  // onEdit() and onClear() are called by the buttons of the pane; `input` is the field in which the payload is typed.
  constructor(tools, { onEdit, onClear, input } = {}) {
    this.#tools = tools
    this.#input = input
    this.#pane = new PayloadPane({
      onKey: (i) => this.#card.show(this.#keyFields[i]),
      onFindings: (findings, isKey) => this.#pointAt(findings, isKey),
      onLeave: (finding) => this.#list.focus(finding),
      onUnfold: () => this.#showFolds()
    })
    this.#list = new FindingList({
      onPoint: (i) => this.#pointFrom(i),
      onChoose: (i) => this.#reveal(i)
    })
    this.#unfold = button([icon('unfold'), 'All lines'], () => this.#unfoldAll(), { class: 'btn quiet' })
    const edit = onEdit && button('Edit', onEdit, { class: 'btn quiet' })
    const clear = onClear && button(icon('x'), onClear, { class: 'btn quiet icon', 'aria-label': 'Clear' })
    this.#box = h(
      'section',
      { class: 'editor payload-box', 'aria-label': 'Payload' },
      h(
        'div',
        { class: 'editor-head' },
        h('span', {}, 'Payload'),
        this.#count,
        h('span', { class: 'push row' }, this.#unfold, edit, clear)
      ),
      this.#pane.element,
      h('div', { class: 'editor-foot' }, proof())
    )
    this.#left = h('div', { class: 'hb-editor' }, input?.element, this.#box)
    const rest = h('div', { class: 'hb-rest' }, this.#list.others, this.#summary, this.#card.element)
    this.#box.hidden = Boolean(input)
    this.element.append(
      this.#head,
      this.remarks,
      h('div', { class: 'hb' }, this.#list.leaks, this.#left, rest)
    )
  }

  #unfoldAll() {
    this.#pane.unfoldAll()
    this.#showFolds()
  }

  #showFolds() {
    this.#unfold.hidden = !this.#pane.hasFolds
  }

  #pointAt(findings, isKey) {
    this.#list.highlight(findings, this.#pane.element.matches(':focus-within'))
    this.#pane.highlight(findings)
    if (findings.length && !isKey) this.#showField(findings[0])
  }

  #pointFrom(finding) {
    const findings = finding === null ? [] : [finding]
    this.#list.highlight(findings)
    this.#pane.highlight(findings)
    if (finding !== null) this.#showField(finding)
  }

  #reveal(i) {
    const { offset, length } = this.#findings[i]
    if (this.#box.hidden) this.#input.reveal(offset, offset + length)
    else this.#pane.reveal(i)
  }

  // The field of a finding: of its key.
  #showField(finding) {
    this.#card.show(this.#keyFields[this.#findings[finding].key])
  }

  #loadFields() {
    this.#fields ??= this.#tools.call('schema').then((schema) => new Fields(schema))
    return this.#fields
  }

  // Shows { text, verdict, cut: whether `text` is only the beginning, title, isTyped: whether the field shows the text }.
  // Resolves to whether the payload has any field of a heartbeat.
  async show({ text: source, verdict, cut = false, title, isTyped = false }) {
    const fields = await this.#loadFields()
    const keys = keysOf(source)
    this.#keyFields = fields.ofKeys(keys)
    this.#findings = verdict.findings
      .map((finding) => this.#withSubject(finding, keys))
      .sort((a, b) => rankOf(a) - rankOf(b))
    this.#card.clear()
    this.#showPayload(source, keys, isTyped)
    const isKnown = this.#keyFields.some(({ since }) => since)
    this.#showHead(verdict, title, isKnown)
    this.#showRemarks(verdict, cut)
    this.#showSummary(source, verdict)
    return isKnown
  }

  // A leak in the name of a field is not repeated.
  #withSubject(finding, keys) {
    const key = keyBefore(keys, finding.offset)
    const isInKey = finding.offset < keys[key]?.end && severityOf(finding) === 'leak'
    const subject = isInKey ? null : this.#keyFields[key]?.path
    return { ...finding, key, subject }
  }

  #showPayload(source, keys, isTyped) {
    const { text, place } = isMinified(source)
      ? prettied(source)
      : { text: source, place: (offset) => offset }
    const missing = manyMissing(this.#findings)
    const ranges = rangesOf(source, this.#findings, missing, place)
    this.#box.hidden = isTyped
    if (this.#input) this.#input.element.hidden = !isTyped
    const shownKeys = keys.map((key) => ({ ...key, start: place(key.start), end: place(key.end) }))
    const places = isTyped
      ? this.#findings.map(({ line }) => line)
      : this.#pane.show({ text, keys: shownKeys, findings: ranges })
    this.#findings.forEach((finding, i) => {
      finding.shownLine = places[i]
    })
    const labels = this.#list.show(this.#findings, missing)
    if (isTyped) this.#input.mark(withoutOverlap(ranges))
    else this.#pane.describe(labels)
    this.#count.textContent = counted(text.trimEnd().split('\n').length, 'line')
    this.#showFolds()
  }

  #showHead(verdict, title, isKnown) {
    const { announce, ready } = this.#tools
    const markdown = async () =>
      findingsMarkdown({ verdict, name: title ?? 'heartbeat', version: (await ready).version })
    const { title: summary, rest } = headline(verdict, isKnown)
    const worst = worstOf(verdict)
    fill(
      this.#head,
      h('h2', { tabIndex: -1 }, severityIcon(worst), h('span', {}, title && `${title}: `, summary)),
      h('p', { class: 'muted' }, isKnown && [kindText(verdict), rest && ' · '], rest),
      copyButton(markdown, { label: 'Copy as Markdown', announce })
    )
  }

  #showRemarks({ omitted }, cut) {
    const remarks = [
      omitted && `${counted(omitted, 'more finding is', 'more findings are')} not listed.`,
      cut && words('cut')
    ].filter(Boolean)
    fill(
      this.remarks,
      remarks.map((remark) => note(remark))
    )
  }

  // What a payload without errors tells.
  async #showSummary(text, { ok, kind }) {
    this.#summary.hidden = !ok || kind !== 'heartbeat'
    if (this.#summary.hidden) return
    const { catalog } = await this.#tools.ready
    const titleOf = (code) => catalog.find((entry) => entry.code === code)?.title ?? code
    const rows = summaryOf(text, (await content()).tells ?? [], titleOf).map(([what, tells]) =>
      h('tr', {}, h('th', { scope: 'row' }, what), h('td', {}, tells))
    )
    fill(
      this.#summary,
      h('h3', {}, 'What this heartbeat tells'),
      h('table', { class: 'facts-table' }, h('tbody', {}, rows))
    )
  }

  // Shows the empty field alone.
  showInput() {
    this.#box.hidden = true
    this.#input.element.hidden = false
    fill(this.#head)
    this.#list.show([])
    this.#summary.hidden = true
    this.#card.element.hidden = true
  }

  focus() {
    const heading = this.#head.querySelector('h2')
    heading.focus({ preventScroll: true })
    heading.scrollIntoView({ block: 'start' })
  }
}

// The ranges in their order, without those that begin within another.
function withoutOverlap(ranges) {
  const found = []
  for (const { start, end, severity } of ranges.toSorted((a, b) => a.start - b.start)) {
    if (end > start && start >= (found.at(-1)?.end ?? 0)) found.push({ start, end, kind: severity })
  }
  return found
}
