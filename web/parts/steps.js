// parts/steps.js: an entry of the catalog -> its fix steps, by platform where they differ.
import { h } from '../dom.js'
import { copyButton } from './copy.js'
import { tabs } from './tabs.js'

const PLATFORMS = [
  { name: 'macos', label: 'macOS', takes: ['macos', 'unix'], looks: /mac|iphone|ipad/i },
  { name: 'linux', label: 'Linux', takes: ['linux', 'unix'], looks: /linux|android|x11|bsd/i },
  { name: 'windows', label: 'Windows', takes: ['windows'], looks: /win/i }
]

const PLACEHOLDER = /<[a-z][\w-]*>/gi

// The platform that the visitor chose last, or sits at.
let chosen = null

function platformHere() {
  const here = navigator.userAgentData?.platform || navigator.platform
  return (PLATFORMS.find(({ looks }) => looks.test(here)) ?? PLATFORMS[1]).name
}

function command(step, announce) {
  const placeholders = [...new Set(step.command.match(PLACEHOLDER))].join(', ')
  return [
    h(
      'div',
      { class: 'command' },
      h(
        'pre',
        { tabIndex: 0, role: 'group', 'aria-label': `Command: ${step.label}` },
        h('code', {}, step.command)
      ),
      copyButton(step.command, { name: `Copy the command: ${step.label}`, announce })
    ),
    placeholders && h('p', { class: 'muted' }, 'Put your own in place of ', h('code', {}, placeholders), '.')
  ]
}

export const outwards = (url, ...children) =>
  h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, children)

// A button only works inside the proxy; here it is a thing to do there.
const BODIES = {
  command,
  link: () => null,
  button: () =>
    h('p', { class: 'muted' }, 'In the proxy’s own interface: open this server there and choose this step.')
}

function stepItem(step, announce) {
  const title = step.type === 'link' ? outwards(step.url, step.label) : h('strong', {}, step.label)
  const warning = step.destructive && h('span', { class: 'badge', 'data-severity': 'warn' }, 'destructive')
  return h('li', {}, h('div', { class: 'row' }, title, warning), BODIES[step.type](step, announce))
}

const list = (steps, announce) =>
  h(
    'ol',
    { class: 'steps' },
    steps.map((step) => stepItem(step, announce))
  )

export function fixSteps(entry, { announce }) {
  const steps = entry.fix_steps
  if (!steps.some((step) => step.platform)) return list(steps, announce)
  const panels = PLATFORMS.map(({ name, label, takes }) => ({
    name,
    label,
    panel: h(
      'div',
      {},
      list(
        steps.filter((step) => !step.platform || takes.includes(step.platform)),
        announce
      )
    )
  }))
  const choose = (name) => {
    chosen = name
  }
  const platforms = tabs(panels, { label: 'Your system', className: 'tabs platforms', onSelect: choose })
  platforms.select(chosen ?? platformHere())
  return platforms.element
}
