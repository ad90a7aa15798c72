// paste.test.js: after a paste by the keyboard, the answer is in the window, and the field shows what the headline is about.
import { expect, test } from '@jest/globals'
import { area, card, eventually, paste, useSite } from './helpers.js'

const site = useSite()

const PHONE = { viewport: { width: 360, height: 740 } }
const DOCKER = 'zsh:1: command not found: docker'
const QUIET = Array.from({ length: 50 }, (_, i) => `step ${i} of the work goes on as it should`)

const rectOf = (locator) => locator.evaluate((element) => element.getBoundingClientRect().toJSON())
const field = (page) => page.locator('.source .field').first()
const scrolled = (page) => field(page).evaluate(({ scrollTop }) => scrollTop)

// Goes on once the field shows an element: inside its own rectangle.
async function isShown(page, locator) {
  await eventually(
    async () => {
      const [inner, outer] = [await rectOf(locator), await rectOf(field(page))]
      return inner.top >= outer.top && inner.bottom <= outer.bottom
    },
    (inside) => inside.toBe(true)
  )
}

test.each([
  ['one line', DOCKER],
  ['a long text whose evidence is at its beginning', [DOCKER, ...QUIET].join('\n')],
  ['a long text whose evidence is in its middle', [...QUIET, DOCKER, ...QUIET].join('\n')]
])('on a phone, the answer to %s is in the window', async (_, text) => {
  const page = await site.open('', PHONE)
  await paste(page, text)
  const headline = page.locator('.result h2').first()
  await headline.waitFor()
  await eventually(
    async () => {
      const [{ top, bottom }, y] = [await rectOf(headline), await page.evaluate(() => scrollY)]
      // If the page moves at all, then to the answer.
      return top >= 0 && bottom <= 0.7 * PHONE.viewport.height && (y === 0 || top < 150)
    },
    (inView) => inView.toBe(true)
  )
  await isShown(page, page.locator('.layer [data-n="1"]').first())
})

test('a text without evidence shows its beginning', async () => {
  const page = await site.open()
  await paste(page, ['Server started', ...QUIET, ...QUIET].join('\n'))
  await card(page).locator('h2').waitFor()
  expect(await page.locator('.layer mark').count()).toBe(0)
  const { hidden } = await field(page).evaluate((element) => ({
    hidden: element.scrollHeight - element.clientHeight
  }))
  expect(hidden).toBeGreaterThan(100)
  await eventually(
    () => scrolled(page),
    (top) => top.toBe(0)
  )
})

test('of a log, the field shows the evidence of the incident to read first', async () => {
  const calm = QUIET.map((words) => `2026-03-02T08:15:00Z [memory] [info] ${words}`).join('\n')
  const early = '2026-03-02T08:15:01Z [files] [error] spawn npx ENOENT'
  const late = '2026-03-02T08:15:02Z [remote] [error] Error POSTing to endpoint (HTTP 401): invalid_token'
  const text = [early, calm, late, calm].join('\n')
  const page = await site.open()
  await paste(page, text)
  await page.locator('.log .incident').first().waitFor()
  await isShown(page, page.locator('.layer [data-n="1"]').first())
})

test('the text can still be scrolled and edited', async () => {
  const page = await site.open()
  await paste(page, [DOCKER, ...QUIET].join('\n'))
  await page.locator('.layer [data-n="1"]').first().waitFor()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('\nlast words')
  await eventually(
    () => scrolled(page),
    (top) => top.toBeGreaterThan(100)
  )
  expect(await area(page).inputValue()).toMatch(/last words$/)
})
