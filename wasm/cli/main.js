// main.js: the command mcpx: arguments in, exit status out.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { loadSync } from '../node.js'
import { classify } from './classify.js'
import { codes } from './codes.js'
import { explain } from './explain.js'
import { filter } from './filter.js'
import { EXIT } from './output.js'

const TRANSPORTS = ['stdio', 'http', 'sse', 'streamable-http']
const FORMATS = ['text', 'json', 'ndjson']

// "json" or "json=report.json", as often as given.
function parseFormat(value, earlier) {
  const [name, ...file] = value.split('=')
  if (!FORMATS.includes(name)) throw new InvalidArgumentError(`Allowed formats are ${FORMATS.join(', ')}.`)
  return [...(earlier ?? []), { name, file: file.join('=') || null }]
}

const formatOption = () =>
  new Option(
    '-f, --format <name[=file]>',
    `how to print: ${FORMATS.join(', ')}; several, each to its file`
  ).argParser(parseFormat)

function program(mcpx, done) {
  const run =
    (action) =>
    async (...args) =>
      done(await action(mcpx, ...args))
  const mcpxCommand = new Command('mcpx')
    .description('Turn the error of an MCP server into one stable code, and say what to do about it.')
    .version(mcpx.version)
    .showHelpAfterError('(mcpx --help shows what there is)')
    .exitOverride()
    .addHelpText(
      'after',
      '\nExit status: 0 clean, 1 findings, 2 usage, 3 unreadable input, 4 internal error.'
    )

  mcpxCommand
    .command('classify')
    .description('classify an error text, or every line of a log')
    .argument('[file...]', 'files to read; - or none is standard input')
    .addOption(new Option('-t, --transport <name>', 'how the proxy reaches the server').choices(TRANSPORTS))
    .option('-d, --docker-isolated', 'the proxy launches this server through Docker isolation')
    .option('--no-docker-isolated', 'it does not')
    .addOption(
      new Option('-p, --profile <name>', 'whose rules').choices(['extended', 'proxy']).default('extended')
    )
    .addOption(new Option('--text', 'read the input as one error, however long').conflicts('log'))
    .option('--log', 'read the input as a log, however short')
    .option('--all', 'print every line of a log that has a code')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 from here on')
        .choices(['error', 'warning', 'never'])
        .default('error')
    )
    .addOption(formatOption())
    .action(run(classify))

  mcpxCommand
    .command('explain')
    .description('say what a code means and what to do about it')
    .argument('<code>', 'a code, or enough of one: docker_cli, 401')
    .addOption(formatOption())
    .action(run(explain))

  mcpxCommand.command('codes').description('list all codes').addOption(formatOption()).action(run(codes))

  mcpxCommand
    .command('filter')
    .description('answer JSON requests, one a line, from standard input to standard output')
    .action(run(filter))

  return mcpxCommand
}

// A broken pipe is the reader's wish to stop, not an error.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? EXIT.clean : EXIT.internal))

async function main() {
  let status = EXIT.clean
  try {
    const mcpx = loadSync()
    await program(mcpx, (result) => {
      status = result
    }).parseAsync()
  } catch (error) {
    if (error instanceof CommanderError) {
      status = error.exitCode === 0 ? EXIT.clean : EXIT.usage
    } else {
      status = EXIT.internal
      process.stderr.write(
        `mcpx: this should not have happened: ${error.message}\nPlease report it with the command you ran.\n`
      )
    }
  }
  process.exitCode = status
}

main()
