// cause.js: a cause for a person: what it looks like, why it happens, what to do.
/* global CAUSE_FACTS, GENERAL_CAUSES -- JSON */
const FACTS_OF_CAUSES = JSON.parse(CAUSE_FACTS)
const GENERAL = JSON.parse(GENERAL_CAUSES)

import { row } from './diagnosis.js'
import { gutter, roomBesideGutter } from './frame.js'
import { stepList } from './steps.js'
import { escapeControls, paint, paragraph } from './terminal.js'

// build.js defines both: for each cause lines of real texts and where it appears; the causes that are not special.
const factsOf = (id) => FACTS_OF_CAUSES[id] ?? { examples: [], codes: [] }
const isGeneral = ({ id }) => GENERAL.includes(id)

const CAUSES_SHOWN = 12
const CODES_SHOWN = 4

function examples(id) {
  const room = roomBesideGutter()
  const lines = factsOf(id).examples.map((line) => {
    const shown = escapeControls(line)
    return `${gutter()}${shown.length > room ? `${shown.slice(0, room - 1)}…` : shown}\n`
  })
  return lines.length ? `${lines.join('')}\n` : ''
}

// The steps for all systems and clients, or for those that are given.
function stepsFor(mcpx, cause, { os, client }) {
  if (!os && !client) return cause.steps
  return mcpx.advise({ cause: cause.id, os, client }).steps
}

// ---- The causes of a code ----

const codesOf = ({ id, codes }) => (factsOf(id).codes.length ? factsOf(id).codes : codes)

// Whether a cause can apply on this system and with this client.
function isPossible(mcpx, cause, { os, client }) {
  const { os: system, client: only } = factsOf(cause.id)
  if (os && system && system !== os && !(os === 'wsl' && system === 'linux')) return false
  if (client && only && only !== client) return false
  return stepsFor(mcpx, cause, { os, client }).length > 0
}

// The rows of the causes of a code, the general ones first.
export function causesOfCode(mcpx, code, options) {
  const causes = mcpx
    .causes()
    .filter((cause) => codesOf(cause).includes(code) && isPossible(mcpx, cause, options))
    .sort((a, b) => isGeneral(b) - isGeneral(a))
  const shown = options.verbose ? causes : causes.slice(0, CAUSES_SHOWN)
  const rest = causes.length - shown.length
  const rows = shown.map(({ id, title }, i) => row(i ? '' : 'causes', `${title} ${paint.dim(`(${id})`)}`))
  return [...rows, rest ? row('', paint.dim(`… and ${rest} more (--verbose)`)) : ''].join('')
}

// ---- A cause ----

export function causeText(mcpx, cause, options) {
  const { clients } = mcpx.surroundings()
  const clientName = (id) => clients.find((client) => client.id === id)?.name
  const head = `${paint.cyan('cause')} ${paint.bold(cause.title)}  ${paint.dim(cause.id)}`
  const steps = stepList(stepsFor(mcpx, cause, options), { platforms: !options.os, clientName })
  const codes = codesOf(cause)
    .slice(0, CODES_SHOWN)
    .map((code, i) => row(i ? '' : 'codes', `${mcpx.entry(code).title} ${paint.dim(code)}`))
  return `${head}\n\n${examples(cause.id)}${paragraph(cause.text)}\n\n${steps}\n${codes.join('')}`
}
