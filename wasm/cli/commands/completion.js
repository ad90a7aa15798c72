// completion.js: mcpx completion: the options and commands of the program -> completions of bash, zsh and fish.
import { CommandError, EXIT } from '../io/errors.js'
import { emit } from '../io/outputs.js'

const SHELLS = { bash, zsh, fish }

// { name, description, flags: [{ long, short, description, values, takesValue }] } of each command.
function tableOf(program) {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    flags: command.options.map((option) => ({
      long: option.long,
      short: option.short,
      description: option.description,
      values: option.argChoices ?? option.names ?? [],
      takesValue: option.required || option.optional
    }))
  }))
}

const words = (list) => list.join(' ')
const flagsOf = ({ flags }) => flags.flatMap(({ long, short }) => [long, short]).filter(Boolean)
const withValues = ({ flags }) => flags.filter(({ takesValue }) => takesValue)
const names = ({ long, short }) => [short, long].filter(Boolean)

// ---- bash ----

function bashCommand(command) {
  const values = withValues(command).map(
    (flag) =>
      `        ${names(flag).join('|')}) ${flag.values.length ? `words='${words(flag.values)}'` : 'files=1'} ;;\n`
  )
  return `    ${command.name})\n      words='${words(flagsOf(command))} --help'\n      case $before in\n${values.join('')}      esac ;;\n`
}

function bash(table) {
  const commands = words([...table.map(({ name }) => name), 'help'])
  return `# Completions of mcpx for bash. Load them with: eval "$(mcpx completion bash)"
_mcpx() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} words= files=
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${commands} --help --version' -- "$current"))
    return
  fi
  case \${COMP_WORDS[1]} in
${table.map(bashCommand).join('')}  esac
  COMPREPLY=()
  [ -z "$files" ] && [ "\${current#-}" != "$current" ] || [ "\${before#-}" != "$before" ] &&
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  [ \${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$current"))
}
complete -o filenames -F _mcpx mcpx
`
}

// ---- zsh ----

const zshText = (text) => text.replaceAll(/['[\]:\\]/g, ' ')

function zshFlag(flag) {
  const value = !flag.takesValue
    ? ''
    : flag.values.length
      ? `:value:(${words(flag.values)})`
      : ':value:_files'
  return names(flag).map((name) => `      '*${name}[${zshText(flag.description)}]${value}'`)
}

function zsh(table) {
  const list = table.map(({ name, description }) => `    '${name}:${zshText(description)}'`)
  const cases = table.map(
    (command) =>
      `    ${command.name}) _arguments \\\n${[...command.flags.flatMap(zshFlag), "      '*:file:_files'"].join(' \\\n')} ;;\n`
  )
  return `#compdef mcpx
# Completions of mcpx for zsh. Load them with: eval "$(mcpx completion zsh)"
_mcpx() {
  local -a commands
  commands=(
${list.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local name=\${words[2]}
  shift words
  (( CURRENT-- ))
  case $name in
${cases.join('')}  esac
}
compdef _mcpx mcpx
`
}

// ---- fish ----

const fishText = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

function fishFlag({ name }, flag) {
  const long = flag.long ? ` -l ${flag.long.slice(2)}` : ''
  const short = flag.short ? ` -s ${flag.short.slice(1)}` : ''
  const value = !flag.takesValue ? '' : flag.values.length ? ` -x -a ${fishText(words(flag.values))}` : ' -r'
  return `complete -c mcpx -n '__fish_seen_subcommand_from ${name}'${short}${long}${value} -d ${fishText(flag.description)}\n`
}

function fish(table) {
  const list = table.map(
    ({ name, description }) =>
      `complete -c mcpx -n __fish_use_subcommand -f -a ${name} -d ${fishText(description)}\n`
  )
  const flags = table.flatMap((command) => command.flags.map((flag) => fishFlag(command, flag)))
  return `# Completions of mcpx for fish. Load them with: mcpx completion fish | source\n${list.join('')}${flags.join('')}`
}

// ---- The command ----

export function completion(_, shell, _options, command) {
  if (!Object.hasOwn(SHELLS, shell))
    throw new CommandError(`the shells are ${Object.keys(SHELLS).join(', ')}`)
  emit(
    [{ name: 'text', file: null }],
    { text: () => SHELLS[shell](tableOf(command.parent)) },
    { isData: true }
  )
  return EXIT.ok
}
