// errors.js: exit statuses, and errors that the user can fix.
import { escapeControls } from '../show/terminal.js'

// `closedPipe` is what shells report for a program that SIGPIPE ended.
export const EXIT = { ok: 0, findings: 1, usage: 2, unreadable: 3, internal: 4, closedPipe: 141 }

// Ends the command with a message, perhaps a list of names below it, and a status. Any other error is a bug of the
// command.
export class CommandError extends Error {
  constructor(message, status = EXIT.usage, names = []) {
    super(message)
    this.status = status
    this.names = names
  }
}

// A message as one line. It may repeat an argument or the name of a file: neither may move the cursor, nor begin a line
// that a runner of GitHub takes for a command, such as `::error::`. `##[error]` is one anywhere in a line (outputs.js).
const asOneLine = (message) => escapeControls(message).replaceAll('##[', '##·[')

// `names` are printed below the message, one per line.
export function printError(message, names = []) {
  process.stderr.write([`mcpx: ${asOneLine(message)}`, ...names.map((name) => `  ${name}`), ''].join('\n'))
}

// An error of commander, which may end with a suggestion on a line of its own.
export const usageErrorText = (text) =>
  `${text
    .trimEnd()
    .split(/\n(?=\(Did you mean )/)
    .map(asOneLine)
    .join('\n')}\n`

const WRITE_REASONS = {
  ENOENT: 'its folder does not exist',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ENOSPC: 'no space left on the device',
  EROFS: 'the file system is read-only'
}

// Why something could not be written.
export const writeReason = (error) => WRITE_REASONS[error.code] ?? error.message
