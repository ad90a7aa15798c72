// input.test.js: dropped and chosen files, compressed files, and files that are not text.
import { gzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { readRows, readText, root } from '../wasm/helpers.js'
import {
  area,
  built,
  button,
  card,
  cardOf,
  drop,
  eventually,
  nothingYet,
  openFile,
  paste,
  ready,
  tab,
  treatAs,
  useSite
} from './helpers.js'

const site = useSite()
const TEXT = readText('docs/examples/error.txt')
const NO_DOCKER = 'MCPX_DOCKER_CLI_NOT_FOUND'
const problem = (page) => page.getByRole('alert')

// Bytes that are not text: the head of a picture, and every byte.
const PICTURE = Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7) & 0xff))
])

const files = [
  ['a text file', { name: 'error.txt', bytes: TEXT }],
  ['a gzip file', { name: 'error.txt.gz', bytes: gzipSync(TEXT) }],
  ['a gzip file with another name', { name: 'error.log', bytes: gzipSync(TEXT) }],
  ['a file with a byte order mark', { name: 'error.txt', bytes: `\uFEFF${TEXT}` }],
  ['a file of Windows PowerShell', { name: 'error.txt', bytes: Buffer.from(`\uFEFF${TEXT}`, 'utf16le') }],
  ['a big-endian UTF-16 file', { name: 'error.txt', bytes: Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16() }]
]

const WAYS = {
  dropped: (page, file) => drop(page, area(page), [file]),
  opened: (page, file) => openFile(page, button(page, 'Open file'), file)
}

test.each(Object.keys(WAYS))('files that are %s: text, gzip, byte order mark, UTF-16', async (way) => {
  const page = await site.open()
  for (const [name, file] of files) {
    await area(page).fill('')
    await nothingYet(page).waitFor()
    await WAYS[way](page, file)
    await cardOf(page, NO_DOCKER).waitFor()
    expect([name, (await area(page).inputValue()).trim()]).toEqual([name, TEXT.trim()])
    expect([name, await problem(page).count()]).toEqual([name, 0])
  }
})

test('the same file can be opened twice', async () => {
  const page = await site.open()
  for (let i = 0; i < 2; i++) {
    await openFile(page, button(page, 'Open file'), files[0][1])
    await cardOf(page, NO_DOCKER).waitFor()
    await button(page, 'Clear').click()
    await nothingYet(page).waitFor()
  }
})

// As the system does it: the browser finds the target and creates the DataTransfer.
test.each(['.field', '.facts', 'footer', 'h1'])(
  'a file is dragged in from the desktop, over %s',
  async (where) => {
    const page = await site.open()
    const session = await page.context().newCDPSession(page)
    await page.locator(where).first().scrollIntoViewIfNeeded()
    const { x, y, width, height } = await page.locator(where).first().boundingBox()
    const data = { items: [], files: [`${root}docs/examples/error.txt`], dragOperationsMask: 1 }
    const send = (type) =>
      session.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + height / 2, data })
    await send('dragEnter')
    await send('dragOver')
    await page.locator('.drop').waitFor()
    await send('drop')
    await cardOf(page, NO_DOCKER).waitFor()
    expect(await page.locator('.drop:visible').count()).toBe(0)
    expect(page.url()).toBe(site.at())
  }
)

test('a text is dragged in', async () => {
  const page = await site.open()
  const dataTransfer = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer()
    transfer.setData('text/plain', text)
    return transfer
  }, TEXT)
  await area(page).dispatchEvent('drop', { dataTransfer })
  await cardOf(page, NO_DOCKER).waitFor()
})

test('a file is pasted', async () => {
  const page = await site.open()
  const clipboardData = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([text], 'error.txt'))
    return transfer
  }, TEXT)
  await area(page).evaluate(
    (element, data) =>
      element.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
      ),
    clipboardData
  )
  await cardOf(page, NO_DOCKER).waitFor()
})

test('a truncated gzip file', async () => {
  const page = await site.open()
  const bytes = gzipSync(TEXT.repeat(50)).subarray(0, 60)
  await drop(page, area(page), [{ name: 'cut.log.gz', bytes }])
  await problem(page).waitFor()
  expect(await problem(page).innerText()).toMatch(
    /^Could not read cut\.log\.gz: its gzip data is damaged or incomplete\.$/
  )
  await paste(page, TEXT)
  await cardOf(page, NO_DOCKER).waitFor()
  expect(await problem(page).count()).toBe(0)
})

test.each(Object.keys(WAYS))('a picture that is %s is refused', async (way) => {
  const page = await site.open()
  await WAYS[way](page, { name: 'screen.png', bytes: PICTURE })
  await problem(page).waitFor()
  expect(await problem(page).innerText()).toBe(
    'Could not read screen.png: it is not a text file. Unpack it if it is an archive.'
  )
  expect(await card(page).count()).toBe(0)
  await area(page).fill(TEXT)
  await cardOf(page, NO_DOCKER).waitFor()
  expect(await problem(page).count()).toBe(0)
})

test('a file without U+0000 is no text if it has many other control characters', async () => {
  const page = await site.open()
  const bytes = Buffer.from(Array.from({ length: 600 }, (_, i) => (i % 8 ? 65 + (i % 26) : 1 + (i % 5))))
  await drop(page, area(page), [{ name: 'state.db', bytes }])
  await problem(page).waitFor()
  expect(await problem(page).innerText()).toMatch(/^Could not read state\.db: it is not a text file\./)
})

test('a heartbeat with U+0000 is read: that is a finding, as for the command', async () => {
  const page = await site.open('#mcpx-heartbeat')
  await drop(page, area(page), [{ name: 'a.json', bytes: '{"os":"li\0nux"}' }])
  await page
    .getByText('A control character in a string must be written as an escape sequence.')
    .first()
    .waitFor()
  expect(await problem(page).count()).toBe(0)
})

test('why a file is not shown: it is long, or not UTF-8', async () => {
  const page = await site.open()
  const notice = page.locator('.notice').first()
  await drop(page, area(page), [{ name: 'big.log', bytes: 'nothing of note\n'.repeat(20_000) }])
  await eventually(
    () => notice.innerText(),
    (text) => text.toMatch(/^big\.log .* because it is too long\.$/)
  )
  await drop(page, area(page), [{ name: 'latin.log', bytes: Buffer.from('caf\xe9 cannot start', 'latin1') }])
  await eventually(
    () => notice.innerText(),
    (text) => text.toMatch(/^latin\.log .* because it is not UTF-8 text\.$/)
  )
})

// ---- Pasting without the focus ----

const blur = (page) =>
  page.evaluate(() => {
    document.activeElement?.shadowRoot?.activeElement?.blur()
    document.activeElement?.blur()
  })

test('the field has the focus at first, on a wide screen', async () => {
  const page = await site.open('', {})
  expect(await area(page).evaluate((element) => element.matches(':focus'))).toBe(true)
  const phone = await site.open('', { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true })
  expect(await area(phone).evaluate((element) => element.matches(':focus'))).toBe(false)
})

test.each(['Diagnose', 'Codes'])('a paste without the focus is diagnosed, in the view %s', async (view) => {
  const page = await site.open()
  await page.evaluate((text) => navigator.clipboard.writeText(text), TEXT)
  await tab(page, view).click()
  await blur(page)
  await page.keyboard.press('Control+V')
  await cardOf(page, NO_DOCKER).waitFor()
  expect(await area(page).inputValue()).toBe(TEXT)
})

test('the button pastes', async () => {
  const page = await site.open()
  await page.evaluate((text) => navigator.clipboard.writeText(text), TEXT)
  await page.locator('.classify').getByRole('button', { name: 'Paste', exact: true }).click()
  await cardOf(page, NO_DOCKER).waitFor()
})

test('a paste into another field stays there', async () => {
  const page = await site.open('#mcpx-codes')
  await page.evaluate(() => navigator.clipboard.writeText('docker'))
  await page.getByLabel('Search', { exact: true }).focus()
  await page.keyboard.press('Control+V')
  expect(await page.getByLabel('Search', { exact: true }).inputValue()).toBe('docker')
  expect(await tab(page, 'Codes').getAttribute('aria-selected')).toBe('true')
})

// ---- After a paste ----

test.each([360, 1440])(
  'after a paste, the headline of the answer is in view, at a width of %i pixels',
  async (width) => {
    const page = await site.open('', { viewport: { width, height: 740 } })
    await paste(page, readRows('extended').find(({ text }) => text.split('\n').length > 4).text)
    await card(page).locator('h2').waitFor()
    await eventually(
      () =>
        card(page)
          .locator('h2')
          .evaluate((element) => element.getBoundingClientRect().toJSON()),
      ({ top, bottom }) => top >= 0 && bottom <= 740
    )
    const { top, bottom } = await card(page)
      .locator('h2')
      .evaluate((element) => element.getBoundingClientRect().toJSON())
    expect(top).toBeGreaterThanOrEqual(0)
    expect(bottom).toBeLessThanOrEqual(740)
  }
)

test('while somebody types, nothing scrolls, and a short text has no answer yet', async () => {
  const page = await site.open('', { viewport: { width: 360, height: 740 } })
  await area(page).pressSequentially('z hello')
  await page.waitForTimeout(100)
  await nothingYet(page).waitFor()
  await area(page).pressSequentially(' is not an error')
  await card(page).waitFor()
  expect(await page.evaluate(() => scrollY)).toBe(0)
})

test('text that is typed while a file is unpacked replaces the file', async () => {
  const page = await site.open()
  await area(page).evaluate(async (field, text) => {
    const long = new Blob(Array(200).fill('nothing of note\n'.repeat(10_000)))
    const packed = await new Response(long.stream().pipeThrough(new CompressionStream('gzip'))).blob()
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([packed], 'long.log.gz'))
    field.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
    field.value = text
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }, TEXT)
  expect(await area(page).inputValue()).toBe(TEXT)
  expect(await card(page).getAttribute('data-code')).toBe(NO_DOCKER)
})

test('control characters are shown as symbols', async () => {
  const page = await site.open()
  const long = 'nothing of note\n'.repeat(1100)
  await paste(page, `${long}\u001b[31mzsh:1: command not found: docker\u001b[0m\u0007`)
  await treatAs(page, 'single error')
  await cardOf(page, NO_DOCKER).waitFor()
  expect(await page.locator('.excerpt').innerText()).toContain('␛[31mzsh:1: command not found: docker␛[0m␇')
})

test('a heartbeat that is pasted is checked as one; the visitor can have it diagnosed as text', async () => {
  const page = await site.open()
  const text = readText('docs/examples/heartbeat.json')
  await paste(page, text)
  await page.locator('.heartbeat .finding').first().waitFor()
  expect(await tab(page, 'Heartbeat').getAttribute('aria-selected')).toBe('true')
  await button(page, 'Diagnose it as text instead').click()
  await page.locator('.classify .result > *').first().waitFor()
  expect(await area(page).inputValue()).toBe(text)
  await button(page, 'Check it as telemetry').click()
  await page.locator('.heartbeat .finding').first().waitFor()
})

test.each([
  ['[2026-03-11] sent {"anonymous_id":"x"}\nzsh:1: command not found: docker'],
  ['{"level":"error","msg":"insert into payload_json failed: zsh:1: command not found: docker"}'],
  ['[{"level":"error","msg":"zsh:1: command not found: docker"}]'],
  ['column payload_json is missing, zsh:1: command not found: docker']
])('a text that only mentions telemetry is diagnosed: %j', async (text) => {
  const page = await site.open()
  await paste(page, text)
  await cardOf(page, NO_DOCKER).waitFor()
})

test.each(['', ' \n\n', '\ufeff'])('a file without text shows no answer, and says so: %j', async (bytes) => {
  const page = await site.open()
  await paste(page, TEXT)
  await card(page).waitFor()
  await drop(page, area(page), [{ name: 'empty.log', bytes }])
  await nothingYet(page).waitFor()
  expect(await problem(page).innerText()).toBe('Could not read empty.log: it is empty.')
})

test.each([
  ['one', '1 line'],
  ['one\n', '1 line'],
  ['one\ntwo', '2 lines'],
  ['one\n\n', '2 lines']
])('the number of lines of %j', async (text, words) => {
  const page = await site.open()
  await area(page).fill(text)
  expect(await page.locator('.editor-head .count').first().innerText()).toBe(words)
})

// The library is linear, so nothing keeps its worker that long. Here, one text never ends.
test('A3: a text that keeps the worker busy does not keep a newer one waiting', async () => {
  const context = await site.newContext()
  const page = await context.newPage()
  const never =
    "self.addEventListener('message', (e) => { while (e.data.args?.text?.startsWith('never ends')); });\n"
  await page.route(`**/${built('worker.js')}`, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: never + (await response.text()) })
  })
  await page.goto(site.at())
  await ready(page)
  const long = 'x '.repeat(20000)
  await area(page).fill(`never ends ${long}`)
  await area(page).fill(`zsh:1: command not found: docker\n${long}`)
  await cardOf(page, 'MCPX_DOCKER_CLI_NOT_FOUND').waitFor()
})
