// parts/payload_report.js: a payload and its verdict -> a headline, the findings beside the text, and the description
// of the field that the user points at.
import { Fields } from '../../wasm/shared/fields.js'
import { fill, h } from '../dom.js'
import { headline, worstOf } from '../text/findings.js'
import { findingsMarkdown } from '../text/markdown.js'
import { counted } from '../text/numbers.js'
import { keysOf } from '../text/payload_keys.js'
import { copyButton } from './copy.js'
import { fieldCard } from './field_card.js'
import { FindingList } from './finding_list.js'
import { PayloadPane } from './payload_pane.js'

const KINDS = {
  heartbeat: 'Heartbeat',
  opt_out_beacon: 'Opt-out beacon',
  unknown: 'Not recognized as a heartbeat or an opt-out beacon'
}
const CLEAN =
  'The payload is valid JSON, follows its schema and is consistent. No personal data was found in it.'

const kindText = ({ kind, schema_version: version }) =>
  `${KINDS[kind]}${version ? `, schema version ${version}` : ''}`

export class PayloadReport {
  element = h('section', { class: 'payload-report' })
  #tools
  #head = h('header', { class: 'verdict' })
  #remarks = h('div', { class: 'muted' })
  #list
  #pane
  #card = fieldCard()
  #fields = null // a promise
  #keyFields = []
  #findings = []

  constructor(tools) {
    this.#tools = tools
    this.#pane = new PayloadPane({
      onKey: (i) => this.#card.show(this.#keyFields[i]),
      onFindings: (findings, isKey) => this.#pointAt(findings, isKey),
      onLeave: (finding) => this.#list.focus(finding)
    })
    this.#list = new FindingList({
      onPoint: (i) => this.#pointFrom(i),
      onChoose: (i) => this.#pane.reveal(i)
    })
    const right = h('div', { class: 'beside' }, this.#pane.element, this.#card.element)
    this.element.append(this.#head, this.#remarks, h('div', { class: 'two' }, this.#list.element, right))
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

  async #showField(finding) {
    const { pointer } = this.#findings[finding]
    this.#card.show((await this.#loadFields()).at(pointer))
  }

  #loadFields() {
    this.#fields ??= this.#tools.call('schema').then((schema) => new Fields(schema))
    return this.#fields
  }

  // Shows { text, verdict, firstLine: the number of the first line, cut: whether `text` is only the beginning, title }.
  // Resolves to whether the payload has any field of a heartbeat.
  async show({ text, verdict, firstLine = 1, cut = false, title }) {
    const fields = await this.#loadFields()
    const keys = keysOf(text)
    const findings = verdict.findings.map((finding) => ({ ...finding, line: finding.line + firstLine - 1 }))
    this.#findings = findings
    this.#keyFields = fields.ofKeys(keys)
    this.#showHead({ ...verdict, findings }, title)
    this.#showRemarks(verdict, cut)
    const labels = this.#list.show(findings)
    const ranges = findings.map(({ offset, length, severity }, i) => ({
      start: Math.min(offset, text.length),
      end: Math.min(offset + length, text.length),
      severity,
      label: labels[i]
    }))
    this.#pane.show({ text, keys, findings: ranges, firstLine })
    this.#list.element.hidden = !findings.length
    return this.#keyFields.some(({ since }) => since)
  }

  #showHead(verdict, title) {
    const { announce, ready } = this.#tools
    const markdown = async () =>
      findingsMarkdown({ verdict, name: title ?? 'heartbeat', version: (await ready).version })
    const copy = copyButton(markdown, { label: 'Copy findings as Markdown', announce })
    fill(
      this.#head,
      h(
        'h2',
        { data: { severity: worstOf(verdict) }, tabIndex: -1 },
        title && `${title}: `,
        headline(verdict)
      ),
      h('p', { class: 'muted' }, kindText(verdict)),
      verdict.findings.length > 0 && copy
    )
  }

  #showRemarks({ findings, omitted }, cut) {
    const remarks = [
      !findings.length && CLEAN,
      omitted && `${counted(omitted, 'more finding is', 'more findings are')} not listed.`,
      cut && 'Only the beginning of the text is shown.'
    ].filter(Boolean)
    fill(
      this.#remarks,
      remarks.map((remark) => h('p', {}, remark))
    )
    this.#remarks.hidden = !remarks.length
  }

  focus() {
    this.#head.querySelector('h2').focus()
  }
}
