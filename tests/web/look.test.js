// look.test.js: color schemes, forced colors, and prints.
import { expect, test } from '@jest/globals'
import { readRows } from '../wasm/helpers.js'
import { button, card, paste, useSite } from './helpers.js'

const site = useSite()

const DOCKER = 'zsh:1: command not found: docker'
const DESK = { width: 1280, height: 720 }

test('colors follow the system', async () => {
  const backgrounds = []
  const page = await site.open('', {})
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme })
    backgrounds.push(
      await page.evaluate(() => [
        getComputedStyle(document.documentElement).backgroundColor,
        getComputedStyle(document.querySelector('mcpx-diagnose')).color
      ])
    )
  }
  expect(backgrounds).toEqual([
    ['rgb(255, 255, 255)', 'rgb(21, 24, 29)'],
    ['rgb(16, 18, 21)', 'rgb(231, 233, 236)']
  ])
})

const LOOKS = [
  'color',
  'backgroundColor',
  'borderBottomColor',
  'borderBottomStyle',
  'outlineStyle',
  'textDecorationLine'
]

test('in forced-colors mode, selected and unselected controls differ', async () => {
  const page = await site.open('', { forcedColors: 'active' })
  await paste(page, DOCKER)
  await card(page).waitFor()
  const looks = (selector) =>
    page
      .locator(selector)
      .first()
      .evaluate((node, names) => names.map((name) => getComputedStyle(node)[name]), LOOKS)
  for (const [chosen, other] of [
    ['.tabs > [aria-selected=true]', '.tabs > [aria-selected=false]'],
    ['.platforms > [aria-selected=true]', '.platforms > [aria-selected=false]']
  ]) {
    expect([chosen, await looks(chosen)]).not.toEqual([chosen, await looks(other)])
  }
})

// Without a background, because browsers paint one behind the words of the field, which lies on the marks.
test('in forced-colors mode, a mark is an outline around its words', async () => {
  const page = await site.open('', { forcedColors: 'active' })
  await paste(page, DOCKER)
  await card(page).waitFor()
  const styles = (selector) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => {
        const { outlineStyle, outlineWidth, forcedColorAdjust, backgroundColor } = getComputedStyle(element)
        return { outlineStyle, outlineWidth, forcedColorAdjust, backgroundColor }
      })
  const none = 'rgba(0, 0, 0, 0)'
  expect(await styles('.classify .layer mark')).toMatchObject({ outlineStyle: 'solid', outlineWidth: '2px' })
  expect(await styles('.classify .text')).toMatchObject({ forcedColorAdjust: 'none', backgroundColor: none })
})

test('the button switches between light and dark', async () => {
  const page = await site.open('', { colorScheme: 'light' })
  const color = () => page.locator('mcpx-diagnose').evaluate((element) => getComputedStyle(element).color)
  const light = await color()
  await page.getByRole('button', { name: 'Switch between light and dark' }).click()
  expect(await color()).not.toBe(light)
  await page.getByRole('button', { name: 'Switch between light and dark' }).click()
  expect(await color()).toBe(light)
})

test('a print has the answer, without the controls', async () => {
  const page = await site.open('', {})
  await paste(page, DOCKER)
  await card(page).waitFor()
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.btn:visible').count()).toBe(0)
  expect(await page.locator('.top:visible, footer:visible').count()).toBe(0)
  expect(await card(page).locator('h2').isVisible()).toBe(true)
})

test('a print of a log has its report, not the log', async () => {
  const page = await site.open('', {})
  await paste(page, readRows('logs')[0].text)
  await page.locator('.result > *').first().waitFor()
  const asLog = button(page, 'Treat as a log')
  if (await asLog.count()) await asLog.click()
  await page.locator('.incident').first().waitFor()
  const titles = page.locator('.incident .what b')
  const incidents = await titles.count()
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.classify .editor:visible').count()).toBe(0)
  expect(await titles.filter({ visible: true }).count()).toBe(incidents)
})

test('a print has the whole text', async () => {
  const page = await site.open('', { viewport: DESK })
  const lines = Array.from({ length: 30 }, (_, i) => `line ${i + 1} of the text`)
  await paste(page, [...lines, DOCKER].join('\n'))
  await card(page).waitFor()
  await page.emulateMedia({ media: 'print' })
  const [field, layer] = await page
    .locator('.classify :is(.editor, .layer)')
    .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().toJSON()))
  expect(layer.height).toBeGreaterThan(30 * 18)
  expect(field.bottom).toBeGreaterThanOrEqual(layer.bottom)
  const color = await page.locator('.classify .layer').evaluate((element) => getComputedStyle(element).color)
  expect(color).not.toMatch(/transparent|, 0\)/)
})

test.each([360, 768, 1280])('at %i px, the footer begins where the bar at the top does', async (width) => {
  const page = await site.open('', { viewport: { width, height: 800 } })
  const leftOf = (selector) =>
    page
      .locator(selector)
      .first()
      .evaluate((node) => node.getBoundingClientRect().left)
  expect(await leftOf('footer span')).toBeCloseTo(await leftOf('[slot=brand]'), 0)
})
