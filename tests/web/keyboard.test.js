// keyboard.test.js: the page without a pointer: what has the focus, and how that is seen.
import { expect, test } from '@jest/globals'
import { area, card, cardOf, copied, eventually, paste, tab, useSite } from './helpers.js'

const site = useSite()

const DOCKER = 'zsh:1: command not found: docker'
const NO_DOCKER = 'MCPX_DOCKER_CLI_NOT_FOUND'

// The accessible name of the focused element.
const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement
    while (element.shadowRoot) element = element.shadowRoot.activeElement
    return element.ariaLabel ?? element.labels?.[0]?.textContent ?? element.textContent
  })

async function tabTo(page, name, key = 'Tab') {
  const passed = []
  while (passed.length < 25) {
    await page.keyboard.press(key)
    passed.push(await focused(page))
    if (passed.at(-1) === name) return passed
  }
  throw new Error(`${name} is not among ${passed.join(', ')}`)
}

test('the keyboard reaches the field, the answer, the copy button and the other views', async () => {
  const page = await site.open('', {})
  expect(await focused(page)).toBe('Error or log')
  await page.keyboard.type(DOCKER)
  await cardOf(page, NO_DOCKER).waitFor()
  await tabTo(page, 'Copy code')
  await page.keyboard.press('Enter')
  await eventually(
    () => copied(page),
    (text) => text.toBe(NO_DOCKER)
  )
  await tabTo(page, 'Diagnose', 'Shift+Tab')
  for (const [key, name] of [
    ['ArrowRight', 'Heartbeat'],
    ['ArrowRight', 'Fleet'],
    ['ArrowRight', 'Codes'],
    ['ArrowRight', 'Diagnose'],
    ['ArrowLeft', 'Codes'],
    ['Home', 'Diagnose']
  ]) {
    await page.keyboard.press(key)
    expect(await focused(page)).toBe(name)
    expect(await tab(page, name).getAttribute('aria-selected')).toBe('true')
    expect(await page.locator('.main > [role=tabpanel]:visible').count()).toBe(1)
  }
})

test('the focus is visible', async () => {
  const page = await site.open()
  await paste(page, DOCKER)
  await card(page).waitFor()
  await page.keyboard.press('Tab')
  for (let i = 0; i < 12; i++) {
    const outline = await page.evaluate(() => {
      const { activeElement } = document.querySelector('mcpx-diagnose').shadowRoot
      if (!activeElement) return 'BUTTON solid 1px' // outside of the element
      const { outlineStyle, outlineWidth } = getComputedStyle(activeElement)
      return `${activeElement.tagName} ${outlineStyle} ${outlineWidth}`
    })
    expect(outline).toMatch(/^\w+ solid [1-9]/)
    await page.keyboard.press('Tab')
  }
})

test('evidence and its reason are linked both ways, for the keyboard and the pointer', async () => {
  const page = await site.open()
  await paste(page, `a line before\n${DOCKER}`)
  const number = page.getByRole('button', { name: 'Evidence 1: command not found: docker' })
  const reason = page.locator('.reason[data-n="1"]')
  const mark = page.locator('.layer mark[data-n="1"]')
  const isLit = (locator) => locator.evaluate((element) => element.classList.contains('lit'))
  await number.focus()
  expect([await isLit(reason), await isLit(mark)]).toEqual([true, true])
  await page.keyboard.press('Enter')
  await eventually(
    () => focused(page),
    (text) => text.toContain('command not found: docker')
  )
  await reason.getByRole('button', { name: 'Go to evidence 1, line 2' }).click()
  const selected = await area(page).evaluate(({ value, selectionStart, selectionEnd }) =>
    value.slice(selectionStart, selectionEnd)
  )
  expect(selected).toBe('command not found: docker')
  await page.mouse.move(0, 0)
  const { x, y, width, height } = await mark.boundingBox()
  await page.mouse.move(x + width / 2, y + height / 2)
  expect([await isLit(reason), await isLit(mark)]).toEqual([true, true])
  await page.mouse.move(0, 0)
  expect([await isLit(reason), await isLit(mark)]).toEqual([false, false])
  const [top, left] = await Promise.all([number.boundingBox(), mark.boundingBox()])
  expect(Math.abs(top.y - left.y)).toBeLessThan(8)
})
