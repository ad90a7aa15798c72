// embed.test.js: the element on another site, with the styles, router, theme and fragments of that site.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname } from 'node:path'
import { expect, test } from '@jest/globals'
import {
  area,
  button,
  card,
  cardOf,
  dist,
  eventually,
  paste,
  ready,
  tab,
  textsOf,
  useSite
} from './helpers.js'

const HOST = new URL('host/', import.meta.url)
const TYPES = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm'
}

// The host's own files, the built page under /mcpx/, and the host's HTML for every other path.
function fileOf(path) {
  const [, folder, name] = /^\/(mcpx\/)?([\w-]+\.\w+)$/.exec(path) ?? []
  if (!name) return new URL('index.html', HOST)
  return folder ? new URL(name, dist) : new URL(name, HOST)
}

function serveHost() {
  const server = createServer((request, response) => {
    const file = fileOf(new URL(request.url, 'http://localhost').pathname)
    response.setHeader('Content-Type', TYPES[extname(file.pathname)] ?? 'text/plain')
    response.end(readFileSync(file))
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({ address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() })
    )
  })
}

const site = useSite({ start: serveHost })
const DOCKER = 'zsh:1: command not found: docker'
const NO_DOCKER = 'MCPX_DOCKER_CLI_NOT_FOUND'

const element = (page) => page.locator('mcpx-diagnose')
const link = (page, name) => page.getByRole('link', { name, exact: true })
const style = (locator, name) => locator.evaluate((node, property) => getComputedStyle(node)[property], name)

async function expectWorkers(page, wanted) {
  await eventually(
    () => page.workers().length,
    (count) => count.toBe(wanted)
  )
}

test('the router mounts, removes and mounts the element again; the new one is empty', async () => {
  const page = await site.open('diagnose')
  for (let visit = 0; visit < 3; visit++) {
    await paste(page, DOCKER)
    await cardOf(page, NO_DOCKER).waitFor()
    await expectWorkers(page, 1)
    await link(page, 'Start').click()
    expect(await element(page).count()).toBe(0)
    await expectWorkers(page, 0)
    await link(page, 'Diagnose').click()
    await ready(page)
    expect(await area(page).inputValue()).toBe('')
  }
})

test('a second element of the document does not take the text of the first', async () => {
  const page = await site.open('diagnose')
  await area(page).fill(DOCKER)
  await cardOf(page, NO_DOCKER).waitFor()
  await element(page).evaluate((first) => first.after(document.createElement('mcpx-diagnose')))
  const second = element(page).nth(1)
  await second.locator('textarea').first().waitFor()
  await page.locator('mcpx-diagnose[ready]').nth(1).waitFor({ state: 'attached' })
  expect(await second.getByLabel('Error or log').inputValue()).toBe('')
})

test('back restores the view', async () => {
  const page = await site.open('diagnose')
  await tab(page, 'Codes').click()
  expect(page.url()).toBe(site.at('diagnose#mcpx-codes'))
  await link(page, 'Start').click()
  await page.goBack()
  await ready(page)
  expect(page.url()).toBe(site.at('diagnose#mcpx-codes'))
  expect(await tab(page, 'Codes').getAttribute('aria-selected')).toBe('true')
})

test('the history state of the router is kept', async () => {
  const page = await site.open('diagnose')
  await link(page, 'Start').click()
  await link(page, 'Diagnose').click()
  await ready(page)
  await tab(page, 'Codes').click()
  expect(await page.evaluate(() => history.state)).toMatchObject({ from: '/' })
})

// Properties that the host's styles would change.
const INSIDE = {
  '.answer .message': {
    display: 'block',
    marginTop: '0px',
    opacity: '1',
    fontSize: '15px',
    fontStyle: 'normal',
    textTransform: 'none',
    letterSpacing: 'normal',
    wordSpacing: '0px',
    textAlign: 'start',
    textIndent: '0px',
    whiteSpace: 'normal',
    lineHeight: '23.25px',
    color: 'rgb(21, 24, 29)'
  },
  '.answer .code-chip': { textTransform: 'none', letterSpacing: 'normal', fontStyle: 'normal' },
  '.command code': { textTransform: 'none', letterSpacing: 'normal', whiteSpace: 'pre-wrap' },
  '.tabs > [role=tab]': {
    marginTop: '0px',
    fontSize: '15px',
    textTransform: 'none',
    letterSpacing: 'normal'
  },
  textarea: {
    display: 'block',
    marginTop: '0px',
    textTransform: 'none',
    textIndent: '0px',
    wordSpacing: '0px'
  }
}

const stylesOf = (locator, names) =>
  locator
    .first()
    .evaluate(
      (node, list) => Object.fromEntries(list.map((name) => [name, getComputedStyle(node)[name]])),
      names
    )

test('the styles of the host do not affect the element', async () => {
  const page = await site.open('diagnose')
  await paste(page, DOCKER)
  await cardOf(page, NO_DOCKER).waitFor()
  const found = {}
  for (const [selector, wanted] of Object.entries(INSIDE))
    found[selector] = await stylesOf(page.locator(selector), Object.keys(wanted))
  expect(found).toEqual(INSIDE)
})

test('the styles of the element do not affect the host', async () => {
  const page = await site.open('diagnose')
  const outside = () => style(page.locator('nav').first(), 'textTransform')
  expect(await outside()).toBe('uppercase')
  expect(await page.evaluate(() => document.adoptedStyleSheets.length + document.styleSheets.length)).toBe(1)
})

test('the host can set colors and fonts', async () => {
  const page = await site.open('diagnose?class=embedded-accent')
  expect(await style(page.locator('.tabs [aria-selected=true]'), 'borderBottomColor')).toBe(
    'rgb(200, 0, 100)'
  )
  expect(await style(element(page), 'fontFamily')).toContain('Comic Sans')
})

const LIGHT = ['rgba(0, 0, 0, 0)', 'rgb(21, 24, 29)']
const DARK = ['rgba(0, 0, 0, 0)', 'rgb(231, 233, 236)']
// A theme that the site need not have comes with its background.
const FORCED_LIGHT = ['rgb(255, 255, 255)', LIGHT[1]]
const FORCED_DARK = ['rgb(16, 18, 21)', DARK[1]]
const colors = async (page) => [
  await style(element(page), 'backgroundColor'),
  await style(page.locator('.frame h2').first(), 'color')
]

test.each([
  ['light', '', LIGHT],
  ['dark', '', DARK],
  ['dark', '?theme=light', FORCED_LIGHT],
  ['light', '?theme=dark', FORCED_DARK]
])('on a %s site, %s', async (theme, query, wanted) => {
  const page = await site.open(`diagnose${query}`)
  await page.evaluate((name) => {
    document.documentElement.dataset.theme = name
  }, theme)
  expect(await colors(page)).toEqual(wanted)
})

test('the theme of the site overrides that of the system', async () => {
  const page = await site.open('diagnose', { colorScheme: 'dark' })
  expect(await colors(page)).toEqual(LIGHT)
})

test.each([
  ['classify', 'Diagnose'],
  ['heartbeat', 'Heartbeat'],
  ['codes', 'Codes'],
  ['none-such', 'Diagnose']
])('the attribute view="%s"', async (view, name) => {
  const page = await site.open(`diagnose?view=${view}`)
  expect(await tab(page, name).getAttribute('aria-selected')).toBe('true')
})

test('a fragment for the element overrides the attribute', async () => {
  const page = await site.open('diagnose?view=heartbeat#mcpx-codes')
  expect(await tab(page, 'Codes').getAttribute('aria-selected')).toBe('true')
})

const NOT_OURS = ['#installation', '#mcpx', '#mcpx-none', '#MCPX', '#mcpxyz=1', '#%']

test('fragments of the host are ignored', async () => {
  const page = await site.open('diagnose?view=codes')
  for (const fragment of NOT_OURS) {
    await page.evaluate((hash) => {
      location.hash = hash
    }, fragment)
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 30)))
    expect(page.url()).toBe(site.at(`diagnose?view=codes${fragment}`))
    expect([fragment, await tab(page, 'Codes').getAttribute('aria-selected')]).toEqual([fragment, 'true'])
  }
})

test('two elements have their own texts and share one worker', async () => {
  const page = await site.open('two')
  await element(page).nth(1).locator('.code-row').first().waitFor()
  const [one, other] = [element(page).nth(0), element(page).nth(1)]
  expect(await other.getByRole('tab', { name: 'Codes' }).getAttribute('aria-selected')).toBe('true')
  expect(await one.getByRole('tab', { name: 'Codes' }).getAttribute('aria-selected')).toBe('false')
  await other.getByRole('tab', { name: 'Diagnose' }).click()
  await one.getByLabel('Error or log').fill(DOCKER)
  await other.getByLabel('Error or log').fill('HTTP 401 Unauthorized')
  await one.locator(`article[data-code=${NO_DOCKER}]`).waitFor()
  await other.locator('article[data-code=MCPX_HTTP_401]').waitFor()
  await one.getByRole('combobox', { name: 'Transport' }).selectOption({ label: 'Transport: stdio' })
  await one.locator('article[data-code=MCPX_STDIO_SPAWN_ENOENT]').waitFor()
  expect(await other.getByRole('combobox', { name: 'Transport' }).inputValue()).toBe('')
  await expectWorkers(page, 1)
  await one.evaluate((node) => node.remove())
  await element(page).getByLabel('Error or log').fill(DOCKER)
  await element(page).locator(`article[data-code=${NO_DOCKER}]`).waitFor()
  await element(page).evaluate((node) => node.remove())
  await expectWorkers(page, 0)
})

const MOVES = {
  'by one call': (node) => document.querySelector('nav').after(node),
  'by removing and inserting it': (node) => {
    node.remove()
    document.body.append(node)
  },
  'by a router that inserts it later': async (node) => {
    node.remove()
    await new Promise((resolve) => setTimeout(resolve, 100))
    document.body.append(node)
  }
}

test.each(Object.keys(MOVES))('moved %s, the element keeps its text and answers', async (how) => {
  const page = await site.open('diagnose')
  await paste(page, DOCKER)
  await cardOf(page, NO_DOCKER).waitFor()
  await element(page).evaluate(MOVES[how])
  expect(await area(page).inputValue()).toBe(DOCKER)
  expect(await card(page).getAttribute('data-code')).toBe(NO_DOCKER)
  await expectWorkers(page, 1)
  await area(page).fill('HTTP 401 Unauthorized')
  await cardOf(page, 'MCPX_HTTP_401').waitFor()
  await page.evaluate(() => {
    location.hash = '#mcpx-codes'
  })
  await eventually(
    () => tab(page, 'Codes').getAttribute('aria-selected'),
    (selected) => selected.toBe('true')
  )
})

test('a removed element does not follow the address', async () => {
  const page = await site.open('diagnose')
  const selected = await element(page).evaluate(async (node) => {
    node.remove()
    location.hash = '#mcpx-codes'
    await new Promise((resolve) => setTimeout(resolve, 50))
    return node.shadowRoot.querySelector('[role=tab][aria-selected=true]').textContent
  })
  expect(selected).toBe('Diagnose')
})

test('an element that is removed before it is ready leaves no worker', async () => {
  const page = await site.open('diagnose')
  await page.evaluate(async () => {
    document.querySelector('mcpx-diagnose').remove()
    await new Promise((resolve) => setTimeout(resolve))
    const node = document.createElement('mcpx-diagnose')
    document.body.append(node)
    await new Promise((resolve) => setTimeout(resolve))
    node.remove()
  })
  await expectWorkers(page, 0)
})

test('the script can be loaded twice', async () => {
  const page = await site.open('diagnose')
  await page.evaluate(() => import('/mcpx/diagnose.js?again'))
  await paste(page, DOCKER)
  await cardOf(page, NO_DOCKER).waitFor()
  expect(await textsOf(page.locator('.layer mark'))).toEqual(['command not found: docker'])
  expect(await button(page, 'Clear').count()).toBe(1)
})

test('without an element, the script requests nothing but itself', async () => {
  const context = await site.newContext()
  const requests = []
  context.on('request', (request) => requests.push(new URL(request.url()).pathname))
  const page = await context.newPage()
  await page.goto(site.at())
  await page.evaluate(() => import('/mcpx/diagnose.js'))
  await page.waitForLoadState('networkidle')
  expect(requests.filter((path) => path.startsWith('/mcpx/'))).toEqual(['/mcpx/diagnose.js'])
})

test('below a bar that covers the top of the window, the headline of a code is in view', async () => {
  const page = await site.open('diagnose')
  await page.evaluate(() => {
    document.querySelector('mcpx-diagnose').style.setProperty('--mcpx-scroll-margin', '80px')
    document.querySelector('mcpx-diagnose').style.marginTop = '1500px'
    location.hash = '#MCPX_HTTP_401'
  })
  const heading = page.locator('.code-page h2')
  await heading.waitFor()
  await eventually(
    () => heading.evaluate((element) => Math.round(element.getBoundingClientRect().top)),
    (top) => top.toBeLessThan(300)
  )
  expect(await heading.evaluate((element) => element.getBoundingClientRect().top)).toBeGreaterThanOrEqual(79)
})
