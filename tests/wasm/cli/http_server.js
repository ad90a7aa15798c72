// http_server.js: an HTTP server on this machine that answers as each test wants, and what it was asked.
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'

export const json = (response, value, { status = 200, headers = {} } = {}) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(value))
}

export const page = (response, text, status = 200) => {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' })
  response.end(text)
}

export const plain = (response, status, text = '', headers = {}) => {
  response.writeHead(status, { 'content-type': 'text/plain', ...headers })
  response.end(text)
}

export const events = (response, text = '') => {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(text)
}

// Answer as an address of the older transport: GET names the address for messages.
export const olderTransport =
  (status) =>
  ({ method }, response) =>
    method === 'GET' ? events(response, 'event: endpoint\ndata: /messages?id=1\n\n') : plain(response, status)

const RESULTS = {
  initialize: {
    protocolVersion: '2025-11-25',
    capabilities: { tools: {} },
    serverInfo: { name: 'remote', version: '9.8.7' }
  },
  'tools/list': { tools: [{ name: 'one' }, { name: 'two' }, { name: 'three' }] }
}

export const resultOf = ({ id, method }) => ({ jsonrpc: '2.0', id, result: RESULTS[method] })

const bodyOf = async (request) => {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

// Call `work(origin, requests)` while `answer({ method, path, headers, message }, response)` serves.
export async function withServer(answer, work, tls) {
  const requests = []
  const listener = async (request, response) => {
    const body = await bodyOf(request)
    const { method, url: path, headers } = request
    const message = body ? JSON.parse(body) : null
    requests.push({ method, path, headers, message })
    answer({ method, path, headers, message }, response)
  }
  const server = tls ? createTlsServer(tls, listener) : createServer(listener)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await work(`http${tls ? 's' : ''}://127.0.0.1:${server.address().port}`, requests)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

// A server that works: answers as JSON, or as events with `asEvents`.
export function working({ asEvents = false, session = null } = {}) {
  return ({ method, message }, response) => {
    const headers = session ? { 'mcp-session-id': session } : {}
    if (method !== 'POST') return plain(response, method === 'DELETE' ? 200 : 405)
    if (message.id === undefined) return plain(response, 202, '', headers)
    if (!asEvents) return json(response, resultOf(message), { headers })
    response.writeHead(200, { 'content-type': 'text/event-stream', ...headers })
    const note = { jsonrpc: '2.0', method: 'notifications/message', params: {} }
    response.write(`: comment\r\n\r\ndata: ${JSON.stringify(note)}\r\n\r\n`)
    response.end(`event: message\r\nid: 1\r\ndata: ${JSON.stringify(resultOf(message))}\r\n\r\n`)
  }
}

// A server of the older transport: GET /sse opens the stream of answers, POST /messages takes requests.
export function older({ endpoint = '/messages?id=1', answers = true, status = 202, id } = {}) {
  let stream = null
  return ({ method, path, message }, response) => {
    if (method === 'GET' && path === '/sse') {
      stream = response
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(': comment\n\n')
      if (endpoint) response.write(`event: endpoint\ndata: ${endpoint}\n\n`)
    } else if (method === 'POST' && path === endpoint) {
      plain(response, status)
      if (answers && message.id !== undefined)
        stream.write(`data: ${JSON.stringify({ ...resultOf(message), ...(id && { id }) })}\n\n`)
    } else plain(response, 404)
  }
}
