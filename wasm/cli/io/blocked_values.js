// blocked_values.js: the options --blocked-value and --blocked-values -> a list of values.
import { readFileSync } from 'node:fs'
import { CommandError } from './errors.js'
import { unreadable } from './input.js'

const BLOCKED_VALUES_MAX = 256
const BLOCKED_VALUE_MIN = 4

function linesOf(file) {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)
  } catch (error) {
    throw unreadable(file, error)
  }
}

// Profile proxy searches for values of any length.
export function blockedValuesOf({ blockedValue = [], blockedValues: file, profile }) {
  const values = [...blockedValue, ...(file ? linesOf(file) : [])].filter(Boolean)
  if (values.length > BLOCKED_VALUES_MAX)
    throw new CommandError(`too many blocked values: ${values.length} (at most ${BLOCKED_VALUES_MAX})`)
  const isShort = (value) => Buffer.byteLength(value) < BLOCKED_VALUE_MIN
  if (profile !== 'proxy' && values.some(isShort))
    throw new CommandError(
      `a blocked value has fewer than ${BLOCKED_VALUE_MIN} characters; it would match harmless text`
    )
  return values
}
