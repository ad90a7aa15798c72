// load.test.js: load and loadSync of the package in Node.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { load, loadSync } from '../../../wasm/dist/node.mjs'
import { modulePath } from '../helpers.js'

const bytes = readFileSync(modulePath)
const codeOf = (mcpx) => mcpx.classify('zsh:1: command not found: docker').code

async function withServer(work) {
  const server = createServer((request, response) => {
    if (request.url === '/mcpx.wasm') response.end(bytes)
    else response.writeHead(404).end()
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await work(`http://127.0.0.1:${server.address().port}`)
  } finally {
    server.close()
  }
}

describe('load', () => {
  const sources = [
    ['nothing', () => undefined],
    ['bytes', () => new Uint8Array(bytes)],
    ['an ArrayBuffer', () => new Uint8Array(bytes).buffer],
    ['a compiled module', () => new WebAssembly.Module(bytes)],
    ['a file address', () => pathToFileURL(modulePath)],
    ['a Response', () => new Response(bytes)],
    ['a promise of a Response', () => Promise.resolve(new Response(bytes))]
  ]
  test.each(sources)('from %s', async (_, source) => {
    expect(codeOf(await load(source()))).toBe('MCPX_DOCKER_CLI_NOT_FOUND')
  })

  test('from a URL', async () => {
    await withServer(async (address) => {
      expect(codeOf(await load(`${address}/mcpx.wasm`))).toBe('MCPX_DOCKER_CLI_NOT_FOUND')
      await expect(load(`${address}/nope`)).rejects.toThrow('HTTP 404')
    })
  })

  test.each([[42], [{}], [null]])('rejects %p and tells what it accepts', async (source) => {
    await expect(load(source)).rejects.toThrow('mcpx: load() accepts bytes, a URL, a Response')
    expect(() => loadSync(source)).toThrow('mcpx: loadSync() accepts bytes or a compiled')
  })
})
