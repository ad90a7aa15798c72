// codes_search.test.js: the search in the list of all codes.
import { expect, test } from '@jest/globals'
import { expectListed, isFocused, list, listed, openCodes, search, total } from './code_list.js'
import { cardOf, eventually, mcpx, tab, useSite } from './helpers.js'

const site = useSite()

const CATALOG = mcpx.catalog()
const RULES = mcpx.rules()
const CODES = CATALOG.map(({ code }) => code)
const NO_DOCKER = 'MCPX_DOCKER_CLI_NOT_FOUND'

const foundCauses = (page, code) =>
  page.locator('li', { has: page.locator(`.code-row[data-code="${code}"]`) }).locator('.found-causes button')

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
  const page = await openCodes(site)
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
  const page = await openCodes(site)
  await list(page).first().focus()
  await page.keyboard.press('/')
  expect(await isFocused(search(page))).toBe(true)
  expect(await search(page).inputValue()).toBe('')
})

test('the key / goes to the search from the tab, and from nowhere', async () => {
  const page = await openCodes(site)
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
  const page = await openCodes(site)
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

// What people search for, and a code and a cause that they must find.
const WORDS = [
  ['ECONNREFUSED', 'MCPX_HTTP_CONN_REFUSED', null],
  ['unauthorized', 'MCPX_HTTP_401', null],
  ['certificate', 'MCPX_HTTP_TLS_FAILED', 'tls_expired'],
  ['node too old', null, 'node_too_old']
]

test.each(WORDS)('"%s" finds its code and its causes', async (words, code, id) => {
  const page = await openCodes(site)
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

test('a search without a match says so', async () => {
  const page = await openCodes(site)
  await search(page).fill('marmalade')
  await expectListed(page, [])
  expect(await total(page)).toContain('No matching codes')
})

test('a pasted error is diagnosed by the search', async () => {
  const page = await openCodes(site)
  const text = 'dial tcp 127.0.0.1:8080: connect: connection refused'
  const { code } = mcpx.classify(text)
  await search(page).fill(text)
  const status = page.locator('.all-codes [role=status]')
  await status.getByText('the code of this error').waitFor()
  await expectListed(page, [code])
  await status.getByRole('button', { name: 'Diagnose it' }).click()
  await cardOf(page, code).waitFor()
})
