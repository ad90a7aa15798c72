// errors.js: exit statuses, and errors that the user can fix.

// `closedPipe` is what shells report for a program that SIGPIPE ended.
export const EXIT = { ok: 0, findings: 1, usage: 2, unreadable: 3, internal: 4, closedPipe: 141 }

// Ends the command with a message and a status. Any other error is a bug of the command.
export class CommandError extends Error {
  constructor(message, status = EXIT.usage) {
    super(message)
    this.status = status
  }
}

// A runner of GitHub takes `##[error]` anywhere in a line for a command (outputs.js).
export function printError(message) {
  process.stderr.write(`mcpx: ${message.replaceAll('##[', '##·[')}\n`)
}

const WRITE_REASONS = {
  ENOENT: 'its folder does not exist',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ENOSPC: 'no space left on the device',
  EROFS: 'the file system is read-only'
}

// Why something could not be written.
export const writeReason = (error) => WRITE_REASONS[error.code] ?? error.message
