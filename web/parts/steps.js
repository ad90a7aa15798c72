// parts/steps.js: steps -> a numbered list, in tabs by platform where the steps differ.
import { h } from '../dom.js'
import { counted } from '../text/numbers.js'
import { words } from './content.js'
import { copyButton } from './copy.js'
import { folded } from './folded.js'
import { icon } from './icon.js'
import { tabs } from './tabs.js'

// `steps` are the platforms of the steps that a tab shows; `pattern` matches the browser's name of the platform.
const PLATFORMS = [
  { name: 'macos', label: 'macOS', steps: ['macos', 'unix'], pattern: /mac|iphone|ipad/i },
  { name: 'linux', label: 'Linux', steps: ['linux', 'unix'], pattern: /linux|android|x11|bsd/i },
  { name: 'windows', label: 'Windows', steps: ['windows'], pattern: /win/i }
]

// What a person replaces by a value of their own: <name>, NAME after an equals sign.
const PLACEHOLDER = /(<[a-z][\w-]*>|(?<==)[A-Z]{3,}\b)/i
const isPlaceholder = (words) => words[0] === '<' || words === words.toUpperCase()

// The platform that the visitor chose last, in any card.
let chosen = null

function detectPlatform() {
  const platform = navigator.userAgentData?.platform || navigator.platform
  return (PLATFORMS.find(({ pattern }) => pattern.test(platform)) ?? PLATFORMS[1]).name
}

// A field in a command for a value of the visitor.
function placeholderField(words) {
  const name = words.replace(/[<>]/g, '')
  return h('input', {
    class: 'ph',
    placeholder: name,
    'aria-label': name,
    spellcheck: 'false',
    size: name.length + 1,
    data: { placeholder: words }
  })
}

// The command as nodes; `value()` is its text with what the visitor filled in.
function commandNodes(text) {
  const nodes = text
    .split(PLACEHOLDER)
    .map((words, i) => (i % 2 && isPlaceholder(words) ? placeholderField(words) : words))
  const value = () =>
    nodes.map((node) => (node.dataset ? node.value || node.dataset.placeholder : node)).join('')
  return { nodes, value }
}

// Lines to copy. `what` says what they are: "Command", "Configuration".
function copyable(what, text, label, { announce, file }) {
  const { nodes, value } = commandNodes(text)
  const name = label.replaceAll('`', '')
  const code = h('code', {}, nodes)
  return h(
    'div',
    { class: file ? 'command with-file' : 'command' },
    file && h('span', { class: 'file' }, file),
    h('pre', { role: 'group', 'aria-label': `${what}: ${name}` }, code),
    copyButton(value, { name: `Copy ${what.toLowerCase()}: ${name}`, announce })
  )
}

export const externalLink = (url, ...children) =>
  h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, children, icon('link'))

const BODIES = {
  do: () => null,
  command: ({ command, label }, { announce }) => copyable('Command', command, label, { announce }),
  config: ({ config, label }, options) => copyable('Configuration', config, label, options),
  link: () => null,
  button: () => h('p', { class: 'muted' }, words('button'))
}

// In a label: a web address, or code between backticks.
const SPECIAL = /(https:\/\/[\w./-]*\w|`[^`]+`)/

const special = (words) => (words[0] === '`' ? h('code', {}, words.slice(1, -1)) : externalLink(words, words))
const labelNodes = (text) => text.split(SPECIAL).map((words, i) => (i % 2 ? special(words) : words))

function stepItem(step, options, number) {
  const words = labelNodes(step.label)
  const client = step.client && options.clientName?.(step.client)
  return h(
    'li',
    { data: { step: number } },
    h(
      'div',
      {},
      h(
        'div',
        { class: 'row' },
        h('b', { class: 'step-title' }, step.type === 'link' ? externalLink(step.url, words) : words),
        client && h('span', { class: 'tag' }, client),
        step.destructive && h('span', { class: 'tag warning' }, icon('warn'), 'destructive')
      ),
      BODIES[step.type](step, options)
    )
  )
}

const list = (steps, options, start = 1) =>
  steps.length > 0 &&
  h(
    'ol',
    { class: 'steps', start },
    steps.map((step, i) => stepItem(step, options, start + i))
  )

function withMore(first, more, options) {
  return [
    list(first, options),
    more.length > 0 &&
      folded(counted(more.length, 'more step'), 'more', list(more, options, first.length + 1))
  ]
}

function byPlatform({ title, first, more }, options) {
  const panels = PLATFORMS.map(({ name, label, steps }) => {
    const fits = (step) => !step.platform || steps.includes(step.platform)
    return { name, label, panel: h('div', {}, withMore(first.filter(fits), more.filter(fits), options)) }
  })
  const choose = (name) => {
    chosen = name
  }
  const platforms = tabs(panels, {
    label: 'Operating system',
    className: 'seg platforms',
    onSelect: choose
  })
  platforms.select(chosen ?? detectPlatform())
  return [h('div', { class: 'section-head' }, title, platforms.list), platforms.panels]
}

// Shows the steps `first`, and `more` folded, below a `title`. options: `announce` speaks what a copy button did; `file`
// is the file for snippets of configuration; `clientName(id)` names the client of a step that is not for all;
// `oneSystem` says that all steps are for the visitor's own system.
export function stepsView({ title, first, more = [] }, options) {
  const differ = !options.oneSystem && [...first, ...more].some((step) => step.platform)
  return differ ? byPlatform({ title, first, more }, options) : [title, withMore(first, more, options)]
}
