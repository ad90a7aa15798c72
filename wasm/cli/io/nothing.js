// nothing.js: to check or count nothing is no success: an export that failed looks like that.
import { printError } from './errors.js'

// Whether there was nothing to check or to count and that is an error, which is printed. `counted` is how many of the
// payloads count: all of them, if it is left out.
export function refuseNothing({ payloads, counted = payloads, unreadable }, { allowEmpty }) {
  if (counted || unreadable || allowEmpty) return false
  const what = payloads ? 'no payload is a heartbeat or an opt-out beacon' : 'the input contains no payloads'
  printError(`${what}; with --allow-empty, that is not an error`)
  return true
}
