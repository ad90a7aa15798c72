// share.test.js: what leaves the page by the visitor's own hand: Markdown and links, without personal data.
import { deflateRawSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import {
  area,
  button,
  card,
  cardOf,
  choose,
  eventually,
  mcpx,
  nothingYet,
  paste,
  pressCopy,
  radio,
  ready,
  tab,
  useSite
} from './helpers.js'

const site = useSite()

const NO_DOCKER = 'MCPX_DOCKER_CLI_NOT_FOUND'
const DOCKER = 'zsh:1: command not found: docker'

// Put together here, so that no file holds them.
const SECRETS = [
  ['jane', 'doe'].join('.'),
  ['ghp', 'a1B2c3D4e5F6'.repeat(3)].join('_'),
  ['office-printer', 'corp', 'internal'].join('.')
]
const [NAME, TOKEN, HOST] = SECRETS
const TEXT = [
  `starting /Users/${NAME}/tools/server.js on ${HOST}`,
  `GITHUB_TOKEN=${TOKEN}`,
  DOCKER,
  `mail ${NAME}@${HOST}`
].join('\n')
const secretsIn = (text) => SECRETS.filter((secret) => text.includes(secret))

// By its place: for a while after it is pressed it has another name.
const markdownButton = (page) => page.locator('.share-tools button').first()
const asItIs = (page) => page.getByLabel('Markdown with my text as it is')
const preview = (page) => page.locator('.share')
const held = (page) => preview(page).locator('pre').textContent()

async function openPreview(page) {
  await button(page, 'Share a link …').click()
  await preview(page).locator('pre').waitFor()
}

const linkOf = (page) => pressCopy(page, button(page, 'Copy the link'))

// The page that somebody with the link sees.
async function follow(link) {
  const context = await site.newContext()
  const page = await context.newPage()
  await page.goto(link)
  await card(page).waitFor()
  return page
}

test('Markdown holds the answer, and the text without personal data', async () => {
  const page = await site.open()
  await paste(page, TEXT)
  const markdown = await pressCopy(page, markdownButton(page))
  expect(secretsIn(TEXT)).toEqual(SECRETS)
  expect(secretsIn(markdown)).toEqual([])
  expect(markdown).toContain(NO_DOCKER)
  expect(markdown).toContain(DOCKER)
  expect(markdown).toContain(mcpx.version)
  expect(markdown).toMatch(/taken out: \d/)
})

test('Markdown with the text as it is, where the box is ticked', async () => {
  const page = await site.open()
  await paste(page, TEXT)
  expect(await asItIs(page).isChecked()).toBe(false)
  await asItIs(page).check()
  expect(await pressCopy(page, markdownButton(page))).toContain(TEXT)
  await asItIs(page).uncheck()
  expect(secretsIn(await pressCopy(page, markdownButton(page)))).toEqual([])
})

test('the box is not ticked for the next text', async () => {
  const page = await site.open()
  await paste(page, TEXT)
  await asItIs(page).check()
  await area(page).fill(`${TEXT}\n`)
  await eventually(
    () => asItIs(page).isChecked(),
    (checked) => checked.toBe(false)
  )
})

test('a link holds exactly what its preview shows, which is without personal data', async () => {
  const page = await site.open()
  await paste(page, TEXT)
  await openPreview(page)
  const shown = await held(page)
  expect(secretsIn(await preview(page).innerText())).toEqual([])
  expect(shown).toContain(DOCKER)
  expect(await preview(page).innerText()).toContain('Taken out: ')
  const link = await linkOf(page)
  expect(link.startsWith(`${site.at()}#mcpx=`)).toBe(true)
  expect(secretsIn(link)).toEqual([])
  const other = await follow(link)
  await cardOf(other, NO_DOCKER).waitFor()
  expect(await area(other).inputValue()).toBe(shown)
  expect(page.url()).toBe(site.at())
})

test('a link carries the hints', async () => {
  const page = await site.open()
  await choose(page, 'Transport', 'stdio')
  await choose(page, 'Docker isolation', 'Off')
  await paste(page, DOCKER)
  await openPreview(page)
  const other = await follow(await linkOf(page))
  await cardOf(other, mcpx.classify(DOCKER, { transport: 'stdio', dockerIsolated: false }).code).waitFor()
  expect(await radio(other, 'Transport', 'stdio').isChecked()).toBe(true)
  expect(await radio(other, 'Docker isolation', 'Off').isChecked()).toBe(true)
})

// Words that do not pack: the same every time.
function noise(count) {
  let seed = 1
  const word = () => {
    seed = (seed * 48271) % 2147483647
    return seed.toString(36)
  }
  return Array.from({ length: count }, word)
}

test('a link is short, also of a long text: it keeps the lines around the evidence', async () => {
  const lines = noise(3000).map((word, i, all) => `${word} ${all[(i * 7) % all.length]}`)
  const text = [...lines.slice(0, 2500), DOCKER, ...lines.slice(2500)].join('\n')
  const page = await site.open()
  await paste(page, text)
  await choose(page, 'Read it as', 'One error')
  await cardOf(page, NO_DOCKER).waitFor()
  await openPreview(page)
  expect(await preview(page).innerText()).toContain('Only the lines around the evidence')
  const shown = await held(page)
  expect(shown).toContain(DOCKER)
  expect(text).toContain(shown)
  const link = await linkOf(page)
  expect(new URL(link).hash.length).toBeLessThanOrEqual(2001)
  const other = await follow(link)
  await cardOf(other, NO_DOCKER).waitFor()
  expect(await area(other).inputValue()).toBe(shown)
})

test('the lines around the evidence are found where much before them is taken out', async () => {
  const before = noise(1500).map(
    (word, i) => `${word} ${NAME}.${i}@${HOST} ${word.split('').reverse().join('')}`
  )
  const page = await site.open()
  await paste(page, [...before, DOCKER, ...noise(1500)].join('\n'))
  await choose(page, 'Read it as', 'One error')
  await cardOf(page, NO_DOCKER).waitFor()
  await openPreview(page)
  expect((await held(page)).split('\n').includes(DOCKER)).toBe(true)
})

test('a link does not take the place of a text that is kept', async () => {
  const context = await site.newContext() // with a storage of its own
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
    expect(await page.evaluate(() => Object.values({ ...localStorage }))).toEqual(['HTTP 401 Unauthorized'])
  }
  await page.goto('about:blank')
  await page.goto(site.at())
  await cardOf(page, 'MCPX_HTTP_401').waitFor()
  expect(await keep.isChecked()).toBe(true)
})

test('a link that comes while the page is open replaces the text', async () => {
  const page = await site.open()
  await paste(page, DOCKER)
  await openPreview(page)
  const { hash } = new URL(await linkOf(page))
  await area(page).fill('HTTP 401 Unauthorized')
  await tab(page, 'All codes').click()
  await page.evaluate((fragment) => {
    location.hash = fragment
  }, hash)
  await cardOf(page, NO_DOCKER).waitFor()
  expect(await area(page).inputValue()).toBe(DOCKER)
})

const packed = (content) => deflateRawSync(content).toString('base64url')
const good = packed(JSON.stringify([DOCKER, null, null]))

const DAMAGED = {
  nothing: '',
  'other characters': '!!!!',
  'other bytes': 'AAAAAAAA',
  'a half of it': good.slice(0, good.length / 2),
  'what is no JSON': packed('hello'),
  'another shape': packed('{"text":"x"}'),
  'another transport': packed(JSON.stringify([DOCKER, 'pigeon', null])),
  'no text': packed(JSON.stringify([7, null, null])),
  'more than there is room for': packed(JSON.stringify(['x'.repeat(5_000_000), null, null]))
}

test('a damaged link does nothing, and a good one after it is read', async () => {
  const page = await site.open('#mcpx=')
  for (const [what, fragment] of Object.entries(DAMAGED)) {
    await page.evaluate((hash) => {
      location.hash = hash
    }, `mcpx=${fragment}`)
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)))
    expect([what, await nothingYet(page).count()]).toEqual([what, 1])
    expect([what, await area(page).inputValue()]).toEqual([what, ''])
    expect([what, await page.getByRole('alert').count()]).toEqual([what, 0])
  }
  await page.evaluate((hash) => {
    location.hash = hash
  }, `mcpx=${good}`)
  await cardOf(page, NO_DOCKER).waitFor()
})

test('a damaged link does nothing to a page that opens with it', async () => {
  const page = await site.open(`#mcpx=${DAMAGED['a half of it']}`)
  await nothingYet(page).waitFor()
  expect(await area(page).inputValue()).toBe('')
})
