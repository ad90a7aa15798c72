// json_rpc.js: the messages of MCP: what a client sends at the start, and what the server answers.
//
// A channel has request(method, params, options), which resolves to the JSON-RPC response, and notify(method). Both reject
// with a Failure.
import { isObject } from '../../shared/json_text.js'
import { Failure } from './failure.js'

// The newest revision with a handshake, and those before it that clients accept from a server.
export const VERSION = '2025-11-25'
const ACCEPTED = [VERSION, '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07']
// The first revision without a handshake: each request carries the version.
export const STATELESS_VERSION = '2026-07-28'

// How servers without a handshake refuse initialize: an unknown version or method, or a request without its version.
const REFUSALS = [-32022, -32004, -32600, -32601, -32602]
const PAGES_MAX = 100
const NAME_MAX = 100

export const isRefusal = ({ error } = {}) => REFUSALS.includes(error?.code)

export const isMessage = (value) =>
  isObject(value) && value.jsonrpc === '2.0' && ('method' in value || 'result' in value || 'error' in value)

const isNearlyResponse = (value) =>
  isObject(value) && 'id' in value && !isMessage(value) && ('result' in value || isObject(value.error))

// A response to the request of that id which lacks "jsonrpc": "2.0", or is in a list, as older revisions allow. A line of a
// log may have an id and a result, too.
export const isNearlyResponseTo = (value, id) => {
  const isNearly = Array.isArray(value) ? value.length > 0 && value.every(isMessage) : isNearlyResponse(value)
  return isNearly && [value].flat().some((message) => message.id === id)
}

export const isResponse = (message) => !('method' in message)

// An error that the server has before it knows the id of the request has none.
export const isResponseTo = (message, id) =>
  isResponse(message) && (message.id === id || (message.error !== undefined && (message.id ?? null) === null))

export const otherIdFailure = (method, subject = 'it') =>
  new Failure(
    `Invalid response to ${method}: ${subject} is not a JSON-RPC message with the id of the request`,
    {},
    [],
    'other_id'
  )

// Not "MCP error", which clients print for the errors of servers that work.
const errorText = ({ code, message }) => `error ${code}: ${message}`

const wrongResult = (method, lack) =>
  new Failure(
    `Invalid response to ${method}: it is not a JSON-RPC message with ${lack}`,
    {},
    [],
    'wrong_result'
  )

// The result of a response. An error of the server is a failure. That of initialize has a cause.
function resultOf(method, { result, error }) {
  const finding = method === 'initialize' ? null : 'error_response'
  if (error) throw new Failure(`The server answers ${method} with ${errorText(error)}`, {}, [], finding)
  if (!isObject(result)) throw wrongResult(method, 'a result')
  return result
}

const shortName = (name) => (typeof name === 'string' ? name.slice(0, NAME_MAX) : '')
const identityOf = (info) => ({ name: shortName(info?.name), version: shortName(info?.version) })

// The number of tools, or null if the server offers none.
async function countTools(channel, capabilities, params) {
  if (!isObject(capabilities?.tools)) return null
  let count = 0
  let cursor
  const cursors = new Set()
  for (let page = 0; page < PAGES_MAX; page++) {
    const response = await channel.request('tools/list', { ...params, ...(cursor ? { cursor } : {}) })
    const { tools, nextCursor } = resultOf('tools/list', response)
    if (!Array.isArray(tools)) throw wrongResult('tools/list', 'a list of tools')
    count += tools.length
    if (!nextCursor) break
    if (cursors.has(nextCursor))
      throw new Failure(
        'The server answers tools/list with the same cursor again: the list does not end',
        {},
        [],
        'endless_pages'
      )
    cursors.add(nextCursor)
    cursor = nextCursor
  }
  return count
}

// ---- Revisions with a handshake ----

const initializeParams = (clientVersion) => ({
  protocolVersion: VERSION,
  capabilities: {},
  clientInfo: { name: 'mcpx', version: clientVersion }
})

async function useSession(channel, response) {
  const { protocolVersion, capabilities, serverInfo } = resultOf('initialize', response)
  if (typeof protocolVersion !== 'string') throw wrongResult('initialize', 'a protocolVersion')
  if (!ACCEPTED.includes(protocolVersion))
    throw new Failure(`Server's protocol version is not supported: ${shortName(protocolVersion)}`)
  channel.useVersion?.(protocolVersion)
  await channel.notify('notifications/initialized')
  const tools = await countTools(channel, capabilities, {})
  return { server: identityOf(serverInfo), protocol_version: protocolVersion, tools }
}

// ---- Revisions without one ----

// null if the server does not know such a revision either.
async function useStateless(channel, clientVersion) {
  const params = {
    _meta: {
      'io.modelcontextprotocol/protocolVersion': STATELESS_VERSION,
      'io.modelcontextprotocol/clientInfo': { name: 'mcpx', version: clientVersion },
      'io.modelcontextprotocol/clientCapabilities': {}
    }
  }
  channel.useVersion?.(STATELESS_VERSION)
  const response = await channel.request('server/discover', params)
  if (!isObject(response.result)) return null
  const { supportedVersions, capabilities, serverInfo, _meta } = response.result
  if (!Array.isArray(supportedVersions) || !supportedVersions.includes(STATELESS_VERSION)) return null
  const info = serverInfo ?? _meta?.['io.modelcontextprotocol/serverInfo']
  const tools = await countTools(channel, capabilities, params)
  return { server: identityOf(info), protocol_version: STATELESS_VERSION, tools }
}

// What was found out about the server is its failure. Otherwise it does not know such a revision.
function unlessFound(failure) {
  if (failure.finding) throw failure
  return null
}

// Start to use a server as a client does. Returns { server: { name, version }, protocol_version, tools }.
export async function shakeHands(channel, clientVersion) {
  const response = await channel.request('initialize', initializeParams(clientVersion))
  if (isRefusal(response)) {
    const found = await useStateless(channel, clientVersion).catch(unlessFound)
    if (found) return found
  }
  return useSession(channel, response)
}
