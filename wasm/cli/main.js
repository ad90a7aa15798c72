#!/usr/bin/env node
// main.js: the command mcpx: arguments -> exit status.
import { setFlagsFromString } from 'node:v8'
import { CommanderError } from 'commander'
import { loadSync } from '../lib/node.js'
import { CommandError, EXIT, printError } from './io/errors.js'
import { finalStatus } from './io/standard_output.js'
import { programFor } from './program.js'

/* global FACTS -- JSON: what the build knows about the module: its version, the newest schema version, and the clients, systems and runners */

// Each command is loaded when it is used.
const COMMANDS = {
  classify: async () => (await import('./commands/classify.js')).classify,
  completion: async () => (await import('./commands/completion.js')).completion,
  diff: async () => (await import('./commands/diff.js')).diff,
  example: async () => (await import('./commands/example.js')).example,
  fields: async () => (await import('./commands/fields.js')).fields,
  man: async () => (await import('./commands/man.js')).man,
  codes: async () => (await import('./commands/codes.js')).codes,
  explain: async () => (await import('./commands/explain.js')).explain,
  filter: async () => (await import('./commands/filter.js')).filter,
  redact: async () => (await import('./commands/redact.js')).redact,
  // It needs an instance of the library per group.
  report: async () => {
    const { report } = await import('./commands/report.js')
    return (mcpx, ...args) => report(mcpx, loadSync, ...args)
  },
  rules: async () => (await import('./commands/rules.js')).rules,
  schema: async () => (await import('./commands/schema.js')).schema,
  try: async () => (await import('./commands/try.js')).tryServer,
  // It checks many payloads in threads.
  validate: async () => {
    const { validate } = await import('./commands/validate.js')
    return (mcpx, ...args) => validate(mcpx, new URL('./check_thread.mjs', import.meta.url), ...args)
  }
}

// For one text, it takes longer to optimize a function than to run it: V8 shall do so only in a long run (its default is
// 1,800,000). Other hosts have no such flag.
function optimizeLater() {
  try {
    setFlagsFromString('--wasm-tiering-budget=30000000')
  } catch {}
}

function statusOf(error) {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
  if (error instanceof CommandError) {
    printError(error.message, error.names)
    return error.status
  }
  printError(`internal error: ${error.message}`)
  printError('Please report it as a bug, with the command that you ran.')
  return EXIT.internal
}

async function main() {
  let status = EXIT.ok
  const run =
    (name) =>
    async (...args) => {
      const command = await COMMANDS[name]()
      status = await command(loadSync(), ...args)
    }
  optimizeLater()
  try {
    await programFor(JSON.parse(FACTS), run).parseAsync()
  } catch (error) {
    status = statusOf(error)
  }
  process.exitCode = status
}

// Standard output may fail after the work is done.
process.on('exit', (code) => {
  process.exitCode = finalStatus(code)
})

main()
