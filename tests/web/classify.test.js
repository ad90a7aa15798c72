// classify.test.js: an error, pasted or typed: its code, evidence, steps, and the effect of hints.
import { expect, test } from '@jest/globals'
import { readRows } from '../wasm/helpers.js'
import {
  area,
  button,
  card,
  cardOf,
  choose,
  chosen,
  eventually,
  hint,
  mcpx,
  nothingYet,
  paste,
  pressCopy,
  tab,
  textsOf,
  useSite
} from './helpers.js'

const site = useSite()
const DOCKER = 'zsh:1: command not found: docker'
const NO_DOCKER = 'MCPX_DOCKER_CLI_NOT_FOUND'
const NO_COMMAND = 'MCPX_STDIO_SPAWN_ENOENT'
const UNKNOWN = 'MCPX_UNKNOWN_UNCLASSIFIED'
const entryOf = (code) => mcpx.catalog().find((entry) => entry.code === code)

const WAYS = {
  pasted: paste,
  typed: (page, text) => area(page).pressSequentially(text)
}

test.each(Object.keys(WAYS))('an error that is %s: title, code, cause, evidence and steps', async (way) => {
  const page = await site.open()
  await WAYS[way](page, DOCKER)
  await cardOf(page, NO_DOCKER).waitFor()
  const text = await card(page).innerText()
  expect(text).toContain(NO_DOCKER)
  expect(await card(page).locator('h2').innerText()).toBe(entryOf(NO_DOCKER).title)
  expect(text).toContain(mcpx.classify(DOCKER).cause.text)
  await card(page).locator('.more:visible summary').click()
  expect(await textsOf(card(page).locator('.reason code'))).toEqual(['command not found: docker'])
  expect(await textsOf(page.locator('.layer mark'))).toEqual(['command not found: docker'])
  expect(await textsOf(page.locator('.command:visible code'))).toContain('docker --version')
})

test('emoji before the evidence do not move the mark', async () => {
  const page = await site.open()
  await paste(page, `🚀👩‍👩‍👧 é${DOCKER}`)
  await cardOf(page, NO_DOCKER).waitFor()
  for (const marks of ['.reason code', '.layer mark'])
    expect(await textsOf(page.locator(marks))).toEqual(['command not found: docker'])
})

test('the marks behind a text that wraps and scrolls are aligned with it', async () => {
  const page = await site.open()
  await paste(page, `${'a long way to go, '.repeat(60)}\n\tand\n${'x'.repeat(500)}\n\n${DOCKER}\n`)
  await cardOf(page, NO_DOCKER).waitFor()
  const boxOf = (locator) =>
    locator.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      return { x, y, width, height, scrollHeight: element.scrollHeight }
    })
  const behind = await boxOf(page.locator('.layer').first())
  expect(behind.y).toBeLessThan(0)
  expect(behind).toEqual(await boxOf(area(page)))
})

test('markup in a text stays text', async () => {
  const page = await site.open()
  const text = `<img src=x onerror=alert(1)><b>${DOCKER}</b>`
  await paste(page, text)
  await cardOf(page, NO_DOCKER).waitFor()
  expect(await page.locator('.layer').first().textContent()).toBe(text)
  expect(await page.locator('.reasons :is(img, b), .layer :is(img, b)').count()).toBe(0)
})

test('the reasons name the code that mcpproxy reports, and open it', async () => {
  const row = readRows('families').find(({ text }) => {
    const { code, proxy_code, context } = mcpx.classify(text)
    return context.client === 'mcpproxy' && code !== proxy_code && ![code, proxy_code].includes(UNKNOWN)
  })
  const { code, proxy_code } = mcpx.classify(row.text)
  const page = await site.open()
  await paste(page, row.text)
  await cardOf(page, code).waitFor()
  await page.getByText('Why this code').click()
  await page.getByText(`mcpproxy reports ${proxy_code}`).waitFor()
  await page.locator('.why').getByRole('button', { name: proxy_code }).click()
  await page.locator('.code-page .code-chip', { hasText: proxy_code }).waitFor()
  await tab(page, 'Diagnose').click()
  await area(page).fill(DOCKER)
  await cardOf(page, NO_DOCKER).waitFor()
  await page.getByText('Why this code').click()
  await page.getByText('The text contains').waitFor()
  expect(await page.locator('.proxy-code').count()).toBe(0)
})

test('Docker isolation is a hint for mcpproxy and for an unknown client only', async () => {
  const page = await site.open()
  await paste(page, 'spawn npx ENOENT')
  const about = page.getByText('Docker isolation:')
  const shown = async (client) => {
    await choose(page, 'Client', client)
    await cardOf(page, 'MCPX_STDIO_SPAWN_ENOENT').waitFor()
    return { hint: await hint(page, 'Docker isolation').isVisible(), chips: (await about.count()) > 0 }
  }
  expect(await shown('Auto-detect')).toEqual({ hint: true, chips: true })
  expect(await shown('Cursor')).toEqual({ hint: false, chips: false })
  expect(await shown('mcpproxy')).toEqual({ hint: true, chips: true })
})

// A select cuts what is wider than it. Its arrow takes about as much as its text is high.
const cutHints = (page) =>
  page.locator('.hints select:visible').evaluateAll((selects) =>
    selects
      .map((select) => {
        const style = getComputedStyle(select)
        const canvas = document.createElement('canvas').getContext('2d')
        canvas.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
        const text = select.selectedOptions[0].textContent
        const padding = Number.parseFloat(style.paddingLeft) + Number.parseFloat(style.paddingRight)
        const room = select.clientWidth - padding - Number.parseFloat(style.fontSize)
        return { text, room, width: canvas.measureText(text).width }
      })
      .filter(({ room, width }) => width > room)
  )

test.each([360, 390, 768])('at %i px, what the hints say is whole', async (width) => {
  const page = await site.open('', { viewport: { width, height: 800 } })
  await paste(page, 'Error: MCP error -32000: Connection closed { metadata: undefined }')
  await card(page).waitFor()
  await page.getByText('Client: Claude Desktop (detected)').waitFor({ state: 'attached' })
  expect(await cutHints(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
})

test('a chip for another code sets its hint', async () => {
  const page = await site.open()
  await paste(page, DOCKER)
  const chip = page.locator(`.answer .chip[data-code=${NO_COMMAND}]`)
  expect(await chip.innerText()).toBe(`My server uses stdio: ${entryOf(NO_COMMAND).title}`)
  await chip.click()
  await cardOf(page, NO_COMMAND).waitFor()
  expect(mcpx.classify(DOCKER, { transport: 'stdio' }).code).toBe(NO_COMMAND)
  expect(await chosen(page, 'Transport')).toBe('stdio')
  expect(await chosen(page, 'Docker isolation')).toBe('Auto-detect')
})

const HINTS = [
  ['stdio', 'Auto-detect', { transport: 'stdio' }],
  ['stdio', 'On', { transport: 'stdio', dockerIsolated: true }],
  ['HTTP', 'On', { transport: 'http', dockerIsolated: true }],
  ['HTTP', 'Off', { transport: 'http', dockerIsolated: false }],
  ['Auto-detect', 'Off', { dockerIsolated: false }]
]

test('with hints, codes and rules are those of the package in Node', async () => {
  const page = await site.open()
  await paste(page, DOCKER)
  await card(page).waitFor()
  for (const [transport, isolation, options] of HINTS) {
    await choose(page, 'Transport', transport)
    await choose(page, 'Docker isolation', isolation)
    const { code, rule } = mcpx.classify(DOCKER, options)
    await cardOf(page, code).waitFor()
    await page.getByText('Why this code').click()
    await page.getByText('The text contains').waitFor()
    const why = await page.locator('details.why').innerText()
    expect(why).toContain(`First matching rule: ${rule}`)
    const { requires_text: required } = mcpx.rule(rule)
    expect(why).toContain(required ? `Given: ${required}` : '')
  }
})

test('a hint is set by the keyboard', async () => {
  const page = await site.open()
  await paste(page, DOCKER)
  await hint(page, 'Transport').focus()
  await page.keyboard.press('ArrowDown')
  await cardOf(page, NO_COMMAND).waitFor()
  expect(await chosen(page, 'Transport')).toBe('stdio')
})

test('a transport that the text shows is displayed as detected', async () => {
  const row = readRows('extended').find(({ text }) => {
    const { hints } = mcpx.classify(text)
    return hints.transport_source === 'text' && hints.transport === 'stdio'
  })
  const page = await site.open()
  await paste(page, row.text)
  await card(page).waitFor()
  expect(await chosen(page, 'Transport')).toBe('stdio (detected)')
})

test('the keyboard chooses a platform, and the next answer keeps it', async () => {
  const page = await site.open()
  await paste(page, DOCKER)
  const platform = page.locator('.platforms [aria-selected=true]')
  await platform.focus()
  expect(await platform.innerText()).toBe('Linux')
  for (const [key, name] of [
    ['ArrowRight', 'Windows'],
    ['ArrowRight', 'macOS'],
    ['ArrowLeft', 'Windows'],
    ['Home', 'macOS'],
    ['End', 'Windows']
  ]) {
    await page.keyboard.press(key)
    expect(await platform.innerText()).toBe(name)
    expect(await platform.evaluate((element) => element.matches(':focus'))).toBe(true)
    expect(await page.getByRole('tabpanel', { name }).count()).toBe(1)
  }
  expect(await textsOf(page.locator('.command:visible code'))).not.toContain('ls -l /usr/bin/docker')
  await area(page).fill('exec: "docker": executable file not found in $PATH')
  await eventually(
    () => page.locator('.reasons').innerText(),
    (text) => text.toContain('executable file')
  )
  expect(await platform.innerText()).toBe('Windows')
})

test('the copy buttons copy the code and the commands', async () => {
  const page = await site.open()
  await paste(page, DOCKER)
  expect(await pressCopy(page, button(page, 'Copy code'))).toBe(NO_DOCKER)
  await card(page).locator('.more:visible summary').click()
  const copy = page.getByRole('button', { name: 'Copy command: Check that the docker command works' })
  expect(await pressCopy(page, copy)).toBe('docker --version')
  expect(await copy.innerText()).toBe('Copied')
})

test('a text that no rule matches is unclassified', async () => {
  const page = await site.open()
  await paste(page, 'It is a fine day.')
  await cardOf(page, UNKNOWN).waitFor()
  expect(await card(page).innerText()).toContain(mcpx.classify('It is a fine day.').unknown.text)
  expect(await page.locator('mark').count()).toBe(0)
  expect(await page.getByText('Why this code').count()).toBe(0)
})

test('an empty field, or only white space, shows no answer', async () => {
  const page = await site.open()
  for (const text of ['', '   \n\t  ']) {
    await area(page).fill(DOCKER)
    await card(page).waitFor()
    await area(page).fill(text)
    await nothingYet(page).waitFor()
    expect(await page.locator('mark').count()).toBe(0)
  }
})

// The page reports every error in the console, which fails the test.
test('an empty field never throws, with any hints', async () => {
  const page = await site.open()
  const isolations = ['On', 'Off', 'Auto-detect']
  for (const [i, text] of ['', ' ', '\n', '\u00a0\u2003', '\uFEFF', '\0'].entries()) {
    await area(page).fill(DOCKER)
    await card(page).waitFor()
    await area(page).fill(text)
    await nothingYet(page).waitFor()
    await area(page).fill(DOCKER)
    await choose(page, 'Transport', ['stdio', 'HTTP', 'Auto-detect'][i % 3])
    await choose(page, 'Docker isolation', isolations[i % 3])
    await area(page).fill(text)
    await nothingYet(page).waitFor()
    expect(await page.locator('.problem:visible').count()).toBe(0)
  }
  await tab(page, 'Heartbeat').click()
  const payload = page.getByLabel('Telemetry payload')
  for (const text of ['{}', '', '{}', ' \n ']) await payload.fill(text)
  await page.locator('.heartbeat[data-state=empty]').waitFor()
  expect(await page.locator('.problem:visible').count()).toBe(0)
})

test('Clear empties the field and focuses it', async () => {
  const page = await site.open()
  await paste(page, DOCKER)
  await card(page).waitFor()
  await button(page, 'Clear').click()
  await nothingYet(page).waitFor()
  expect(await area(page).inputValue()).toBe('')
  expect(await area(page).evaluate((element) => element.matches(':focus'))).toBe(true)
})

test('the examples of the empty page can be tried', async () => {
  const page = await site.open()
  const links = page.locator('.examples').getByRole('button')
  await links.nth(2).waitFor()
  await links.first().click()
  await cardOf(page, NO_DOCKER).waitFor()
})

// A sample of the shared vectors.
const rows = readRows('extended')
  .filter((_, i, all) => i % Math.floor(all.length / 45) === 0)
  .filter(({ text }) => text.trim().length >= 8)

// The text, with a dot for every character that is not marked.
const onlyMarked = (text, ranges) =>
  text.replace(/[^\n]/g, (unit, at) =>
    ranges.some(({ start, end }) => at >= start && at < end) ? unit : '·'
  )

// Diagnoses texts one after the other in the page: { code, shown, marked } of each.
const diagnosed = (page, texts) =>
  page.locator('mcpx-diagnose').evaluate(async ({ shadowRoot: root }, all) => {
    const field = root.querySelector('textarea')
    const type = async (text, result) => {
      field.value = text
      field.dispatchEvent(new InputEvent('input', { bubbles: true }))
      while (!root.querySelector(result)) await new Promise((resolve) => setTimeout(resolve))
    }
    const dots = ({ nodeName, textContent }) =>
      nodeName === 'MARK' ? textContent : textContent.replace(/./gs, '·')
    const answers = []
    for (const text of all) {
      await type('', '.classify[data-state="empty"]')
      await type(text, 'article.answer')
      const { code } = root.querySelector('article.answer').dataset
      const lines = [...root.querySelector('.layer').children]
      const marked = lines.map((line) => Array.from(line.childNodes, dots).join('')).join('\n')
      answers.push({ code, shown: field.value, marked })
    }
    return answers
  }, texts)

// An empty line is shown with a character, so that it has a height.
const withoutFiller = (line) => (line === '·' ? '' : line)

// Everything that is marked, in whatever kind.
const rangesOf = ({ evidence, cause_evidence, effects }) => [...evidence, ...cause_evidence, ...effects]

test('codes and evidence are those of the package in Node', async () => {
  const page = await site.open()
  const answers = await diagnosed(
    page,
    rows.map(({ text }) => text)
  )
  expect(answers.length).toBeGreaterThanOrEqual(40)
  for (const [i, { shown, ...answer }] of answers.entries()) {
    const wanted = mcpx.classify(shown)
    const lines = onlyMarked(shown, rangesOf(wanted)).split('\n')
    expect([rows[i].id, answer.code]).toEqual([rows[i].id, wanted.code])
    expect([rows[i].id, answer.marked.split('\n').map(withoutFiller)]).toEqual([rows[i].id, lines])
  }
})

test.each(['Could not attach to MCP server github', 'Failed to reconnect to github'])(
  'too little text: what to paste, and a report: %s',
  async (text) => {
    const page = await site.open()
    await paste(page, text)
    await card(page).getByText('Paste the whole message').waitFor()
    await button(page, 'Preview report').click()
    const link = page.getByRole('link', { name: 'Open the report on GitHub' })
    expect(new URL(await link.getAttribute('href')).searchParams.get('body')).toContain(text)
  }
)
