// parts/checked.js: a payload and its verdict -> headline, findings beside the text, and what each field is for.
import { counted, fill, h } from '../dom.js'
import { findingsMarkdown } from '../text/markdown.js'
import { copyButton } from './copy.js'
import { Fields, fieldCard } from './fields.js'
import { FindingList, headline, worstOf } from './findings.js'
import { keysOf, PayloadPane } from './payload.js'

const KINDS = {
  heartbeat: 'Heartbeat',
  opt_out_beacon: 'Opt-out beacon',
  unknown: 'Neither a heartbeat nor an opt-out beacon'
}
const CLEAN =
  'It is strict JSON, follows its schema, does not contradict itself, and no personal data was found in it.'

const kindText = ({ kind, schema_version: version }) =>
  `${KINDS[kind]}${version ? `, schema version ${version}` : ''}`

export class Checked {
  element = h('section', { class: 'checked' })
  #tools
  #head = h('header', { class: 'verdict' })
  #remarks = h('div', { class: 'muted' })
  #list
  #pane
  #card = fieldCard()
  #fields = null // a promise of them
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
    this.#list.light(findings, this.#pane.element.matches(':focus-within'))
    this.#pane.light(findings)
    if (findings.length && !isKey) this.#explain(findings[0])
  }

  #pointFrom(finding) {
    this.#list.light(finding === null ? [] : [finding])
    this.#pane.light(finding === null ? [] : [finding])
    if (finding !== null) this.#explain(finding)
  }

  async #explain(finding) {
    const { pointer } = this.#findings[finding]
    this.#card.show((await this.#knowFields()).at(pointer))
  }

  #knowFields() {
    this.#fields ??= this.#tools.call('schema').then((schema) => new Fields(schema))
    return this.#fields
  }

  // Show a payload; { text, verdict, firstLine: the line where it begins, cut: the rest is not shown, title }.
  // Resolves with whether it has a single field of a heartbeat.
  async show({ text, verdict, firstLine = 1, cut = false, title }) {
    const fields = await this.#knowFields()
    const keys = keysOf(text)
    const findings = verdict.findings.map((finding) => ({ ...finding, line: finding.line + firstLine - 1 }))
    this.#findings = findings
    this.#keyFields = fields.ofKeys(keys)
    this.#showHead({ ...verdict, findings }, title)
    const remarks = remarksOn(verdict, cut)
    fill(this.#remarks, remarks)
    this.#remarks.hidden = !remarks.length
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

  focus() {
    this.#head.querySelector('h2').focus()
  }
}

function remarksOn({ findings, omitted }, cut) {
  const all = [
    !findings.length && CLEAN,
    omitted && `${counted(omitted, 'more finding')} ${omitted === 1 ? 'is' : 'are'} not listed.`,
    cut && 'Only the beginning of the text is shown here.'
  ]
  return all.filter(Boolean).map((remark) => h('p', {}, remark))
}
