// program.js: the commands of mcpx with their arguments and options. Help, completions and the man page are made of
// them.
import { Command, InvalidArgumentError, Option } from 'commander'
import { CommandError, usageErrorText } from './io/errors.js'
import {
  blockedValueOption,
  blockedValuesOption,
  countParser,
  formatOption,
  imageOptions,
  maxRateOption,
  payloadOptions,
  profileOption,
  surroundingOptions
} from './options.js'
import { columns } from './show/terminal.js'

const TRANSPORTS = ['stdio', 'http', 'sse', 'streamable-http']
const VALIDATE_FORMATS = ['text', 'unix', 'json', 'ndjson', 'sarif', 'junit', 'github', 'gitlab']
const REPORT_FORMATS = ['text', 'json', 'ndjson', 'md', 'csv']
const GROUPS = ['release', 'edition', 'os', 'day', 'client']
const SEVERITIES = ['error', 'warning', 'never']
const FINDING_SEVERITIES = ['error', 'warning', 'note', 'never']
const HELP_WIDTH = 80
const PAYLOADS =
  'JSON, NDJSON or CSV files (also .gz), folders or glob patterns; with none or "-", standard input'

const addOptions = (command, options) => options.reduce((to, option) => to.addOption(option), command)

// Codes have the severity "warn", findings "warning". Both words are understood.
function failOnOption(choices, fallback) {
  const option = new Option('--fail-on <severity>', 'lowest severity that makes the exit status 1')
    .choices(choices)
    .default(fallback)
  const parse = option.parseArg
  return option.argParser((value, earlier) => parse(value === 'warn' ? 'warning' : value, earlier))
}

// ---- The commands: each is added by `command(name, description)`; `run(name)` gives its function ----

function addClassify(command, run, surroundings) {
  const classify = command('classify', 'explain an error text or a log: what failed, why, and what to do')
    .argument('[file...]', 'files to read (also .gz); with none or "-", standard input')
    .addOption(new Option('-t, --transport <name>', 'how the server is reached').choices(TRANSPORTS))
    .option('-d, --docker-isolated', 'mcpproxy runs this server in Docker isolation')
    .option('--no-docker-isolated', 'mcpproxy runs this server without Docker isolation')
    .addOption(profileOption('exactly what mcpproxy reports'))
  addOptions(classify, [...surroundingOptions(surroundings), ...imageOptions()])
    .addOption(new Option('--text', 'read the input as one error text, even if it is long').conflicts('log'))
    .option('--log', 'read the input as a log, even if it is short')
    .option('--all', 'print all lines of a log that have a code')
    .option('-v, --verbose', 'print all steps and all evidence')
    .addOption(failOnOption(SEVERITIES, 'never'))
    .addOption(formatOption())
    .action(run('classify'))
}

function addValidate(command, run) {
  const validate = command('validate', 'check telemetry payloads: JSON, schema, consistency, personal data')
    .argument('[file...]', PAYLOADS)
    .option(
      '--scan',
      'only search for what may leak: personal data, and text where fixed values belong (no other checks)'
    )
    .addOption(profileOption('exactly what mcpproxy checks'))
    .option('--proxy-release <version>', 'for profile proxy: the release of mcpproxy whose rules to apply')
    .option('--closed', 'for the sender: treat whatever is unknown or newer than known as an error')
    .addOption(blockedValueOption('report this value where it occurs'))
    .addOption(blockedValuesOption())
  addOptions(validate, payloadOptions())
    .addOption(failOnOption(FINDING_SEVERITIES, 'error'))
    .addOption(maxRateOption())
    .option('--baseline <file>', 'accept the findings of an earlier run: the output of -f json')
    .option('-v, --verbose', 'show notes too')
    .option(
      '-q, --quiet',
      'print only the summary, and that only if there are findings or payloads checked in part'
    )
    .option('--statistics', 'print a table of the rules')
    .addOption(
      new Option(
        '--max-findings <number>',
        'findings to print of each rule; 0 for all (default: 3)'
      ).argParser(countParser)
    )
    .addOption(formatOption(VALIDATE_FORMATS))
    .action(run('validate'))
}

function addReport(command, run) {
  const report = command(
    'report',
    'summarize the heartbeats of a fleet: Docker, error codes, releases, systems'
  )
    .argument('[file...]', PAYLOADS)
    .addOption(new Option('--by <group>', 'also count by group').choices(GROUPS))
    .option('--compare <file>', 'an earlier period: payloads, or the JSON of this command')
    .option('--ndjson', 'read each line as a payload, as in files named .ndjson')
    .addOption(
      new Option(
        '--merge',
        'add up reports (JSON or NDJSON of this command); each install must be in one of them only'
      ).conflicts(['sample', 'failOn', 'maxRate'])
    )
  addOptions(report, payloadOptions())
    .addOption(failOnOption(FINDING_SEVERITIES, 'never'))
    .addOption(maxRateOption())
    .addOption(formatOption(REPORT_FORMATS))
    .action(run('report'))
}

function addRedact(command, run) {
  command('redact', 'replace personal data and secrets in a text')
    .argument('[file...]', 'files to read (also .gz); with none or "-", standard input')
    .addOption(blockedValueOption('replace this value as well'))
    .addOption(blockedValuesOption())
    .addOption(formatOption())
    .action(run('redact'))
}

function addReference(command, run, surroundings) {
  const explain = command('explain', 'explain a code, a cause, a rule or a field of a heartbeat').argument(
    '<name>',
    'a name, or a part of one: docker_cli, 401, node_too_old, home_path, env_kind'
  )
  const [os, client] = surroundingOptions(surroundings)
  addOptions(explain, [os, client])
    .option('-v, --verbose', 'list all causes of a code')
    .addOption(formatOption())
    .action(run('explain'))
  command('codes', 'list all codes').addOption(formatOption()).action(run('codes'))
  command('rules', 'list all rules of validate').addOption(formatOption()).action(run('rules'))
  command('schema', 'print the JSON Schema of a heartbeat')
    .argument('[version...]', 'its schema version; the default is the newest')
    .option('--diff', 'compare two versions: mcpx schema --diff 4 5')
    .option('--plain', 'leave out what strict validators refuse: keywords of our own (x-since) and formats')
    .addOption(formatOption(['text', 'json']))
    .action(run('schema'))
}

const schemaOption = () => new Option('--schema <version>', 'schema version; the default is the newest')

function addPayloads(command, run) {
  const fields = command('fields', 'list the fields of a heartbeat: meaning, values, schema versions')
    .argument('[file...]', `for --unknown: ${PAYLOADS}`)
    .option('--unknown', 'list the fields that the schema does not know: names, types and shares, no values')
    .addOption(schemaOption())
  addOptions(fields, payloadOptions())
    .addOption(formatOption(['text', 'json', 'ndjson', 'md']))
    .action(run('fields'))
  command('diff', 'list the fields in which two payloads differ; texts are not shown')
    .argument('<first>', 'a file with a payload')
    .argument('<second>', 'another one')
    .addOption(formatOption())
    .action(run('diff'))
  command('example', 'print a clean heartbeat, for tests and fixtures')
    .addOption(schemaOption())
    .option('--bad <rule>', 'one with a finding of this rule, such as missing_field or home_path')
    .action(run('example'))
}

function addShell(command, run) {
  command('completion', 'print completions for a shell')
    .argument('<shell>', 'bash, zsh or fish')
    .action(run('completion'))
  command('man', 'print the manual page (mcpx man | man -l -)').action(run('man'))
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

The command runs with your rights, as a client would run
it, without a shell. An address is contacted; each further
address is named before. What was started is ended. What is
printed is redacted, with the values of --env and --header
and the arguments of the command.
Exit status: 0 the server works, 1 it does not,
2 usage error.`

function addTry(command, run, surroundings) {
  const tryCommand = command('try', 'start a server, or contact it, as a client does, and explain what fails')
  const action = run('try')
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

const FILTER_EXAMPLES = `
Examples of requests, each in one line:
  {"op":"classify","id":1,"text":"spawn npx ENOENT"}
  {"op":"validate","id":2,"payload":"{}"}
  {"op":"scan","id":3,"payload_base64":"e30="}
  {"op":"redact","id":4,"text":"bob@example.com"}

The other members are the options of these commands, such
as "transport":"stdio". A response is one line, too, with
the same id: {"id":1,"code":...}, or {"id":1,"error":...}.`

function addFilter(command, run) {
  command('filter', 'answer JSON requests, one per line, from standard input on standard output')
    .addHelpText('after', FILTER_EXAMPLES)
    .action(run('filter'))
}

const EXIT_STATUS = `
Exit status: 0 no findings, 1 findings, 2 usage error,
3 unreadable or empty input, 4 internal error, 141 standard
output was closed early.
Environment: NO_COLOR, FORCE_COLOR, COLUMNS, GITHUB_ACTIONS.`

const WRAPPED_MIN = 20 // columns beside the names
const helpWidth = () => Math.min(columns(), HELP_WIDTH)

// `run(name)` is the function that commander calls for a command, with its arguments and options.
const versionText = ({ version, schemaVersion }) =>
  `${version} (schema versions 1 to ${schemaVersion}; Node.js ${process.versions.node})`

export function programFor({ surroundings, ...about }, run) {
  const program = new Command('mcpx')
    .description('Explain errors of MCP servers, and check the telemetry of mcpproxy.')
    .version(versionText(about))
    .enablePositionalOptions()
    .showHelpAfterError('(see mcpx --help)')
    .exitOverride()
    .configureHelp({ minWidthToWrap: WRAPPED_MIN })
    .configureOutput({
      getOutHelpWidth: helpWidth,
      getErrHelpWidth: helpWidth,
      outputError: (text, write) => write(usageErrorText(text))
    })
    .addHelpText('after', EXIT_STATUS)
  // terminal.js looks for it among the arguments, before they are parsed.
  const noColor = () => new Option('--no-color', 'no colors, as with NO_COLOR')
  program.addOption(noColor())
  const command = (name, description) => program.command(name).description(description)
  const all = [
    addClassify,
    addTry,
    addValidate,
    addReport,
    addRedact,
    addReference,
    addPayloads,
    addFilter,
    addShell
  ]
  for (const add of all) add(command, run, surroundings)
  for (const added of program.commands) added.addOption(noColor())
  return program
}
