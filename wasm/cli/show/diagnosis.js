// diagnosis.js: an answer, or an incident of a log, for a person: what happened, why, and what to do.
import { contextInWords } from '../../shared/hints.js'
import { fitsThisMachine, stepList } from './steps.js'
import { counted, paint, paragraph, severityWord, unbroken } from './terminal.js'

// How many steps are shown beside those of the cause, and how many if no cause is known.
const MORE_STEPS = 3
const STEPS_WITHOUT_CAUSE = 5
const STEPS_SHOWN = 8 // of a cause with several steps
const KEY_WIDTH = 9
const SEVERITY_WIDTH = 6

// A row of a key and its value below the steps.
export const row = (key, value) =>
  `${paint.dim(`  ${key.padEnd(KEY_WIDTH)}`)}${paragraph(value, KEY_WIDTH + 2).trimStart()}\n`

export const dimRow = (key, value) =>
  `${paint.dim(`  ${key.padEnd(KEY_WIDTH)}${paragraph(value, KEY_WIDTH + 2).trimStart()}`)}\n`

// ---- The headline ----

// A text without a failure has no severity of its own.
const severityOf = ({ severity, unknown }) =>
  unknown?.kind === 'not_a_failure' || unknown?.kind === 'too_little' ? 'info' : severity

const UNCLASSIFIED = 'MCPX_UNKNOWN_UNCLASSIFIED'

// A failure without a code is called by its cause, if that is known.
const isCalledByCause = ({ cause, code }) => Boolean(cause) && code === UNCLASSIFIED

function titleOf(mcpx, answer) {
  const { finding, unknown, cause, title, code } = answer
  if (isCalledByCause(answer)) return cause.title
  return finding?.title ?? unknown?.title ?? title ?? mcpx.entry(code).title
}

// The title for a person, the code small beside it.
export function headline(mcpx, answer, more = '') {
  const title = titleOf(mcpx, answer)
  const text = `${paint.bold(title)}  ${paint.dim(answer.code)}${more && `  ${more}`}`
  return `${severityWord(severityOf(answer))} ${paragraph(text, SEVERITY_WIDTH).trimStart()}\n`
}

// ---- The explanation ----

// The cause, or else the finding of a trial, or else why there is no code, or else the message of the code.
export function explanation(mcpx, answer) {
  const { cause, finding, unknown, code } = answer
  if (isCalledByCause(answer)) return `${paragraph(cause.text)}\n`
  if (cause) return `${paragraph(paint.bold(cause.title))}\n${paragraph(cause.text)}\n`
  return `${paragraph(finding?.text ?? unknown?.text ?? mcpx.entry(code).user_message)}\n`
}

// ---- The steps ----

const surroundingsOf = ({ context: { os, client, runner } = {} }) => ({ os, client, runner })

// The steps of the cause come first; the rest are those of the code.
function countOwn(mcpx, answer) {
  if (!answer.cause) return 0
  return mcpx.advise({ cause: answer.cause.id, ...surroundingsOf(answer) }).steps.length
}

// A step of the code that this reader can take: for this computer if the text does not name its system.
const isUsable = (step, { os }) => Boolean(os) || fitsThisMachine(step)

// { shown, left }: the steps that a person sees at first, and how many more there are.
function chooseSteps(mcpx, answer, verbose) {
  const all = answer.steps ?? mcpx.entry(answer.code).fix_steps
  if (verbose) return { shown: all, left: 0 }
  const own = countOwn(mcpx, answer)
  const commands = new Set(all.slice(0, own).map(({ command }) => command))
  const others = all
    .slice(own)
    .filter((step) => isUsable(step, surroundingsOf(answer)) && !(step.command && commands.has(step.command)))
  const room = Math.max(Math.min(STEPS_SHOWN - own, MORE_STEPS), 0)
  const shown = [...all.slice(0, own), ...others.slice(0, own ? room : STEPS_WITHOUT_CAUSE)]
  return { shown, left: all.length - shown.length }
}

export function steps(mcpx, answer, { verbose, replace = (step) => step }) {
  const { shown, left } = chooseSteps(mcpx, answer, verbose)
  const more = left ? paint.dim(`     (${counted(left, 'more step')}: --verbose)\n`) : ''
  const list = stepList(shown.map(replace), { platforms: !answer.context?.os })
  return list ? `\n${list}${more}` : ''
}

// ---- What else is known ----

export function surroundings(mcpx, { context, also_possible: causes = [], unknown }) {
  const where = context && contextInWords(context, mcpx.surroundings().clients)
  const nearest = unknown?.nearest ?? []
  return [
    where ? dimRow('where', where) : '',
    context?.config ? dimRow('config', context.config) : '',
    ...causes.map(({ id, title }, i) =>
      row(i ? '' : 'or', `${title} ${paint.dim(unbroken(`(mcpx explain ${id})`))}`)
    ),
    ...nearest.map((code, i) => row(i ? '' : 'near', `${mcpx.entry(code).title} ${paint.dim(code)}`))
  ].join('')
}
