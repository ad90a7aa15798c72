// steps.js: what to do, as a numbered list.
import { PLATFORM_NAMES } from '../../shared/words.js'
import { columns, escapeControls, linesOf, paint, paragraph } from './terminal.js'

const INDENT = 5

// The platforms of steps that apply to this machine.
const OWN_PLATFORMS = { darwin: ['unix', 'macos'], linux: ['unix', 'linux'], win32: ['windows'] }[
  process.platform
] ?? ['unix']

export const fitsThisMachine = ({ platform }) => !platform || OWN_PLATFORMS.includes(platform)

// Commands and configuration are not wrapped, because they are copied. Further lines of a command are indented as the first
// one is.
function commandText({ command, platform }) {
  const prompt = platform === 'windows' ? '> ' : '$ '
  const lines = command.split('\n').map((line, i) => `${i ? '  ' : prompt}${line}`)
  return lines.map((line) => paint.cyan(line))
}

const BUTTON_TEXT = 'In the web interface of mcpproxy, open this server and choose this step.'

const BODIES = {
  do: () => [],
  command: commandText,
  config: ({ config }) => config.split('\n').map((line) => `${paint.dim('│')} ${paint.cyan(line)}`),
  link: ({ url }) => [paint.underline(url)],
  button: () => linesOf(BUTTON_TEXT, columns() - INDENT)
}

function stepText(step, number, { platforms, clientName }) {
  const notes = [
    platforms && step.platform && PLATFORM_NAMES[step.platform],
    step.client && clientName?.(step.client),
    step.destructive && paint.yellow('destructive')
  ]
  const note = notes.filter(Boolean).join('; ')
  const words = step.label.replaceAll('`', '') // they enclose code
  const label = paragraph(`${words}${note ? ` (${note})` : ''}`, INDENT)
  const head = `${`${number}.`.padStart(INDENT - 1)} ${label.slice(INDENT)}`
  const body = BODIES[step.type](step).map((line) => `${' '.repeat(INDENT)}${line}`)
  return `${[head, ...body].join('\n')}\n`
}

// `platforms` names the platform of each step that is not for all; `clientName(id)` the client.
export const stepList = (steps, options = {}) =>
  steps.map((step, i) => stepText(step, i + 1, options)).join('')

// A row of a key and a value, cut at the width of the terminal, in one line.
export function oneLine(text, width) {
  const shown = escapeControls(text)
  const room = Math.max(columns() - width, 20)
  return shown.length > room ? `${shown.slice(0, room - 1)}…` : shown
}
