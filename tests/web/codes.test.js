// codes.test.js: the list of all codes: filters, permalinks, and an example for each code.
import { expect, test } from '@jest/globals'
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

const list = (page) => page.locator('.code-row:visible')
const listed = (page) => list(page).evaluateAll((items) => items.map((item) => item.dataset.code))
const isFocused = (locator) => locator.evaluate((element) => element.matches(':focus'))
const total = (page) => page.locator('.all-codes [role=status]').innerText()
const search = (page) => page.getByLabel('Search', { exact: true })
const codePage = (page) => page.locator('.code-page')

const expectListed = (page, codes) =>
  eventually(
    () => listed(page),
    (found) => found.toEqual(codes)
  )

async function openCodes(fragment = '#mcpx-codes') {
  const page = await site.open(fragment)
  await page.locator('.code-row .count', { hasText: 'cause' }).first().waitFor({ state: 'attached' })
  return page
}

test('all codes are listed in groups, with their titles', async () => {
  const page = await openCodes()
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

const phrasesOf = (code) => RULES.filter(({ codes }) => codes.includes(code)).flatMap(({ all }) => all.flat())

const has = (entry, ...words) => {
  const steps = entry.fix_steps.map(({ label, command }) => `${label} ${command ?? ''}`)
  const parts = [entry.code, entry.title, entry.user_message, ...steps, ...phrasesOf(entry.code)]
  const all = parts.join(' ').toLowerCase()
  return words.every((word) => all.includes(word))
}

const SEARCHES = [
  ['a code', NO_DOCKER, ({ code }) => code === NO_DOCKER],
  ['words of a message in any order', 'docker  Install', (entry) => has(entry, 'docker', 'install')],
  ['a command', 'docker --version', (entry) => has(entry, 'docker', '--version')]
]

test('the search shows the codes that match, and others only for a cause that matches', async () => {
  const page = await openCodes()
  for (const [name, words, fits] of SEARCHES) {
    await search(page).fill(words)
    const codes = CATALOG.filter(fits).map(({ code }) => code)
    expect([name, codes.length > 0 && codes.length < CODES.length]).toEqual([name, true])
    await eventually(
      () => listed(page),
      (found) => found.toEqual(expect.arrayContaining(codes))
    )
    const all = await listed(page)
    for (const code of all.filter((one) => !codes.includes(one)))
      expect([name, code, await foundCauses(page, code).count()]).not.toContain(0)
    expect([name, await total(page)]).toEqual([name, `${all.length} ${all.length === 1 ? 'code' : 'codes'}`])
  }
})

test('the key / goes to the search', async () => {
  const page = await openCodes()
  await list(page).first().focus()
  await page.keyboard.press('/')
  expect(await isFocused(search(page))).toBe(true)
  expect(await search(page).inputValue()).toBe('')
})

test('the key / goes to the search from the tab, and from nowhere', async () => {
  const page = await openCodes()
  await tab(page, 'Codes').focus()
  await page.keyboard.press('/')
  expect(await isFocused(search(page))).toBe(true)
  await search(page).blur()
  expect(await page.evaluate(() => document.activeElement.tagName)).toBe('BODY')
  await page.keyboard.press('/')
  expect(await isFocused(search(page))).toBe(true)
  expect(await search(page).inputValue()).toBe('')
  await tab(page, 'Diagnose').click()
  await page.keyboard.press('/')
  expect(await isFocused(search(page))).toBe(false)
})

test('groups have the numbers of the codes that are found', async () => {
  const page = await openCodes()
  const groups = page.locator('.domains button:visible')
  await search(page).fill('docker')
  await eventually(
    () => groups.count(),
    (n) => n.toBeLessThan(9)
  )
  const numbers = await groups.locator('.count').allInnerTexts()
  expect(numbers.reduce((sum, n) => sum + Number(n), 0)).toBe(await list(page).count())
  await search(page).fill('marmalade')
  await eventually(
    () => groups.count(),
    (n) => n.toBe(0)
  )
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
  const page = await openCodes()
  await page.locator('.domains').getByRole('button', { name: 'Network' }).click()
  const heading = page.locator('.group h3', { hasText: 'Network' })
  expect(await isFocused(heading)).toBe(true)
  const { y } = await heading.boundingBox()
  expect(y).toBeGreaterThanOrEqual(0)
  expect(y).toBeLessThan(page.viewportSize().height)
})

const foundCauses = (page, code) =>
  page.locator('li', { has: page.locator(`.code-row[data-code="${code}"]`) }).locator('.found-causes button')

// What people search for, and a code and a cause that they must find.
const WORDS = [
  ['ECONNREFUSED', 'MCPX_HTTP_CONN_REFUSED', null],
  ['unauthorized', 'MCPX_HTTP_401', null],
  ['certificate', 'MCPX_HTTP_TLS_FAILED', 'tls_expired'],
  ['node too old', null, 'node_too_old']
]

test.each(WORDS)('"%s" finds its code and its causes', async (words, code, id) => {
  const page = await openCodes()
  await search(page).fill(words)
  if (code)
    await eventually(
      () => listed(page),
      (codes) => codes.toContain(code)
    )
  if (!id) return
  const cause = mcpx.causes().find((one) => one.id === id)
  await page.locator('.found-causes').getByRole('button', { name: cause.title, exact: true }).click()
  const item = page.locator(`.cause-item[data-cause="${id}"]`)
  await item.getByText(cause.text).waitFor()
  expect(await isFocused(item.locator('summary'))).toBe(true)
  const link = item.getByRole('link', { name: 'Docs for this cause' })
  expect(await link.getAttribute('href')).toBe(`https://docs.mcpproxy.app/causes/${id}`)
})

test('every cause is listed once, under a code that it may explain', async () => {
  const page = await openCodes()
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

test('a search without a match says so', async () => {
  const page = await openCodes()
  await search(page).fill('marmalade')
  await expectListed(page, [])
  expect(await total(page)).toContain('No matching codes')
})

test('a pasted error is diagnosed by the search', async () => {
  const page = await openCodes()
  const text = 'dial tcp 127.0.0.1:8080: connect: connection refused'
  const { code } = mcpx.classify(text)
  await search(page).fill(text)
  const status = page.locator('.all-codes [role=status]')
  await status.getByText('the code of this error').waitFor()
  await expectListed(page, [code])
  await status.getByRole('button', { name: 'Diagnose it' }).click()
  await cardOf(page, code).waitFor()
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
  const page = await openCodes()
  for (const code of CODES_OF_TEXTS) expect(await tried(page, code)).toEqual([code, true])
  await tab(page, 'Diagnose').click()
  await area(page).fill('zsh:1: command not found: docker')
  await cardOf(page, NO_DOCKER).waitFor()
})

test('the example opens in the first view', async () => {
  const page = await openCodes(`#${NO_DOCKER}`)
  await button(page, 'Diagnose this example').click()
  await cardOf(page, NO_DOCKER).waitFor()
  expect(await tab(page, 'Diagnose').getAttribute('aria-selected')).toBe('true')
})

// The steps for all systems, as the library gives them.
const stepsOf = (code) => mcpx.advise({ code }).steps

test('every step of every code is shown, with a copy button for its command', async () => {
  const page = await openCodes()
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
