// try_encoding.test.js: mcpx try with servers that compress their answers.
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { resultOf, withServer } from './http_server.js'
import { runTry, tryAsJson } from './try_helpers.js'

// A server that says that its answers are in an encoding, and writes them with `compress`.
const compressing =
  (encoding, compress) =>
  ({ message }, response) => {
    if (message?.id === undefined) {
      response.writeHead(202).end()
      return
    }
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding })
    response.end(compress(JSON.stringify(resultOf(message))))
  }

test.each([
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
  ['identity', (text) => text]
])('answers in %s are read', async (encoding, compress) => {
  await withServer(compressing(encoding, compress), async (origin, requests) => {
    const { status, stdout } = await runTry([`${origin}/mcp`])
    expect([status, stdout]).toEqual([0, expect.stringContaining('remote 9.8.7: 3 tools')])
    expect(requests[0].headers['accept-encoding']).toBe('gzip, deflate, br')
  })
})

test.each([
  ['is not compressed', 'gzip', (text) => text],
  ['has another compression', 'br', gzipSync],
  ['is cut off', 'gzip', (text) => gzipSync(text).subarray(0, 20)]
])('a body that %s is said to be wrong', async (_, encoding, compress) => {
  await withServer(compressing(encoding, compress), async (origin) => {
    const { status, finding } = await tryAsJson([`${origin}/mcp`])
    expect([status, finding.kind]).toEqual([1, 'wrong_encoding'])
  })
})
