// reference.test.js: what is below a heartbeat: the fields, what is never sent, how to turn telemetry off, a comparison.
import { expect, test } from '@jest/globals'
import { heartbeat } from '../wasm/fleet.js'
import { readText } from '../wasm/helpers.js'
import { eventually, textsOf, useSite } from './helpers.js'

const site = useSite()

const view = (page) => page.locator('.heartbeat')
const pretty = (value) => JSON.stringify(value, null, 2)
const open = () => site.open('#mcpx-heartbeat')

test('the telemetry is described: fields, what is never sent, how to turn it off', async () => {
  const page = await open()
  const row = (title) => view(page).locator('.reference summary', { hasText: title })
  await row('Every field').click()
  const fields = view(page).locator('.field-list > li')
  await fields.first().waitFor()
  await page.getByLabel('Search fields').fill('docker cli')
  await eventually(
    () => textsOf(fields.locator('> code')),
    (names) => names.toEqual(['feature_flags.docker_cli_source'])
  )
  await row('What is never sent').click()
  const never = view(page).locator('.never li')
  await never.first().waitFor()
  const detectors = [...readText('src/tables/detectors.def').matchAll(/^DETECTOR\((\w+),/gm)].map(
    ([, name]) => name
  )
  expect((await textsOf(never.locator('code'))).sort()).toEqual(detectors.sort())
  await row('Turn telemetry off').click()
  await view(page).getByText('mcpproxy telemetry disable').waitFor()
})

test('two payloads are compared', async () => {
  const page = await open()
  await view(page).locator('.reference summary', { hasText: 'Compare' }).click()
  await page.getByLabel('First payload').fill(pretty(heartbeat()))
  await page
    .getByLabel('Second payload')
    .fill(pretty(heartbeat({ tool_count: 7 }, { docker_cli_source: 'bundled' })))
  const rows = view(page).locator('.diff tbody tr')
  await rows.first().waitFor()
  expect(await textsOf(rows.locator('th'))).toEqual(['tool_count', 'feature_flags.docker_cli_source'])
  expect(await textsOf(rows.first().locator('td'))).toEqual([String(heartbeat().tool_count), '7'])
})
