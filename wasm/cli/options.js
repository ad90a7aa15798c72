// options.js: options that several commands have, and what their values may be.
import { InvalidArgumentError, Option } from 'commander'

const FORMATS = ['text', 'json', 'ndjson']

// "json" or "json=report.json"; the option can be repeated.
const formatParser = (names) => (value, earlier) => {
  const [name, ...file] = value.split('=')
  if (!names.includes(name)) throw new InvalidArgumentError(`Allowed formats are ${names.join(', ')}.`)
  if (value.endsWith('=') && !file.join(''))
    throw new InvalidArgumentError('The name of the file is missing.')
  return [...(earlier ?? []), { name, file: file.join('=') || null }]
}

export function formatOption(names = FORMATS) {
  const meaning = `output format: ${names.join(', ')}; repeat it for several, e.g. -f text -f json=out.json`
  const option = new Option('-f, --format <name[=file]>', meaning).argParser(formatParser(names))
  option.names = names // for the completions
  return option
}

export const profileOption = (meaning) =>
  new Option('-p, --profile <name>', `rule set: extended, or proxy for ${meaning}`)
    .choices(['extended', 'proxy'])
    .default('extended')

// ---- Names ----

const plain = (name) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

// Other names that people and programs use.
const OTHER_NAMES = {
  darwin: 'macos',
  mac: 'macos',
  osx: 'macos',
  win: 'windows',
  win32: 'windows',
  windows10: 'windows',
  windows11: 'windows',
  code: 'vscode'
}

const COMMON_MIN = 3 // letters that make two names similar

function commonLength(a, b) {
  let length = 0
  while (length < a.length && a[length] === b[length]) length += 1
  return length
}

// Whether one has a part of the other, or they begin alike: "claude", "cursor ide", "windos".
function isSimilar(a, b) {
  if (Math.min(a.length, b.length) < COMMON_MIN) return false
  return a.includes(b) || b.includes(a) || commonLength(a, b) >= Math.max(COMMON_MIN, b.length - 3)
}

// "Did you mean macos? "
function suggestionFor(names, value) {
  const found = names.filter((name) => isSimilar(plain(value), plain(name)))
  return found.length ? `Did you mean ${found.join(' or ')}? ` : ''
}

// One of the names, in any spelling: "Claude Desktop", "claude-desktop"; or another name that it has.
const nameParser = (names) => (value) => {
  const found = names.find((name) => plain(name) === plain(value) || name === OTHER_NAMES[plain(value)])
  if (found) return found
  throw new InvalidArgumentError(`${suggestionFor(names, value)}Allowed names are ${names.join(', ')}.`)
}

function nameOption(flag, meaning, names) {
  const option = new Option(`--${flag} <name>`, `${meaning}: ${names.join(', ')}`).argParser(
    nameParser(names)
  )
  option.names = names
  return option
}

// Where the failure happened. The names are those of the library.
export function surroundingOptions({ clients, systems, runners }) {
  const ids = clients.map(({ id }) => id)
  return [
    nameOption('os', 'operating system of the computer with the failure', systems),
    nameOption('client', 'program that connects to the server', ids),
    nameOption('runner', 'program that starts the server', runners)
  ]
}

// "uvx=image" adds an image for a runtime.
function defaultImage(value, earlier) {
  const at = value.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('Write runtime=image, such as npx=node:22.')
  return { ...earlier, [value.slice(0, at)]: value.slice(at + 1) }
}

// What is known about the container of the server.
export const imageOptions = () => [
  new Option('--command <command>', 'command of the server in the configuration, such as uvx'),
  new Option('--image <image>', 'image of its own that the server has in isolation.image'),
  new Option(
    '--default-image <runtime=image>',
    'image of docker_isolation.default_images for a runtime; can be repeated'
  ).argParser(defaultImage)
]

// ---- Numbers and lists ----

export const collect = (value, earlier) => [...(earlier ?? []), value]

export function countParser(value) {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('Write a number, 0 or greater.')
  return Number(value)
}

// "1%" or "0.01": a share from 0 to 1.
export function shareParser(value) {
  const [, digits, percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(value) ?? []
  const share = Number(digits) / (percent ? 100 : 1)
  if (!(share >= 0 && share <= 1)) throw new InvalidArgumentError('Write a share, such as 1% or 0.01.')
  return share
}

// A sample without payloads would check nothing.
function sampleParser(value) {
  const share = shareParser(value)
  if (share === 0) throw new InvalidArgumentError('Write a share above 0, such as 1% or 0.01.')
  return share
}

// "outside_closed_set=0.1%" adds the limit of a rule.
function rateParser(value, earlier) {
  const at = value.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('Write rule=share, such as outside_closed_set=0.1%.')
  return { ...earlier, [value.slice(0, at)]: shareParser(value.slice(at + 1)) }
}

export const maxRateOption = () =>
  new Option(
    '--max-rate <rule=share>',
    'accept this rule in up to a share of the payloads, e.g. unknown_code=0.1%; can be repeated'
  ).argParser(rateParser)

// ---- Payloads ----

export const blockedValueOption = (effect) =>
  new Option(
    '--blocked-value <value>',
    `${effect}: a host name, user name or token of 4 characters or more; can be repeated`
  ).argParser(collect)

export const blockedValuesOption = () =>
  new Option('--blocked-values <file>', 'read blocked values from a file, one per line')

// Which payloads of the inputs are read.
export const payloadOptions = () => [
  new Option(
    '--field <column>',
    'column with the payload in an export (JSON rows, CSV); usually payload_json'
  ),
  new Option('--id <column>', 'column that names the row of an export; usually id'),
  new Option(
    '--exclude <pattern>',
    'leave out these files of folders and patterns; can be repeated'
  ).argParser(collect),
  new Option('--sample <share>', 'read an even share of the payloads, such as 1%').argParser(sampleParser),
  new Option('--allow-empty', 'accept an input with nothing to check or count')
]
