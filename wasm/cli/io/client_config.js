// client_config.js: the configuration file of a client and the name of a server -> how the client starts or reaches it.
import { homedir } from 'node:os'
import { CommandError } from './errors.js'
import { readTextFile } from './input.js'

// Where clients keep their servers: Claude, Cursor and others; VS Code; Zed; opencode.
const PLACES = [['mcpServers'], ['servers'], ['mcp', 'servers'], ['context_servers'], ['mcp']]

const isObject = (value) => value !== null && typeof value === 'object'

// ---- JSON with comments ----

const COMMENTS = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g
const LAST_COMMAS = /"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])/g
const keepString = (token) => (token.startsWith('"') ? token : '')

// Without comments, and without commas before a closing bracket.
const asStrictJson = (text) => text.replace(COMMENTS, keepString).replace(LAST_COMMAS, keepString)

function parseFile(file) {
  const text = readTextFile(file)
  try {
    return JSON.parse(asStrictJson(text))
  } catch {
    const toml = /\.toml$/i.test(file) ? ' TOML is not supported; pass the command after --.' : ''
    throw new CommandError(`${file} is not valid JSON.${toml}`)
  }
}

// ---- Finding the server ----

// { name: entry }; mcpproxy has a list of entries with names.
function serversIn(config) {
  const found = PLACES.map((place) => place.reduce((at, key) => at?.[key], config)).find(isObject) ?? {}
  if (!Array.isArray(found)) return found
  const named = found.filter((entry) => typeof entry?.name === 'string')
  return Object.fromEntries(named.map((entry) => [entry.name, entry]))
}

function entryOf(file, wanted) {
  const servers = serversIn(parseFile(file))
  const names = Object.keys(servers)
  const name = wanted ?? (names.length === 1 ? names[0] : undefined)
  if (name !== undefined && Object.hasOwn(servers, name) && isObject(servers[name])) return servers[name]
  const list = names.join(', ')
  if (!names.length) throw new CommandError(`${file} names no servers`)
  throw new CommandError(
    `${name === undefined ? 'name one with --server' : 'unknown server. There are'}: ${list}`
  )
}

// ---- Variables ----

const VALUES = {
  userHome: () => homedir(),
  workspaceFolder: () => process.cwd(),
  pathSeparator: () => (process.platform === 'win32' ? '\\' : '/')
}

// "${env:NAME}", "${NAME}", "${NAME:-default}", "{env:NAME}" and the folders that clients know.
const expand = (text) =>
  text.replace(/\$?\{(?:(env|input):)?([\w.-]+?)(?::-([^}]*))?\}/g, (all, kind, name, otherwise) => {
    if (kind === 'input')
      throw new CommandError(
        `the entry asks for the input "${name}"; replace its variable with --env or its header with --header`
      )
    if (!kind && !all.startsWith('$')) return all
    return (kind ? undefined : VALUES[name]?.()) ?? process.env[name] ?? otherwise ?? all
  })

// Those that the user gives are not read: they replace what the entry has.
function strings(values, given) {
  const pairs = Object.entries(values ?? {}).filter(
    ([name, value]) => value !== null && typeof value !== 'object' && !Object.hasOwn(given, name)
  )
  return { ...Object.fromEntries(pairs.map(([name, value]) => [name, expand(String(value))])), ...given }
}

const texts = (list) => (Array.isArray(list) ? list : []).map((text) => expand(String(text)))

// { url, headers, isSse } or { command, args, env, cwd } of a server in a configuration file, with the `env` and `headers` that
// the user gives.
export function serverOf(file, name, { env = {}, headers = {} } = {}) {
  const entry = entryOf(file, name)
  const url = entry.url ?? entry.serverUrl ?? entry.httpUrl
  if (typeof url === 'string') {
    const isSse = [entry.type, entry.transport, entry.protocol].includes('sse')
    return { url: expand(url), headers: strings(entry.headers, headers), isSse }
  }
  const line = Array.isArray(entry.command) ? entry.command : [entry.command?.path ?? entry.command]
  if (typeof line[0] !== 'string') throw new CommandError('this server has neither a command nor an address')
  const [command, ...args] = texts(line)
  return {
    command,
    args: [...args, ...texts(entry.command?.args ?? entry.args)],
    env: strings(entry.command?.env ?? entry.env ?? entry.environment, env),
    cwd: typeof entry.cwd === 'string' ? expand(entry.cwd) : undefined
  }
}
