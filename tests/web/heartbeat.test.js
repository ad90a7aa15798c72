// heartbeat.test.js: payloads: their findings, the descriptions of fields, and the figures of a fleet.
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { heartbeat, idOf, rowsOf } from '../wasm/fleet.js'
import { beacon, cleanHeartbeat, mutate, random } from '../wasm/heartbeats.js'
import { readText } from '../wasm/helpers.js'
import { button, card, drop, eventually, mcpx, paste, pressCopy, tab, textsOf, useSite } from './helpers.js'

const site = useSite()

const area = (page) => page.getByLabel('Telemetry payload')
const view = (page) => page.locator('.heartbeat')
const headline = (page) => view(page).locator('.verdict:visible h2').first()
const findings = (page) => view(page).locator('.finding:visible')
const pane = (page) => view(page).locator('.payload:visible')
const about = (page) => page.getByRole('region', { name: 'Field description' })
const pretty = (value) => JSON.stringify(value, null, 2)
const open = () => site.open('#mcpx-heartbeat')

const expectHeadline = (page, words) =>
  eventually(
    () => headline(page).innerText(),
    (text) => text.toMatch(words)
  )

// The findings as rows of rule, position and pointer.
const shownOf = (page) =>
  findings(page).evaluateAll((items) =>
    items.map((item) => {
      const [at, pointer] = item.querySelectorAll('.place > span:not(.visually-hidden)')
      return [item.querySelector('code').textContent, at.textContent, pointer?.textContent ?? '']
    })
  )
const rowOf = ({ rule, line, column, pointer }) => [rule, `${line}:${column}`, pointer ?? '']

async function expectFindings(page, payload) {
  const verdict = mcpx.validate(payload)
  await eventually(
    () => shownOf(page),
    (rows) => rows.toEqual(verdict.findings.map(rowOf))
  )
  return verdict
}

// The pane marks the text of each finding.
async function expectMarks(page, payload, list) {
  const marks = await pane(page)
    .locator('mark')
    .evaluateAll((nodes) =>
      nodes.map(({ dataset, textContent }) => [dataset.findings.split(' '), textContent])
    )
  const markedBy = (i) =>
    marks
      .filter(([findings]) => findings.includes(String(i)))
      .map(([, text]) => text)
      .join('')
  expect(list.map((_, i) => markedBy(i))).toEqual(
    list.map(({ offset, length }) => payload.slice(offset, offset + length).replaceAll('\n', ''))
  )
}

test('a valid payload has no findings', async () => {
  const page = await open()
  await paste(page, pretty(heartbeat()), area(page))
  await expectHeadline(page, /^Looks good$/)
  expect(await view(page).innerText()).toContain('Heartbeat, schema version 5')
  expect(await findings(page).count()).toBe(0)
  expect(await pane(page).locator('mark').count()).toBe(0)
})

const BROKEN = {
  'the example of the docs': readText('docs/examples/heartbeat.json'),
  'a truncated payload': pretty(heartbeat()).slice(0, 300),
  'an array': '[1, 2]',
  'a trailing comma': '{"schema_version": 5,}',
  'a duplicate key': '{"schema_version": 5, "schema_version": 4}',
  'an empty object': '{}',
  'characters beyond ASCII': pretty(heartbeat({ 'имя 🚀': '👩‍👩‍👧', edition: 'persönlich' }))
}

test('findings and their marks are those of the package in Node', async () => {
  const page = await open()
  for (const [what, payload] of Object.entries(BROKEN)) {
    await area(page).fill(payload)
    const verdict = await expectFindings(page, payload)
    expect([what, verdict.findings.length > 0]).toEqual([what, true])
    await expectMarks(page, payload, verdict.findings)
  }
})

test('field names in messages are shown as code', async () => {
  const page = await open()
  await area(page).fill(BROKEN['the example of the docs'])
  const { message } = await expectFindings(page, BROKEN['the example of the docs']).then(
    ({ findings: list }) => list.find(({ rule }) => rule === 'connected_exceeds_total')
  )
  const shown = findings(page).filter({ hasText: 'connected_exceeds_total' }).locator('p').first()
  expect(message).toContain('`')
  expect(await shown.textContent()).toBe(message.replaceAll('`', ''))
  expect(await textsOf(shown.locator('code'))).toEqual(message.split('`').filter((_, i) => i % 2))
})

test('generated payloads, valid and invalid: findings and marks are those of Node', async () => {
  const page = await open()
  const draw = random(7)
  for (let i = 0; i < 9; i++) {
    const right = cleanHeartbeat(draw, { schemaVersion: 1 + (i % 8) })
    const payload = pretty(i % 3 ? mutate(draw, right) : right)
    await area(page).fill(payload)
    const verdict = await expectFindings(page, payload)
    await expectMarks(page, payload, verdict.findings)
  }
})

test('the keyboard goes from a finding to its position and back', async () => {
  const page = await open()
  await paste(page, BROKEN['the example of the docs'], area(page))
  await findings(page).nth(1).waitFor()
  const place = findings(page).nth(1).getByRole('button')
  await place.focus()
  expect(await findings(page).nth(1).getAttribute('class')).toContain('highlighted')
  await page.keyboard.press('Enter')
  const { offset, length } = mcpx.validate(BROKEN['the example of the docs']).findings[1]
  const words = BROKEN['the example of the docs'].slice(offset, offset + length)
  const focused = pane(page).locator('mark:focus')
  await focused.waitFor()
  expect(words.startsWith(await focused.textContent())).toBe(true)
  await page.keyboard.press('Escape')
  await eventually(
    () => place.evaluate((element) => element.matches(':focus')),
    (isFocused) => isFocused.toBe(true)
  )
})

describe('the description of a field', () => {
  const { properties } = mcpx.schema().else

  test.each(['version', 'docker_cli_source'])('%s: shown when the pointer is on it', async (name) => {
    const page = await open()
    await area(page).fill(pretty(heartbeat()))
    await pane(page)
      .locator('.key', { hasText: `"${name}"` })
      .first()
      .hover()
    await eventually(
      () => about(page).innerText(),
      (text) => text.toMatch(new RegExp(`^(\\w+\\.)?${name}\\n`))
    )
  })

  test('the arrow keys move between fields', async () => {
    const page = await open()
    const payload = heartbeat()
    await area(page).fill(pretty(payload))
    const first = pane(page).locator('.key').first()
    await first.focus()
    for (const name of Object.keys(payload).slice(0, 4)) {
      const text = await about(page).innerText()
      expect(text.split('\n')[0]).toBe(name)
      expect(text).toContain(properties[name].description)
      await page.keyboard.press('ArrowDown')
    }
    await page.keyboard.press('End')
    expect(
      await pane(page)
        .locator('.key')
        .last()
        .evaluate((key) => key.matches(':focus'))
    ).toBe(true)
    expect(await pane(page).locator('.key[tabindex="0"]').count()).toBe(1)
  })

  test('an unknown field is described as unknown', async () => {
    const page = await open()
    await area(page).fill(pretty(heartbeat({ some_news: 1 })))
    await pane(page).locator('.key', { hasText: 'some_news' }).hover()
    await eventually(
      () => about(page).innerText(),
      (text) => text.toContain('does not know')
    )
  })
})

// Assembled here, so that no file contains them. The last one is in a key.
const SECRETS = {
  home: ['', 'Users', 'janedoe', 'secret-project'].join('/'),
  token: ['ghp', 'a1B2c3D4e5F6'.repeat(3)].join('_'),
  mail: ['jane.doe', 'corp.example.com'].join('@'),
  address: [192, 168, 17, 23].join('.')
}
const LEAKY = pretty({
  ...heartbeat({ config_file: SECRETS.home, note: `${SECRETS.token} and ${SECRETS.mail}` }),
  [SECRETS.address]: 1
})
const secretsIn = (text) => Object.values(SECRETS).filter((secret) => text.includes(secret))

test('personal data is marked, and nothing that leaves the page contains it', async () => {
  const page = await open()
  await paste(page, LEAKY, area(page))
  const { findings: list } = await expectFindings(page, LEAKY)
  await expectMarks(page, LEAKY, list)
  const marked = (await textsOf(pane(page).locator('mark'))).join('\n')
  for (const [name, secret] of Object.entries(SECRETS)) {
    const parts = secret.split(/[/ ]/).filter(Boolean)
    expect([name, parts.some((part) => marked.includes(part))]).toEqual([name, true])
  }
  const markdown = await pressCopy(page, button(page, 'Copy findings as Markdown'))
  for (const { rule } of list) expect(markdown).toContain(rule)
  for (const text of [markdown, page.url(), await view(page).locator('.findings').innerText()])
    expect(secretsIn(text)).toEqual([])
  expect(await page.evaluate(() => document.title + localStorage.length + sessionStorage.length)).toMatch(
    /00$/
  )
})

test('a text without any field of a heartbeat can be diagnosed as an error', async () => {
  const page = await open()
  await area(page).fill('zsh:1: command not found: docker')
  await button(page, 'Diagnose it as an error').click()
  expect(await tab(page, 'Diagnose an error').getAttribute('aria-selected')).toBe('true')
  expect(await card(page).getAttribute('data-code')).toBe('MCPX_DOCKER_CLI_NOT_FOUND')
})

test('the example has findings, and Clear removes them', async () => {
  const page = await open()
  await button(page, 'Show an example').click()
  await findings(page).first().waitFor()
  await expectFindings(page, await area(page).inputValue())
  await button(page, 'Clear').click()
  await view(page).getByText('Paste a telemetry payload').waitFor()
  expect(await findings(page).count()).toBe(0)
})

// ---- Many ----

const draw = random(2026)
const FLEET = Array.from({ length: 320 }, (_, n) => {
  if (n % 40 === 39) return beacon(draw)
  if (n % 53 === 52) return '{"cut off'
  const right = { ...cleanHeartbeat(draw, { schemaVersion: 1 + (n % 8) }), anonymous_id: idOf(n % 300) }
  return n % 5 ? right : mutate(draw, right)
}).concat(
  [1, 2, 3].map((n) =>
    heartbeat(
      {
        anonymous_id: idOf(900 + n),
        diagnostics: { error_code_counts_24h: { MCPX_DOCKER_CLI_NOT_FOUND: 1500, MCPX_HTTP_401: n } }
      },
      { docker_cli_source: 'absent' }
    )
  )
)
// Some payloads occur twice.
const INPUT = rowsOf([...FLEET, ...FLEET.slice(1, 4)])
const LINES = INPUT.trimEnd().split('\n')
const figures = mcpx.report(LINES)

const english = (number) => number.toLocaleString('en')
const percent = (part) => {
  const text = ((100 * part) / figures.installs).toFixed(1)
  return `${part && text === '0.0' ? '<0.1' : text}%`
}

const totalsOf = (page) =>
  view(page)
    .locator('.totals > div')
    .evaluateAll((items) =>
      Object.fromEntries(items.map(({ children: [what, n] }) => [what.textContent, n.textContent]))
    )

// The cells of the table with a caption, row by row; labels without their explanation.
const rowsUnder = (page, caption) =>
  view(page)
    .locator('table')
    .filter({ has: page.locator('caption', { hasText: caption }) })
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map(({ cells }) =>
        Array.from(cells, (cell) => cell.innerText.replaceAll('\u00a0', ' ').split(/[:\n]/)[0])
      )
    )

const wantedTotals = {
  Payloads: figures.payloads,
  Heartbeats: figures.heartbeats,
  Installs: figures.installs,
  'Payloads with errors': figures.with_errors,
  'Opt-out beacons': figures.opt_out_beacons,
  'Other payloads': figures.neither,
  'Repeated heartbeats (counted once)': figures.repeated
}

const share = (n) => [english(n), percent(n)]
const statesOf = (counts) => Object.entries(counts).map(([name, n]) => [name, ...share(n)])

async function expectReport(page) {
  await page.getByRole('heading', { name: 'The fleet' }).waitFor()
  expect(await totalsOf(page)).toEqual(
    Object.fromEntries(Object.entries(wantedTotals).map(([what, n]) => [what, english(n)]))
  )
  expect(await rowsUnder(page, 'Docker isolation')).toEqual(statesOf(figures.docker_isolation_enabled))
  expect(await rowsUnder(page, 'Docker daemon')).toEqual(statesOf(figures.docker_available))
  expect(await rowsUnder(page, 'Source of the docker command')).toEqual(statesOf(figures.docker_cli_source))
  const codes = figures.codes.map(({ code, installs, count }) => [code, ...share(installs), english(count)])
  expect((await rowsUnder(page, 'Error codes')).sort()).toEqual(codes.sort())
  const affected = english(figures.docker_available_cli_absent)
  expect(await view(page).locator('.signature').innerText()).toContain(
    `${affected} of ${english(figures.installs)} installs`
  )
}

const WAYS = {
  pasted: (page) => paste(page, INPUT, area(page)),
  dropped: (page) => drop(page, area(page), [{ name: 'fleet.ndjson', bytes: INPUT }]),
  'dropped as a packed file': (page) => drop(page, area(page), [{ name: 'fleet.gz', bytes: gzipSync(INPUT) }])
}

test.each(Object.keys(WAYS))(
  'the fleet report of a file that is %s has the figures of the package in Node',
  async (way) => {
    const page = await open()
    expect(Object.values(wantedTotals).filter((n) => n === 0)).toEqual([])
    await WAYS[way](page)
    await expectReport(page)
  }
)

test('a payload in UTF-16 is refused, not converted', async () => {
  const page = await open()
  const right = LINES.find((line) => mcpx.validate(line).ok)
  const bytes = Buffer.from(`\uFEFF${right}`, 'utf16le')
  await drop(page, area(page), [{ name: 'heartbeat.json', bytes }])
  await findings(page).getByText('json_bad_utf8').waitFor()
})

test('the fleet report has a row for each schema version and system', async () => {
  const page = await open()
  await WAYS.dropped(page)
  await page.getByRole('heading', { name: 'The fleet' }).waitFor()
  for (const [caption, groups] of [
    ['By schema version', figures.by_schema_version],
    ['By operating system', figures.by_os]
  ]) {
    const rows = await rowsUnder(page, caption)
    const wanted = Object.entries(groups).map(([name, { installs }]) => [name, english(installs)])
    expect(rows.map((cells) => cells.slice(0, 2)).sort()).toEqual(wanted.sort())
  }
})

test('a chosen payload of a fleet shows its findings', async () => {
  const page = await open()
  await WAYS.dropped(page)
  const bad = LINES.map((line, i) => ({ line: i + 1, ...mcpx.validate(line) })).filter(({ findings: list }) =>
    list.some(({ severity }) => severity !== 'note')
  )
  const buttons = view(page).getByRole('button', { name: /^Line \d/ })
  await buttons.first().waitFor()
  expect(await textsOf(buttons)).toEqual(bad.map(({ line }) => `Line ${line}`))
  await buttons.nth(2).click()
  await page.getByRole('heading', { name: `Line ${bad[2].line}: ` }).waitFor()
  const wanted = bad[2].findings.map(({ line, ...rest }) => rowOf({ ...rest, line: bad[2].line }))
  expect(await shownOf(page)).toEqual(wanted)
})
