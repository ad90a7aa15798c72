// copies.test.js: what the visitor copies for an assistant, and of a log; and where the browser does not allow copying.
import { expect, test } from '@jest/globals'
import { area, button, copied, eventually, mcpx, paste, pressCopy, ready, useSite } from './helpers.js'
import { DOCKER, markdownButton, NAME, secretsIn, TEXT } from './secrets.js'

const site = useSite()

test('the prompt for an assistant has the diagnosis, the redacted text, the steps and a question', async () => {
  const page = await site.open()
  await paste(page, TEXT)
  const prompt = await pressCopy(page, button(page, 'Copy for an AI assistant'))
  const { title, cause, steps, code } = mcpx.classify(TEXT)
  for (const words of [title, code, cause.title, steps[0].label, DOCKER, 'Check this diagnosis'])
    expect(prompt).toContain(words)
  expect(secretsIn(prompt)).toEqual([])
})

test('the report on a log is copied, redacted', async () => {
  const page = await site.open()
  const log = ['tools', 'files']
    .map(
      (server) =>
        `2026-03-02T08:15:23Z [${server}] [error] spawn npx ENOENT /Users/${NAME}/x\n2026-03-02T08:15:24Z [${server}] [info] Server transport closed`
    )
    .join('\n')
  expect(mcpx.classifyLog(log).incidents).toHaveLength(2)
  await paste(page, log)
  const markdown = await pressCopy(page, button(page, 'Copy report as Markdown'))
  for (const words of ['`tools`', '`files`', 'MCPX_STDIO_SPAWN_ENOENT', 'spawn npx ENOENT'])
    expect(markdown).toContain(words)
  expect(secretsIn(markdown)).toEqual([])
  const prompt = await pressCopy(page, button(page, 'Copy for an AI assistant'))
  for (const words of ['- Server: `tools`', '- Server: `files`', 'MCPX_STDIO_SPAWN_ENOENT'])
    expect(prompt).toContain(words)
  expect(prompt.match(/\[error\] spawn npx ENOENT/g).length).toBeGreaterThan(1)
  expect(prompt.match(/Check this diagnosis/g)).toHaveLength(1)
  expect(secretsIn(prompt)).toEqual([])
  expect(await page.locator('.log').innerText()).toContain('A link has room for one error, not for a log.')
})

test('the name of a server that is personal data is redacted as well', async () => {
  const page = await site.open()
  const server = `${NAME}.smith@corp.example`
  await paste(
    page,
    ['a', server].map((name) => `2026-03-02T08:15:23Z [${name}] [error] spawn npx ENOENT`).join('\n')
  )
  for (const name of ['Copy report as Markdown', 'Copy for an AI assistant']) {
    const copy = await pressCopy(page, button(page, name))
    expect([name, copy]).toEqual([name, expect.stringContaining('[email]')])
    expect([name, copy]).toEqual([name, expect.not.stringContaining('corp.example')])
  }
})

test('an assistant gets the failures of a log that did not recover, up to a bound', async () => {
  const page = await site.open()
  const servers = Array.from({ length: 12 }, (_, i) => `server${i}`)
  await paste(
    page,
    servers.map((name) => `2026-03-02T08:15:23Z [${name}] [error] spawn npx ENOENT`).join('\n')
  )
  const prompt = await pressCopy(page, button(page, 'Copy for an AI assistant'))
  expect(prompt.match(/^- Server: /gm)).toHaveLength(10)
  expect(prompt).toContain('The log has more failures than these.')
})

// A page whose clipboard refuses what the page writes.
async function openDenied() {
  const page = await (await site.newContext()).newPage()
  await page.goto(site.at())
  await ready(page)
  await page.evaluate(() => {
    globalThis.write = (text) => Clipboard.prototype.writeText.call(navigator.clipboard, text)
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('denied', 'NotAllowedError'))
  })
  return page
}

// What the keyboard copies.
async function pressCopyKeys(page) {
  await page.evaluate(() => globalThis.write(''))
  await page.keyboard.press('Control+C')
  return copied(page)
}

const toCopy = (page) => page.getByLabel('Text to copy')

test('where copying is not allowed, a field has the command as it would be copied, selected', async () => {
  const page = await openDenied()
  await area(page).fill('Error: listen EADDRINUSE: address already in use :::3000')
  await page.locator('.command:visible .ph').first().fill('3000')
  const copy = page.locator('.command:visible .btn').first()
  await copy.click()
  await copy.getByText('Press Ctrl+C').waitFor()
  expect(await pressCopyKeys(page)).toBe('lsof -nP -iTCP:3000 -sTCP:LISTEN')
})

test('after that, the next press is not lost', async () => {
  const page = await openDenied()
  await area(page).fill(DOCKER)
  await markdownButton(page).click()
  await toCopy(page).waitFor()
  expect(await pressCopyKeys(page)).toContain(`### Docker command not found`)
  const other = button(page, 'Copy for an AI assistant')
  const { x, y, width, height } = await other.boundingBox()
  await page.mouse.move(x + width / 2, y + height / 2)
  await page.mouse.down()
  expect(await other.boundingBox()).toEqual({ x, y, width, height })
  await page.mouse.up()
  await eventually(
    () => pressCopyKeys(page),
    (text) => text.toContain('I have a problem with MCP servers')
  )
  expect(await toCopy(page).count()).toBe(1)
  await page.keyboard.press('Tab')
  await toCopy(page).waitFor({ state: 'detached' })
})

test('the press is not lost if the field was above the button', async () => {
  const page = await openDenied()
  await area(page).fill(DOCKER)
  await button(page, 'Copy code').click()
  await toCopy(page).waitFor()
  const copy = page.locator('.command:visible .btn').first()
  const { x, y, width, height } = await copy.boundingBox()
  await page.mouse.move(x + width / 2, y + height / 2)
  await page.mouse.down()
  await page.mouse.up()
  await copy.getByText('Press Ctrl+C').waitFor()
  expect(await pressCopyKeys(page)).toBe(await page.locator('.command:visible code').first().textContent())
  expect(await toCopy(page).count()).toBe(1)
})

test('a placeholder in a command is a field, and the copy has its value', async () => {
  const page = await site.open('#MCPX_HTTP_CONN_REFUSED')
  const field = page.locator('.command:visible .ph').first()
  await field.waitFor()
  const words = await field.getAttribute('placeholder')
  const copy = page
    .locator('.command', { has: page.locator('.ph') })
    .locator('.btn')
    .locator('visible=true')
    .first()
  expect(await pressCopy(page, copy)).toContain(words)
  await field.fill('my-server')
  expect(await pressCopy(page, copy)).toContain('my-server')
})
