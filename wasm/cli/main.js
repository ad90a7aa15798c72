// main.js: the command mcpx: arguments in, exit status out.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { loadSync } from '../lib/node.js'
import { classify } from './commands/classify.js'
import { codes } from './commands/codes.js'
import { explain } from './commands/explain.js'
import { filter } from './commands/filter.js'
import { report } from './commands/report.js'
import { schema } from './commands/schema.js'
import { VALIDATE_FORMATS, validate } from './commands/validate.js'
import { complain, EXIT, Refusal } from './show/output.js'

const TRANSPORTS = ['stdio', 'http', 'sse', 'streamable-http']
const FORMATS = ['text', 'json', 'ndjson']

// "json" or "json=report.json", as often as given.
const formatParser = (names) => (value, earlier) => {
  const [name, ...file] = value.split('=')
  if (!names.includes(name)) throw new InvalidArgumentError(`Allowed formats are ${names.join(', ')}.`)
  return [...(earlier ?? []), { name, file: file.join('=') || null }]
}

const formatOption = (names = FORMATS) =>
  new Option(
    '-f, --format <name[=file]>',
    `how to print: ${names.join(', ')}; several, each to its file`
  ).argParser(formatParser(names))

const profileOption = (description) =>
  new Option('-p, --profile <name>', description).choices(['extended', 'proxy']).default('extended')

const failOnOption = () =>
  new Option('--fail-on <severity>', 'exit with 1 from here on')
    .choices(['error', 'warning', 'never'])
    .default('error')

const PAYLOADS = 'JSON, NDJSON, .gz of either, folders, patterns; - or none is standard input'

// ---- The commands: each adds itself to `command`, `run` wraps what it does ----

function addClassify(command, run) {
  command('classify', 'classify an error text, or every line of a log')
    .argument('[file...]', 'files to read; - or none is standard input')
    .addOption(new Option('-t, --transport <name>', 'how the proxy reaches the server').choices(TRANSPORTS))
    .option('-d, --docker-isolated', 'the proxy launches this server through Docker isolation')
    .option('--no-docker-isolated', 'it does not')
    .addOption(profileOption('whose rules'))
    .addOption(new Option('--text', 'read the input as one error, however long').conflicts('log'))
    .option('--log', 'read the input as a log, however short')
    .option('--all', 'print every line of a log that has a code')
    .addOption(failOnOption())
    .addOption(formatOption())
    .action(run(classify))
}

const collect = (value, earlier) => [...(earlier ?? []), value]

function addValidate(command, run) {
  command('validate', 'check telemetry payloads: strict JSON, schema, consistency, personal data')
    .argument('[file...]', PAYLOADS)
    .option('--scan', 'look for personal data alone')
    .addOption(profileOption('what to look for: proxy finds what the proxy itself does'))
    .addOption(
      new Option(
        '--blocked-value <value>',
        'a value that may stand nowhere: host name, user name, token'
      ).argParser(collect)
    )
    .option('--blocked-values <file>', 'the same, one a line')
    .option('-v, --verbose', 'show notes, too')
    .addOption(failOnOption())
    .addOption(formatOption(VALIDATE_FORMATS))
    .action(run(validate))
}

function addReport(command, run) {
  command('report', 'count what a fleet of heartbeats says: Docker, codes, versions')
    .argument('[file...]', PAYLOADS)
    .addOption(formatOption())
    .action(run(report))
}

function addReference(command, run) {
  command('explain', 'say what a code, a rule of validate or a field means, and what to do')
    .argument('<name>', 'a name, or enough of one: docker_cli, 401, home_path, env_kind')
    .addOption(formatOption())
    .action(run(explain))
  command('codes', 'list all codes').addOption(formatOption()).action(run(codes))
  command('schema', 'print the JSON Schema of a heartbeat')
    .argument('[version]', 'its schema version; none is the newest')
    .action(run(schema))
}

function addFilter(command, run) {
  command('filter', 'answer JSON requests, one a line, from standard input to standard output').action(
    run(filter)
  )
}

function program(mcpx, done) {
  const run =
    (action) =>
    async (...args) =>
      done(await action(mcpx, ...args))
  const mcpxCommand = new Command('mcpx')
    .description('Say what the error of an MCP server means, and check the telemetry of mcpproxy.')
    .version(mcpx.version)
    .showHelpAfterError('(mcpx --help shows what there is)')
    .exitOverride()
    .addHelpText(
      'after',
      '\nExit status: 0 clean, 1 findings, 2 usage, 3 unreadable input, 4 internal error.'
    )
  const command = (name, description) => mcpxCommand.command(name).description(description)
  for (const add of [addClassify, addValidate, addReport, addReference, addFilter]) add(command, run)
  return mcpxCommand
}

// A broken pipe is the reader's wish to stop, not an error.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? EXIT.clean : EXIT.internal))

// What a user can mend is said as it is; anything else is ours to mend.
function statusOf(error) {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.usage
  if (error instanceof Refusal) {
    complain(error.message)
    return error.status
  }
  complain(`this should not have happened: ${error.message}\nPlease report it with the command you ran.`)
  return EXIT.internal
}

async function main() {
  let status = EXIT.clean
  try {
    const mcpx = loadSync()
    await program(mcpx, (result) => {
      status = result
    }).parseAsync()
  } catch (error) {
    status = statusOf(error)
  }
  process.exitCode = status
}

main()
