// try_reply.test.js: mcpx try with a server that fails (5xx) and shows in its answer why.
import { describe, expect, test } from '@jest/globals'
import { plain, withServer } from './http_server.js'
import { tryAsJson } from './try_helpers.js'

const SHORT = ['--timeout', '1']

describe('a server that failed and says why', () => {
  const traceback = (frames, last) =>
    `Traceback (most recent call last):\n${'  File "/app/lake/routing.py", line 7, in handle\n    await app(scope)\n'.repeat(frames)}${last}\n`
  const html = (text) =>
    `<html><head><style>${'p { margin: 0 }\n'.repeat(99)}</style></head><pre>${text}</pre></html>`
  const MODULE = "ModuleNotFoundError: No module named 'lakedb'"
  const VARIABLE = "KeyError: 'LAKE_API_KEY'"
  const OWN = 'LakeError: the lake is dry'
  const DATABASE =
    'psycopg2.OperationalError: connection to server at "10.0.0.7", port 5432 failed: Connection refused'
  const STACK = 'TypeError: lake is not a function\n    at open (file:///app/lake.js:7:1)\n'
  const failing = (text, type) => (_, response) => {
    response.writeHead(500, { 'content-type': type ?? 'text/plain' })
    response.end(text)
  }
  const tried = (answer) => withServer(answer, (origin) => tryAsJson([...SHORT, `${origin}/mcp`]))
  const markedIn = ({ text, evidence, cause_evidence: ofCause }) =>
    [...evidence, ...(ofCause ?? [])].map(({ start, end }) =>
      Buffer.from(text).subarray(start, end).toString()
    )

  test.each([
    ['a traceback', failing(traceback(2, MODULE)), 'python_module_not_installed', 'ModuleNotFoundError'],
    [
      'a long traceback',
      failing(traceback(60, MODULE)),
      'python_module_not_installed',
      'ModuleNotFoundError'
    ],
    [
      'a connection of the server',
      failing(traceback(2, DATABASE)),
      'net_database_refused',
      'Connection refused'
    ],
    [
      'one in JSON',
      failing(JSON.stringify({ detail: traceback(20, VARIABLE) }), 'application/json'),
      'required_variable_missing',
      'LAKE_'
    ],
    [
      'one in HTML',
      failing(html(traceback(20, MODULE)), 'text/html'),
      'python_module_not_installed',
      'ModuleNotFoundError'
    ]
  ])('%s has the cause', async (_, answer, cause, words) => {
    const result = await tried(answer)
    expect([result.code, result.cause.id, result.finding]).toEqual(['MCPX_HTTP_5XX', cause, undefined])
    expect(markedIn(result).at(-1)).toContain(words)
    // The server runs elsewhere, so nothing in the configuration of the client helps.
    expect(result.steps[0].label).toContain('In your own server, look up the marked error')
    expect(JSON.stringify(result.steps)).not.toContain('your client')
  })

  test.each(['\n', '\\n'])('a secret whose name is cut off is not shown, after %j', async (lineBreak) => {
    const filler = 'x '.repeat(990)
    for (let left = 1960; left <= 2000; left += 5) {
      const line = `DATABASE_PASSWORD=Qwerty-plum-9341${lineBreak}`
      const { text } = await tried(failing(`${'x '.repeat(1000)}${line}${filler.padEnd(left, 'y')}`))
      expect(text).not.toContain('plum')
    }
  })

  test.each([
    ['an error that no rule knows', failing(traceback(9, OWN)), OWN],
    ['the last of several errors', failing(`${traceback(1, 'TideError: low')}\n${traceback(1, OWN)}`), OWN],
    ['the first line of a stack', failing(`${STACK}Error: closed\n`), 'TypeError: lake is not a function'],
    [
      'an error in JSON',
      failing(JSON.stringify({ error: { data: STACK } })),
      'TypeError: lake is not a function'
    ]
  ])('%s is marked', async (_, answer, words) => {
    const result = await tried(answer)
    expect([result.code, result.finding.kind, result.cause]).toEqual([
      'MCPX_HTTP_5XX',
      'error_in_answer',
      null
    ])
    expect(markedIn(result)).toEqual([words])
  })

  test('near misses: a name without a message, a page about it, and another cause', async () => {
    const causes = []
    const bodies = ['Internal Server Error', '{"error":"InternalServerError"}', html('Error 500')]
    for (const body of bodies) causes.push((await tried(failing(body))).cause?.id)
    expect(causes).toEqual(bodies.map(() => 'remote_server_failed'))
  })

  test('what the status says comes before', async () => {
    const result = await tried((_, response) => plain(response, 502, STACK))
    expect(result.cause.id).toBe('remote_upstream_down')
  })

  test('an answer that does not end is read so far', async () => {
    const result = await tried((_, response) => {
      response.writeHead(500, { 'content-type': 'text/plain' })
      response.write(traceback(20, OWN))
    })
    expect(result.finding.kind).toBe('error_in_answer')
  })
})
