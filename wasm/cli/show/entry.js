// entry.js: an entry of the catalog as text: its message and its fix steps.
import { PLATFORM_NAMES } from '../../shared/words.js'
import { paint, paragraph } from './terminal.js'

// The platforms of fix steps that apply to this machine.
const OWN_PLATFORMS = { darwin: ['unix', 'macos'], linux: ['unix', 'linux'], win32: ['windows'] }[
  process.platform
] ?? ['unix']

// Buttons exist only in the interface of the proxy.
function instruction(step) {
  if (step.type === 'command') return paint.cyan(`$ ${step.command}`)
  if (step.type === 'link') return paint.underline(step.url)
  return 'Open this server in the web interface of the proxy and choose this step there.'
}

function fixStep(step, number, showPlatform) {
  const notes = [
    showPlatform && step.platform && PLATFORM_NAMES[step.platform],
    step.destructive && paint.yellow('destructive')
  ]
  const note = notes.filter(Boolean).join('; ')
  const title = `${String(number).padStart(2)}. ${paint.bold(step.label)}${note ? ` (${note})` : ''}`
  return `  ${title}\n      ${instruction(step)}\n`
}

// The steps for this machine, or all of them with their platforms.
export function fixSteps(entry, { allPlatforms = false } = {}) {
  const isWanted = ({ platform }) => allPlatforms || !platform || OWN_PLATFORMS.includes(platform)
  return entry.fix_steps
    .filter(isWanted)
    .map((step, i) => fixStep(step, i + 1, allPlatforms))
    .join('')
}

export const message = (entry) => `${paragraph(entry.user_message)}\n`
