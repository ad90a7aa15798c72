// limits.js: the option --max-rate: are its rules known, and which of them do too many payloads have?
import { percent } from '../../shared/fleet.js'
import { CommandError, printError } from './errors.js'

export function checkRules(mcpx, { maxRate }) {
  if (!maxRate) return
  const names = new Set(mcpx.checkRules().map(({ name }) => name))
  const unknown = Object.keys(maxRate).find((rule) => !names.has(rule))
  if (unknown !== undefined)
    throw new CommandError(`--max-rate: unknown rule "${unknown.slice(0, 64)}"; mcpx rules lists them`)
}

// Whether a rule occurs too often. Each one that does is printed.
export function exceedsRates(judge, tally) {
  const exceeded = judge.exceeded(tally)
  for (const { rule, rate, max } of exceeded)
    printError(`${rule}: ${percent(rate)} of the payloads have it, but at most ${percent(max)} may`)
  return exceeded.length > 0
}
