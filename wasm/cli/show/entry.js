// entry.js: an entry of the catalog as a person reads it.
import { PLATFORM_NAMES } from '../../shared/words.js'
import { paint, paragraph } from './output.js'

const HERE = { darwin: ['unix', 'macos'], linux: ['unix', 'linux'], win32: ['windows'] }[
  process.platform
] ?? ['unix']

// A button only works inside the proxy; here it is a thing to do there.
function instruction(step) {
  if (step.type === 'command') return paint.cyan(`$ ${step.command}`)
  if (step.type === 'link') return paint.underline(step.url)
  return `In the proxy's interface, open this server and choose the step of that name.`
}

function fixStep(step, number, platform) {
  const notes = [
    platform && step.platform && PLATFORM_NAMES[step.platform],
    step.destructive && paint.yellow('destructive')
  ]
  const note = notes.filter(Boolean).join('; ')
  const title = `${String(number).padStart(2)}. ${paint.bold(step.label)}${note ? ` (${note})` : ''}`
  return `  ${title}\n      ${instruction(step)}\n`
}

// The steps that make sense on this machine, or all of them with their platforms.
export function fixSteps(entry, { everywhere = false } = {}) {
  const steps = entry.fix_steps.filter((step) => everywhere || !step.platform || HERE.includes(step.platform))
  return steps.map((step, i) => fixStep(step, i + 1, everywhere)).join('')
}

export const message = (entry) => `${paragraph(entry.user_message)}\n`
