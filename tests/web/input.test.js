// input.test.js: dropped and chosen files, compressed files, and files that are not text.
import { gzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { readText, root } from '../wasm/helpers.js'
import {
  area,
  button,
  card,
  cardOf,
  drop,
  eventually,
  mcpx,
  nothingYet,
  openFile,
  paste,
  tab,
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
test('a file is dragged in from the desktop', async () => {
  const page = await site.open()
  const session = await page.context().newCDPSession(page)
  const { x, y, width, height } = await area(page).boundingBox()
  const data = { items: [], files: [`${root}docs/examples/error.txt`], dragOperationsMask: 1 }
  const send = (type) =>
    session.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + height / 2, data })
  await send('dragEnter')
  await send('dragOver')
  await eventually(
    () => page.locator('.source').first().getAttribute('class'),
    (name) => name.toContain('drop-target')
  )
  await send('drop')
  await cardOf(page, NO_DOCKER).waitFor()
  expect(await page.locator('.source.drop-target').count()).toBe(0)
  expect(page.url()).toBe(site.at())
})

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

test.each(Object.keys(WAYS))('a picture that is %s matches no code', async (way) => {
  const page = await site.open()
  await WAYS[way](page, { name: 'screen.png', bytes: PICTURE })
  const { total, lines } = mcpx.classifyLog(PICTURE)
  expect(lines).toEqual([])
  await eventually(
    () => page.locator('.log').innerText(),
    (text) => text.toContain(`None of the ${total} lines matches a code`)
  )
  expect(await page.locator('.notice').first().innerText()).toMatch(/^screen\.png .* not UTF-8 text\.$/)
  expect(await area(page).inputValue()).toBe('')
  await area(page).fill(TEXT)
  await cardOf(page, NO_DOCKER).waitFor()
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

test('an empty file shows no answer', async () => {
  const page = await site.open()
  await paste(page, TEXT)
  await card(page).waitFor()
  await drop(page, area(page), [{ name: 'empty.log', bytes: '' }])
  await nothingYet(page).waitFor()
  expect(await problem(page).count()).toBe(0)
})

test('control characters are shown as symbols', async () => {
  const page = await site.open()
  await area(page).fill('\u001b[31mzsh:1: command not found: docker\u001b[0m\u0007')
  await cardOf(page, NO_DOCKER).waitFor()
  expect(await page.locator('.excerpt').innerText()).toContain('␛[31mzsh:1: command not found: docker␛[0m␇')
})

test('a heartbeat can be opened in the view that checks it', async () => {
  const page = await site.open()
  const text = readText('docs/examples/heartbeat.json')
  await paste(page, text)
  await button(page, 'Check the heartbeat').click()
  expect(await tab(page, 'Check a heartbeat').getAttribute('aria-selected')).toBe('true')
  expect(await page.locator('textarea:visible').inputValue()).toBe(text)
})
