// nothing.js: to check or count nothing is no success: an export that failed looks like that.
import { printError } from './errors.js'

// Whether there was no payload and that is an error, which is printed.
export function refuseNothing({ payloads, unreadable }, { allowEmpty }) {
  if (payloads || unreadable || allowEmpty) return false
  printError('the input contains no payloads; with --allow-empty, that is not an error')
  return true
}
