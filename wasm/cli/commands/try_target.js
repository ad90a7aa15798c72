// try_target.js: the words and options of mcpx try -> the program or the address to try, and what of it is secret.
import { statSync } from 'node:fs'
import { validateHeaderName, validateHeaderValue } from 'node:http'
import { keysIn } from '../connect/http.js'
import { serverOf } from '../io/client_config.js'
import { CommandError } from '../io/errors.js'
import { secretsInCommand } from './try_arguments.js'

const BLOCKED_MAX = 256 // the library takes no more

const isUrl = (text) => /^https?:\/\//i.test(text)

function urlOf(text) {
  try {
    return new URL(text)
  } catch {
    throw new CommandError('this is not a valid address')
  }
}

function decoded(text) {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

// The secrets of an address belong into the request, not on the screen.
function httpTarget(text, headers) {
  const url = urlOf(text)
  if (!/^https?:$/.test(url.protocol))
    throw new CommandError('only addresses with http:// or https:// can be tried')
  if (!url.username && !url.password) return { url, headers }
  const pair = `${decoded(url.username)}:${decoded(url.password)}`
  url.username = ''
  url.password = ''
  return {
    url,
    headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}`, ...headers },
    pair
  }
}

function checkHeaders(headers) {
  for (const [name, value] of Object.entries(headers)) {
    try {
      validateHeaderName(name)
      validateHeaderValue(name, value)
    } catch {
      throw new CommandError(`the header ${name} contains characters that a header may not have`)
    }
  }
}

function checkFolder(cwd) {
  if (cwd === undefined || statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) return
  throw new CommandError(`the working folder ${cwd} does not exist`)
}

const MISUSE = {
  nothing: 'name a command after --, an address, or a server of --config FILE',
  both: 'with --config, the command or the address is that of the file',
  more: 'an address stands alone; what follows it is not understood',
  scheme: 'begin an address with https:// or http://',
  header: '--header is for an address',
  sse: '--sse is for an address',
  local: '--env and --cwd are for a command'
}

function refuse(kind) {
  throw new CommandError(MISUSE[kind])
}

// An address without http:// would be taken for a program.
const HOST = /^(?:localhost|[\w-]+(?:\.[\w-]+)+)(?::\d+)?(?:\/|$)/

function looksLikeAddress(word) {
  if (/^\w+:\/\//.test(word)) return true
  return HOST.test(word) && /[:/]/.test(word) && !statSync(word, { throwIfNoEntry: false })
}

function readTarget(words, { config, server, env = {}, header = {}, cwd }) {
  if (config) {
    if (words.length) refuse('both')
    return serverOf(config, server, { env, headers: header })
  }
  if (server !== undefined || !words[0]) refuse('nothing')
  if (!isUrl(words[0])) {
    if (words.length === 1 && looksLikeAddress(words[0])) refuse('scheme')
    return { command: words[0], args: words.slice(1), env, cwd }
  }
  if (words.length > 1) refuse('more')
  return { url: words[0], headers: header }
}

export function transportOf({ url, isSse }) {
  if (!url) return 'stdio'
  return isSse ? 'sse' : 'streamable-http'
}

// { url, headers, isSse } or { command, args, env, cwd }, checked.
export function targetOf(words, options) {
  const target = readTarget(words, options)
  if (target.url) {
    if (options.env || options.cwd) refuse('local')
    checkHeaders(target.headers)
    return { ...httpTarget(target.url, target.headers), isSse: options.sse ?? target.isSse ?? false }
  }
  if (options.header) refuse('header')
  if (options.sse) refuse('sse')
  const cwd = options.cwd ?? target.cwd
  checkFolder(cwd)
  return { ...target, cwd }
}

// ---- What is not printed ----

// Values that the user gave in confidence: of variables, headers, the arguments and the address.
export function secretsOf({ env = {}, headers = {}, url, pair, command, args }) {
  const values = [
    ...Object.values(env),
    ...Object.values(headers),
    ...(pair ? [pair, ...pair.split(':')] : [])
  ]
  // "Bearer abc": the server may print the token alone.
  const words = Object.values(headers).flatMap((value) => value.split(/[\s,;]+/))
  const parts = url ? [...url.searchParams.values(), ...keysIn(url)] : []
  const ofCommand = command === undefined ? [] : secretsInCommand(command, args)
  return [...new Set([...values, ...words, ...parts, ...ofCommand])].filter(Boolean).slice(0, BLOCKED_MAX)
}
