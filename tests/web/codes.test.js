// codes.test.js: the list of all codes: filters, permalinks, and an example for each code.
import { expect, test } from '@jest/globals'
import { area, button, cardOf, eventually, mcpx, pressCopy, tab, useSite } from './helpers.js'

const site = useSite()

const CATALOG = mcpx.catalog()
const RULES = mcpx.rules()
const CODES = CATALOG.map(({ code }) => code)
// The proxy counts the other codes by itself, so that there is no text to try.
const CODES_OF_TEXTS = CODES.filter((code) => RULES.some(({ codes }) => codes.includes(code)))
const NO_DOCKER = 'MCPX_DOCKER_CLI_NOT_FOUND'

const list = (page) => page.locator('.code-list > li > details')
const details = (page, code) => page.locator(`details[data-code="${code}"]`)
const listed = (page) => list(page).evaluateAll((items) => items.map((item) => item.dataset.code))
const isFocused = (locator) => locator.evaluate((element) => element.matches(':focus'))
const total = (page) => page.locator('.all-codes [role=status]').innerText()

const expectListed = (page, codes) =>
  eventually(
    () => listed(page),
    (found) => found.toEqual(codes)
  )

async function openCodes(fragment = '#mcpx-codes') {
  const page = await site.open(fragment)
  await list(page).first().waitFor()
  return page
}

test('all codes are listed in the order of the catalog', async () => {
  const page = await openCodes()
  expect(CODES).toHaveLength(41)
  await expectListed(page, CODES)
  expect(await total(page)).toBe('41 codes')
})

const phrasesOf = (code) => RULES.filter(({ codes }) => codes.includes(code)).flatMap(({ all }) => all.flat())

const has = (entry, ...words) => {
  const steps = entry.fix_steps.map(({ label, command }) => `${label} ${command ?? ''}`)
  const parts = [entry.code, entry.title, entry.user_message, ...steps, ...phrasesOf(entry.code)]
  const all = parts.join(' ').toLowerCase()
  return words.every((word) => all.includes(word))
}

const SEARCHES = [
  ['a code', { Search: NO_DOCKER }, ({ code }) => code === NO_DOCKER],
  [
    'words of a message in any order',
    { Search: 'docker  Install' },
    (entry) => has(entry, 'docker', 'install')
  ],
  ['a command', { Search: 'docker --version' }, (entry) => has(entry, 'docker', '--version')],
  ['a domain', { Domain: 'OAUTH' }, ({ code }) => code.startsWith('MCPX_OAUTH_')],
  ['a severity', { Severity: 'warn' }, ({ severity }) => severity === 'warn'],
  [
    'all three',
    { Search: 'http', Domain: 'HTTP', Severity: 'error' },
    (entry) => has(entry, 'http') && entry.code.startsWith('MCPX_HTTP_') && entry.severity === 'error'
  ]
]

async function filter(page, wanted) {
  for (const [label, value] of Object.entries(wanted)) {
    const control = page.getByLabel(label, { exact: true })
    if (label === 'Search') await control.fill(value)
    else await control.selectOption(value)
  }
}

const NO_FILTER = { Search: '', Domain: '', Severity: '' }

test('each filter shows the codes that match', async () => {
  const page = await openCodes()
  await page.locator('.cause-count', { hasText: 'cause' }).first().waitFor()
  for (const [name, wanted, fits] of SEARCHES) {
    await filter(page, { ...NO_FILTER, ...wanted })
    const codes = CATALOG.filter(fits).map(({ code }) => code)
    expect([name, codes.length > 0 && codes.length < CODES.length]).toEqual([name, true])
    const own = () => listed(page).then((found) => found.filter((code) => codes.includes(code)))
    await eventually(own, (found) => found.toEqual(codes))
    // Other codes are listed only for a cause that matches.
    const others = (await listed(page)).filter((code) => !codes.includes(code))
    for (const code of others) expect([name, code, await foundCauses(page, code).count()]).not.toContain(0)
    const count = codes.length + others.length
    expect([name, await total(page)]).toEqual([name, `${count} ${count === 1 ? 'code' : 'codes'}`])
  }
})

const foundCauses = (page, code) =>
  list(page).and(details(page, code)).locator('xpath=..').locator('.found-causes button')

// What people search for, and a code and a cause that they must find.
const WORDS = [
  ['ECONNREFUSED', 'MCPX_HTTP_CONN_REFUSED', null],
  ['unauthorized', 'MCPX_HTTP_401', null],
  ['certificate', 'MCPX_HTTP_TLS_FAILED', 'tls_expired'],
  ['node too old', null, 'node_too_old']
]

test.each(WORDS)('"%s" finds its code and its causes', async (words, code, id) => {
  const page = await openCodes()
  await page.locator('.cause-count', { hasText: 'cause' }).first().waitFor()
  await filter(page, { ...NO_FILTER, Search: words })
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
  await page.locator('.cause-count', { hasText: 'cause' }).first().waitFor()
  await list(page).evaluateAll((all) => {
    for (const one of all) one.open = true
  })
  const causes = mcpx.causes()
  await eventually(
    () => page.locator('.cause-item').count(),
    (count) => count.toBe(causes.length)
  )
  const found = await list(page).evaluateAll((all) =>
    all.flatMap((one) =>
      [...one.querySelectorAll('.cause-item')].map((item) => [item.dataset.cause, one.dataset.code])
    )
  )
  const allowed = new Map(causes.map(({ id, codes }) => [id, codes]))
  expect(found.filter(([id, code]) => !allowed.get(id).includes(code))).toEqual([])
})

test('a search without a match says so', async () => {
  const page = await openCodes()
  await filter(page, { Search: 'marmalade' })
  await expectListed(page, [])
  expect(await total(page)).toContain('No matching codes')
})

async function expectShown(page, code) {
  await details(page, code).locator('.code-body > p').waitFor()
  expect(await tab(page, 'All codes').getAttribute('aria-selected')).toBe('true')
  await eventually(
    () => isFocused(details(page, code).locator('> summary')),
    (focused) => focused.toBe(true)
  )
  const { y } = await details(page, code).boundingBox()
  expect(y).toBeGreaterThan(-1)
  expect(y).toBeLessThan(page.viewportSize().height)
  const { user_message } = CATALOG.find((entry) => entry.code === code)
  expect(await details(page, code).innerText()).toContain(user_message)
}

test.each([NO_DOCKER, CODES.at(-1)])('the permalink of %s opens and focuses its entry', async (code) => {
  await expectShown(await openCodes(`#${code}`), code)
})

test('a new fragment shows its code and resets the filters', async () => {
  const page = await site.open()
  await page.evaluate((code) => {
    location.hash = code
  }, CODES[20])
  await expectShown(page, CODES[20])
  await filter(page, { Search: 'marmalade' })
  await page.evaluate((code) => {
    location.hash = code
  }, NO_DOCKER)
  await expectShown(page, NO_DOCKER)
  await page.goBack()
  await expectShown(page, CODES[20])
})

test('an unknown code in the address becomes a search', async () => {
  const page = await site.open('#MCPX_NO_SUCH_CODE')
  await eventually(
    () => total(page),
    (text) => text.toContain('No matching codes')
  )
  expect(await page.getByLabel('Search', { exact: true }).inputValue()).toBe('MCPX_NO_SUCH_CODE')
})

test('a permalink can be copied and opened', async () => {
  const page = await openCodes(`#${NO_DOCKER}`)
  const address = await pressCopy(
    page,
    details(page, NO_DOCKER).getByRole('button', { name: 'Copy permalink' })
  )
  expect(address).toBe(site.at(`#${NO_DOCKER}`))
  await page.goto('about:blank')
  await page.goto(address)
  await expectShown(page, NO_DOCKER)
  await details(page, NO_DOCKER).locator('> summary').click()
  await details(page, CODES[0]).locator('> summary').click()
  await details(page, CODES[0]).getByRole('link', { name: 'Permalink' }).click()
  await expectShown(page, CODES[0])
  expect(page.url()).toBe(site.at(`#${CODES[0]}`))
})

test('the address keeps the selected view', async () => {
  const page = await site.open()
  for (const [name, fragment] of [
    ['All codes', '#mcpx-codes'],
    ['Check a heartbeat', '#mcpx-heartbeat'],
    ['Diagnose an error', '#mcpx-classify']
  ]) {
    await tab(page, name).click()
    expect(page.url()).toBe(site.at(fragment))
    await page.reload()
    expect(await tab(page, name).getAttribute('aria-selected')).toBe('true')
  }
})

test('the keyboard opens an entry', async () => {
  const page = await openCodes()
  await details(page, NO_DOCKER).locator('> summary').focus()
  await page.keyboard.press('Enter')
  await details(page, NO_DOCKER).locator('.code-body > p').waitFor()
})

// Opens each code and tries its example, in the page: [code of the answer, is the text the example's].
const tried = (page, codes) =>
  page.locator('mcpx-diagnose').evaluate(async ({ shadowRoot: root }, all) => {
    const until = async (ask) => {
      for (;;) {
        const found = ask()
        if (found) return found
        await new Promise((resolve) => setTimeout(resolve))
      }
    }
    const answers = []
    for (const code of all) {
      location.hash = code
      const item = root.querySelector(`details[data-code=${code}]`)
      const example = await until(() => item.open && item.querySelector('pre.example'))
      const before = root.querySelector('article.answer')
      const attempt = [...item.querySelectorAll('button')].find(({ textContent }) => textContent === 'Try it')
      attempt.click()
      const card = await until(() => {
        const now = root.querySelector('article.answer')
        return now !== before && now
      })
      answers.push([card.dataset.code, root.querySelector('textarea').value === example.textContent])
    }
    return answers
  }, codes)

test('the example of every code of a text is classified as that code', async () => {
  const page = await openCodes()
  expect(await tried(page, CODES_OF_TEXTS)).toEqual(CODES_OF_TEXTS.map((code) => [code, true]))
  await tab(page, 'Diagnose an error').click()
  await area(page).fill('zsh:1: command not found: docker')
  await cardOf(page, NO_DOCKER).waitFor()
})

test('"Try it" opens the example in the first view', async () => {
  const page = await openCodes(`#${NO_DOCKER}`)
  await button(page, 'Try it').click()
  await cardOf(page, NO_DOCKER).waitFor()
  expect(await tab(page, 'Diagnose an error').getAttribute('aria-selected')).toBe('true')
})

test('every step of every code is shown, with a copy button for its command', async () => {
  const page = await openCodes()
  await list(page).evaluateAll((all) => {
    for (const one of all) one.open = true
  })
  await eventually(
    () => page.locator('.code-body > p').count(),
    (count) => count.toBe(CODES.length)
  )
  const shown = await list(page).evaluateAll((all) =>
    all.map((one) => {
      const texts = (selector) => [...one.querySelectorAll(selector)].map(({ textContent }) => textContent)
      const commands = texts('.command code')
      return {
        labels: [...new Set(texts('.steps li > .row > :first-child'))].sort(),
        commands: [...new Set(commands)].sort(),
        uncopied: commands.length - one.querySelectorAll('.command button').length
      }
    })
  )
  const wanted = CATALOG.map(({ fix_steps: steps }) => ({
    labels: [...new Set(steps.map(({ label }) => label))].sort(),
    commands: [...new Set(steps.flatMap(({ command }) => command || []))].sort(),
    uncopied: 0
  }))
  expect(shown).toEqual(wanted)
})

test('a destructive step is marked', async () => {
  const { code, fix_steps } = CATALOG.find((entry) => entry.fix_steps.some(({ destructive }) => destructive))
  const page = await openCodes(`#${code}`)
  const { label } = fix_steps.find(({ destructive }) => destructive)
  const step = details(page, code).locator('.steps li:visible', { hasText: label })
  expect(await step.innerText()).toContain('destructive')
  expect(await button(page, 'Try it').count()).toBe(1)
})
