// main.js: the command mcpx: arguments -> exit status.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { loadSync } from '../lib/node.js'
import { classify } from './commands/classify.js'
import { codes } from './commands/codes.js'
import { explain } from './commands/explain.js'
import { filter } from './commands/filter.js'
import { redact } from './commands/redact.js'
import { report } from './commands/report.js'
import { schema } from './commands/schema.js'
import { tryServer } from './commands/try.js'
import { VALIDATE_FORMATS, validate } from './commands/validate.js'
import { CommandError, EXIT, printError } from './io/errors.js'

const TRANSPORTS = ['stdio', 'http', 'sse', 'streamable-http']
const FORMATS = ['text', 'json', 'ndjson']

// ---- Options that several commands have ----

// "json" or "json=report.json"; the option can be repeated.
const formatParser = (names) => (value, earlier) => {
  const [name, ...file] = value.split('=')
  if (!names.includes(name)) throw new InvalidArgumentError(`Allowed formats are ${names.join(', ')}.`)
  return [...(earlier ?? []), { name, file: file.join('=') || null }]
}

const formatOption = (names = FORMATS) =>
  new Option(
    '-f, --format <name[=file]>',
    `output format: ${names.join(', ')}; repeat it for several, e.g. -f text -f json=out.json`
  ).argParser(formatParser(names))

const profileOption = (meaning) =>
  new Option('-p, --profile <name>', `rule set: extended, or proxy for ${meaning}`)
    .choices(['extended', 'proxy'])
    .default('extended')

const failOnOption = () =>
  new Option('--fail-on <severity>', 'lowest severity that makes the exit status 1')
    .choices(['error', 'warning', 'never'])
    .default('error')

const PAYLOADS = 'JSON or NDJSON files (also .gz), folders or glob patterns; with none or "-", standard input'

const plain = (name) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

// One of the names, in any spelling: "Claude Desktop", "claude-desktop".
const nameParser = (names) => (value) => {
  const found = names.find((name) => plain(name) === plain(value))
  if (!found) throw new InvalidArgumentError(`Allowed names are ${names.join(', ')}.`)
  return found
}

// Where the failure happened. The names are those of the library.
function surroundingOptions({ clients, systems, runners }) {
  const ids = clients.map(({ id }) => id)
  const option = (flag, meaning, names) =>
    new Option(`--${flag} <name>`, `${meaning}: ${names.join(', ')}`).argParser(nameParser(names))
  return [
    option('os', 'operating system of the computer with the failure', systems),
    option('client', 'program that connects to the server', ids),
    option('runner', 'program that starts the server', runners)
  ]
}

// "uvx=image" adds an image for a runtime.
function defaultImage(value, earlier) {
  const at = value.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('Write runtime=image, such as npx=node:22.')
  return { ...earlier, [value.slice(0, at)]: value.slice(at + 1) }
}

// What is known about the container of the server.
const imageOptions = () => [
  new Option('--command <command>', 'command of the server in the configuration, such as uvx'),
  new Option('--image <image>', 'image of its own that the server has in isolation.image'),
  new Option(
    '--default-image <runtime=image>',
    'image of docker_isolation.default_images for a runtime; can be repeated'
  ).argParser(defaultImage)
]

const addOptions = (command, options) => options.reduce((to, option) => to.addOption(option), command)

// ---- The commands: each is added to the program by `command`; `run` wraps its function ----

function addClassify(command, run, surroundings) {
  const classifyCommand = command(
    'classify',
    'explain an error text or a log: what failed, why, and what to do'
  )
    .argument('[file...]', 'files to read (also .gz); with none or "-", standard input')
    .addOption(new Option('-t, --transport <name>', 'how the proxy reaches the server').choices(TRANSPORTS))
    .option('-d, --docker-isolated', 'the proxy runs this server in Docker isolation')
    .option('--no-docker-isolated', 'the proxy runs this server without Docker isolation')
    .addOption(profileOption('exactly what mcpproxy reports'))
  addOptions(classifyCommand, [...surroundingOptions(surroundings), ...imageOptions()])
    .addOption(new Option('--text', 'read the input as one error text, even if it is long').conflicts('log'))
    .option('--log', 'read the input as a log, even if it is short')
    .option('--all', 'print all lines of a log that have a code')
    .option('-v, --verbose', 'print all steps and all evidence')
    .addOption(failOnOption())
    .addOption(formatOption())
    .action(run(classify))
}

const collect = (value, earlier) => [...(earlier ?? []), value]

const blockedValueOption = (effect) =>
  new Option(
    '--blocked-value <value>',
    `${effect}: a host name, user name or token of 4 characters or more; can be repeated`
  ).argParser(collect)

const blockedValuesOption = () =>
  new Option('--blocked-values <file>', 'read blocked values from a file, one per line')

function addValidate(command, run) {
  command('validate', 'check telemetry payloads: JSON syntax, schema, consistency, personal data')
    .argument('[file...]', PAYLOADS)
    .option('--scan', 'only search for personal data; do not check completeness or consistency')
    .addOption(profileOption('exactly what mcpproxy checks'))
    .option('--proxy-release <version>', 'for profile proxy: the release of mcpproxy whose rules to apply')
    .option('--closed', 'for the sender: treat whatever is unknown or newer than known as an error')
    .addOption(blockedValueOption('report this value wherever it occurs'))
    .addOption(blockedValuesOption())
    .option('-v, --verbose', 'show notes too')
    .addOption(failOnOption())
    .addOption(formatOption(VALIDATE_FORMATS))
    .action(run(validate))
}

function addReport(command, run) {
  command('report', 'summarize the heartbeats of a fleet: Docker, error codes, schema versions')
    .argument('[file...]', PAYLOADS)
    .option('--ndjson', 'read each line as a payload, as in files named .ndjson')
    .option('--merge', 'add up reports (the JSON of this command); each install must be in one of them only')
    .addOption(formatOption())
    .action(run(report))
}

function addRedact(command, run) {
  command('redact', 'replace personal data and secrets in a text')
    .argument('[file...]', 'files to read (also .gz); with none or "-", standard input')
    .addOption(blockedValueOption('replace this value as well'))
    .addOption(blockedValuesOption())
    .addOption(formatOption())
    .action(run(redact))
}

function addReference(command, run, surroundings) {
  const explainCommand = command(
    'explain',
    'explain a code, a cause, a rule or a field of a heartbeat'
  ).argument('<name>', 'a name, or a part of one: docker_cli, 401, node_too_old, home_path, env_kind')
  const [os, client] = surroundingOptions(surroundings)
  addOptions(explainCommand, [os, client])
    .option('-v, --verbose', 'list all causes of a code')
    .addOption(formatOption())
    .action(run(explain))
  command('codes', 'list all codes').addOption(formatOption()).action(run(codes))
  command('schema', 'print the JSON Schema of a heartbeat')
    .argument('[version]', 'its schema version; the default is the newest')
    .action(run(schema))
}

// "NAME=value" or "NAME: value"; the option can be repeated.
const pairParser = (separator, example) => (value, earlier) => {
  const at = value.indexOf(separator)
  // The error of commander would repeat the value, which may be a secret.
  if (at < 1) throw new CommandError(`write ${example}`)
  return { ...earlier, [value.slice(0, at).trim()]: value.slice(at + 1).trim() }
}

function secondsParser(value) {
  const seconds = Number(value)
  if (!(seconds > 0 && seconds <= 3600))
    throw new InvalidArgumentError('Write a number of seconds up to 3600.')
  return seconds
}

const TRY_EXAMPLES = `
Examples:
  mcpx try -- npx -y @modelcontextprotocol/server-everything
  mcpx try --env API_KEY="$API_KEY" -- uvx my-server --verbose
  mcpx try --env PATH=/usr/bin:/bin -- uvx my-server   # the PATH of an app
  mcpx try https://mcp.example.com/mcp --header "Authorization: Bearer $TOKEN"
  mcpx try --config ~/.cursor/mcp.json --server my-server

The command runs with your rights, as a client would run it, without a shell. An
address is contacted; each further address is named before. What was started is
ended. What is printed is redacted, with the values of --env and --header.
Exit status: 0 the server works, 1 it does not, 2 usage error.`

function addTry(command, run, surroundings) {
  const tryCommand = command('try', 'start a server, or contact it, as a client does, and explain what fails')
  const action = run(tryServer)
  const [, client] = surroundingOptions(surroundings)
  tryCommand
    .argument('[target...]', 'a command with its arguments, after --, or an address')
    .passThroughOptions()
    .option(
      '--env <NAME=value>',
      'environment variable of the command; can be repeated',
      pairParser('=', '--env NAME=value')
    )
    .option('--cwd <folder>', 'working folder of the command')
    .option(
      '-H, --header <NAME: value>',
      'header of each request; can be repeated',
      pairParser(':', '--header "NAME: value"')
    )
    .option('--sse', 'the address uses the older SSE transport, not Streamable HTTP')
    .option(
      '--timeout <seconds>',
      'how long to wait for each answer; 120 for a command, which may first be downloaded, 30 for an address',
      secondsParser
    )
    .option('--config <file>', 'read the server from the configuration file of a client (JSON)')
    .option('--server <name>', 'name of the server in that file')
    .addOption(client)
    .option('--paths', 'show paths, hosts and addresses of the text, which are hidden otherwise')
    .option('-v, --verbose', 'print all steps, and the last lines of the log')
    .addOption(formatOption())
    .addHelpText('after', TRY_EXAMPLES)
    .action((words, options) => action(optionsAfterUrl(tryCommand, words), options))
}

// The words of a command are its own, but options may follow an address.
function optionsAfterUrl(command, [first, ...rest]) {
  if (first === undefined) return []
  if (!/^https?:/i.test(first)) return [first, ...rest]
  const { operands, unknown } = command.parseOptions(rest)
  if (unknown.length) command.unknownOption(unknown[0])
  return [first, ...operands]
}

function addFilter(command, run) {
  command('filter', 'answer JSON requests, one per line, from standard input on standard output').action(
    run(filter)
  )
}

function programFor(mcpx, onStatus) {
  const run =
    (action) =>
    async (...args) =>
      onStatus(await action(mcpx, ...args))
  const program = new Command('mcpx')
    .description('Explain errors of MCP servers, and check the telemetry of mcpproxy.')
    .version(mcpx.version)
    .enablePositionalOptions()
    .showHelpAfterError('(see mcpx --help)')
    .exitOverride()
    .addHelpText(
      'after',
      '\nExit status: 0 no findings, 1 findings, 2 usage error, 3 unreadable input,\n4 internal error.'
    )
  const command = (name, description) => program.command(name).description(description)
  const all = [addClassify, addTry, addValidate, addReport, addRedact, addReference, addFilter]
  for (const add of all) add(command, run, mcpx.surroundings())
  return program
}

// ---- The end ----

// When the reader of a pipe closes it, the command stops without an error.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.internal))

function statusOf(error) {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
  if (error instanceof CommandError) {
    printError(error.message)
    return error.status
  }
  printError(`internal error: ${error.message}\nPlease report it as a bug, with the command that you ran.`)
  return EXIT.internal
}

async function main() {
  let status = EXIT.ok
  try {
    const program = programFor(loadSync(), (result) => {
      status = result
    })
    await program.parseAsync()
  } catch (error) {
    status = statusOf(error)
  }
  process.exitCode = status
}

main()
