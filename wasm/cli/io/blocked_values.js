// blocked_values.js: the options --blocked-value and --blocked-values -> a list of values.
import { readFileSync } from 'node:fs'
import { CommandError } from './errors.js'
import { unreadable } from './input.js'

const BLOCKED_VALUES_MAX = 256

function linesOf(file) {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)
  } catch (error) {
    throw unreadable(file, error)
  }
}

export function blockedValuesOf({ blockedValue = [], blockedValues: file }) {
  const values = [...blockedValue, ...(file ? linesOf(file) : [])].filter(Boolean)
  if (values.length > BLOCKED_VALUES_MAX)
    throw new CommandError(`too many blocked values: ${values.length} (at most ${BLOCKED_VALUES_MAX})`)
  return values
}
