// parts/steps.js: steps -> a numbered list, in tabs by platform where the steps differ.
import { h } from '../dom.js'
import { counted } from '../text/numbers.js'
import { badge } from './badge.js'
import { copyButton } from './copy.js'
import { tabs } from './tabs.js'

// `steps` are the platforms of the steps that a tab shows; `pattern` matches the browser's name of the platform.
const PLATFORMS = [
  { name: 'macos', label: 'macOS', steps: ['macos', 'unix'], pattern: /mac|iphone|ipad/i },
  { name: 'linux', label: 'Linux', steps: ['linux', 'unix'], pattern: /linux|android|x11|bsd/i },
  { name: 'windows', label: 'Windows', steps: ['windows'], pattern: /win/i }
]

const PLACEHOLDER = /<[a-z][\w-]*>/gi

// The platform that the visitor chose last, in any card.
let chosen = null

function detectPlatform() {
  const platform = navigator.userAgentData?.platform || navigator.platform
  return (PLATFORMS.find(({ pattern }) => pattern.test(platform)) ?? PLATFORMS[1]).name
}

function placeholderRemark(command) {
  const found = [...new Set(command.match(PLACEHOLDER))]
  if (!found.length) return null
  const values = found.length > 1 ? 'your own values' : 'your own value'
  return h('p', { class: 'muted' }, 'Replace ', h('code', {}, found.join(', ')), ` with ${values}.`)
}

// Lines to copy. `what` says what they are: "Command", "Configuration".
function copyable(what, text, label, announce) {
  return [
    h(
      'div',
      { class: 'command' },
      h('pre', { tabIndex: 0, role: 'group', 'aria-label': `${what}: ${label}` }, h('code', {}, text)),
      copyButton(text, { name: `Copy ${what.toLowerCase()}: ${label}`, announce })
    ),
    placeholderRemark(text)
  ]
}

export const externalLink = (url, ...children) =>
  h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, children)

// A button of the proxy cannot be pressed from here, so the step says where it is.
const BODIES = {
  do: () => null,
  command: ({ command, label }, { announce }) => copyable('Command', command, label, announce),
  config: ({ config, label }, { announce, file }) => [
    file && h('p', { class: 'muted file' }, 'In ', h('code', {}, file)),
    copyable('Configuration', config, label, announce)
  ],
  link: () => null,
  button: () =>
    h('p', { class: 'muted' }, 'In the user interface of the proxy: open this server and choose this step.')
}

function stepItem(step, options) {
  const title =
    step.type === 'link'
      ? externalLink(step.url, step.label)
      : h(step.type === 'do' ? 'span' : 'strong', {}, step.label)
  const client = step.client && options.clientName?.(step.client)
  return h(
    'li',
    {},
    h(
      'div',
      { class: 'row' },
      title,
      client && h('span', { class: 'muted' }, client),
      step.destructive && badge('warn', 'destructive')
    ),
    BODIES[step.type](step, options)
  )
}

const list = (steps, options, start = 1) =>
  steps.length > 0 &&
  h(
    'ol',
    { class: 'steps', start },
    steps.map((step) => stepItem(step, options))
  )

function withMore(first, more, options) {
  return [
    list(first, options),
    more.length > 0 &&
      h(
        'details',
        { class: 'more' },
        h('summary', {}, counted(more.length, 'more step')),
        list(more, options, first.length + 1)
      )
  ]
}

function byPlatform(first, more, options) {
  const panels = PLATFORMS.map(({ name, label, steps }) => {
    const fits = (step) => !step.platform || steps.includes(step.platform)
    return { name, label, panel: h('div', {}, withMore(first.filter(fits), more.filter(fits), options)) }
  })
  const choose = (name) => {
    chosen = name
  }
  const platforms = tabs(panels, {
    label: 'Operating system',
    className: 'tabs platforms',
    onSelect: choose
  })
  platforms.select(chosen ?? detectPlatform())
  return platforms.element
}

// Shows the steps `first`, and `more` folded. options: `announce` speaks what a copy button did; `file` is the file for
// snippets of configuration; `clientName(id)` names the client of a step that is not for all; `oneSystem` says that all
// steps are for the visitor's own system.
export function stepsView({ first, more = [] }, options) {
  const differ = !options.oneSystem && [...first, ...more].some((step) => step.platform)
  return differ ? byPlatform(first, more, options) : withMore(first, more, options)
}
