// proxy_steps.test.js: what only mcpproxy has is told for no other client, whatever the code and the cause are.
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../wasm/dist/node.mjs'

const library = loadSync()
const { clients } = library.surroundings()
const catalog = library.catalog()
const causes = library.causes()
const OTHERS = [undefined, ...clients.map(({ id }) => id).filter((id) => id !== 'mcpproxy')]

// Only a text of mcpproxy has these codes and causes, so that its steps are right with any client.
const OWN_CODES = /^MCPX_(QUARANTINE|UPDATE)_/
const OWN_CAUSES = new Set([
  'keyring_writes_off',
  'proxy_agent_token',
  'proxy_api_key',
  'proxy_config_invalid',
  'proxy_data_directory',
  'proxy_database_locked',
  'proxy_host_not_trusted',
  'proxy_isolation_without_docker',
  'proxy_not_running',
  'proxy_port_in_use',
  'proxy_server_disabled',
  'proxy_server_quarantined',
  'proxy_tool_changed',
  'proxy_tool_pending'
])

const others = causes.filter(({ id }) => !OWN_CAUSES.has(id))
const entries = catalog.filter(({ code }) => !OWN_CODES.test(code))

// "the proxy" is a network proxy or a reverse proxy in these causes.
const OTHER_PROXIES = /^(net_|oauth_metadata_html$|remote_stream_buffered$)/

// The issues of the project are for everybody. A list of clients may name mcpproxy among them.
const ALLOWED = /https:\/\/github\.com\/smart-mcp-proxy\/\S+|\([^()]*, mcpproxy\)/g
const OF_PROXY = /mcpproxy|stdio_show_last_logs|oauth_reauth|\btray\b|web interface|\bisolation\b/i
const THE_PROXY = /\bthe (MCP )?proxy\b/i

const stepTexts = ({ steps }) =>
  steps.map(({ type: _, client: _client, ...step }) => Object.values(step).join(' '))

const wrongIn = (texts, pattern) => texts.filter((text) => pattern.test(text.replaceAll(ALLOWED, '')))

describe.each(OTHERS)('for the client %s', (client) => {
  test('no cause tells of mcpproxy', () => {
    const wrong = others.flatMap(({ id, title, text }) => {
      const texts = [title, text, ...stepTexts(library.advise({ cause: id, client }))]
      const found = [
        ...wrongIn(texts, OF_PROXY),
        ...(OTHER_PROXIES.test(id) ? [] : wrongIn(texts, THE_PROXY))
      ]
      return found.map((words) => `${id}: ${words}`)
    })
    expect(wrong).toEqual([])
  })

  test('no code tells of mcpproxy, with a cause and without one', () => {
    const wrong = entries.flatMap(({ code, title, user_message: message }) => {
      const found = others.filter(({ codes }) => codes.includes(code))
      const advices = [{ code, client }, ...found.map(({ id }) => ({ code, cause: id, client }))]
      const texts = [title, message, ...advices.flatMap((about) => stepTexts(library.advise(about)))]
      const words = [...wrongIn(texts, OF_PROXY), ...wrongIn([title, message], THE_PROXY)]
      return [...new Set(words)].map((text) => `${code}: ${text}`)
    })
    expect(wrong).toEqual([])
  })

  test('each code and each cause has a step, and none is a button', () => {
    const advices = [
      ...catalog.map(({ code }) => ({ code, client })),
      ...causes.map(({ id }) => ({ cause: id, client }))
    ]
    const without = advices.filter((about) => {
      const { steps } = library.advise(about)
      return !steps.length || steps.some(({ type }) => type === 'button')
    })
    expect(without).toEqual([])
  })
})

test('a cause of mcpproxy is one that its own texts show', () => {
  const ids = causes.map(({ id }) => id)
  expect([...OWN_CAUSES].filter((id) => !ids.includes(id))).toEqual([])
})

describe('for mcpproxy, its commands and buttons are there', () => {
  const stepsOf = (about) => JSON.stringify(library.advise(about).steps)

  test('if it is the client', () => {
    expect(stepsOf({ code: 'MCPX_HTTP_401', client: 'mcpproxy' })).toContain('oauth_reauth')
    expect(stepsOf({ code: 'MCPX_STDIO_EXIT_NONZERO', client: 'mcpproxy' })).toContain('stdio_show_last_logs')
  })

  test('if the server runs in Docker isolation, which only it has', () => {
    const code = 'MCPX_STDIO_EXIT_NONZERO'
    expect(stepsOf({ code, dockerIsolated: true })).toContain('stdio_show_last_logs')
    expect(stepsOf({ code, dockerIsolated: false })).not.toContain('stdio_show_last_logs')
    expect(stepsOf({ code, dockerIsolated: true, client: 'cursor' })).not.toContain('stdio_show_last_logs')
    const { context } = library.classify('Error: MCP error -32000: Connection closed', {
      dockerIsolated: true
    })
    expect(context.client).toBe('mcpproxy')
  })

  test('if its name is in the text', () => {
    const { steps } = library.classify('mcpproxy: server "x" failed: MCP error -32000: Connection closed')
    expect(JSON.stringify(steps)).toContain('stdio_show_last_logs')
  })
})
