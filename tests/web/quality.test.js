// quality.test.js: accessibility, small screens, announcements, and layout shifts.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from '@jest/globals'
import { heartbeat, idOf, rowsOf } from '../wasm/fleet.js'
import { readRows, readText } from '../wasm/helpers.js'
import {
  area,
  button,
  card,
  cardOf,
  choose,
  drop,
  eventually,
  nothingYet,
  paste,
  ready,
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
    await card(page).locator('.option-body p').first().waitFor()
  },
  async 'a log'(page) {
    await drop(page, area(page), [
      { name: 'a.log', bytes: `${DOCKER}\nHTTP 401 Unauthorized ${'x'.repeat(300)}\n`.repeat(6000) }
    ])
    await page.locator('.all-lines summary').click()
    await page.locator('.all-lines').getByRole('button', { name: NO_DOCKER }).click()
    await page.locator('.places .link').first().click()
    await card(page).waitFor()
    await page.locator('.incident .effects summary').first().click()
  },
  async 'a file that cannot be read'(page) {
    await drop(page, area(page), [{ name: 'cut.gz', bytes: Buffer.from([0x1f, 0x8b, 8, 0, 0]) }])
    await page.getByRole('alert').waitFor()
  },
  async 'all codes'(page) {
    await tab(page, 'Codes').click()
    await page.getByLabel('Search', { exact: true }).fill('certificate')
    await page.locator('.found-causes button').first().waitFor()
  },
  async 'a code'(page) {
    await tab(page, 'Codes').click()
    await page.locator(`.code-row[data-code=${NO_DOCKER}]`).click()
    await page.locator('.cause-item summary').first().click()
    await page.locator('.option-body p').first().waitFor()
    await page.locator('.looks .btn').waitFor()
  },
  async 'an empty heartbeat view'(page) {
    await tab(page, 'Heartbeat').click()
  },
  async 'findings in a heartbeat'(page) {
    await tab(page, 'Heartbeat').click()
    await paste(page, readText('docs/examples/heartbeat.json'), payload(page))
    await page.locator('.finding').first().waitFor()
    await page.locator('.finding .place').first().click()
    for (const row of await page.locator('.reference summary').all()) await row.click()
    await page.locator('.never li').first().waitFor()
  },
  async 'a heartbeat that is typed'(page) {
    await tab(page, 'Heartbeat').click()
    await payload(page).fill(readText('docs/examples/heartbeat.json'))
    await page.locator('.finding').first().waitFor()
  },
  async 'a clean heartbeat'(page) {
    await tab(page, 'Heartbeat').click()
    await paste(page, JSON.stringify(heartbeat(), null, 2), payload(page))
    await page.locator('.tells table').waitFor()
  },
  async 'a fleet'(page) {
    await tab(page, 'Fleet').click()
    await paste(page, FLEET, page.getByLabel('Heartbeats'))
    await page.getByRole('heading', { name: 'Fleet report', exact: true }).waitFor()
    await page.locator('.rule-group summary').first().click()
    await page.locator('.rule-group').getByRole('button').first().click()
    await page.locator('.chosen-payload h2').waitFor()
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

// Paths of configuration files and names of servers have no place for a line break.
const LONG_LOG = ['l01', 'l04'].map((id) => readRows('logs').find((row) => row.id === id).text).join('\n')
const NARROW = {
  'a command for Claude Desktop on macOS': ['spawn docker ENOENT', 'macOS'],
  'a command for Claude Desktop on Windows': ['spawn docker ENOENT', 'Windows'],
  'a path in the text': ['spawn docker ENOENT /Users/jane/Library/Logs/Claude/mcp.log'],
  'a log': [LONG_LOG]
}

test.each(Object.keys(NARROW))('on phones, nothing scrolls sideways: %s', async (name) => {
  const [text, system] = NARROW[name]
  const page = await site.open('', { viewport: PHONE, hasTouch: true, isMobile: true })
  await paste(page, text)
  await page.locator('.result .steps').filter({ visible: true }).first().waitFor()
  if (system) {
    await choose(page, 'Client', 'Claude Desktop')
    await choose(page, 'Operating system', system)
    await page.getByText('claude_desktop_config.json').filter({ visible: true }).first().waitFor()
  }
  await page.locator('.incident').evaluateAll((all) => {
    for (const incident of all) incident.open = true
  })
  for (const width of [360, 390]) {
    await page.setViewportSize({ ...PHONE, width })
    expect([width, await tooWide(page)]).toEqual([width, 0])
  }
})

test('on a phone, the hint of an empty field begins at its edge', async () => {
  const page = await site.open('', { viewport: PHONE })
  expect(await area(page).evaluate((field) => getComputedStyle(field).paddingLeft)).toBe('14px')
})

test.each(['Diagnose', 'Heartbeat', 'Fleet'])(
  'on a phone, the head of the field of %s is one row',
  async (name) => {
    const page = await site.open('', { viewport: PHONE })
    await tab(page, name).click()
    const boxes = await page
      .locator('.editor-head:visible > *, .editor-head:visible .btn')
      .filter({ visible: true })
      .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().toJSON()))
    const label = boxes[0]
    expect(label.width).toBeGreaterThan(60)
    for (const { top, bottom, right } of boxes) {
      expect(top).toBeLessThan(label.bottom)
      expect(bottom).toBeGreaterThan(label.top)
      expect(right).toBeLessThanOrEqual(360 - 16)
    }
  }
)

const CONTROLS = [
  ...['.btn', 'select', '.tabs > button', '.platforms > button', '.code-chip', '.chip', 'button.link'],
  ...['summary', '.more-info a', '.small > a', 'footer a', '#theme']
]

test.each([
  ['a phone', { viewport: PHONE }],
  ['a tablet', { viewport: { width: 768, height: 1024 }, hasTouch: true }]
])('controls on %s are at least 44 pixels high', async (_, options) => {
  const page = await site.open('', options)
  for (const name of ['an answer with everything open', 'a log', 'a code', 'a fleet']) {
    await page.goto('about:blank')
    await page.goto(site.at())
    await ready(page)
    await STATES[name](page)
    const low = await page
      .locator(CONTROLS.join(', '))
      .filter({ visible: true })
      .evaluateAll((all) =>
        all
          .filter((element) => Math.round(element.getBoundingClientRect().height) < 44)
          .map(({ textContent, ariaLabel, className }) => [className, ariaLabel ?? textContent])
      )
    expect([name, low]).toEqual([name, []])
  }
})

// Safari zooms in when a field with smaller text has the focus.
test('with a coarse pointer, every field has a text of at least 16 pixels', async () => {
  const page = await site.open('', { viewport: PHONE, hasTouch: true, isMobile: true })
  const seen = new Set()
  const small = []
  for (const name of [
    'a text that is not recognized',
    'a heartbeat that is typed',
    'a code',
    'an answer with everything open'
  ]) {
    await page.goto('about:blank')
    await page.goto(site.at())
    await ready(page)
    await STATES[name](page)
    const fields = await page
      .locator('textarea, select, input:not([type=checkbox], [type=file])')
      .evaluateAll((all) =>
        all.map((field) => [
          field.ariaLabel ?? field.labels[0]?.textContent ?? field.className,
          getComputedStyle(field).fontSize
        ])
      )
    for (const [label, size] of fields) {
      seen.add(label)
      if (Number.parseFloat(size) < 16) small.push([name, label, size])
    }
  }
  expect(small).toEqual([])
  expect(seen.size).toBeGreaterThan(6)
  const sizes = await page
    .locator('.classify .field > *')
    .evaluateAll((all) => all.slice(0, 2).map((element) => getComputedStyle(element).fontSize))
  expect(sizes).toEqual(['16px', '16px'])
})

test('the lines between findings are as wide as their list', async () => {
  const page = await site.open()
  await STATES['findings in a heartbeat'](page)
  const boxes = (selector) =>
    page
      .locator(selector)
      .filter({ visible: true })
      .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().toJSON()))
  const [list] = await boxes('.others-found .findings')
  const items = await boxes('.others-found .finding')
  expect(items.length).toBeGreaterThan(0)
  for (const item of items) expect([item.left, item.right]).toEqual([list.left, list.right])
  const radius = await page
    .locator('.others-found .finding')
    .first()
    .evaluate((item) => getComputedStyle(item).borderRadius)
  expect(radius).toBe('0px')
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
        new RegExp(`^Docker command not found, ${NO_DOCKER}, error\\. The client does not find docker\\.`)
      )
  )
  await button(page, 'Copy code').click()
  await eventually(
    () => status(page).textContent(),
    (text) => text.toBe('Copied')
  )
})

test.each([
  [
    'Server started\nlistening on port 3000, connected, 12 tools are ready to be used',
    'No connection error found. '
  ],
  ['[error] the widget-server failed to attach the frobnicator to its main bus, giving up', '']
])('a text without a severity is announced without one: %j', async (text, beginning) => {
  const page = await site.open()
  await paste(page, text)
  const title = await card(page).locator('h2').innerText()
  await eventually(
    () => status(page).textContent(),
    (words) => words.toContain(`${title}. `)
  )
  expect(await status(page).textContent()).toMatch(new RegExp(`^${beginning}`))
  expect(await status(page).textContent()).not.toMatch(/, error\b|MCPX_/)
})

test('the number of lines of a log is announced', async () => {
  const page = await site.open()
  await STATES['a log'](page)
  expect(await status(page).textContent()).toContain('Lines with a code: 12,000 of 12,000')
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
  await page.locator('#offline.true').waitFor()
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
