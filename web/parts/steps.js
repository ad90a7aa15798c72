// parts/steps.js: an entry of the catalog -> its fix steps, in tabs by platform where the steps differ.
import { h } from '../dom.js'
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

function command(step, announce) {
  return [
    h(
      'div',
      { class: 'command' },
      h(
        'pre',
        { tabIndex: 0, role: 'group', 'aria-label': `Command: ${step.label}` },
        h('code', {}, step.command)
      ),
      copyButton(step.command, { name: `Copy command: ${step.label}`, announce })
    ),
    placeholderRemark(step.command)
  ]
}

export const externalLink = (url, ...children) =>
  h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, children)

// A button of the proxy cannot be pressed from here, so the step says where it is.
const BODIES = {
  command,
  link: () => null,
  button: () =>
    h('p', { class: 'muted' }, 'In the user interface of the proxy: open this server and choose this step.')
}

function stepItem(step, announce) {
  const title = step.type === 'link' ? externalLink(step.url, step.label) : h('strong', {}, step.label)
  const warning = step.destructive && badge('warn', 'destructive')
  return h('li', {}, h('div', { class: 'row' }, title, warning), BODIES[step.type](step, announce))
}

const list = (steps, announce) =>
  h(
    'ol',
    { class: 'steps' },
    steps.map((step) => stepItem(step, announce))
  )

export function fixSteps(entry, { announce }) {
  const all = entry.fix_steps
  if (!all.some((step) => step.platform)) return list(all, announce)
  const panels = PLATFORMS.map(({ name, label, steps }) => {
    const shown = all.filter((step) => !step.platform || steps.includes(step.platform))
    return { name, label, panel: h('div', {}, list(shown, announce)) }
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
