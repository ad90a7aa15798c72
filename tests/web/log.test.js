// log.test.js: logs of up to megabytes: how often each code occurs, in which lines, and their context.
import { gzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import {
  area,
  button,
  card,
  cardOf,
  choose,
  drop,
  eventually,
  mcpx,
  nothingYet,
  openFile,
  paste,
  ready,
  textsOf,
  treatAs,
  useSite
} from './helpers.js'

const site = useSite()

const NO_DOCKER = 'MCPX_DOCKER_CLI_NOT_FOUND'
const BLOCK = [
  '2026-03-02T08:15:00Z INFO  starting the proxy ✨ на порту 8080',
  '2026-03-02T08:15:01Z ERROR server "tools": zsh:1: command not found: docker',
  '2026-03-02T08:15:02Z INFO  waiting',
  '2026-03-02T08:15:03Z ERROR npx: command not found',
  '2026-03-02T08:15:04Z ERROR 👩‍👩‍👧 server "tools": zsh:1: command not found: docker',
  '2026-03-02T08:15:05Z WARN  HTTP 401 Unauthorized',
  '2026-03-02T08:15:06Z INFO  still waiting'
]
const LOG = `${BLOCK.join('\n')}\n`
const BIG = LOG.repeat(Math.ceil(5e6 / Buffer.byteLength(LOG)))

const number = (text) => Number(text.replaceAll(',', ''))
const lineShown = (page, name) => page.locator('.chosen .label').getByText(name, { exact: true })
const table = (page) => page.locator('table.codes')

// The lines of a log are folded below its incidents.
async function openLines(page) {
  const lines = page.locator('.all-lines')
  await lines.waitFor()
  if (!(await lines.evaluate(({ open }) => open))) await lines.locator('summary').first().click()
  await table(page).waitFor()
}
const summary = (page) => page.locator('.log .lines').first()

// The table as { code: lines }.
const countsOn = (page) =>
  table(page)
    .locator('tr:visible:has(button[aria-expanded])')
    .evaluateAll((rows) =>
      rows.map((row) => [row.querySelector('[aria-expanded]').textContent, row.cells[1].textContent])
    )

// The same from Node: known codes, most frequent first, then by name.
function countsOf(text, options) {
  const { total, counts } = mcpx.classifyLog(text, options)
  const { MCPX_UNKNOWN_UNCLASSIFIED: unknown = 0, ...known } = counts
  const rows = Object.entries(known).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  return { total, known: total - unknown, rows: rows.map(([code, n]) => [code, n.toLocaleString('en')]) }
}

async function expectCounts(page, text, options) {
  const { total, known, rows } = countsOf(text, options)
  expect(rows.length).toBeGreaterThan(0)
  await openLines(page)
  await eventually(
    () => countsOn(page),
    (counts) => counts.toEqual(rows)
  )
  const numbers = (await summary(page).innerText()).match(/\d[\d,]*(?= of|\.$)/g).map(number)
  expect(numbers).toEqual([known, total])
}

// A short text is an error until the visitor says otherwise.
async function pasteLog(page, text) {
  await paste(page, text)
  await page.locator('.result h2').waitFor()
  if (await page.locator('.log').count()) return openLines(page)
  await treatAs(page, 'log')
  return openLines(page)
}

const group = (page, code) => table(page).locator('tbody').filter({ hasText: code })

test('a pasted log: how often each code occurs', async () => {
  const page = await site.open()
  await pasteLog(page, LOG)
  await expectCounts(page, LOG)
})

const RECOVERED = [
  '2026-03-02T08:15:00Z [notes] [info] Initializing server...',
  '2026-03-02T08:15:01Z [notes] [info] Server started and connected successfully',
  '2026-03-02T08:15:02Z [notes] [error] connect ECONNREFUSED 127.0.0.1:5432, retry 1/10',
  '2026-03-02T08:15:04Z [notes] [info] connected to the database',
  '2026-03-02T08:15:05Z [notes] [info] Message from client: {"method":"tools/list"}',
  '2026-03-02T08:15:05Z [notes] [info] Message from server: {"result":{"tools":[]}}',
  '2026-03-02T08:15:09Z [notes] [info] Message from client: {"method":"ping"}',
  '2026-03-02T08:15:09Z [notes] [info] Message from server: {"result":{}}'
].join('\n')

const TRACEBACK = `2026-03-02 08:15:00 INFO starting
Traceback (most recent call last):
  File "/srv/notes/main.py", line 12, in <module>
    from notes import server
  File "/srv/notes/server.py", line 3, in <module>
    import httpx
ModuleNotFoundError: No module named 'httpx'
2026-03-02 08:15:01 INFO stopped`

test('a short log of a server that recovered is a log by the times of its lines', async () => {
  const page = await site.open()
  await paste(page, RECOVERED)
  await page.locator('.log h2').waitFor()
  expect(await card(page).count()).toBe(0)
  await button(page, 'Treat as a single error').click()
  await card(page).waitFor()
  expect(await page.locator('.log').count()).toBe(0)
})

test('an error is none if only some of its lines have times', async () => {
  const page = await site.open()
  await paste(page, TRACEBACK)
  await card(page).waitFor()
  await page.locator('.cause-box').first().waitFor()
  expect(await page.locator('.log').count()).toBe(0)
})

test('hints apply to every line', async () => {
  const page = await site.open()
  const text = LOG.repeat(6)
  await paste(page, text)
  await openLines(page)
  await choose(page, 'Transport', 'stdio')
  expect(countsOf(text, { transport: 'stdio' })).not.toEqual(countsOf(text))
  await expectCounts(page, text, { transport: 'stdio' })
})

test('the lines of a code, and a line with its context', async () => {
  const page = await site.open()
  await pasteLog(page, LOG)
  const lines = group(page, NO_DOCKER).locator('.places .link')
  const opener = button(page, NO_DOCKER).first()
  await opener.click()
  expect(await opener.getAttribute('aria-expanded')).toBe('true')
  await lines.nth(1).waitFor()
  expect(await textsOf(lines.locator('code'))).toEqual([BLOCK[1], BLOCK[4]])
  await lines.nth(1).click()
  await lineShown(page, 'Line 5').waitFor()
  await cardOf(page, NO_DOCKER).waitFor()
  expect(await page.locator('.chosen').evaluate((element) => element.matches(':focus'))).toBe(true)
  expect(await textsOf(page.locator('.chosen .excerpt .line-text'))).toEqual(BLOCK.slice(1, 7))
  expect(await textsOf(page.locator('.chosen .excerpt .line-number'))).toEqual(['2', '3', '4', '5', '6', '7'])
  expect(await textsOf(page.locator('.chosen .excerpt .hit .line-text'))).toEqual([BLOCK[4]])
  expect(await textsOf(page.locator('.chosen .excerpt mark'))).toEqual(['command not found: docker'])
  await opener.click()
  expect(await opener.getAttribute('aria-expanded')).toBe('false')
  expect(await lines.count()).toBe(2)
  expect(await lines.first().isVisible()).toBe(false)
})

test('the button for the first line of a code shows it', async () => {
  const page = await site.open()
  await pasteLog(page, LOG)
  await group(page, 'MCPX_HTTP_401').getByRole('button', { name: 'Go to line 6' }).click()
  await lineShown(page, 'Line 6').waitFor()
  await cardOf(page, 'MCPX_HTTP_401').waitFor()
})

test('context lines that are too long are left out', async () => {
  const page = await site.open()
  const long = `a long line ${'of words '.repeat(1000)}`
  await pasteLog(page, [BLOCK[3], long, BLOCK[1], long, BLOCK[3], BLOCK[5]].join('\n'))
  await group(page, NO_DOCKER).getByRole('button', { name: 'Go to line 3' }).click()
  await lineShown(page, 'Line 3').waitFor()
  expect(await textsOf(page.locator('.chosen .excerpt .line-text'))).toEqual([BLOCK[1]])
  expect(await textsOf(page.locator('.chosen .excerpt .line-number'))).toEqual(['3'])
})

// Whether a line of the text is in the visible part of the field, and that is in the window.
const isLineSeen = (page, line) =>
  page
    .locator(`.layer > .ln:nth-child(${line})`)
    .first()
    .evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect()
      const field = element.closest('.field').getBoundingClientRect()
      return top >= Math.max(field.top, 0) - 1 && bottom <= Math.min(field.bottom, innerHeight) + 1
    })

test('"Jump to line" selects the line in the field and scrolls to it', async () => {
  const page = await site.open()
  const lines = 'nothing of note\n'.repeat(60)
  await paste(page, `${lines}${LOG}${lines}`)
  await openLines(page)
  await group(page, 'MCPX_HTTP_401').getByRole('button', { name: 'Go to line 66' }).click()
  await lineShown(page, 'Line 66').waitFor()
  for (const scrollTop of [0, 1e6]) {
    await page
      .locator('.field')
      .first()
      .evaluate((element, top) => element.scrollTo({ top }), scrollTop)
    await page.evaluate((top) => scrollTo(0, top), scrollTop)
    await button(page, 'Jump to line').click()
    const selected = () =>
      area(page).evaluate(({ value, selectionStart, selectionEnd }) =>
        value.slice(selectionStart, selectionEnd)
      )
    await eventually(selected, (text) => text.toBe(BLOCK[5]))
    expect(await isLineSeen(page, 66)).toBe(true)
  }
})

test('"Show more" shows more lines of a code', async () => {
  const page = await site.open()
  await paste(page, LOG.repeat(60))
  await openLines(page)
  await button(page, NO_DOCKER).first().click()
  const lines = group(page, NO_DOCKER).locator('.places li')
  for (const shown of [20, 80, 120]) {
    await eventually(
      () => lines.count(),
      (count) => count.toBe(shown)
    )
    const rest = group(page, NO_DOCKER).getByText('more line')
    if (shown === 120) expect(await rest.count()).toBe(0)
    else {
      expect(await rest.innerText()).toMatch(new RegExp(`^${120 - shown} more lines`))
      await button(page, 'Show more').click()
    }
  }
})

test('a text can be treated as a single error or as a log', async () => {
  const page = await site.open()
  await paste(page, LOG.repeat(6))
  await openLines(page)
  await treatAs(page, 'single error')
  await cardOf(page, mcpx.classify(LOG.repeat(6)).code).waitFor()
  expect(await table(page).count()).toBe(0)
  expect(await page.locator('.layer mark').count()).toBeGreaterThan(0)
  await treatAs(page, 'log')
  await openLines(page)
})

test('a hint does not turn a log into an error', async () => {
  const page = await site.open()
  const text = `ECONNREFUSED\nspawn npx ENOENT\nspawn uvx ENOENT\n`
  await pasteLog(page, text)
  await openLines(page)
  await choose(page, 'Transport', 'HTTP')
  await expectCounts(page, text, { transport: 'http' })
})

test('a cause and its effect are treated as a single error', async () => {
  const page = await site.open()
  await paste(page, `${BLOCK[1]}\n${BLOCK[5]}\n`)
  await card(page).waitFor()
  expect(await table(page).count()).toBe(0)
})

test('a log without a known failure says what to do', async () => {
  const page = await site.open()
  const quiet = 'All is well.\n'.repeat(40_000)
  await drop(page, area(page), [{ name: 'quiet.log', bytes: quiet }])
  await eventually(
    () => summary(page).innerText(),
    (text) => text.toContain('Lines with a code: 0 of 40,000')
  )
  expect(await table(page).count()).toBe(0)
})

// ---- Megabytes ----

// Records what the page does while it works: the ticks of a timer, and the values of the progress bar.
function watch(page) {
  return page.locator('mcpx-diagnose').evaluate(({ shadowRoot }) => {
    const seen = { ticks: 0, bars: 0, values: [] }
    globalThis.seen = seen
    new MutationObserver(() => {
      const bar = shadowRoot.querySelector('progress')
      if (bar) seen.values.push(bar.value)
    }).observe(shadowRoot, { childList: true, subtree: true, attributes: true })
    setInterval(() => {
      if (shadowRoot.querySelector('progress')) seen.ticks += 1
    }, 5)
  })
}

// Pastes a text many times over, which the page itself writes to the clipboard.
async function pasteMany(page, text, times) {
  await page.evaluate((args) => navigator.clipboard.writeText(args.text.repeat(args.times)), { text, times })
  await area(page).focus()
  await page.keyboard.press('Control+V')
}

const BIG_WAYS = {
  pasted: (page) => pasteMany(page, LOG, BIG.length / LOG.length),
  dropped: (page) => drop(page, area(page), [{ name: 'big.log', bytes: BIG }]),
  'opened as a gzip file': (page) =>
    openFile(page, button(page, 'Open file'), { name: 'big.log.gz', bytes: gzipSync(BIG) }),
  'dropped as a UTF-16 file of Windows PowerShell': (page) =>
    drop(page, area(page), [{ name: 'big.log', bytes: Buffer.from(`\uFEFF${BIG}`, 'utf16le') }])
}

test.each(Object.keys(BIG_WAYS))(
  '5 MB, %s: all lines are counted while the page stays responsive',
  async (way) => {
    const page = await site.open()
    await watch(page)
    await BIG_WAYS[way](page)
    await expectCounts(page, BIG)
    expect(await page.locator('.notice').first().innerText()).toContain('4.8 MB')
    expect(await area(page).inputValue()).toBe('')
    const { ticks, values } = await page.evaluate(() => globalThis.seen)
    expect(ticks).toBeGreaterThanOrEqual(3)
    expect(values.length).toBeGreaterThan(0)
    expect(values).toEqual([...values].sort((a, b) => a - b))
    expect(values.at(-1)).toBeLessThanOrEqual(1)
  }
)

test('a line in the middle of 5 MB', async () => {
  const page = await site.open()
  await drop(page, area(page), [{ name: 'big.log', bytes: BIG }])
  await openLines(page)
  await button(page, 'MCPX_HTTP_401').first().click()
  await group(page, 'MCPX_HTTP_401').locator('.places .link').nth(15).click()
  const line = 15 * BLOCK.length + 6
  await lineShown(page, `Line ${line.toLocaleString('en')}`).waitFor()
  expect(await textsOf(page.locator('.chosen .excerpt .hit .line-text'))).toEqual([BLOCK[5]])
  expect(await textsOf(page.locator('.chosen .excerpt .hit .line-number'))).toEqual([String(line)])
})

// Records the page's messages to its worker.
function recordMessages() {
  globalThis.messages = []
  const { postMessage } = Worker.prototype
  Worker.prototype.postMessage = function post(message, ...rest) {
    const { id, op, cancel, args } = message
    globalThis.messages.push({ id, op, cancel, wantsLines: args?.wantsLines })
    return postMessage.call(this, message, ...rest)
  }
}

const REPLACED_BY = {
  'an error': [
    (page) => area(page).fill('zsh:1: command not found: docker'),
    (page) => cardOf(page, NO_DOCKER)
  ],
  nothing: [(page) => button(page, 'Clear').click(), nothingYet],
  'another log': [
    (page) => drop(page, area(page), [{ name: 'b.log', bytes: LOG.repeat(2000) }]),
    (page) => summary(page).filter({ hasText: `of ${(2000 * BLOCK.length).toLocaleString('en')}.` })
  ]
}

test.each(Object.keys(REPLACED_BY))('a log that is being read is replaced by %s', async (what) => {
  const [act, outcome] = REPLACED_BY[what]
  const context = await site.newContext()
  await context.addInitScript(recordMessages)
  const page = await context.newPage()
  await page.goto(site.at())
  await pasteMany(page, LOG, 30_000)
  await page.locator('progress').waitFor()
  await act(page)
  await outcome(page).waitFor()
  const messages = await page.evaluate(() => globalThis.messages)
  const { id } = messages.find(({ op }) => op === 'log')
  expect(messages.filter(({ cancel }) => cancel === id)).toHaveLength(1)
  expect(await page.locator('progress').count()).toBe(0)
})

test('a long text is classified in the worker, and its lines are counted once', async () => {
  const context = await site.newContext()
  await context.addInitScript(recordMessages)
  const page = await context.newPage()
  await page.goto(site.at())
  await ready(page)
  await paste(page, `${BLOCK[1]}\n`)
  await cardOf(page, NO_DOCKER).waitFor()
  await paste(page, 'nothing of note\n'.repeat(300))
  await openLines(page)
  await treatAs(page, 'single error')
  await choose(page, 'Transport', 'stdio')
  await cardOf(page, 'MCPX_STDIO_SPAWN_ENOENT').waitFor()
  const messages = await page.evaluate(() => globalThis.messages)
  const whole = messages.filter(({ op, wantsLines }) => op === 'classify' && wantsLines !== undefined)
  expect(whole.map(({ wantsLines }) => wantsLines)).toEqual([true, false, false])
})
