// helpers.js: a browser and a site for the tests of a file. Messages in a page's console fail the test.
import { readdirSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals'
import { chromium } from 'playwright-core'
import { loadSync } from '../../wasm/dist/node.mjs'
import { serve } from '../../web/serve.js'

// Also reports the requests of service workers.
process.env.PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS = '1'

export const mcpx = loadSync()
export const dist = new URL('../../web/dist/', import.meta.url)

// The built file for a name without a hash: 'codes.wasm' -> 'codes-0123ab.wasm'.
export function built(name) {
  const pattern = new RegExp(`^${name.replace('.', '(-[0-9a-f]{6})?\\.')}$`)
  const [file, ...others] = readdirSync(dist).filter((entry) => pattern.test(entry))
  if (!file || others.length) throw new Error(`no file, or several, for ${name}`)
  return file
}

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run'
]
const PATIENCE_MS = 10_000
const BLOCKED = 'Service Worker registration blocked by Playwright'

// Reports violations of the page's own policy in the console.
function reportViolations() {
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    console.error(`policy: ${violatedDirective} does not allow ${blockedURI}`)
  )
}

// One browser and one site for all tests of a file. Only messages that match `expected` may be in the console.
export function useSite({ args = [], start = () => serve(dist), expected = /^$/ } = {}) {
  const messages = []
  let allowed = /^$/ // in one test
  let browser
  let site
  let shared
  let reused // a page of the shared context that the tests use one after another: a new page takes long
  let isInUse

  const record = (text) => {
    if (text !== BLOCKED && !expected.test(text) && !allowed.test(text)) messages.push(text)
  }

  async function newContext(options) {
    const context = await browser.newContext({
      serviceWorkers: 'block',
      permissions: ['clipboard-read', 'clipboard-write'],
      ...options
    })
    context.setDefaultTimeout(PATIENCE_MS)
    context.on('console', (message) => record(message.text()))
    context.on('weberror', (error) => record(String(error.error())))
    await context.addInitScript(reportViolations)
    return context
  }

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: [...ARGS, ...args] })
    site = await start()
    shared = await newContext()
    reused = await shared.newPage()
  })

  afterEach(async () => {
    isInUse = false
    for (const context of browser.contexts()) if (context !== shared) await context.close()
    for (const page of shared.pages()) if (page !== reused) await page.close()
    allowed = /^$/
    expect(messages.splice(0)).toEqual([])
  })

  afterAll(async () => {
    await browser?.close()
    site?.close()
  })

  return {
    newContext,
    allow(words) {
      allowed = words
    },
    at: (path = '') => new URL(path, site.address).href,

    // A page of the site that is ready; with options, in a context of its own.
    async open(path = '', options) {
      const context = options ? await newContext(options) : shared
      const page = options || isInUse ? await context.newPage() : reused
      isInUse ||= page === reused
      // A change of only the fragment would not load the page.
      if (page === reused && path.includes('#')) await page.goto('about:blank')
      await page.goto(new URL(path, site.address).href)
      await ready(page)
      return page
    }
  }
}

export const ready = (page) => page.locator('mcpx-diagnose[ready]').first().waitFor({ state: 'attached' })

// Asks until the check passes: eventually(() => page.title(), (title) => title.toBe('x')).
export async function eventually(ask, check) {
  for (const end = Date.now() + PATIENCE_MS; ; await pause(20)) {
    const value = await ask()
    try {
      return check(expect(value))
    } catch (error) {
      if (Date.now() > end) throw error
    }
  }
}

// ---- What is on the page ----

export const area = (page) => page.getByLabel('Error or log')
export const card = (page) => page.locator('article.answer')
export const cardOf = (page, code) => page.locator(`article.answer[data-code="${code}"]`)
export const nothingYet = (page) => page.locator('.classify[data-state="empty"] > .intro')
export const tab = (page, name) => page.getByRole('tab', { name })
export const button = (page, name) => page.getByRole('button', { name, exact: true })

// A hint: 'Transport', 'Docker isolation', 'Client', 'Operating system'.
export const hint = (page, name) => page.getByRole('combobox', { name, exact: true })

// Sets a hint to the value with this name, or back to "Auto-detect".
export const choose = (page, name, value) =>
  hint(page, name).selectOption(value === 'Auto-detect' ? '' : { label: `${SHORT[name] ?? name}: ${value}` })

// What a hint shows: "HTTP", "HTTP (detected)", "Auto-detect".
export const chosen = (page, name) =>
  hint(page, name).evaluate((select) => select.selectedOptions[0].textContent.replace(/^.*?: /, ''))

const SHORT = { 'Operating system': 'System', 'Docker isolation': 'Isolation' }

export const treatAs = (page, what) => button(page, `Treat as a ${what}`).click()

// Goes on when the element that has the focus has this text or label.
export const focusedText = (page) =>
  page.evaluate(() => {
    let element = document.activeElement
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    return element?.ariaLabel ?? element?.textContent ?? ''
  })

export const copied = (page) => page.evaluate(() => navigator.clipboard.readText())

// Presses a copy button and returns what it copied.
export async function pressCopy(page, target) {
  await page.evaluate(() => navigator.clipboard.writeText(''))
  await target.click()
  await eventually(
    () => copied(page),
    (text) => text.not.toBe('')
  )
  return copied(page)
}

// Pastes from the clipboard by the keyboard.
export async function paste(page, text, into = area(page)) {
  await page.evaluate((words) => navigator.clipboard.writeText(words), text)
  await into.focus()
  await page.keyboard.press('Control+V')
}

// Drops files { name, bytes } on an element by events.
export async function drop(page, target, files) {
  const data = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }))
  const dataTransfer = await page.evaluateHandle(async (list) => {
    const transfer = new DataTransfer()
    for (const { name, base64 } of list) {
      transfer.items.add(new File([Uint8Array.fromBase64(base64)], name))
    }
    return transfer
  }, data)
  await target.dispatchEvent('dragover', { dataTransfer })
  await target.dispatchEvent('drop', { dataTransfer })
}

// Chooses a file { name, bytes } in the dialog that a button opens.
export async function openFile(page, opener, { name, bytes }) {
  const [dialog] = await Promise.all([page.waitForEvent('filechooser'), opener.click()])
  await dialog.setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })
}

// The texts that the page stored.
export const keptTexts = (page) =>
  page.evaluate(() => Object.values({ ...localStorage }).map((stored) => JSON.parse(stored).text))

export const textsOf = (locator) => locator.allTextContents()
