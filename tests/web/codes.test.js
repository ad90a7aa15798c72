// codes.test.js: the list of all codes: filters, permalinks, and an example for each code.
import { expect, test } from '@jest/globals'
import { codePage, isFocused, list, listed, openCodes, search, total } from './code_list.js'
import {
  area,
  button,
  cardOf,
  choose,
  eventually,
  mcpx,
  paste,
  pressCopy,
  tab,
  textsOf,
  useSite
} from './helpers.js'

const site = useSite()

const CATALOG = mcpx.catalog()
const RULES = mcpx.rules()
const CODES = CATALOG.map(({ code }) => code)
// The proxy counts the other codes by itself, so that there is no text to try.
const CODES_OF_TEXTS = CODES.filter((code) => RULES.some(({ codes }) => codes.includes(code)))
const NO_DOCKER = 'MCPX_DOCKER_CLI_NOT_FOUND'

test('all codes are listed in groups, with their titles', async () => {
  const page = await openCodes(site)
  expect((await listed(page)).sort()).toEqual([...CODES].sort())
  expect(await total(page)).toBe(`${CODES.length} codes`)
  const groups = await page
    .locator('.group')
    .evaluateAll((all) =>
      all.map((group) =>
        [...group.querySelectorAll('.code-row')].map(({ dataset }) => dataset.code.split('_')[1])
      )
    )
  for (const domains of groups) expect(new Set(domains).size).toBe(1)
  for (const { code, title } of CATALOG)
    expect(await page.locator(`.code-row[data-code="${code}"] b`).innerText()).toBe(title)
})

test('the title of the window is that of the view', async () => {
  const page = await site.open()
  const before = await page.title()
  await page.evaluate((hash) => {
    location.hash = hash
  }, NO_DOCKER)
  await eventually(
    () => page.title(),
    (title) => title.toContain(mcpx.entry(NO_DOCKER).title)
  )
  await tab(page, 'Diagnose').click()
  await eventually(
    () => page.title(),
    (title) => title.toBe(before)
  )
})

test('a button shows the codes of a group', async () => {
  const page = await openCodes(site)
  await page.locator('.domains').getByRole('button', { name: 'Network' }).click()
  const heading = page.locator('.group h3', { hasText: 'Network' })
  expect(await isFocused(heading)).toBe(true)
  const { y } = await heading.boundingBox()
  expect(y).toBeGreaterThanOrEqual(0)
  expect(y).toBeLessThan(page.viewportSize().height)
})

test('every cause is listed once, under a code that it may explain', async () => {
  const page = await openCodes(site)
  const found = []
  for (const code of CODES) {
    await page.evaluate((hash) => {
      location.hash = hash
    }, code)
    await codePage(page).locator('.code-chip', { hasText: code }).waitFor()
    const ids = await codePage(page)
      .locator('.cause-item')
      .evaluateAll((all) => all.map(({ dataset }) => dataset.cause))
    found.push(...ids.map((id) => [id, code]))
  }
  const causes = mcpx.causes()
  expect(found.map(([id]) => id).sort()).toEqual(causes.map(({ id }) => id).sort())
  const allowed = new Map(causes.map(({ id, codes }) => [id, codes]))
  expect(found.filter(([id, code]) => !allowed.get(id).includes(code))).toEqual([])
})

async function expectShown(page, code) {
  await codePage(page).locator('.code-chip', { hasText: code }).waitFor()
  expect(await tab(page, 'Codes').getAttribute('aria-selected')).toBe('true')
  const heading = codePage(page).locator('h2')
  await eventually(
    () => isFocused(heading),
    (focused) => focused.toBe(true)
  )
  const { y } = await heading.boundingBox()
  expect(y).toBeGreaterThan(-1)
  expect(y).toBeLessThan(page.viewportSize().height)
  const { user_message, title } = CATALOG.find((entry) => entry.code === code)
  expect(await heading.innerText()).toBe(title)
  expect(await codePage(page).innerText()).toContain(user_message)
  expect(await page.title()).toBe(`${title} · mcpx`)
}

test.each([NO_DOCKER, CODES.at(-1)])('the permalink of %s opens and focuses its page', async (code) => {
  await expectShown(await site.open(`#${code}`), code)
})

test('the case of a permalink does not matter', async () => {
  await expectShown(await site.open(`#${NO_DOCKER.toLowerCase()}`), NO_DOCKER)
})

test('a new fragment shows its code, and Back leads back', async () => {
  const page = await site.open()
  for (const code of [CODES[20], NO_DOCKER]) {
    await page.evaluate((hash) => {
      location.hash = hash
    }, code)
    await expectShown(page, code)
  }
  await page.goBack()
  await expectShown(page, CODES[20])
  await page.goBack()
  await eventually(
    () => tab(page, 'Diagnose').getAttribute('aria-selected'),
    (selected) => selected.toBe('true')
  )
})

test('from a code back to all codes', async () => {
  const page = await site.open(`#${NO_DOCKER}`)
  await codePage(page).getByRole('button', { name: 'Codes', exact: true }).click()
  await list(page).first().waitFor()
  expect(await page.title()).not.toContain(mcpx.entry(NO_DOCKER).title)
  expect(page.url()).toBe(site.at('#mcpx-codes'))
})

test('an unknown code in the address becomes a search', async () => {
  const page = await site.open('#MCPX_NO_SUCH_CODE')
  await eventually(
    () => total(page),
    (text) => text.toContain('There is no code MCPX_NO_SUCH_CODE')
  )
  expect(await search(page).inputValue()).toBe('MCPX_NO_SUCH_CODE')
  await button(page, 'Show all codes').click()
  expect(await total(page)).toBe(`${CODES.length} codes`)
})

test('a permalink can be copied and opened', async () => {
  const page = await site.open(`#${NO_DOCKER}`)
  const address = await pressCopy(page, codePage(page).getByRole('button', { name: 'Copy permalink' }))
  expect(address).toBe(site.at(`#${NO_DOCKER}`))
  await page.goto('about:blank')
  await page.goto(address)
  await expectShown(page, NO_DOCKER)
  await page.getByRole('button', { name: 'Codes', exact: true }).click()
  await page.locator(`.code-row[data-code="${CODES[0]}"]`).click()
  await expectShown(page, CODES[0])
  expect(page.url()).toBe(site.at(`#${CODES[0]}`))
})

test('the address keeps the selected view', async () => {
  const page = await site.open()
  for (const [name, fragment] of [
    ['Codes', '#mcpx-codes'],
    ['Heartbeat', '#mcpx-heartbeat'],
    ['Fleet', '#mcpx-fleet'],
    ['Diagnose', '#mcpx-classify']
  ]) {
    await tab(page, name).click()
    expect(page.url()).toBe(site.at(fragment))
    await page.reload()
    expect(await tab(page, name).getAttribute('aria-selected')).toBe('true')
  }
})

// Opens each code and tries its example: [code of the answer, is the text the example's].
async function tried(page, code) {
  await page.evaluate((hash) => {
    location.hash = hash
  }, code)
  await codePage(page).locator('.code-chip', { hasText: code }).waitFor()
  const example = codePage(page).locator('.looks :is(.line-text, .example)')
  await example.first().waitFor()
  const text = (await textsOf(example)).join('\n')
  await button(page, 'Diagnose this example').click()
  await cardOf(page, code).waitFor()
  return [code, (await area(page).inputValue()).includes(text.split('\n')[0])]
}

test('the example of every code of a text is classified as that code', async () => {
  const page = await openCodes(site)
  for (const code of CODES_OF_TEXTS) expect(await tried(page, code)).toEqual([code, true])
  await tab(page, 'Diagnose').click()
  await area(page).fill('zsh:1: command not found: docker')
  await cardOf(page, NO_DOCKER).waitFor()
})

test('the example opens in the first view', async () => {
  const page = await openCodes(site, `#${NO_DOCKER}`)
  await button(page, 'Diagnose this example').click()
  await cardOf(page, NO_DOCKER).waitFor()
  expect(await tab(page, 'Diagnose').getAttribute('aria-selected')).toBe('true')
})

// The steps for all systems, as the library gives them.
const stepsOf = (code) => mcpx.advise({ code }).steps

test('every step of every code is shown, with a copy button for its command', async () => {
  const page = await openCodes(site)
  for (const code of CODES) {
    const steps = stepsOf(code)
    await page.evaluate((hash) => {
      location.hash = hash
    }, code)
    await codePage(page).locator('.code-chip', { hasText: code }).waitFor()
    const fixes = codePage(page).locator('.fixes')
    await fixes.locator('.steps').first().waitFor({ state: 'attached' })
    const shown = await fixes.evaluate((element) => {
      const texts = (selector) =>
        [...element.querySelectorAll(selector)].map(({ textContent }) => textContent)
      return {
        labels: texts('.steps .row > :first-child'),
        copies: texts('.command button').length,
        commands: texts('.command code').length
      }
    })
    expect([code, [...new Set(shown.labels)].sort()]).toEqual([
      code,
      [...new Set(steps.map(({ label }) => label))].sort()
    ])
    expect([code, shown.copies]).toEqual([code, shown.commands])
  }
})

test('for the client that was chosen: a destructive step is marked, and is never the first', async () => {
  const page = await site.open()
  await paste(page, 'spawn npx ENOENT')
  await cardOf(page, 'MCPX_STDIO_SPAWN_ENOENT').waitFor()
  await choose(page, 'Client', 'mcpproxy')
  const isDestructive = (code) =>
    mcpx.advise({ code, client: 'mcpproxy' }).steps.some((step) => step.destructive)
  const destructive = CODES.filter(isDestructive)
  expect(destructive.length).toBeGreaterThan(3)
  for (const code of destructive) {
    await page.evaluate((hash) => {
      location.hash = hash
    }, code)
    await codePage(page).locator('.code-chip', { hasText: code }).waitFor()
    const steps = codePage(page).locator('.fixes .steps:visible').first().locator('> li')
    await steps.first().waitFor()
    expect([code, await codePage(page).locator('.fixes .tag.warning:visible').count()]).not.toEqual([code, 0])
    if ((await steps.count()) > 1) expect(await steps.first().innerText()).not.toContain('destructive')
  }
})

test('an address that is typed begins at the top, and Back leads to where the visitor was', async () => {
  const page = await site.open('', { viewport: { width: 360, height: 640 } })
  await page.evaluate(() => {
    location.hash = '#mcpx-classify'
  })
  await area(page).fill('spawn npx ENOENT')
  await cardOf(page, 'MCPX_STDIO_SPAWN_ENOENT').waitFor()
  await page.evaluate(() => scrollTo(0, 900))
  const before = await page.evaluate(() => scrollY)
  expect(before).toBeGreaterThan(500)
  await page.evaluate(() => {
    location.hash = '#mcpx-codes'
  })
  const heading = page.getByRole('heading', { name: 'Codes and causes' })
  await heading.waitFor()
  await eventually(
    () => heading.evaluate((node) => node.getBoundingClientRect().top),
    (top) => top.toBeGreaterThanOrEqual(0)
  )
  await page.goBack()
  await eventually(
    () => page.evaluate(() => scrollY),
    (top) => top.toBe(before)
  )
})

test.each([360, 390])('at %i px, the placeholder of the search is whole', async (width) => {
  const page = await site.open('#mcpx-codes', { viewport: { width, height: 740 } })
  await search(page).waitFor()
  const room = await search(page).evaluate((field) => {
    field.value = field.placeholder
    return field.clientWidth - field.scrollWidth
  })
  expect(room).toBeGreaterThanOrEqual(0)
})

test.each([360, 390, 768])('at %i px, a number stays beside its noun', async (width) => {
  const page = await site.open('#mcpx-codes', { viewport: { width, height: 740 } })
  const counts = page.locator('.code-row .count')
  await eventually(
    () => counts.allInnerTexts(),
    (texts) => texts.toContainEqual(expect.stringMatching(/^\d+ causes$/))
  )
  const lines = await counts.evaluateAll((nodes) => nodes.map((node) => node.getClientRects().length))
  expect(Math.max(...lines)).toBe(1)
})
