// parts/start.js: what the first view shows before there is a text: what the page does, examples, and the groups of codes.
import { button, h } from '../dom.js'
import { domainsOf } from '../text/domains.js'
import { counted } from '../text/numbers.js'
import { content } from './content.js'
import { icon } from './icon.js'

const SHOWN_EXAMPLES = ['MCPX_DOCKER_CLI_NOT_FOUND', 'MCPX_STDIO_SPAWN_ENOENT', 'MCPX_OAUTH_REFRESH_EXPIRED']

// What a view is for, before there is a text.
export const hero = ({ title, text }) =>
  h('header', { class: 'intro' }, h('h2', { class: 'hero' }, title), h('p', { class: 'lead' }, text))

export const intro = () =>
  hero({
    title: 'Find out why your MCP server fails',
    text: 'Paste an error or a log. You get the cause, the words that show it, and the commands that fix it.'
  })

const fact = ({ icon: drawing, title, text }) =>
  h('div', {}, h('h3', {}, icon(drawing), title), h('p', {}, text))

function exampleLine(titleOf, examples, onTry) {
  const link = (code) => button(titleOf(code), () => onTry(examples[code]), { class: 'link' })
  return h(
    'p',
    { class: 'examples' },
    h('span', { class: 'muted' }, 'Try an example:'),
    SHOWN_EXAMPLES.filter((code) => examples[code]).map(link)
  )
}

// `catalog` has the codes; onTry(example) tries an example.
export async function start(catalog, tools, onTry) {
  const { examples, facts, domains: labels } = await content()
  const domains = domainsOf(catalog, labels).filter(({ name }) => name !== 'UNKNOWN')
  const known = domains.reduce((sum, { entries }) => sum + entries.length, 0)
  const titles = new Map(catalog.map(({ code, title }) => [code, title]))
  const group = ({ name, label, entries }) =>
    button([label, h('span', { class: 'count' }, String(entries.length))], () =>
      tools.open('codes', { domain: name })
    )
  return [
    exampleLine((code) => titles.get(code), examples, onTry),
    h('div', { class: 'facts' }, facts.map(fact)),
    h(
      'section',
      { class: 'section' },
      h(
        'div',
        { class: 'section-head' },
        h('h3', {}, `${counted(known, 'error')} in ${domains.length} groups`),
        button('All codes and causes', () => tools.open('codes'), { class: 'link' })
      ),
      h('div', { class: 'row' }, domains.map(group))
    )
  ]
}
