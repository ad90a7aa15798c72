// try_contacts.test.js: mcpx try URL: the older transport, and which addresses are contacted.
import { describe, expect, test } from '@jest/globals'
import { withFiles } from '../fleet.js'
import { events, older, olderTransport, page, plain, withServer, working } from './http_server.js'
import { runTry, tryAsJson } from './try_helpers.js'

const SHORT = ['--timeout', '1']

describe('the older transport, with --sse', () => {
  test('a server that works', async () => {
    await withServer(older(), async (origin, requests) => {
      const { status, stdout, stderr } = await runTry([`${origin}/sse`, '--sse', '-H', 'X-Key: abcd'])
      expect([status, stdout]).toEqual([0, expect.stringContaining('remote 9.8.7: 3 tools, MCP 2025-11-25')])
      expect(requests.map(({ headers }) => headers['x-key'])).toEqual(Array(4).fill('abcd'))
      expect(stderr).toContain(`POST ${origin}/messages?… (initialize)\n`)
    })
  })

  test('an entry of a configuration file names it', async () => {
    await withServer(older(), async (origin) => {
      const config = { servers: { one: { type: 'sse', url: `${origin}/sse` } } }
      await withFiles({ 'mcp.json': JSON.stringify(config) }, async (cwd) => {
        const { ok, transport } = await tryAsJson(['--config', 'mcp.json'], { cwd })
        expect([ok, transport]).toEqual([true, 'sse'])
      })
    })
  })

  test.each([
    ['no address for messages', older({ endpoint: null }), 'HTTP_TIMEOUT'],
    ['no answer', older({ answers: false }), 'HTTP_TIMEOUT'],
    ['an answer with another id', older({ id: 'x' }), 'UNKNOWN_UNCLASSIFIED'],
    ['a refused request', older({ status: 403 }), 'HTTP_403'],
    ['another path', (_, response) => plain(response, 404), 'HTTP_404'],
    ['a key is asked for', (_, response) => plain(response, 401), 'OAUTH_DISCOVERY_FAILED']
  ])('%s', async (_, answer, code) => {
    await withServer(answer, async (origin) => {
      const result = await tryAsJson([...SHORT, `${origin}/sse`, '--sse'])
      expect([result.status, result.code]).toEqual([1, `MCPX_${code}`])
    })
  })

  test.each([
    [
      'an address for messages on another host',
      older({ endpoint: 'http://mcp.invalid/' }),
      'on another host'
    ],
    ['a stream that ends', (_, response) => events(response) || response.end(), 'The event stream ended'],
    ['a web page', (_, response) => page(response, '<p>'), 'expected "text/event-stream"']
  ])('%s', async (_, answer, words) => {
    await withServer(answer, async (origin, requests) => {
      const { status, stdout } = await runTry([...SHORT, `${origin}/sse`, '--sse'])
      expect([status, stdout]).toEqual([1, expect.stringContaining(words)])
      expect(requests).toHaveLength(1)
    })
  })
})

describe('what is contacted', () => {
  test('each address is said before; no other is contacted', async () => {
    await withServer(olderTransport(404), async (origin, requests) => {
      const { stderr } = await runTry([...SHORT, `${origin}/mcp`])
      expect(stderr.match(/(POST|GET|DELETE) \S+/g)).toEqual(
        requests.map(({ method, path }) => `${method} ${origin}${path}`)
      )
    })
  })

  test('no redirect to another host is followed', async () => {
    await withServer(working(), async (other, contacts) => {
      const elsewhere = `${other.replace('127.0.0.1', 'localhost')}/mcp`
      await withServer(
        (_, response) => plain(response, 307, '', { location: elsewhere }),
        async (origin) => {
          const { status, stdout, stderr } = await runTry([`${origin}/mcp`])
          expect(status).toBe(1)
          expect(stderr).toContain(`not following the redirect to ${elsewhere}`)
          expect(stdout).toContain('leads to another host')
          expect(stdout).toContain('The address redirects elsewhere')
          expect(contacts).toEqual([])
        }
      )
    })
  })

  test('secrets in the address and in headers are not printed, even if the server repeats them', async () => {
    const repeat = ({ path, headers }, response) => plain(response, 500, `${path} ${headers['x-key']}`)
    await withServer(repeat, async (origin) => {
      const address = `${origin.replace('//', '//alice:open-sesame-1@')}/keys/k3y-0123456789abcdef/mcp?token=swordfish-22`
      for (const format of ['text', 'json']) {
        const { stdout, stderr } = await runTry([address, '-v', '-f', format, '-H', 'X-Key: correct-horse-7'])
        expect(stderr).toContain('/keys/…/mcp?…')
        expect(stdout).toContain('HTTP 500')
        expect(stdout + stderr).not.toMatch(/open-sesame|k3y-0123|swordfish|correct-horse/)
      }
    })
  })

  test('the account of an address becomes a header', async () => {
    await withServer(working(), async (origin, requests) => {
      await runTry([`${origin.replace('//', '//alice:sesame@')}/mcp`])
      expect(requests[0].headers.authorization).toBe(
        `Basic ${Buffer.from('alice:sesame').toString('base64')}`
      )
    })
  })

  test('an address of a configuration file, with its headers', async () => {
    await withServer(working(), async (origin, requests) => {
      const config = {
        servers: { one: { type: 'http', url: `${origin}/mcp`, headers: { 'X-Key': 'abcd' } } }
      }
      await withFiles({ 'mcp.json': JSON.stringify(config) }, async (cwd) => {
        expect((await runTry(['--config', 'mcp.json'], { cwd })).status).toBe(0)
        expect(requests[0].headers['x-key']).toBe('abcd')
      })
    })
  })
})
