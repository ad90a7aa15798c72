// dashboard.test.js: the telemetry dashboard with sample data, and with the figures of a real Worker.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { addDays, dayOf } from '../../web/dashboard/days.js'
import { heartbeat, idOf } from '../wasm/fleet.js'
import { readText } from '../wasm/helpers.js'
import { STATS_KEY, startSite } from '../worker/ingest/site.js'
import { dist, eventually, useSite } from './helpers.js'

const site = useSite({ expected: /status of 40[01]|status of 429|status of 503/ })
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const PANELS = [
  'Docker runs, but the docker command is not found',
  ...['Installs', 'Docker command', 'Docker isolation', 'Releases', 'Where it happens', 'Errors'],
  ...['Refused payloads', 'Opt-outs']
]

async function openAt(address, options) {
  const context = await site.newContext(options)
  const page = await context.newPage()
  await page.goto(address)
  return page
}

async function openSample(options) {
  const page = await openAt(site.at('dashboard.html'), options)
  await page.getByRole('heading', { name: 'Opt-outs' }).waitFor()
  return page
}

const about = (page) => page.getByRole('status')
const panel = (page, name) =>
  page.locator('.panel', { has: page.getByRole('heading', { name, exact: true, level: 2 }) })
const rowTexts = (locator) => locator.locator('tbody tr').allInnerTexts()
const aboutHas = (page, text) =>
  eventually(
    () => about(page).innerText(),
    (found) => found.toContain(text)
  )

describe('with sample data', () => {
  test('has every panel, each with a table', async () => {
    const page = await openSample()
    await aboutHas(page, 'Sample data')
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual(PANELS)
    for (const name of PANELS)
      expect([name, await panel(page, name).locator('table').count()]).not.toEqual([name, 0])
    expect(await page.locator('svg.plot').count()).toBe(6)
  })

  test('filters by days, release, system and schema, and resets', async () => {
    const page = await openSample()
    const before = await about(page).innerText()
    await page.getByLabel('System').selectOption('linux')
    await eventually(
      () => rowTexts(panel(page, 'Where it happens').locator('.groups').nth(1)),
      (rows) => rows.toHaveLength(1)
    )
    await page.getByRole('combobox', { name: 'Release' }).selectOption('v0.31.0')
    await page.getByLabel('Schema').selectOption('5')
    await page.getByRole('radio', { name: '7', exact: true }).check()
    await aboutHas(page, '2026-05-24 to 2026-05-30')
    await page.getByRole('button', { name: 'Reset' }).click()
    await aboutHas(page, before)
  })

  test('keeps the filters in the address, so that a reload keeps them', async () => {
    const page = await openSample()
    await page.getByLabel('System').selectOption('linux')
    await page.getByRole('radio', { name: '7', exact: true }).check()
    await aboutHas(page, '2026-05-24 to 2026-05-30')
    await page.reload()
    await aboutHas(page, '2026-05-24 to 2026-05-30')
    expect(await page.getByLabel('System').inputValue()).toBe('linux')
    await page.goto(site.at('dashboard.html#days=8&os=beos'))
    await page.reload()
    await aboutHas(page, '2026-05-01 to 2026-05-30 · fewer than 5 machines')
  })

  test('is usable by the keyboard alone', async () => {
    const page = await openSample()
    const color = () => page.evaluate(() => getComputedStyle(document.body).color)
    const before = await color()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await color()).not.toBe(before)
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowRight')
    await aboutHas(page, '2026-03-02 to 2026-05-30')
    const summary = panel(page, 'Releases').locator('summary')
    await summary.focus()
    await page.keyboard.press('Enter')
    expect(await panel(page, 'Releases').getByRole('columnheader', { name: 'v0.47.0' }).isVisible()).toBe(
      true
    )
  })

  test('exports all figures as CSV', async () => {
    const page = await openSample()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click()
    ])
    expect(file.suggestedFilename()).toBe('mcpx-2026-05-01-2026-05-30.csv')
    const lines = readFileSync(await file.path(), 'utf8').split('\r\n')
    expect(lines[0]).toBe('panel,grouping,name,state,installs,machines,count')
    expect(lines.filter((line) => line.startsWith('command_missing,day,')).length).toBe(30)
    expect(lines.filter((line) => line.startsWith('refusals,')).length).toBe(4)
  })

  test.each([
    ['light', 1440],
    ['dark', 360]
  ])('is accessible: %s, %d pixels', async (colorScheme, width) => {
    const page = await openSample({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true })
    await page.getByRole('radio', { name: '7', exact: true }).check()
    await aboutHas(page, '2026-05-24 to 2026-05-30')
    for (const summary of await page.locator('summary').all()) await summary.click()
    await page.evaluate(axe)
    const { violations } = await page.evaluate(() => globalThis.axe.run())
    expect(violations.map(({ id, nodes }) => [id, nodes[0].html.slice(0, 200)])).toEqual([])
  })

  test('says how long a full bar is only where bars are drawn', async () => {
    const texts = async (width) => {
      const page = await openSample({ viewport: { width, height: 900 } })
      return panel(page, 'Where it happens').getByText('A full bar is').isVisible()
    }
    expect([await texts(360), await texts(1440)]).toEqual([false, true])
  })

  test.each([320, 360, 800, 1440])('is not wider than a window of %d pixels', async (width) => {
    const page = await openSample({ viewport: { width, height: 900 } })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  })
})

// The headers that the file _headers sets for all files.
const HEADERS = Object.fromEntries(
  readFileSync(new URL('_headers', dist), 'utf8')
    .match(/^\/\*\n((?: {2}.+\n)+)/)[1]
    .trim()
    .split(/\n */)
    .map((line) => line.split(/: (.*)/).slice(0, 2))
)

// The page and the Worker on one origin, as Cloudflare serves them.
async function serveWith(worker) {
  const html = readFileSync(new URL('dashboard.html', dist), 'utf8').replace(
    'content="sample"',
    'content="/v1/stats"'
  )
  async function respond(request, response) {
    const url = new URL(request.url, 'http://localhost')
    if (url.pathname.startsWith('/v1/')) {
      const { authorization } = request.headers
      const answer = await fetch(worker.address + request.url, {
        headers: authorization ? { authorization } : {}
      })
      return response.writeHead(answer.status).end(await answer.text())
    }
    const type = url.pathname.endsWith('.js')
      ? 'text/javascript'
      : url.pathname.endsWith('.css')
        ? 'text/css'
        : 'text/html'
    const body = url.pathname === '/' ? html : readFileSync(new URL(`.${url.pathname}`, dist))
    response.writeHead(200, { ...HEADERS, 'content-type': type }).end(body)
  }
  const server = createServer((request, response) =>
    respond(request, response).catch(() => response.destroy())
  )
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() }
}

async function enterKey(page) {
  await page.getByLabel('Key of the statistics').fill(STATS_KEY)
  await page.keyboard.press('Enter')
}

// The payload of an install, of which some lack the docker command.
function payloadOf(n, isAffected, fields) {
  const flags = { docker_available: true, docker_cli_source: isAffected ? 'absent' : 'path' }
  return JSON.stringify(heartbeat({ anonymous_id: idOf(n), version: 'v0.31.0', ...fields }, flags))
}

describe('with a Worker', () => {
  let worker
  let server
  beforeAll(async () => {
    worker = await startSite()
    for (let n = 0; n < 12; n++) await worker.post(payloadOf(n, n < 6))
    server = await serveWith(worker)
  })
  afterAll(async () => {
    server?.close()
    await worker?.stop()
  })

  test('asks for the key, refuses a wrong one, and shows the figures', async () => {
    const page = await openAt(server.address)
    await page.getByLabel('Key of the statistics').fill('wrong')
    await page.keyboard.press('Enter')
    await page.getByText('This key is wrong.').waitFor()
    for (const wrong of ['ключ', 'wrong']) {
      await page.getByLabel('Key of the statistics').fill(wrong)
      await page.keyboard.press('Enter')
      await eventually(
        () => page.getByLabel('Key of the statistics').inputValue(),
        (text) => text.toBe('')
      )
      await page.getByText('This key is wrong.').waitFor()
    }
    await page.getByLabel('Key of the statistics').fill(` ${STATS_KEY}`)
    await page.keyboard.press('Enter')
    await aboutHas(page, '12 installs on 12 machines')
    expect(await page.locator('.big').innerText()).toBe('50.0%')
    expect(await page.locator('.figure').innerText()).toContain(
      'In the period: 6 of 12 machines, 6 of 12 installs'
    )
    expect(await page.evaluate(() => document.activeElement.className)).toBe('panels')
    expect(await rowTexts(panel(page, 'Where it happens').locator('.groups').first())).toEqual([
      expect.stringMatching(/^v0\.31\.0\s+12\s+12\s+12 \(100\.0%\)\s+6 \(50\.0%\)\s+6 \(50\.0%\)\s*$/)
    ])
  })

  test('says that the figures cannot be read, and tries again', async () => {
    await worker.stopDatabase()
    const page = await openAt(server.address)
    await page.getByRole('radio', { name: '90' }).check()
    await enterKey(page)
    await page.getByText('The statistics cannot be read.').waitFor()
    await worker.restartDatabase()
    await page.getByRole('button', { name: 'Try again' }).click()
    await aboutHas(page, '12 installs on 12 machines')
  })
})

describe('with days on which fewer than 5 machines are affected', () => {
  const FLEET = 50
  const DAYS = 20
  // How many are affected, on the days until yesterday.
  const fleet = (affectedOn) =>
    Array.from({ length: DAYS }, (_, i) => {
      const day = addDays(dayOf(Date.now()), i - DAYS)
      return Array.from({ length: FLEET }, (_, n) => ({ day, text: payloadOf(n, n < affectedOn(i)) }))
    })

  async function openWith(affectedOn, work) {
    const worker = await startSite()
    const server = await serveWith(worker)
    try {
      for (const payloads of fleet(affectedOn)) await worker.store(payloads)
      const page = await openAt(server.address)
      await enterKey(page)
      await page.locator('.big').waitFor()
      await work(page)
    } finally {
      server.close()
      await worker.stop()
    }
  }
  const figure = (page) => page.locator('.figure').innerText()

  test('a share that rises from them rises, and the chart begins with a band', () =>
    openWith(
      (i) => (i < 10 ? 1 : 17),
      async (page) => {
        expect(await figure(page)).toMatch(
          /^34\.0%\s+17 of 50 machines on .+\s+17 of 50 installs\s+\+26\.0 to \+34\.0 points from/
        )
        expect(await page.locator('.figure .worse').count()).toBe(1)
        expect(await page.locator('.band').count()).toBe(1)
        await panel(page, PANELS[0]).locator('summary').click()
        const rows = await rowTexts(panel(page, PANELS[0]))
        expect(rows.filter((text) => text.includes('17 (34.0%)'))).toHaveLength(10)
        expect(rows.filter((text) => text.includes('fewer than 5 (<10.0%)'))).toHaveLength(10)
      }
    ))

  test('a share that falls to them falls, and the figure is that of the latest day', () =>
    openWith(
      (i) => (i < 10 ? 17 : 1),
      async (page) => {
        expect(await figure(page)).toMatch(
          /^<10\.0%\s+fewer than 5 of 50 machines on .+\s+−34\.0 to −26\.0 points from/
        )
        expect(await page.locator('.figure .better').count()).toBe(1)
      }
    ))

  test('with nothing else there is no clear change', () =>
    openWith(
      () => 3,
      async (page) => {
        expect(await figure(page)).toContain('no clear change (−8.0 to +8.0 points)')
        expect(await page.locator('.figure :is(.worse, .better)').count()).toBe(0)
      }
    ))
})

// The page with a response of somebody's choice in place of that of the Worker.
async function openWithAnswer(status, body) {
  const server = await serveWith(null)
  const context = await site.newContext()
  const page = await context.newPage()
  await page.route('**/v1/stats?*', (route) =>
    route.fulfill({ status, body, contentType: 'application/json' })
  )
  await page.goto(server.address)
  return { page, server }
}

test.each([
  ['the page of a proxy', 200, '<!doctype html><title>Sign in</title>', 'The statistics cannot be read.'],
  ['null', 200, 'null', 'The statistics cannot be read.'],
  ['another object', 200, '{"panels":{}}', 'The statistics cannot be read.'],
  ['a wrong filter', 400, '{}', 'The Worker does not take these filters. Reset them.']
])('an answer that is %s ends the waiting', async (_, status, body, text) => {
  const { page, server } = await openWithAnswer(status, body)
  try {
    await page.getByText(text).waitFor()
    expect(await page.getByRole('status').innerText()).toBe('')
  } finally {
    server.close()
  }
})

// An answer with these figures of two days.
function answerOf(panels, more) {
  const none = ['installs', 'isolation', 'cli_source', 'command_missing', 'codes', 'releases', 'systems']
  const empty = Object.fromEntries([...none, 'opt_outs', 'refusals'].map((name) => [name, []]))
  return JSON.stringify({
    ...{ generated_at: '2026-05-03T00:00:00Z', newest_schema: 8, from: '2026-05-01', to: '2026-05-02' },
    ...{ choices: { releases: [], systems: [], schemas: [] }, panels: { ...empty, ...panels } },
    ...more
  })
}
const group = (grouping, name, state, machines) => ({ grouping, name, state, installs: machines, machines })

test('nothing is said about bars that are not there, and a single day is a dot', async () => {
  const installs = [group('all', 'all', 'all', 9), group('day', '2026-05-02', 'all', 9)]
  const days = [group('day', '2026-05-02', 'affected', 6)]
  const body = answerOf({ installs, command_missing: days }, { retention_days: null })
  const { page, server } = await openWithAnswer(200, body)
  try {
    await page.locator('.plot circle').first().waitFor()
    expect(await page.locator('.plot circle').count()).toBe(2)
    expect(await page.locator('.area').count()).toBe(0)
    expect(await page.getByText('A full bar is').count()).toBe(0)
    await aboutHas(page, 'RETENTION_DAYS is wrong: old rows are not deleted')
  } finally {
    server.close()
  }
})

test('refused payloads have counts, and no share of a sum of rules', async () => {
  const refusals = ['home_path', 'outside_closed_set'].map((state) => ({
    ...{ grouping: 'all', name: 'all', state, count: 3 }
  }))
  const { page, server } = await openWithAnswer(200, answerOf({ refusals }))
  try {
    const rows = panel(page, 'Refused payloads')
    await rows.locator('tbody tr').first().waitFor()
    expect(await rowTexts(rows)).toEqual([
      expect.stringMatching(/^home_path\s+3\s*$/),
      expect.stringMatching(/^outside_closed_set\s+3\s*$/)
    ])
  } finally {
    server.close()
  }
})

test('the headers that the Worker serves the page with forbid frames', () => {
  const [, files] = readText('docs/dashboard.md').match(/^cp (web\/dist\/.*) \S+public\/$/m)
  expect(files.split(' ')).toContain('web/dist/_headers')
  expect(HEADERS['Content-Security-Policy']).toContain("frame-ancestors 'none'")
  expect(HEADERS['X-Content-Type-Options']).toBe('nosniff')
})

test('too many requests are told apart from other failures', async () => {
  const worker = await startSite({ statsLimit: 1 })
  const server = await serveWith(worker)
  try {
    const page = await openAt(server.address)
    await enterKey(page)
    await page.getByText('There were too many requests. Wait a minute.').waitFor()
  } finally {
    server.close()
    await worker.stop()
  }
})
