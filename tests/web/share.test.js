// share.test.js: Markdown and links that the visitor copies contain no personal data.
import { deflateRawSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import {
  area,
  button,
  cardOf,
  choose,
  chosen,
  eventually,
  keptTexts,
  mcpx,
  nothingYet,
  paste,
  pressCopy,
  ready,
  tab,
  treatAs,
  useSite
} from './helpers.js'
import { DOCKER, HOST, markdownButton, NAME, SECRETS, secretsIn, TEXT } from './secrets.js'

const site = useSite()

const NO_DOCKER = 'MCPX_DOCKER_CLI_NOT_FOUND'
const unredacted = (page) => page.getByLabel('Include personal data in the Markdown')
const preview = (page) => page.locator('.share')
const linkText = (page) => preview(page).locator('pre').textContent()

async function openPreview(page) {
  await button(page, 'Share…').click()
  await preview(page).locator('pre').waitFor()
}

const linkOf = (page) => pressCopy(page, button(page, 'Copy link'))

// Opens a link as another visitor.
async function follow(link) {
  const context = await site.newContext()
  const page = await context.newPage()
  await page.goto(link)
  await page.locator('.result h2').first().waitFor()
  return page
}

test('Markdown contains the answer, and the text without personal data', async () => {
  const page = await site.open()
  await paste(page, TEXT)
  const markdown = await pressCopy(page, markdownButton(page))
  expect(secretsIn(TEXT)).toEqual(SECRETS)
  expect(secretsIn(markdown)).toEqual([])
  expect(markdown).toContain(NO_DOCKER)
  expect(markdown).toContain(DOCKER)
  expect(markdown).toContain(mcpx.version)
  expect(markdown).toMatch(/redacted: \d/)
})

test('Markdown is not redacted if the box is checked', async () => {
  const page = await site.open()
  await paste(page, TEXT)
  expect(await unredacted(page).isChecked()).toBe(false)
  await unredacted(page).check()
  expect(await pressCopy(page, markdownButton(page))).toContain(TEXT)
  await unredacted(page).uncheck()
  expect(secretsIn(await pressCopy(page, markdownButton(page)))).toEqual([])
})

test('the box is not checked for the next text', async () => {
  const page = await site.open()
  await paste(page, TEXT)
  await unredacted(page).check()
  await area(page).fill(`${TEXT}\n`)
  await eventually(
    () => unredacted(page).isChecked(),
    (checked) => checked.toBe(false)
  )
})

test('a link contains exactly what its preview shows, without personal data', async () => {
  const page = await site.open()
  await paste(page, TEXT)
  await openPreview(page)
  const shown = await linkText(page)
  expect(secretsIn(await preview(page).innerText())).toEqual([])
  expect(shown).toContain(DOCKER)
  expect(await preview(page).innerText()).toContain('Personal data was replaced by the marked names: ')
  const marked = await preview(page).locator('pre mark').allTextContents()
  expect(new Set(marked)).toEqual(new Set(shown.match(/\[(?:email|home_path|vendor_key|host_name)\]/g)))
  expect(marked.length).toBeGreaterThan(2)
  const link = await linkOf(page)
  expect(link.startsWith(`${site.at()}#mcpx=`)).toBe(true)
  expect(secretsIn(link)).toEqual([])
  const other = await follow(link)
  await other.locator(`.result [data-code="${NO_DOCKER}"]`).first().waitFor()
  expect(await area(other).inputValue()).toBe(shown)
  expect(page.url()).toBe(site.at())
})

test('a link contains the hints', async () => {
  const page = await site.open()
  await paste(page, DOCKER)
  await choose(page, 'Transport', 'stdio')
  await choose(page, 'Docker isolation', 'Off')
  await openPreview(page)
  const other = await follow(await linkOf(page))
  await cardOf(other, mcpx.classify(DOCKER, { transport: 'stdio', dockerIsolated: false }).code).waitFor()
  expect(await chosen(other, 'Transport')).toBe('stdio')
  expect(await chosen(other, 'Docker isolation')).toBe('Off')
})

test('a link keeps the system that was detected in what it redacts', async () => {
  const page = await site.open()
  await paste(page, `Error: spawn npx ENOENT\n at /Users/${NAME}/x.js`)
  await openPreview(page)
  expect(mcpx.classify(await linkText(page)).context.os).toBe(null)
  const other = await follow(await linkOf(page))
  expect(await chosen(other, 'Operating system')).toBe('macOS')
})

// Words that do not compress, the same in every run.
function noise(count) {
  let seed = 1
  const word = () => {
    seed = (seed * 48271) % 2147483647
    return seed.toString(36)
  }
  return Array.from({ length: count }, word)
}

test('a link of a long text keeps the lines around the evidence', async () => {
  const lines = noise(3000).map((word, i, all) => `${word} ${all[(i * 7) % all.length]}`)
  const text = [...lines.slice(0, 2500), DOCKER, ...lines.slice(2500)].join('\n')
  const page = await site.open()
  await paste(page, text)
  await treatAs(page, 'single error')
  await cardOf(page, NO_DOCKER).waitFor()
  await openPreview(page)
  expect(await preview(page).innerText()).toContain('only for the lines around the evidence')
  const shown = await linkText(page)
  expect(shown).toContain(DOCKER)
  expect(text).toContain(shown)
  const link = await linkOf(page)
  expect(new URL(link).hash.length).toBeLessThanOrEqual(2001)
  const other = await follow(link)
  await other.locator(`.result [data-code="${NO_DOCKER}"]`).first().waitFor()
  expect(await area(other).inputValue()).toBe(shown)
})

test('the lines around the evidence are found if much before them is redacted', async () => {
  const before = noise(1500).map(
    (word, i) => `${word} ${NAME}.${i}@${HOST} ${word.split('').reverse().join('')}`
  )
  const page = await site.open()
  await paste(page, [...before, DOCKER, ...noise(1500)].join('\n'))
  await treatAs(page, 'single error')
  await cardOf(page, NO_DOCKER).waitFor()
  await openPreview(page)
  expect((await linkText(page)).split('\n').includes(DOCKER)).toBe(true)
})

const ORIGIN = 'This text came from a link.'

test('A13: a text from a link says so, until it is changed or removed', async () => {
  const page = await site.open()
  await paste(page, DOCKER)
  await openPreview(page)
  const other = await follow(await linkOf(page))
  await other.getByText(ORIGIN).waitFor()
  await button(other, 'Remove it').click()
  await nothingYet(other).waitFor()
  expect(await area(other).inputValue()).toBe('')
  expect(await other.getByText(ORIGIN).count()).toBe(0)
})

test('A13: a link brings back what it replaced', async () => {
  const page = await site.open()
  await paste(page, DOCKER)
  await openPreview(page)
  const { hash } = new URL(await linkOf(page))
  const other = await site.open('', {})
  await paste(other, 'HTTP 401 Unauthorized')
  await choose(other, 'Transport', 'HTTP')
  await cardOf(other, 'MCPX_HTTP_401').waitFor()
  await other.evaluate((fragment) => location.assign(fragment), hash)
  await cardOf(other, NO_DOCKER).waitFor()
  await button(other, 'Bring back my text').click()
  await cardOf(other, 'MCPX_HTTP_401').waitFor()
  expect(await area(other).inputValue()).toBe('HTTP 401 Unauthorized')
  expect(await chosen(other, 'Transport')).toBe('HTTP')
  expect(await other.getByText(ORIGIN).count()).toBe(0)
})

test('a shared text does not replace a stored text', async () => {
  const context = await site.newContext() // with its own storage
  const page = await context.newPage()
  await page.goto(site.at())
  const keep = page.getByLabel('Keep my text in this browser')
  await paste(page, DOCKER)
  await openPreview(page)
  const { hash } = new URL(await linkOf(page))
  await area(page).fill('HTTP 401 Unauthorized')
  await keep.check()
  for (const open of [
    () =>
      page.evaluate((fragment) => {
        location.hash = fragment
      }, hash),
    () => page.goto('about:blank').then(() => page.goto(`${site.at()}${hash}`))
  ]) {
    await open()
    await cardOf(page, NO_DOCKER).waitFor()
    await ready(page)
    expect(await keep.isChecked()).toBe(false)
    expect(await keptTexts(page)).toEqual(['HTTP 401 Unauthorized'])
  }
  await page.goto('about:blank')
  await page.goto(site.at())
  await cardOf(page, 'MCPX_HTTP_401').waitFor()
  expect(await keep.isChecked()).toBe(true)
})

test('a link that is opened in the same page replaces the text', async () => {
  const page = await site.open()
  await paste(page, DOCKER)
  await openPreview(page)
  const { hash } = new URL(await linkOf(page))
  await area(page).fill('HTTP 401 Unauthorized')
  await tab(page, 'Codes').click()
  await page.evaluate((fragment) => {
    location.hash = fragment
  }, hash)
  await cardOf(page, NO_DOCKER).waitFor()
  expect(await area(page).inputValue()).toBe(DOCKER)
})

const packed = (content) => deflateRawSync(content).toString('base64url')
const good = packed(JSON.stringify([DOCKER, null, null]))

const DAMAGED_WORDS = 'This link is damaged or was cut off. Ask for it again.'
const DAMAGED = {
  nothing: '',
  'other characters': '!!!!',
  'other bytes': 'AAAAAAAA',
  'half of it': good.slice(0, good.length / 2),
  'not JSON': packed('hello'),
  'another shape': packed('{"text":"x"}'),
  'another transport': packed(JSON.stringify([DOCKER, 'pigeon', null])),
  'no text': packed(JSON.stringify([7, null, null])),
  'too much': packed(JSON.stringify(['x'.repeat(5_000_000), null, null]))
}

test('a damaged link is named, and a good link after it works', async () => {
  const page = await site.open('#mcpx=')
  for (const [what, fragment] of Object.entries(DAMAGED)) {
    await page.evaluate((hash) => {
      location.hash = hash
    }, `mcpx=${fragment}`)
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)))
    expect([what, await nothingYet(page).count()]).toEqual([what, 1])
    expect([what, await area(page).inputValue()]).toEqual([what, ''])
    expect([what, await page.getByRole('alert').innerText()]).toEqual([what, DAMAGED_WORDS])
  }
  await page.evaluate((hash) => {
    location.hash = hash
  }, `mcpx=${good}`)
  await cardOf(page, NO_DOCKER).waitFor()
})

test('a page that opens with a damaged link says so', async () => {
  const page = await site.open(`#mcpx=${DAMAGED['half of it']}`)
  await nothingYet(page).waitFor()
  await page.getByRole('alert').getByText(DAMAGED_WORDS).waitFor()
  expect(await area(page).inputValue()).toBe('')
})

test('an address with a shared text is kept until the text is changed', async () => {
  const page = await site.open(`#mcpx=${good}`)
  await cardOf(page, NO_DOCKER).waitFor()
  expect(page.url()).toBe(site.at(`#mcpx=${good}`))
  await area(page).pressSequentially(' ')
  await eventually(
    () => page.url(),
    (url) => url.toBe(site.at('#mcpx-classify'))
  )
  await page.reload()
  await ready(page)
  await nothingYet(page).waitFor()
})
