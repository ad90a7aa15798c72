// completion.js: mcpx completion: the options and commands of the program -> completions of bash, zsh and fish.
import { BAD_RULES } from '../../shared/bad_examples.js'
import { Fields } from '../../shared/fields.js'
import { CommandError, EXIT } from '../io/errors.js'
import { emit } from '../io/outputs.js'

const SHELLS = { bash, zsh, fish }

const namesIn = (list) => list.map(({ name }) => name)

// Names that the library knows: values of options, and what a command is given.
function knownNames(mcpx) {
  const rules = namesIn(mcpx.checkRules())
  const codes = mcpx.catalog().map(({ code }) => code)
  const fields = namesIn(new Fields(mcpx.schema()).list()).filter((name) => name !== '*')
  return {
    flags: { '--max-rate': rules.map((rule) => `${rule}=`), '--bad': BAD_RULES },
    words: {
      completion: Object.keys(SHELLS),
      explain: [...new Set([...codes, ...mcpx.causes().map(({ id }) => id), ...rules, ...fields])]
    }
  }
}

// { name, description, words, flags: [{ long, short, description, values, takesValue }] } of each command; `words` is what
// it can be given, if that is no file.
function tableOf(program, { flags, words }) {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    words: words[command.name()] ?? [],
    flags: command.options.map((option) => ({
      long: option.long,
      short: option.short,
      description: option.description,
      values: flags[option.long] ?? option.argChoices ?? option.names ?? [],
      takesValue: option.required || option.optional
    }))
  }))
}

const joined = (list) => list.join(' ')
const flagsOf = ({ flags }) => flags.flatMap(({ long, short }) => [long, short]).filter(Boolean)
const withValues = ({ flags }) => flags.filter(({ takesValue }) => takesValue)
const names = ({ long, short }) => [short, long].filter(Boolean)

// ---- bash ----

function bashCommand(command) {
  const values = withValues(command).map(
    (flag) =>
      `        ${names(flag).join('|')}) ${flag.values.length ? `words='${joined(flag.values)}'` : 'files=1'} ;;\n`
  )
  const plain = command.words.length ? `      plain='${joined(command.words)}'\n` : ''
  return `    ${command.name})\n      words='${joined(flagsOf(command))} --help'\n${plain}      case $before in\n${values.join('')}      esac ;;\n`
}

function bash(table) {
  const commands = joined([...table.map(({ name }) => name), 'help'])
  return `# Completions of mcpx for bash. Load them with: eval "$(mcpx completion bash)"
_mcpx() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} words= plain= files=
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${commands} --help --version' -- "$current"))
    return
  fi
  case \${COMP_WORDS[1]} in
${table.map(bashCommand).join('')}  esac
  COMPREPLY=()
  [ -z "$files" ] && [ "\${current#-}" != "$current" ] || [ "\${before#-}" != "$before" ] &&
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  [ \${#COMPREPLY[@]} -gt 0 ] || [ -n "$files" ] || COMPREPLY=($(compgen -W "$plain" -- "$current"))
  [ \${#COMPREPLY[@]} -gt 0 ] || [ -n "$plain" ] || COMPREPLY=($(compgen -f -- "$current"))
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
      ? `:value:(${joined(flag.values)})`
      : ':value:_files'
  return names(flag).map((name) => `      '*${name}[${zshText(flag.description)}]${value}'`)
}

const zshRest = ({ words }) => `      '*:${words.length ? `name:(${joined(words)})` : 'file:_files'}'`

function zsh(table) {
  const list = table.map(({ name, description }) => `    '${name}:${zshText(description)}'`)
  const cases = table.map(
    (command) =>
      `    ${command.name}) _arguments \\\n${[...command.flags.flatMap(zshFlag), zshRest(command)].join(' \\\n')} ;;\n`
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
  const value = !flag.takesValue ? '' : flag.values.length ? ` -x -a ${fishText(joined(flag.values))}` : ' -r'
  return `complete -c mcpx -n '__fish_seen_subcommand_from ${name}'${short}${long}${value} -d ${fishText(flag.description)}\n`
}

function fish(table) {
  const list = table.map(
    ({ name, description }) =>
      `complete -c mcpx -n __fish_use_subcommand -f -a ${name} -d ${fishText(description)}\n`
  )
  const flags = table.flatMap((command) => command.flags.map((flag) => fishFlag(command, flag)))
  const given = table
    .filter(({ words }) => words.length)
    .map(
      ({ name, words }) =>
        `complete -c mcpx -n '__fish_seen_subcommand_from ${name}' -f -a ${fishText(joined(words))}\n`
    )
  return `# Completions of mcpx for fish. Load them with: mcpx completion fish | source\n${[...list, ...flags, ...given].join('')}`
}

// ---- The command ----

export function completion(mcpx, shell, _options, command) {
  if (!Object.hasOwn(SHELLS, shell))
    throw new CommandError(`the shells are ${Object.keys(SHELLS).join(', ')}`)
  emit(
    [{ name: 'text', file: null }],
    { text: () => SHELLS[shell](tableOf(command.parent, knownNames(mcpx))) },
    { isData: true }
  )
  return EXIT.ok
}
