// quality.test.js: accessibility, keyboard, small screens, color schemes, and layout shifts.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from '@jest/globals'
import { heartbeat, idOf, rowsOf } from '../wasm/fleet.js'
import { readText } from '../wasm/helpers.js'
import {
  area,
  button,
  card,
  cardOf,
  copied,
  drop,
  eventually,
  nothingYet,
  paste,
  tab,
  useSite
} from './helpers.js'

const site = useSite()
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const DOCKER = 'zsh:1: command not found: docker'
const NO_DOCKER = 'MCPX_DOCKER_CLI_NOT_FOUND'
const payload = (page) => page.getByLabel('Telemetry payload')
const FLEET = rowsOf(
  [1, 2, 3, 4].map((n) =>
    heartbeat(
      { anonymous_id: idOf(n), edition: n === 2 ? 'other' : 'personal' },
      { docker_cli_source: 'absent' }
    )
  )
)

// ---- The states of the page, and how to get there ----

const STATES = {
  async empty(page) {
    await nothingYet(page).waitFor()
  },
  async 'an answer with everything open'(page) {
    await paste(page, `${DOCKER}\n${'a-long-word-without-a-break'.repeat(12)}`)
    await cardOf(page, NO_DOCKER).waitFor()
    await page.getByText('Why this code').click()
    await button(page, 'Share…').click()
    await button(page, 'Copy link').waitFor()
  },
  async 'an answer with a note about the proxy'(page) {
    await area(page).fill(
      'docker: Error response from daemon: OCI runtime create failed: unsupported architecture'
    )
    await card(page).waitFor()
  },
  async 'a text that is not recognized'(page) {
    await area(page).fill(
      '[error] the widget-server failed to attach the frobnicator to its main bus, giving up'
    )
    await button(page, 'Preview report').click()
    await page.locator('.report a').waitFor()
  },
  async 'a cause with effects and other causes'(page) {
    await area(page).fill('[tools] [error] spawn npx ENOENT\n[tools] [info] Server transport closed')
    await card(page).waitFor()
    for (const part of ['.also', '.effects']) await card(page).locator(`${part} summary`).first().click()
    await card(page).locator('.cause-body p').first().waitFor()
  },
  async 'a log'(page) {
    await drop(page, area(page), [
      { name: 'a.log', bytes: `${DOCKER}\nHTTP 401 Unauthorized ${'x'.repeat(300)}\n`.repeat(6000) }
    ])
    await page.locator('table.codes').waitFor()
    await button(page, NO_DOCKER).first().click()
    await page.locator('.places .link').first().click()
    await card(page).waitFor()
    await page.locator('.incident .effects summary').click()
  },
  async 'a file that cannot be read'(page) {
    await drop(page, area(page), [{ name: 'cut.gz', bytes: Buffer.from([0x1f, 0x8b, 8, 0, 0]) }])
    await page.getByRole('alert').waitFor()
  },
  async 'all codes'(page) {
    await tab(page, 'All codes').click()
    for (const i of [0, 3, 36]) await page.locator('.code-list > li > details > summary').nth(i).click()
    await page.locator('.cause-item summary').first().click()
    await page.locator('.code-body > p').nth(2).waitFor()
  },
  async 'an empty heartbeat view'(page) {
    await tab(page, 'Check a heartbeat').click()
  },
  async 'findings in a heartbeat'(page) {
    await tab(page, 'Check a heartbeat').click()
    await payload(page).fill(readText('docs/examples/heartbeat.json'))
    await page.locator('.finding').first().waitFor()
    await page.locator('.finding .place').first().click()
  },
  async 'a fleet'(page) {
    await tab(page, 'Check a heartbeat').click()
    await payload(page).fill(FLEET)
    await page.getByRole('heading', { name: 'The fleet' }).waitFor()
    await button(page, 'Line 2').click()
    await page.getByRole('heading', { name: 'Line 2: ' }).waitFor()
  }
}

async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  const found = await page.evaluate(() => globalThis.axe.run({ preload: false, resultTypes: ['violations'] }))
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.flat().join(' ')}: ${failureSummary}`)
  )
}

// How many pixels the content is wider than the window.
const tooWide = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

const DESK = { width: 1280, height: 720 }
const PHONE = { width: 360, height: 740 }

test.each(Object.keys(STATES))(
  '%s: passes axe on a dark desktop and on a light phone, without horizontal scrolling',
  async (name) => {
    const page = await site.open()
    await STATES[name](page)
    await page.emulateMedia({ colorScheme: 'dark' })
    const desk = await violations(page)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize(PHONE)
    const phone = await violations(page)
    const wide = [await tooWide(page)]
    await page.setViewportSize({ ...PHONE, width: 320 })
    wide.push(await tooWide(page))
    await page.setViewportSize(DESK)
    expect({ desk, phone, wide }).toEqual({ desk: [], phone: [], wide: [0, 0] })
  }
)

test('colors follow the system', async () => {
  const backgrounds = []
  const page = await site.open('', {})
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme })
    backgrounds.push(
      await page.evaluate(() => [
        getComputedStyle(document.documentElement).backgroundColor,
        getComputedStyle(document.querySelector('mcpx-diagnose')).backgroundColor
      ])
    )
  }
  expect(backgrounds).toEqual([
    ['rgb(255, 255, 255)', 'rgb(255, 255, 255)'],
    ['rgb(18, 22, 28)', 'rgb(18, 22, 28)']
  ])
})

const LOOKS = [
  'color',
  'backgroundColor',
  'borderBottomColor',
  'borderBottomStyle',
  'outlineStyle',
  'textDecorationLine'
]

test('in forced-colors mode, selected and unselected controls differ', async () => {
  const page = await site.open('', { forcedColors: 'active' })
  await paste(page, DOCKER)
  await card(page).waitFor()
  const looks = (selector) =>
    page
      .locator(selector)
      .first()
      .evaluate((node, names) => names.map((name) => getComputedStyle(node)[name]), LOOKS)
  for (const [chosen, other] of [
    ['.tabs > [aria-selected=true]', '.tabs > [aria-selected=false]'],
    ['.platforms > [aria-selected=true]', '.platforms > [aria-selected=false]'],
    ['.switch input:checked + span', '.switch input:not(:checked) + span']
  ]) {
    expect([chosen, await looks(chosen)]).not.toEqual([chosen, await looks(other)])
  }
})

// ---- The keyboard ----

// The accessible name of the focused element.
const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement
    while (element.shadowRoot) element = element.shadowRoot.activeElement
    return element.ariaLabel ?? element.labels?.[0]?.textContent ?? element.textContent
  })

async function tabTo(page, name, key = 'Tab') {
  const passed = []
  while (passed.length < 25) {
    await page.keyboard.press(key)
    passed.push(await focused(page))
    if (passed.at(-1) === name) return passed
  }
  throw new Error(`${name} is not among ${passed.join(', ')}`)
}

test('the keyboard reaches the field, the answer, the copy button and the other views', async () => {
  const page = await site.open()
  expect(await tabTo(page, 'Error or log')).toEqual(['Diagnose an error', 'Error or log'])
  await page.keyboard.type(DOCKER)
  await cardOf(page, NO_DOCKER).waitFor()
  await tabTo(page, 'Copy code')
  await page.keyboard.press('Enter')
  await eventually(
    () => copied(page),
    (text) => text.toBe(NO_DOCKER)
  )
  await tabTo(page, 'Diagnose an error', 'Shift+Tab')
  for (const [key, name] of [
    ['ArrowRight', 'Check a heartbeat'],
    ['ArrowRight', 'All codes'],
    ['ArrowRight', 'Diagnose an error'],
    ['ArrowLeft', 'All codes'],
    ['Home', 'Diagnose an error']
  ]) {
    await page.keyboard.press(key)
    expect(await focused(page)).toBe(name)
    expect(await tab(page, name).getAttribute('aria-selected')).toBe('true')
    expect(await page.locator('.frame > [role=tabpanel]:visible').count()).toBe(1)
  }
})

test('the focus is visible', async () => {
  const page = await site.open()
  await paste(page, DOCKER)
  await card(page).waitFor()
  await page.keyboard.press('Tab')
  for (let i = 0; i < 12; i++) {
    const outline = await page.evaluate(() => {
      const { activeElement } = document.querySelector('mcpx-diagnose').shadowRoot
      const seen = activeElement.matches('.switch input') ? activeElement.nextElementSibling : activeElement
      const { outlineStyle, outlineWidth } = getComputedStyle(seen)
      return `${activeElement.tagName} ${outlineStyle} ${outlineWidth}`
    })
    expect(outline).toMatch(/^\w+ solid [1-9]/)
    await page.keyboard.press('Tab')
  }
})

// ---- Announcements and layout shifts ----

const status = (page) => page.locator('.frame > [role=status]')

test('the answer is announced once the typing has paused', async () => {
  const page = await site.open()
  await area(page).pressSequentially(DOCKER)
  await eventually(
    () => status(page).textContent(),
    (text) =>
      text.toMatch(
        new RegExp(`^Docker command not found, ${NO_DOCKER}, error\\. The app does not find docker\\.`)
      )
  )
  await button(page, 'Copy code').click()
  await eventually(
    () => status(page).textContent(),
    (text) => text.toBe('Copied')
  )
})

test('the number of lines of a log is announced', async () => {
  const page = await site.open()
  await STATES['a log'](page)
  expect(await status(page).textContent()).toContain('12,000 lines')
})

function recordShifts() {
  globalThis.shifts = []
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries())
      if (!hadRecentInput) globalThis.shifts.push([value, ...sources.map(({ node }) => node?.nodeName)])
  }).observe({ type: 'layout-shift', buffered: true })
}

test.each([1280, 360])('no layout shift at a width of %i pixels', async (width) => {
  const context = await site.newContext({ serviceWorkers: 'allow', viewport: { width, height: 740 } })
  await context.addInitScript(recordShifts)
  const page = await context.newPage()
  await page.goto(site.at())
  await page.locator('mcpx-diagnose[ready]').waitFor()
  await page.locator('#offline').waitFor()
  await paste(page, DOCKER)
  await cardOf(page, NO_DOCKER).waitFor()
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)))
  expect(await page.evaluate(() => globalThis.shifts.filter(([value]) => value >= 0.001))).toEqual([])
})

test('the first answer: its time is printed', async () => {
  const page = await (await site.newContext()).newPage()
  const begin = performance.now()
  await page.goto(site.at(), { waitUntil: 'commit' })
  await area(page).fill(DOCKER)
  await cardOf(page, NO_DOCKER).waitFor()
  process.stdout.write(`First answer after ${Math.round(performance.now() - begin)} ms.\n`)
})
