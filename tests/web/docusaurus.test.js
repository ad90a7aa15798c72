// docusaurus.test.js: the recipe of docs/page.md in a real Docusaurus site: a base URL, per page, with the site's router,
// theme and navbar.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from '@jest/globals'
import { readText, root } from '../wasm/helpers.js'
import { BASE, buildSite, run, SITE, serveSite } from './docusaurus_site.js'
import { area, cardOf, eventually, paste, ready, tab, useSite } from './helpers.js'

const DOCKER = 'zsh:1: command not found: docker'
const NO_DOCKER = 'MCPX_DOCKER_CLI_NOT_FOUND'
const PAGE = 'docs/diagnose'

beforeAll(buildSite, 240_000)
const site = useSite({ start: serveSite })

const link = (page, name) => page.locator('main').getByRole('link', { name, exact: true })
const element = (page) => page.locator('mcpx-diagnose')
const below = (page) => page.getByText('The text below the tool.')
const topOf = (locator) => locator.evaluate((node) => node.getBoundingClientRect().top + scrollY)

// A new page that records the files of mcpx that it requests.
async function openPage(path, options) {
  const context = await site.newContext(options)
  const files = []
  context.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith(`${BASE}mcpx/`)) files.push(pathname.slice(`${BASE}mcpx/`.length))
  })
  const page = await context.newPage()
  await page.goto(site.at(path))
  return { context, page, files }
}

test('the site is set up by the lines of the recipe', () => {
  const recipe = readText('docs/page.md').match(/### In Docusaurus[\s\S]*?### /)[0]
  const [config, mdx] = ['js', 'mdx'].map((language) => {
    const [, block] = recipe.match(new RegExp(`\`\`\`${language}\n([^\`]*)`))
    return block
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line && line !== '// …')
  })
  const used = (file) => readText(`tests/web/docusaurus/${file}`)
  expect(config.filter((line) => !used('docusaurus.config.js').includes(line))).toEqual([])
  expect(mdx.filter((line) => !used('docs/diagnose.mdx').includes(line))).toEqual([])
  expect([config.length, mdx.length]).toEqual([6, 3])
})

test('a page without the element loads nothing of it; the router opens one with it, and leaves it', async () => {
  const { page, files } = await openPage('docs/intro')
  await page.waitForLoadState('networkidle')
  expect(files).toEqual([])
  for (let visit = 0; visit < 2; visit++) {
    await link(page, 'Diagnose an error').click()
    await ready(page)
    await paste(page, DOCKER)
    await cardOf(page, NO_DOCKER).waitFor()
    await page.goBack()
    await link(page, 'Diagnose an error').waitFor()
    expect(await element(page).count()).toBe(0)
  }
  expect(files.filter((file) => file === 'diagnose.js')).toEqual(['diagnose.js'])
})

test('loaded directly, it works, and what is below it does not move', async () => {
  const { page: plain } = await openPage(PAGE, { javaScriptEnabled: false })
  expect(await element(plain).innerText()).toContain('allow JavaScript')
  const { page, files } = await openPage(PAGE)
  await ready(page)
  expect(await topOf(below(page))).toBe(await topOf(below(plain)))
  expect(files[0]).toBe('diagnose.js')
  await area(page).fill(DOCKER)
  await cardOf(page, NO_DOCKER).waitFor()
})

test('a link to a code opens it below the navbar', async () => {
  const { page } = await openPage('docs/intro')
  await link(page, 'a refused sign-in').click()
  const heading = page.locator('.code-page h2')
  await heading.waitFor()
  const navbar = await page.locator('.navbar').evaluate((node) => node.getBoundingClientRect().bottom)
  expect(navbar).toBeGreaterThan(40)
  await eventually(
    () => heading.evaluate((node) => node.getBoundingClientRect().top),
    (top) => top.toBeGreaterThanOrEqual(navbar)
  )
  await page.goBack()
  await page.goForward()
  await heading.waitFor()
  expect(await tab(page, 'Codes').getAttribute('aria-selected')).toBe('true')
})

// What an element of the site would have.
const colorsOf = (page) =>
  page.evaluate(() => {
    const probe = document.querySelector('main').appendChild(document.createElement('a'))
    probe.href = '#'
    const shadow = document.querySelector('mcpx-diagnose').shadowRoot
    const style = (node, name) => getComputedStyle(node)[name]
    const colors = {
      background: style(shadow.host, 'backgroundColor'),
      text: [style(shadow.host, 'color'), style(document.body, 'color')],
      link: [
        style(shadow.querySelector('.tabs [aria-selected=true]'), 'borderBottomColor'),
        style(probe, 'color')
      ],
      font: [style(shadow.host, 'fontFamily'), style(document.body, 'fontFamily')]
    }
    probe.remove()
    return colors
  })

test.each(['light', 'dark'])('in a %s site, it has the colors and the font of the site', async (theme) => {
  const { page } = await openPage(PAGE, { colorScheme: 'light' })
  await ready(page)
  await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme)
  const { background, ...pairs } = await colorsOf(page)
  expect(background).toBe('rgba(0, 0, 0, 0)')
  for (const [found, wanted] of Object.values(pairs)) expect(found).toBe(wanted)
})

test('the types of the component', () => {
  const use = (attributes) => `<Diagnose ${attributes} />`
  const source = `import Diagnose from '@mcpproxy/mcpx/docusaurus'
export const all = [${use('')}, ${use('view="codes" theme="dark" style={{ minHeight: 1 }}')}]
// @ts-expect-error no such view
export const none = ${use('view="nope"')}
`
  writeFileSync(join(SITE, 'use.tsx'), source)
  const options = [
    '--noEmit',
    '--strict',
    '--jsx',
    'react-jsx',
    '--target',
    'es2022',
    '--module',
    'preserve',
    '--types',
    'react',
    '--skipLibCheck'
  ]
  run(process.execPath, [`${root}node_modules/typescript/bin/tsc`, ...options, 'use.tsx'])
})
