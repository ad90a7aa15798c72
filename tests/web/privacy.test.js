// privacy.test.js: nothing leaves the page, nothing is stored unasked, and everything works offline.

import { createHash } from 'node:crypto'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, test } from '@jest/globals'
import { serve } from '../../web/serve.js'
import { heartbeat, idOf, rowsOf } from '../wasm/fleet.js'
import { readText } from '../wasm/helpers.js'
import {
  area,
  built,
  button,
  card,
  cardOf,
  choose,
  chosen,
  dist,
  drop,
  eventually,
  keptTexts,
  nothingYet,
  paste,
  pressCopy,
  ready,
  tab,
  useSite
} from './helpers.js'

const site = useSite()
const NO_DOCKER = 'MCPX_DOCKER_CLI_NOT_FOUND'
const DOCKER = 'zsh:1: command not found: docker'
const CHANNEL = 'http.server.request.start'

const isCached = (page) => page.locator('#offline.true').waitFor()
const payload = (page) => page.getByLabel('Telemetry payload')
const keepBox = (page) => page.getByLabel('Keep my text in this browser')

// A page with a service worker, and the requests of both.
async function openCached(address = site.at()) {
  const context = await site.newContext({ serviceWorkers: 'allow' })
  const requests = []
  context.on('request', (request) => requests.push(request.url()))
  const page = await context.newPage()
  await page.goto(address)
  await ready(page)
  await isCached(page)
  return { context, page, requests }
}

async function useErrors(page) {
  await paste(page, DOCKER)
  await choose(page, 'Transport', 'stdio')
  await choose(page, 'Transport', 'Auto-detect')
  await cardOf(page, NO_DOCKER).waitFor()
  await pressCopy(page, button(page, 'Copy as Markdown'))
  await button(page, 'Share…').click()
  await pressCopy(page, button(page, 'Copy link'))
  await page.getByText('Why this code').click()
  await drop(page, area(page), [{ name: 'a.log', bytes: `${DOCKER}\nHTTP 401 Unauthorized\n`.repeat(8000) }])
  await page.locator('.log .incident').first().waitFor()
}

async function useCodes(page) {
  await tab(page, 'Codes').click()
  await page.locator('.code-row').last().click()
  await button(page, 'Diagnose this example').click()
  await cardOf(page, 'MCPX_UNKNOWN_UNCLASSIFIED').waitFor()
}

async function useHeartbeats(page) {
  await tab(page, 'Heartbeat').click()
  await paste(page, readText('docs/examples/heartbeat.json'), payload(page))
  await pressCopy(page, button(page, 'Copy as Markdown'))
  for (const row of await page.locator('.reference summary').all()) await row.click()
  await button(page, 'Edit').click()
  const fleet = rowsOf([1, 2, 3].map((n) => heartbeat({ anonymous_id: idOf(n) })))
  await tab(page, 'Fleet').click()
  await page.getByLabel('Heartbeats').fill(fleet)
  await page.getByRole('heading', { name: 'Fleet report', exact: true }).waitFor()
}

const storage = () =>
  Promise.all([
    localStorage.length,
    sessionStorage.length,
    indexedDB.databases().then((list) => list.length),
    document.cookie.length
  ])

// The addresses in the cache of the service worker.
async function cached() {
  const names = await caches.keys()
  const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
  return all.flat().map(({ url }) => url)
}

test('a loaded page requests and stores nothing while it is used', async () => {
  const heard = []
  const hear = ({ request }) => heard.push(request.url)
  subscribe(CHANNEL, hear)
  const { context, page, requests } = await openCached()
  for (const list of [heard, requests]) expect(list.join()).toContain('sw.js')
  await page.waitForLoadState('networkidle')
  heard.length = requests.length = 0
  await useErrors(page)
  await useCodes(page)
  await useHeartbeats(page)
  expect(heard).toEqual([])
  // The browser itself requests the icon, which is cached, when the fragment changes.
  expect(requests.filter((url) => !url.endsWith('/icon.svg'))).toEqual([])
  await tab(page, 'Diagnose').click()
  await page.locator('.proof b:visible').getByText('0 requests', { exact: true }).waitFor()
  expect(await page.evaluate(storage)).toEqual([0, 0, 0, 0])
  expect(await context.cookies()).toEqual([])
  const files = (await page.evaluate(cached)).map((address) => address.replace(site.at(), ''))
  expect(files).toEqual(
    expect.arrayContaining(['', 'diagnose.js', ...['codes.wasm', 'diagnose.wasm', 'check.wasm'].map(built)])
  )
  expect(files.filter((file) => !/^([\w-]+\.\w+)?$/.test(file))).toEqual([])
  unsubscribe(CHANNEL, hear)
})

// The spell checker of some browsers sends what it checks to a server.
test('no field for a pasted text is checked for spelling', async () => {
  const page = await site.open()
  await tab(page, 'Heartbeat').click()
  await page.getByText('Compare two payloads').click()
  const fields = page.locator('textarea')
  const checked = await fields.evaluateAll((all) => all.map(({ spellcheck }) => spellcheck))
  expect(checked.length).toBeGreaterThanOrEqual(4)
  expect(checked.filter(Boolean)).toEqual([])
})

test('the server does not see a shared text', async () => {
  const heard = []
  const hear = ({ request }) => heard.push(request.url)
  subscribe(CHANNEL, hear)
  await site.open('#mcpx=AAAAAAAA')
  expect(heard.length).toBeGreaterThan(3)
  expect(heard.filter((url) => /mcpx=|AAAA/.test(url))).toEqual([])
  unsubscribe(CHANNEL, hear)
})

test('after the first visit the page works offline and without its server', async () => {
  const own = await serve(dist)
  const { context, page } = await openCached(own.address)
  own.close()
  await context.setOffline(true)
  for (const path of ['?from=mail', '#mcpx-codes']) {
    await page.goto('about:blank')
    await page.goto(own.address + path)
    await ready(page)
  }
  await useCodes(page)
  await useHeartbeats(page)
  await tab(page, 'Diagnose').click()
  await area(page).fill(DOCKER)
  await cardOf(page, NO_DOCKER).waitFor()
})

// A copy of the site in a folder of its own: use(address, { change, updateVersion }).
async function withCopy(use) {
  const folder = mkdtempSync(join(tmpdir(), 'mcpx-'))
  cpSync(fileURLToPath(dist), folder, { recursive: true })
  const read = (file) => readFileSync(join(folder, file))
  const change = (file, from, to) =>
    writeFileSync(join(folder, file), read(file).toString().replace(from, to))
  // As build.js names the set.
  const updateVersion = () => {
    const [files] = read('sw.js')
      .toString()
      .match(/\["\.\/".*?\]/)
    const hash = createHash('sha256')
    for (const file of JSON.parse(files)) hash.update(read(file === './' ? 'index.html' : file))
    const version = hash.digest('base64').slice(0, 8)
    change('sw.js', /(["'`])[\w+/]{8}\1/, JSON.stringify(version))
    return version
  }
  const own = await serve(pathToFileURL(`${folder}/`))
  try {
    await use(own.address, { change, updateVersion })
  } finally {
    own.close()
    rmSync(folder, { recursive: true })
  }
}

const sets = (page) => page.evaluate(() => caches.keys())
const update = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    await registration.update()
    const worker = registration.installing
    if (!worker) return 'nothing new'
    return new Promise((resolve) =>
      worker.addEventListener('statechange', () => {
        if (['redundant', 'activated'].includes(worker.state)) resolve(worker.state)
      })
    )
  })

test('A8: a newer set of files replaces the old one, but not that of another copy on the same origin', () =>
  withCopy(async (address, { change, updateVersion }) => {
    const { page } = await openCached(address)
    change('index.html', '<title>', '<title>Newer: ')
    const version = updateVersion()
    const other = 'mcpx http://127.0.0.1/other/ 000000000000'
    await page.evaluate((name) => caches.open(name), other)
    expect(await update(page)).toBe('activated')
    expect(await sets(page)).toEqual([other, `mcpx ${address} ${version}`])
    await page.reload()
    await ready(page)
    expect(await page.title()).toMatch(/^Newer: /)
  }))

test('A8: a mixed set of files is not kept, and the whole one later is', () =>
  withCopy(async (address, { change, updateVersion }) => {
    const { page } = await openCached(address)
    const before = await sets(page)
    change('index.html', '<title>', '<title>Newer: ')
    change(built('content.json'), '{', '{ ')
    const version = updateVersion()
    change(built('content.json'), '{ ', '{') // not deployed yet
    expect(await update(page)).toBe('redundant')
    expect(await sets(page)).toEqual(before)
    change(built('content.json'), '{', '{ ')
    await page.reload() // the page registers the service worker again
    await eventually(
      () => sets(page),
      (names) => names.toEqual([`mcpx ${address} ${version}`])
    )
  }))

test('a text is stored only while the box is checked', async () => {
  const page = await site.open('', {})
  const stored = () => keptTexts(page)
  await paste(page, DOCKER)
  await card(page).waitFor()
  expect(await keepBox(page).isChecked()).toBe(false)
  await keepBox(page).check()
  expect(await stored()).toEqual([DOCKER])
  await page.reload()
  await cardOf(page, NO_DOCKER).waitFor()
  expect(await area(page).inputValue()).toBe(DOCKER)
  expect(await keepBox(page).isChecked()).toBe(true)
  await area(page).fill('HTTP 401 Unauthorized')
  await cardOf(page, 'MCPX_HTTP_401').waitFor()
  expect(await stored()).toEqual(['HTTP 401 Unauthorized'])
  await keepBox(page).uncheck()
  expect(await stored()).toEqual([])
  await page.reload()
  await ready(page)
  await nothingYet(page).waitFor()
  expect(await keepBox(page).isChecked()).toBe(false)
})

test('Clear also clears the stored text', async () => {
  const page = await site.open('', {})
  await paste(page, DOCKER)
  await keepBox(page).check()
  await button(page, 'Clear').click()
  await nothingYet(page).waitFor()
  expect(await keptTexts(page)).toEqual([''])
})

test('without access to the storage the page works', async () => {
  const context = await site.newContext()
  await context.addInitScript(() => {
    const deny = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    Object.defineProperty(globalThis, 'localStorage', { get: deny })
  })
  const page = await context.newPage()
  await page.goto(site.at())
  await paste(page, DOCKER)
  await keepBox(page).check()
  await cardOf(page, NO_DOCKER).waitFor()
})

test('the requests of the page are counted, as the proof next to the field says', async () => {
  const page = await site.open('', {})
  const shown = page.locator('.proof b:visible')
  expect(await shown.innerText()).toBe('0 requests')
  await page.evaluate(() => fetch('catalog.json'))
  await shown.getByText('1 request', { exact: true }).waitFor()
  await page.evaluate(() => fetch('llms.txt'))
  await shown.getByText('2 requests', { exact: true }).waitFor()
})

test('the hints are kept with the text', async () => {
  const page = await site.open('', {})
  await paste(page, DOCKER)
  await choose(page, 'Transport', 'stdio')
  await choose(page, 'Client', 'Cursor')
  await choose(page, 'Operating system', 'macOS')
  await keepBox(page).check()
  for (let i = 0; i < 2; i++) {
    await page.reload()
    await ready(page)
    await cardOf(page, 'MCPX_STDIO_SPAWN_ENOENT').waitFor()
    expect(
      await Promise.all(['Transport', 'Client', 'Operating system'].map((name) => chosen(page, name)))
    ).toEqual(['stdio', 'Cursor', 'macOS'])
  }
  await keepBox(page).uncheck()
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
})

test('Trusted Types are enforced', async () => {
  site.allow(/TrustedHTML|TrustedTypePolicy|^policy: (trusted-types|require-trusted-types-for)/)
  const page = await site.open()
  const refused = await page.evaluate(() => {
    const tries = [
      () => document.createElement('div').setHTMLUnsafe('<b>x</b>'),
      () => trustedTypes.createPolicy('other', {}),
      () => trustedTypes.createPolicy('mcpx-worker', {})
    ]
    return tries.map((attempt) => {
      try {
        attempt()
        return 'done'
      } catch (error) {
        return error.name
      }
    })
  })
  expect(refused).toEqual(['TypeError', 'TypeError', 'TypeError'])
})
