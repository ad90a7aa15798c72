// try_arguments.js: the arguments of a command -> which of them may be secret, because they are no name of an option, no path,
// no package and no usual word.
import { basename } from 'node:path'
import { keysIn } from '../connect/http.js'

// Programs whose first argument names what they start.
const RUNNERS =
  'npx npm pnpm yarn bunx bun deno node tsx ts-node uvx uv pipx pip python python3 py docker podman java dotnet go ruby php bash sh cmd env'.split(
    ' '
  )

const USUAL = new Set(
  `run exec dlx tool start serve server stdio stdin stdout http https sse streamable mcp connect client true false yes no on
  off none null auto default debug info warn warning error trace verbose silent production development test local localhost
  remote latest read write read-only readonly all host bridge always missing never json text install http-first sse-only
  http-only sse-first`.split(/\s+/)
)

const SECRET_NAME =
  /key|token|secret|pass|pwd|auth|cred|bearer|cookie|signature|private|licen[cs]e|header|dsn|connection|account|user|login|pin$/i
const PACKAGE_NAME = /^-(?:p|m)$|^--(?:package|from|with|module|directory|project|image|name|network)$/
const ENDING_NAME = /^(?:-m|--module)$/
const FLAG = /^\/c$|^-(?:[a-z]{1,2}|-(?:yes|quiet|rm|init|interactive|tty|isolated|silent|no-[a-z-]+))$/
const VARIABLE_OPTION = /^(?:-e|--env)$/

const OPTION = /^--?[a-z][\w.-]*$/i
const ASSIGNMENT = /^(-{0,2}[a-z][\w.-]*)=(.*)$/is
const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i
const SHORT_NUMBER = /^\d{1,5}(?:\.\d{1,5}){0,3}$/
const VARIABLE = /^[A-Z]+(?:_[A-Z0-9]{1,12})+$/

// A part of a path or a name that looks like a key: long, with a digit.
const isKeyLike = (part) => /^(?=.*\d)[\w+=-]{16,}$/.test(part)

const FILE =
  /\.(?:[cm]?[jt]sx?|py|rb|php|sh|jar|dll|exe|cmd|bat|ps1|go|jsonc?|toml|ya?ml|xml|ini|txt|md|csv|log|db|sqlite3?|pem|crt|cer)$/i
const FOLDER = /^(?:[a-z]:[\\/]|[\\/~]|\.{1,2}[\\/]|\.{1,2}$)/i
const isPath = (word) => (FOLDER.test(word) || FILE.test(word)) && !word.split(/[\\/.:]/).some(isKeyLike)

// Words beside a secret: "Authorization: Bearer abc".
const LABEL =
  /^(?:(?:x-)?(?:api|auth|access)?[-_]?(?:key|token|secret)|authorization|bearer|basic|password|cookie|user|username)$/i

const PACKAGE = /^(?:git\+https?:)?@?[a-z][\w.-]*(?:\/[\w.-]+)*(?:\[[\w,-]+\])?(?:(?:@|==|:)[\w.^~*-]+)?$/i
const isPackage = (word) => PACKAGE.test(word) && !word.split(/[/@:=]/).some(isKeyLike)

// What of an address is secret.
function secretsInAddress(word) {
  let url
  try {
    url = new URL(word)
  } catch {
    return [word]
  }
  const { username, password, search, hash } = url
  const own = password ? [password, username, `${username}:${password}`] : [username]
  const values = [...url.searchParams.values(), ...(search ? [search.slice(1)] : []), hash.slice(1)]
  return [...own.flatMap((text) => [text, safelyDecoded(text)]), ...values, ...keysIn(url)]
}

function safelyDecoded(text) {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

// The secret parts of a value. `isNamed`: its name tells that it is one; `isPackagePlace`: it may name what is started.
function secretsInValue(word, { isNamed = false, isPackagePlace = false } = {}) {
  if (ADDRESS.test(word)) return secretsInAddress(word)
  if (isPath(word) && (!isNamed || FILE.test(word))) return []
  if (!isNamed && (USUAL.has(word.toLowerCase()) || SHORT_NUMBER.test(word))) return []
  if (isPackagePlace && isPackage(word)) return []
  // A program may print a part of it: "Authorization: Bearer abc", {"token":"abc"}.
  const parts = word.split(/[\s,;:="'{}[\]]+/)
  return [
    word,
    ...parts.filter((part) => !USUAL.has(part.toLowerCase()) && !LABEL.test(part) && !isPath(part))
  ]
}

// The words of a command that is written in one string.
const wordsOf = (command) => (/\s-|\s\S+=/.test(command) ? command.split(/\s+/) : [command])

const programOf = (command) =>
  basename(command)
    .toLowerCase()
    .replace(/\.(?:exe|cmd)$/, '')
    .replace(/[\d.]+$/, '')

// Whether the word after these names what is started. A value of an option does not, unless the option asks for a package.
function mayBePackage(before, isRunner, isNamed) {
  if (!isRunner && !PACKAGE_NAME.test(before ?? '')) return false
  return (
    before === undefined ||
    !before.startsWith('-') ||
    FLAG.test(before) ||
    (PACKAGE_NAME.test(before) && !isNamed)
  )
}

// Whether the word in the place of a package is the last that names what is started: "uvx --from package tool".
function isLast(before, word) {
  if (USUAL.has(word.toLowerCase()) || RUNNERS.includes(word) || FLAG.test(word)) return false
  return !PACKAGE_NAME.test(before ?? '') || ENDING_NAME.test(before)
}

export function secretsInCommand(command, args = []) {
  const [program, ...own] = wordsOf(command)
  const words = [...own, ...args]
  const secrets = []
  let awaitsPackage = RUNNERS.includes(programOf(program))
  let before
  for (const word of words) {
    const isNamed =
      before !== undefined && OPTION.test(before) && before.startsWith('-') && SECRET_NAME.test(before)
    const [, name, value] = ASSIGNMENT.exec(word) ?? []
    if (name !== undefined) secrets.push(...secretsInValue(value, { isNamed: SECRET_NAME.test(name) }))
    else if (
      !(OPTION.test(word) && word.startsWith('-')) &&
      !(VARIABLE_OPTION.test(before ?? '') && VARIABLE.test(word))
    ) {
      const isPackagePlace = mayBePackage(before, awaitsPackage, isNamed)
      const found = secretsInValue(word, { isNamed, isPackagePlace })
      secrets.push(...found)
      if (isPackagePlace && isLast(before, word)) awaitsPackage = false
    }
    before = word
  }
  return secrets.filter(Boolean)
}
