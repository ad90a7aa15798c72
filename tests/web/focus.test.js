// focus.test.js: what has the focus when the page replaces what had it.
import { expect, test } from '@jest/globals'
import { readText } from '../wasm/helpers.js'
import { area, drop, eventually, paste, tab, useSite } from './helpers.js'

const site = useSite()

const HEARTBEAT = readText('docs/examples/heartbeat.json')
const payload = (page) => page.getByLabel('Telemetry payload')

const hasFocus = (locator) => locator.evaluate((element) => element.matches(':focus'))
const expectFocus = (locator) =>
  eventually(
    () => hasFocus(locator),
    (focused) => focused.toBe(true)
  )

test.each([
  ['Diagnose', area],
  ['Heartbeat', payload]
])('a heartbeat that is pasted under %s: its headline', async (name, field) => {
  const page = await site.open()
  await tab(page, name).click()
  await paste(page, HEARTBEAT, field(page))
  const headline = page.locator('.payload-report h2')
  await headline.waitFor()
  expect(await payload(page).isVisible()).toBe(false)
  await expectFocus(headline)
  await page.keyboard.press('Tab')
  expect(await hasFocus(headline)).toBe(false)
})

test('heartbeats that are pasted: the headline of their report', async () => {
  const page = await site.open('#mcpx-fleet')
  const fleet = Array(3)
    .fill(JSON.stringify(JSON.parse(HEARTBEAT)))
    .join('\n')
  await paste(page, fleet, page.getByLabel('Heartbeats'))
  await expectFocus(page.getByRole('heading', { name: 'Fleet report', exact: true }))
})

test('a heartbeat that is dropped while another element of the page has the focus: that one', async () => {
  const page = await site.open('#mcpx-heartbeat')
  await page.evaluate(() => {
    document.body.prepend(document.createElement('input'))
    document.querySelector('body > input').focus()
  })
  await drop(page, page.locator('mcpx-diagnose'), [{ name: 'a.json', bytes: HEARTBEAT }])
  await page.locator('.payload-report h2').waitFor()
  await page.waitForTimeout(200)
  expect(await hasFocus(page.locator('body > input'))).toBe(true)
})

test('a heartbeat that is typed: its field', async () => {
  const page = await site.open('#mcpx-heartbeat')
  await payload(page).pressSequentially('{"anonymous_id": 1}')
  await page.locator('.payload-report h2').waitFor()
  expect(await hasFocus(payload(page))).toBe(true)
})

test('back to another tab: that tab, if a tab had it', async () => {
  const page = await site.open()
  await tab(page, 'Heartbeat').click()
  await tab(page, 'Codes').click()
  await page.goBack()
  await expectFocus(tab(page, 'Heartbeat'))
  await payload(page).focus()
  await page.goBack()
  await area(page).waitFor()
  expect(await hasFocus(tab(page, 'Diagnose'))).toBe(false)
})
