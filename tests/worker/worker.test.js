// worker.test.js: the package in real workerd, where a module may not be compiled from bytes.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import workerdPath from 'workerd'
import { loadSync } from '../../wasm/dist/node.mjs'
import { readRows, root } from '../wasm/helpers.js'

let workerd
let address

beforeAll(async () => {
  const args = ['serve', '--control-fd=1', `${root}tests/worker/config.capnp`]
  workerd = spawn(workerdPath.default ?? workerdPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: workerd.stdout })) {
    const event = JSON.parse(line)
    if (event.event !== 'listen') continue
    address = `http://127.0.0.1:${event.port}/`
    break
  }
})

afterAll(() => workerd?.kill())

test('a Worker classifies', async () => {
  const response = await fetch(address, { method: 'POST', body: '😀 zsh:1: command not found: docker' })
  expect(await response.json()).toMatchObject({
    code: 'MCPX_DOCKER_CLI_NOT_FOUND',
    evidence: [{ start: 10, end: 35 }]
  })
})

test.each(['validate', 'scan'])('a Worker answers %s as Node does', async (call) => {
  const mcpx = loadSync()
  const payloads = [
    ...readRows('heartbeats').map(({ payload }) => payload),
    '',
    '{',
    '{"😀":"alice@example.com"}'
  ]
  const answers = await Promise.all(
    payloads.map(async (body) => (await fetch(address + call, { method: 'POST', body })).text())
  )
  expect(answers).toEqual(payloads.map((payload) => JSON.stringify(mcpx[call](payload))))
  expect(answers.filter((answer) => answer.includes('"error"')).length).toBeGreaterThan(60)
})
