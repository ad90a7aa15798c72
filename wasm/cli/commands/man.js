// man.js: mcpx man: the options and commands of the program -> a manual page in roff.
import { EXIT } from '../io/errors.js'
import { emit } from '../io/outputs.js'

// A period or an apostrophe at the beginning of a line is a request of roff.
const roff = (text) =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll(/^([.'])/gm, '\\&$1')

const flag = ({ flags, description }) => `.TP\n.B ${roff(flags)}\n${roff(description)}\n`

function section(command) {
  const [usage] = command.usage().split('\n')
  const options = command.options.map(flag).join('')
  return `.SS ${roff(`mcpx ${command.name()} ${usage}`)}\n${roff(command.description())}\n${options}`
}

function page({ version }, program) {
  const commands = program.commands.map(section).join('')
  return `.TH MCPX 1 "" "mcpx ${roff(version)}"
.SH NAME
mcpx \\- ${roff(program.description())}
.SH SYNOPSIS
.B mcpx
.I command
[options] [arguments]
.SH COMMANDS
${commands}.SH EXIT STATUS
.TP
.B 0
No findings.
.TP
.B 1
Findings, or a difference.
.TP
.B 2
A usage error.
.TP
.B 3
An input is unreadable or has no payloads.
.TP
.B 4
An internal error.
.TP
.B 141
The reader of standard output closed it before everything was written.
.SH ENVIRONMENT
NO_COLOR, FORCE_COLOR, COLUMNS; GITHUB_ACTIONS, GITHUB_WORKSPACE and GITHUB_STEP_SUMMARY in a workflow;
CI_PROJECT_DIR in a pipeline of GitLab.
`
}

export function man(mcpx, _options, command) {
  emit([{ name: 'text', file: null }], { text: () => page(mcpx, command.parent) }, { isData: true })
  return EXIT.ok
}
