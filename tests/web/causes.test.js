// causes.test.js: the second level of an answer: its cause, steps, surroundings and effects; texts without a code; and the
// first answer, which has no cause yet.
import { expect, test } from '@jest/globals'
import {
  area,
  built,
  button,
  card,
  cardOf,
  copied,
  eventually,
  mcpx,
  paste,
  pressCopy,
  ready,
  tab,
  textsOf,
  useSite
} from './helpers.js'

const site = useSite()

const NO_COMMAND = 'MCPX_STDIO_SPAWN_ENOENT'
const UNKNOWN = 'MCPX_UNKNOWN_UNCLASSIFIED'
const NPX = 'spawn npx ENOENT'
const REFUSED = 'connect ECONNREFUSED 127.0.0.1:3000'
const STARTED = [
  '2026-03-02T08:15:23.592Z [tools] [error] spawn npx ENOENT',
  '2026-03-02T08:15:23.604Z [tools] [info] Server transport closed',
  '2026-03-02T08:15:23.605Z [tools] [error] Server disconnected.'
].join('\n')

const box = (page) => card(page).locator('.cause-box')
const shownSteps = (page) => card(page).locator('.to-do .steps:visible > li')
const select = (page, name) => page.getByRole('combobox', { name, exact: true })

async function diagnose(page, text) {
  await paste(page, text)
  await card(page).waitFor()
}

// The steps of the cause of an answer.
const ownSteps = ({ cause, context: { os, client, runner } }) =>
  mcpx.advise({ cause: cause.id, os, client, runner }).steps

// ---- The cause ----

test('the title is the headline, and the cause stands below it', async () => {
  const page = await site.open()
  await diagnose(page, NPX)
  const { title, cause } = mcpx.classify(NPX)
  expect(await card(page).locator('h2').innerText()).toBe(title)
  expect(await box(page).locator('.says').innerText()).toBe(cause.title)
  expect(await box(page).locator('.message').innerText()).toBe(cause.text)
})

test('the steps of the cause come first, and the others are folded', async () => {
  const page = await site.open()
  await diagnose(page, REFUSED)
  await select(page, 'Operating system').selectOption('windows')
  const answer = mcpx.classify(REFUSED, { os: 'windows' })
  const own = ownSteps(answer)
  expect(own.length).toBeGreaterThan(1)
  const labels = () => textsOf(shownSteps(page).locator('.row > :first-child'))
  await eventually(labels, (texts) => texts.toEqual(own.map(({ label }) => label)))
  await card(page).locator('.to-do .more summary').click()
  expect(await labels()).toEqual(answer.steps.map(({ label }) => label))
})

test('a snippet of configuration is copied as it is, and its file is named', async () => {
  const page = await site.open()
  await diagnose(page, NPX)
  await select(page, 'Operating system').selectOption('windows')
  await select(page, 'Client').selectOption('claude_desktop')
  const { steps, context } = mcpx.classify(NPX, { os: 'windows', client: 'claude_desktop' })
  const { config, label } = steps.find(({ type }) => type === 'config')
  const copy = page.getByRole('button', { name: `Copy configuration: ${label.replaceAll('`', '')}` })
  expect(await pressCopy(page, copy)).toBe(config)
  expect(context.config).toContain('claude_desktop_config.json')
  expect(await card(page).locator('.file').first().innerText()).toBe(context.config)
})

test('the title of each step has one tag, with code and addresses in it; commands are no stop of the keyboard', async () => {
  const page = await (await site.newContext()).newPage()
  // As if labels had code.
  await page.addInitScript(() => {
    const { parse } = JSON
    JSON.parse = (text, ...rest) =>
      parse(text.replaceAll(/("label":"[^"]*?)\bterminal\b/g, '$1`terminal`'), ...rest)
  })
  await page.goto(site.at())
  await ready(page)
  await diagnose(page, NPX)
  const title = shownSteps(page).locator('.step-title').first()
  await title.locator('code', { hasText: /^terminal$/ }).waitFor()
  expect(await title.innerText()).not.toContain('`')
  const steps = card(page).locator('.steps > li')
  expect(await steps.locator('b.step-title').count()).toBe(await steps.count())
  expect(await page.locator('.command pre[tabindex]').count()).toBe(0)
  const copy = shownSteps(page).locator('.command .btn').first()
  expect(await copy.getAttribute('aria-label')).toMatch(/^Copy command: [^`]*terminal[^`]*$/)
})

test('other causes are shown in place', async () => {
  const page = await site.open()
  await diagnose(page, NPX)
  const [other] = mcpx.classify(NPX).also_possible
  const item = card(page).locator('.also .cause-item')
  await item.first().locator('summary').click()
  const { cause } = mcpx.advise({ cause: other.id, runner: 'npx' })
  await item.first().getByText(cause.text).waitFor()
  const link = item.first().getByRole('link', { name: 'Docs for this cause' })
  expect(await link.getAttribute('href')).toBe(`https://docs.mcpproxy.app/causes/${other.id}`)
})

// ---- The surroundings ----

const fileOf = (client, os) => mcpx.classify(NPX, { client, os }).context.config

test('client and system are detected in the text, and can be changed', async () => {
  const text = 'Claude Desktop on C:\\Users\\jo\\AppData\\Roaming\\Claude: spawn npx ENOENT'
  const page = await site.open()
  await diagnose(page, text)
  const file = card(page).locator('.file').first()
  const detected = (name) => select(page, name).locator('option').first().innerText()
  expect(await detected('Client')).toBe('Client: Claude Desktop (detected)')
  expect(await detected('Operating system')).toBe('System: Windows (detected)')
  expect(await file.innerText()).toBe(fileOf('claude_desktop', 'windows'))
  expect(await page.locator('.platforms').count()).toBe(0)
  await select(page, 'Client').selectOption('cursor')
  await eventually(
    () => file.innerText(),
    (words) => words.toBe(fileOf('cursor', 'windows'))
  )
  await select(page, 'Operating system').selectOption('macos')
  await eventually(
    () => textsOf(shownSteps(page).locator('.step-title')),
    (labels) =>
      labels.toEqual(
        ownSteps(mcpx.classify(text, { client: 'cursor', os: 'macos' })).map(({ label }) => label)
      )
  )
  await select(page, 'Client').selectOption('')
  await eventually(
    () => textsOf(shownSteps(page).locator('.step-title')),
    (labels) => labels.toEqual(ownSteps(mcpx.classify(text, { os: 'macos' })).map(({ label }) => label))
  )
})

test('a link keeps the client and the system', async () => {
  const page = await site.open()
  await diagnose(page, NPX)
  await select(page, 'Client').selectOption('zed')
  await select(page, 'Operating system').selectOption('linux')
  await button(page, 'Share…').click()
  const link = await pressCopy(page, button(page, 'Copy link'))
  const other = await (await site.newContext()).newPage()
  await other.goto(link)
  await cardOf(other, NO_COMMAND).waitFor()
  expect(await select(other, 'Client').inputValue()).toBe('zed')
  expect(await select(other, 'Operating system').inputValue()).toBe('linux')
})

// ---- The evidence ----

test('the cause is marked strongly, and what follows weakly', async () => {
  const page = await site.open()
  await diagnose(page, STARTED)
  const effects = mcpx.classify(STARTED).effects.sort((a, b) => a.start - b.start)
  expect(effects.length).toBeGreaterThan(0)
  expect(await textsOf(page.locator('.layer mark.cause'))).toEqual(['spawn npx ENOENT'])
  expect(await textsOf(page.locator('.layer mark.effect'))).toEqual(
    effects.map(({ start, end }) => STARTED.slice(start, end))
  )
  const list = card(page).locator('.effects')
  await list.locator('summary').click()
  expect(await list.innerText()).toContain('Line 2: Server transport closed')
})

// Whether an element is within the visible part of a box.
const isSeen = (inner, outer) =>
  inner.evaluate((element, box) => {
    const { top, bottom } = element.getBoundingClientRect()
    const seen = box.getBoundingClientRect()
    return top >= seen.top && bottom <= Math.min(seen.bottom, innerHeight)
  }, outer)

test.each([360, 1440])('after a paste, the evidence is in view, at a width of %i pixels', async (width) => {
  const far = 'on and on '.repeat(300)
  const page = await site.open('', { viewport: { width, height: 900 } })
  await diagnose(page, `${far}\n${far}${NPX} ${far}Server transport closed ${far}`)
  await card(page).locator('.says').waitFor()
  const field = await page.locator('.field').first().elementHandle()
  await page.evaluate(() => scrollTo(0, 0))
  expect(await isSeen(page.locator('.layer mark.cause'), field)).toBe(true)
})

test('a text that is too long for marks has an excerpt', async () => {
  const page = await site.open()
  await diagnose(page, `${'on and on '.repeat(1000)}\n${NPX} ${'on and on '.repeat(1000)}`)
  await card(page).locator('.says').waitFor()
  expect(await textsOf(page.locator('.excerpt mark.cause'))).toEqual([NPX])
  expect((await page.locator('.excerpt .hit').innerText()).length).toBeLessThan(1000)
})

test('with many lines, that of the cause is marked', async () => {
  const effects = Array.from({ length: 39 }, () => '[tools] [info] Server transport closed')
  const text = [...effects.slice(0, 25), '[tools] [error] spawn npx ENOENT', ...effects.slice(0, 8)].join(
    '\n'
  )
  const page = await site.open()
  await paste(page, text)
  await page.locator('.layer mark.cause').first().waitFor()
  expect(await textsOf(page.locator('.layer mark.cause'))).toEqual([NPX])
})

// ---- Texts without a code ----

const UNRECOGNIZED = [
  '[error] widget-server failed to attach the frobnicator to the main bus',
  '[error] FrobnicationError: bus 7 rejected the widget of jane.doe@example.org, giving up',
  '[error] widget-server will not start'
].join('\n')

const KINDS = {
  not_a_failure: '{"content":[{"type":"text","text":"no such note"}],"isError":true}',
  too_little: 'It is a fine day.',
  without_code: 'Error: listen EADDRINUSE: address already in use :::8080',
  unrecognized: UNRECOGNIZED
}

test.each(Object.keys(KINDS))('unknown, %s: its own help; a report only where it is right', async (kind) => {
  const { unknown, cause, code } = mcpx.classify(KINDS[kind])
  expect({ kind: unknown.kind, code }).toEqual({ kind, code: UNKNOWN })
  const page = await site.open()
  await diagnose(page, KINDS[kind])
  expect(await card(page).locator('h2').innerText()).toBe(cause?.title ?? unknown.title)
  expect(await card(page).innerText()).toContain(unknown.text)
  expect(await card(page).getAttribute('data-severity')).toBe(kind === 'without_code' ? 'error' : 'none')
  expect(await card(page).locator('a[href*="issues/new"]').count()).toBe(0)
  expect(await button(page, 'Preview report').count()).toBe(/unrecognized|too_little/.test(kind) ? 1 : 0)
})

test('the report is redacted, and is read before it is sent', async () => {
  const page = await site.open()
  await diagnose(page, UNRECOGNIZED)
  await button(page, 'Preview report').click()
  const preview = page.locator('.report pre')
  await preview.waitFor()
  expect(await preview.innerText()).toContain('widget-server failed')
  const link = page.getByRole('link', { name: 'Open the report on GitHub' })
  const address = new URL(await link.getAttribute('href'))
  const body = address.searchParams.get('body')
  expect(body).toContain('widget-server will not start')
  for (const text of [body, await preview.innerText()]) expect(text).not.toContain('jane.doe')
})

test('the nearest codes open in the list of codes', async () => {
  const text = '[error] the redirect address of the widget could not be matched, giving up for good now'
  const { unknown } = mcpx.classify(text)
  expect(unknown?.nearest.length).toBeGreaterThan(0)
  const page = await site.open()
  await diagnose(page, text)
  await card(page).locator('.nearest button').first().click()
  await page.locator('.code-page .code-chip', { hasText: unknown.nearest[0] }).waitFor()
  expect(await tab(page, 'Codes').getAttribute('aria-selected')).toBe('true')
})

// ---- The first answer ----

// A page whose module with causes is held back until release() is called.
async function openEarly() {
  const page = await (await site.newContext()).newPage()
  let release
  const held = new Promise((resolve) => {
    release = resolve
  })
  await page.route(`**/${built('diagnose.wasm')}`, async (route) => {
    await held
    await route.continue()
  })
  await page.goto(site.at())
  return { page, release }
}

const status = (page) => page.locator('.frame > [role=status]')

test('the first answer has the code and its steps; the cause follows without losing the focus', async () => {
  const { page, release } = await openEarly()
  await area(page).fill(NPX)
  await cardOf(page, NO_COMMAND).waitFor()
  const entry = mcpx.entry(NO_COMMAND)
  expect(await card(page).locator('h2').innerText()).toBe(entry.title)
  expect(await card(page).innerText()).toContain(entry.user_message)
  expect(await shownSteps(page).count()).toBeGreaterThan(1)
  expect(await box(page).getAttribute('data-cause')).toBe('')
  await button(page, 'Copy code').focus()
  await page.evaluate(() => scrollTo(0, 40))
  const top = await page.evaluate(() => scrollY)
  release()
  await card(page).locator('.says').waitFor()
  expect(await button(page, 'Copy code').evaluate((element) => element.matches(':focus'))).toBe(true)
  expect(await page.evaluate(() => scrollY)).toBe(top)
  await button(page, 'Copy code').press('Enter')
  await eventually(
    () => copied(page),
    (text) => text.toBe(NO_COMMAND)
  )
})

test('a field in use keeps its text and its selection', async () => {
  const { page, release } = await openEarly()
  await area(page).fill(NPX)
  await cardOf(page, NO_COMMAND).waitFor()
  await area(page).evaluate((element) => element.setSelectionRange(2, 5))
  release()
  await card(page).locator('.says').waitFor()
  const state = await area(page).evaluate((element) => [
    element.selectionStart,
    element.selectionEnd,
    element.matches(':focus')
  ])
  expect(state).toEqual([2, 5, true])
})

test('the answer is announced once: with its cause if that comes soon', async () => {
  const { page, release } = await openEarly()
  await page.exposeFunction('heard', (words) => spoken.push(words))
  const spoken = []
  await status(page).evaluate((element) =>
    new MutationObserver(() => globalThis.heard(element.textContent)).observe(element, { childList: true })
  )
  await area(page).fill(NPX)
  await cardOf(page, NO_COMMAND).waitFor()
  release()
  await ready(page)
  const { cause } = mcpx.classify(NPX)
  await eventually(
    () => spoken.join(),
    (words) => words.toContain(cause.title)
  )
  await page.waitForTimeout(2600)
  expect(spoken.filter(Boolean)).toHaveLength(1)
})

test('a text without a code gets no advice before the final answer', async () => {
  const { page, release } = await openEarly()
  await area(page).fill('It is a fine day.')
  await cardOf(page, UNKNOWN).waitFor()
  expect(await shownSteps(page).count()).toBe(0)
  expect(await card(page).locator('h2').innerText()).toBe(mcpx.entry(UNKNOWN).title)
  release()
  await card(page).getByText('Too little text to tell').waitFor()
})
