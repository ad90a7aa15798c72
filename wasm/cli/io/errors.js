// errors.js: exit statuses, and errors that the user can fix.
import { messageLine } from '../show/terminal.js'

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

// `names` are printed below the message, one per line.
export function printError(message, names = []) {
  process.stderr.write([`mcpx: ${messageLine(message)}`, ...names.map((name) => `  ${name}`), ''].join('\n'))
}

// An error of commander, which may end with a suggestion on a line of its own.
export const usageErrorText = (text) =>
  `${text
    .trimEnd()
    .split(/\n(?=\(Did you mean )/)
    .map(messageLine)
    .join('\n')}\n`

const WRITE_REASONS = {
  ENOENT: 'its folder does not exist',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ENOSPC: 'no space left on the device',
  EROFS: 'the file system is read-only',
  EPIPE: 'its reader closed it'
}

// Why something could not be written.
export const writeReason = (error) => WRITE_REASONS[error.code] ?? error.message
