// blocked_values.js: the options --blocked-value and --blocked-values -> a list of values.
import { shownName } from '../show/terminal.js'
import { CommandError, printError } from './errors.js'
import { readTextFile } from './input.js'

const BLOCKED_VALUES_MAX = 256
const BYTES_MIN = 4

// Profile `proxy` searches for everything. Otherwise the library passes over values that are in every payload; it is
// asked about each one, because a value that is not searched for must not look like one that was not found.
function checkSearched(mcpx, values, profile) {
  if (profile === 'proxy') return
  values.forEach((value, i) => {
    if (Buffer.byteLength(value) < BYTES_MIN)
      throw new CommandError(
        `blocked value ${i + 1} is too short to search for: it needs ${BYTES_MIN} characters or more`
      )
    const { findings } = mcpx.scan(JSON.stringify({ value }), { blockedValues: [value] })
    if (!findings.some(({ rule }) => rule === 'blocked_value'))
      printError(`blocked value ${i + 1} is an everyday word or has too few letters; it is not searched for`)
  })
}

// A variable that is not set, or a list that was not filled, must not look like values that were not found.
function checkGiven(values, file, listed) {
  if (values.includes('')) throw new CommandError('--blocked-value is empty; leave it out to block nothing')
  if (file && !listed.length) throw new CommandError(`${shownName(file)} has no blocked values`)
}

export function blockedValuesOf(mcpx, { blockedValue = [], blockedValues: file, profile }) {
  const listed = file ? readTextFile(file).split(/\r?\n/).filter(Boolean) : []
  checkGiven(blockedValue, file, listed)
  const values = [...blockedValue, ...listed]
  if (values.length > BLOCKED_VALUES_MAX)
    throw new CommandError(`too many blocked values: ${values.length} (at most ${BLOCKED_VALUES_MAX})`)
  checkSearched(mcpx, values, profile)
  return values
}
