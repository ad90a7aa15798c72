// standard_output.js: standard output, whose reader may close it before everything is written (mcpx … | head).
import { once } from 'node:events'
import { EXIT, printError, writeReason } from './errors.js'

let failure = null // the exit status, once standard output cannot be written any more
let isNeeded = () => false // whether there is more to write than standard output

// The command ends at once, unless it also writes files: these are completed first.
process.stdout.on('error', (error) => {
  if (failure) return
  failure = error.code === 'EPIPE' ? EXIT.closedPipe : EXIT.internal
  if (failure === EXIT.internal) printError(`cannot write standard output: ${writeReason(error)}`)
  if (!isNeeded()) process.exit(failure)
})

// Go on after standard output is closed, as long as `condition()` is true.
export function continueWhile(condition) {
  isNeeded = condition
}

// The status of the command: output that was not written completely is a failure of its own.
export const finalStatus = (status) => failure ?? status

// Returns whether more can be written now.
export const writeStandard = (bytes) => failure !== null || process.stdout.write(bytes)

// Resolves when the reader has caught up, or is gone.
export async function standardDrained() {
  if (failure === null && process.stdout.writableNeedDrain)
    await once(process.stdout, 'drain').catch(() => {})
}
