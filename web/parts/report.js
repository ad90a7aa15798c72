// parts/report.js: an error that no rule knows -> a prefilled report, redacted, which the visitor reads before it is sent.
import { reportUrl } from '../../wasm/shared/report.js'
import { fill, h } from '../dom.js'
import { words } from './content.js'
import { redactedPreview, toggleButton } from './share.js'
import { externalLink } from './steps.js'

async function preview({ text, url, version, tools }) {
  const { text: clean, redacted } = await tools.call('redact', { text })
  const link = externalLink(reportUrl(url, { version, text: clean }), 'Open the report on GitHub')
  link.className = 'btn'
  return [redactedPreview('Text in the report', clean, redacted), link]
}

// `about`: { text, url: of the page for new issues, version, tools }. Returns a list of elements.
export function reportTools(about) {
  const shown = h('div', { class: 'share', hidden: true })
  const load = async () => fill(shown, await preview(about))
  return [
    h('h3', {}, words('isComplete')),
    h('p', { class: 'muted' }, words('report')),
    h('div', { class: 'row' }, toggleButton('Preview report', shown, load, 'report')),
    shown
  ]
}
