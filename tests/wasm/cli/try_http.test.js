// try_http.test.js: mcpx try with addresses: servers of this test that fail in each way, and what is said of each contact.
import { describe, expect, test } from '@jest/globals'
import { events, json, olderTransport, page, plain, resultOf, withServer, working } from './http_server.js'
import { selfSigned } from './self_signed.js'
import { runTry, tryAsJson } from './try_helpers.js'

const SHORT = ['--timeout', '1']

describe('servers that work', () => {
  test.each([
    ['JSON', {}],
    ['events', { asEvents: true }],
    ['a session', { session: 'session-1' }]
  ])('%s', async (_, options) => {
    await withServer(working(options), async (origin) => {
      const { status, stdout } = await runTry([`${origin}/mcp`])
      expect(status).toBe(0)
      expect(stdout).toContain('remote 9.8.7: 3 tools, MCP 2025-11-25')
    })
  })

  test('requests have what the protocol asks, and the session is ended', async () => {
    await withServer(working({ session: 'session-1' }), async (origin, requests) => {
      await runTry([`${origin}/mcp`, '--header', 'X-Key: abcd'])
      expect(requests.map(({ method, message }) => message?.method ?? method)).toEqual([
        'initialize',
        'notifications/initialized',
        'tools/list',
        'DELETE'
      ])
      const [first, , last] = requests.map(({ headers }) => headers)
      expect(first).toMatchObject({ accept: 'application/json, text/event-stream', 'x-key': 'abcd' })
      expect(first).not.toHaveProperty('mcp-session-id')
      expect(last).toMatchObject({ 'mcp-session-id': 'session-1', 'mcp-protocol-version': '2025-11-25' })
    })
  })

  test('a redirect that keeps the method is followed on the same host, and said', async () => {
    const answer = (request, response) =>
      request.path === '/mcp' ? plain(response, 307, '', { location: '/mcp/' }) : working()(request, response)
    await withServer(answer, async (origin) => {
      const { status, stderr } = await runTry([`${origin}/mcp`])
      expect(status).toBe(0)
      expect(stderr).toContain(`following the redirect to ${origin}/mcp/\n`)
    })
  })

  test.each([
    ['to itself', ['/mcp']],
    ['between two addresses', ['/mcp/', '/mcp']]
  ])('a redirect in a circle: %s', async (_, targets) => {
    let count = 0
    const answer = (_request, response) =>
      plain(response, 308, '', { location: targets[count++ % targets.length] })
    await withServer(answer, async (origin, requests) => {
      const { status, finding, title } = await tryAsJson([`${origin}/mcp`])
      expect(status).toBe(1)
      expect(finding.kind).toBe('redirect_circle')
      expect(title).toBe('Server redirects in a circle')
      expect(requests).toHaveLength(targets.length)
    })
  })

  test('a server of the revision without a handshake', async () => {
    const answer = ({ message: { id, method, params }, headers }, response) => {
      if (method === 'initialize')
        return json(response, { jsonrpc: '2.0', id, error: { code: -32022, message: 'no' } }, { status: 400 })
      const isRight = headers['mcp-method'] === method && headers['mcp-protocol-version'] === '2026-07-28'
      const result =
        method === 'server/discover'
          ? { supportedVersions: ['2026-07-28'], capabilities: { tools: {} }, serverInfo: { name: 'new' } }
          : { tools: params._meta && isRight ? [{}] : [] }
      return json(response, { jsonrpc: '2.0', id, result })
    }
    await withServer(answer, async (origin) => {
      expect((await runTry([`${origin}/mcp`])).stdout).toContain('new: 1 tool, MCP 2026-07-28')
    })
  })
})

describe('servers that fail', () => {
  const status = (code, headers) => (_, response) => plain(response, code, 'no', headers)
  test.each([
    ['400', status(400), 'UNKNOWN_UNCLASSIFIED', 'remote_bad_request'],
    ['403', status(403), 'HTTP_403', 'remote_not_permitted'],
    ['404', status(404), 'HTTP_404', 'remote_path_wrong'],
    ['429', status(429), 'UNKNOWN_UNCLASSIFIED', 'remote_rate_limited'],
    ['500', status(500), 'HTTP_5XX', 'remote_server_failed'],
    ['502', status(502), 'HTTP_5XX', 'remote_upstream_down'],
    ['503', status(503), 'HTTP_5XX', 'remote_overloaded'],
    ['404 and the older transport', olderTransport(404), 'HTTP_404', 'remote_wrong_transport'],
    ['405 and the older transport', olderTransport(405), 'UNKNOWN_UNCLASSIFIED', 'remote_wrong_transport'],
    [
      'a web page',
      (_, r) => page(r, '<!DOCTYPE html><title>Hello</title>'),
      'UNKNOWN_UNCLASSIFIED',
      'remote_html_answer'
    ],
    ['no answer', () => {}, 'HTTP_TIMEOUT', 'net_answer_too_slow'],
    ['an answer without an end', (_, r) => events(r, ': wait\n\n'), 'HTTP_TIMEOUT', 'net_answer_too_slow'],
    [
      'a connection that is cut',
      (_, r) => r.socket.destroy(),
      'UNKNOWN_UNCLASSIFIED',
      'net_connection_dropped'
    ],
    [
      'a redirect for GET',
      ({ path }, r) => plain(r, 301, '', { location: `${path}/` }),
      'UNKNOWN_UNCLASSIFIED',
      'remote_trailing_slash'
    ],
    [
      'redirects without end',
      ({ path }, r) => plain(r, 307, '', { location: `${path}/a` }),
      'UNKNOWN_UNCLASSIFIED',
      'remote_redirect_elsewhere'
    ]
  ])('%s', async (_, answer, code, cause) => {
    await withServer(answer, async (origin) => {
      const result = await tryAsJson([...SHORT, `${origin}/mcp`])
      expect([result.status, result.ok, result.code, result.cause?.id]).toEqual([
        1,
        false,
        `MCPX_${code}`,
        cause
      ])
      expect(result.hints.transport).toBe('http')
    })
  })

  test.each([
    ['another content type', (_, r) => plain(r, 200, 'hello'), 'Unexpected content type: text/plain'],
    [
      'damaged JSON',
      (_, r) => r.writeHead(200, { 'content-type': 'application/json' }).end('{'),
      'it is not a JSON-RPC message'
    ],
    ['other JSON', (_, r) => json(r, { fine: true }), '{"fine":true}'],
    ['202', (_, r) => plain(r, 202), 'HTTP 202 Accepted'],
    ['a stream without an answer', (_, r) => events(r) || r.end(), 'The event stream ended'],
    [
      'an error',
      ({ message: { id } }, r) => json(r, { jsonrpc: '2.0', id, error: { code: -32603, message: 'disk' } }),
      'error -32603: disk'
    ]
  ])('%s is said as it is', async (_, answer, words) => {
    await withServer(answer, async (origin) => {
      const { status, stdout } = await runTry([...SHORT, `${origin}/mcp`])
      expect(status).toBe(1)
      expect(stdout).toMatch(/^error /)
      expect(stdout).toContain(words)
    })
  })

  const jsonText = (text) => (_, r) => r.writeHead(200, { 'content-type': 'application/json' }).end(text)
  const flood = (type) => (_, r) => {
    r.writeHead(200, { 'content-type': type })
    const write = () => {
      while (!r.destroyed && r.write('x'.repeat(1 << 20)));
      r.once('drain', write)
    }
    write()
  }
  const withId =
    (change, headers) =>
    ({ message }, r) =>
      json(r, { ...resultOf(message), id: change(message.id) }, { headers })

  test.each([
    ['JSON that is cut off', jsonText('{"jsonrpc":'), 'damaged_json', "Server's answer is not valid JSON"],
    ['another status', (_, r) => plain(r, 418, 'tea'), 'other_status', 'Server refuses the request'],
    ['no content', (_, r) => plain(r, 204), 'other_content_type', 'Server answers, but not as MCP does'],
    [
      'a right answer with another type',
      ({ message }, r) => plain(r, 200, JSON.stringify(resultOf(message))),
      'other_content_type',
      'Server answers, but not as MCP does'
    ],
    [
      'a response without a version',
      jsonText('{"id":1,"result":{}}'),
      'nearly_message',
      "Server's message is not JSON-RPC 2.0"
    ],
    ['no JSON at all', jsonText(''), 'damaged_json', "Server's answer is not valid JSON"],
    ['an answer without an end', flood('application/json'), 'long_response', "Server's answer is too long"],
    ['events without an end', flood('text/event-stream'), 'long_response', "Server's answer is too long"],
    ['another id', withId(String), 'other_id', 'Server answers with another id'],
    [
      'another id in an event',
      ({ message }, r) =>
        r
          .writeHead(200, { 'content-type': 'text/event-stream' })
          .end(`data: ${JSON.stringify({ ...resultOf(message), id: 'x' })}\n\n`),
      'other_id',
      'Server answers with another id'
    ]
  ])('%s has an answer of its own', async (_, answer, kind, title) => {
    await withServer(answer, async (origin) => {
      const result = await tryAsJson(['--timeout', '20', `${origin}/mcp`])
      expect(result).toMatchObject({ status: 1, cause: null, title, finding: { kind, title } })
      expect(result.unknown).toBeUndefined()
    })
  })

  test('near misses: JSON that is no message, and an error without an id', async () => {
    await withServer(jsonText('{"fine":true}'), async (origin) => {
      expect((await tryAsJson([`${origin}/mcp`])).finding).toBeUndefined()
    })
    const error = { jsonrpc: '2.0', id: null, error: { code: -32700, message: 'cannot parse' } }
    await withServer(
      (_, r) => json(r, error),
      async (origin) => {
        const { finding, text } = await tryAsJson([`${origin}/mcp`])
        expect([finding, text]).toEqual([undefined, expect.stringContaining('error -32700: cannot parse')])
      }
    )
  })

  test.each([
    ['http://127.0.0.1:1/mcp', 'HTTP_CONN_REFUSED', 'op_errno=ECONNREFUSED'],
    ['https://mcp.invalid/mcp', 'HTTP_DNS_FAILED', 'dns']
  ])('%s', async (url, code, fact) => {
    const result = await tryAsJson([url])
    expect([result.status, result.code, result.hints.fact]).toEqual([1, `MCPX_${code}`, fact])
  })

  test.each([
    ['self-signed', {}, 'tls_self_signed_server'],
    ['expired', { days: -1 }, 'tls_expired']
  ])('a certificate that is %s', async (_, options, cause) => {
    const work = async (origin) => {
      const result = await tryAsJson([`${origin}/mcp`])
      expect([result.code, result.cause.id]).toEqual(['MCPX_HTTP_TLS_FAILED', cause])
    }
    await withServer(working(), work, selfSigned(options))
  })

  test('https at a port for http', async () => {
    await withServer(working(), async (origin) => {
      const { code, cause } = await tryAsJson([origin.replace('http:', 'https:')])
      expect([code, cause.id]).toEqual(['MCPX_HTTP_TLS_FAILED', 'tls_plain_http_server'])
    })
  })
})

describe('401', () => {
  const RESOURCE = '/.well-known/oauth-protected-resource/mcp'
  const ISSUER = '/.well-known/oauth-authorization-server/auth'

  // A server with metadata; `resource` and `issuer` change them, null removes them.
  const protectedServer =
    ({ resource = {}, issuer = {}, named = true } = {}) =>
    ({ path, headers }, response) => {
      const origin = `http://${headers.host}`
      const metadata = {
        [RESOURCE]: resource && {
          resource: `${origin}/mcp`,
          authorization_servers: [`${origin}/auth`],
          ...resource
        },
        [ISSUER]: issuer && {
          issuer: `${origin}/auth`,
          authorization_endpoint: `${origin}/authorize`,
          token_endpoint: `${origin}/token`,
          registration_endpoint: `${origin}/register`,
          ...issuer
        }
      }
      if (metadata[path]) return json(response, metadata[path])
      if (path !== '/mcp') return plain(response, 404)
      const challenge = named ? `Bearer resource_metadata="${origin}${RESOURCE}"` : 'Bearer'
      return plain(response, 401, '', { 'www-authenticate': challenge })
    }

  test.each([
    ['sign-in is possible', {}, 'OAUTH_LOGIN_REQUIRED', 'signed_out_sign_in_again'],
    [
      'the metadata is at its usual place',
      { named: false },
      'OAUTH_LOGIN_REQUIRED',
      'signed_out_sign_in_again'
    ],
    [
      'no registration',
      { issuer: { registration_endpoint: undefined } },
      'OAUTH_DISCOVERY_FAILED',
      'oauth_no_dynamic_registration'
    ],
    [
      'no metadata of the authorization server',
      { issuer: null },
      'OAUTH_DISCOVERY_FAILED',
      'oauth_metadata_missing'
    ],
    [
      'no metadata at all',
      { resource: null, issuer: null, named: false },
      'OAUTH_DISCOVERY_FAILED',
      'oauth_api_key_server'
    ],
    [
      'another resource',
      { resource: { resource: 'https://other.invalid/mcp' } },
      'OAUTH_DISCOVERY_FAILED',
      'oauth_resource_mismatch'
    ],
    [
      'no authorization server',
      { resource: { authorization_servers: [] } },
      'OAUTH_DISCOVERY_FAILED',
      'oauth_metadata_missing'
    ]
  ])('%s', async (_, options, code, cause) => {
    await withServer(protectedServer(options), async (origin) => {
      const result = await tryAsJson([`${origin}/mcp`])
      expect([result.code, result.cause.id]).toEqual([`MCPX_${code}`, cause])
    })
  })

  test('with a key of the user, nothing else is contacted', async () => {
    await withServer(protectedServer(), async (origin, requests) => {
      const result = await tryAsJson([`${origin}/mcp`, '-H', 'authorization: Bearer wrong-key-1'])
      expect(result.code).toBe('MCPX_HTTP_401')
      expect(requests).toHaveLength(1)
    })
  })

  test('the headers of the user go to the server alone', async () => {
    await withServer(protectedServer(), async (origin, requests) => {
      await runTry([`${origin}/mcp`, '-H', 'X-Key: abcd'])
      expect(requests.filter(({ headers }) => headers['x-key']).map(({ path }) => path)).toEqual(['/mcp'])
    })
  })
})
