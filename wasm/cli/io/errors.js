// errors.js: exit statuses, and errors that the user can fix.

export const EXIT = { ok: 0, findings: 1, usage: 2, unreadable: 3, internal: 4 }

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
