// folders.test.js: a folder that cannot be read is reported once. Any user can run this test: node:fs is replaced.
import * as fs from 'node:fs'
import { expect, jest, test } from '@jest/globals'
import { withFiles } from '../fleet.js'

const denied = () => {
  throw Object.assign(new Error('denied'), { code: 'EACCES' })
}

test('a folder without permission', async () => {
  jest.unstable_mockModule('node:fs', () => ({ ...fs, default: fs, readdirSync: denied }))
  const { payloadsOf } = await import('../../../wasm/cli/io/payloads.js')
  await withFiles({ 'a.json': '{}' }, async (cwd) => {
    const reasons = []
    const progress = { begin() {}, add() {}, countRow() {} }
    const payloads = []
    for await (const payload of payloadsOf([cwd], progress, ({ reason }) => reasons.push(reason)))
      payloads.push(payload)
    expect([payloads, reasons]).toEqual([[], ['permission denied']])
  })
})
