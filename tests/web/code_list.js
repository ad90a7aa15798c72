// code_list.js: the list of all codes in the page.
import { eventually } from './helpers.js'

export const list = (page) => page.locator('.code-row:visible')
export const listed = (page) => list(page).evaluateAll((items) => items.map((item) => item.dataset.code))
export const isFocused = (locator) => locator.evaluate((element) => element.matches(':focus'))
export const total = (page) => page.locator('.all-codes [role=status]').innerText()
export const search = (page) => page.getByLabel('Search', { exact: true })
export const codePage = (page) => page.locator('.code-page')

export const expectListed = (page, codes) =>
  eventually(
    () => listed(page),
    (found) => found.toEqual(codes)
  )

export async function openCodes(site, fragment = '#mcpx-codes') {
  const page = await site.open(fragment)
  await page.locator('.code-row .count', { hasText: 'cause' }).first().waitFor({ state: 'attached' })
  return page
}
