// heartbeat.test.js: payloads: their findings, and the descriptions of fields.
import { describe, expect, test } from '@jest/globals'
import { rankOf } from '../../web/text/findings.js'
import { heartbeat } from '../wasm/fleet.js'
import { cleanHeartbeat, mutate, random } from '../wasm/heartbeats.js'
import { readText } from '../wasm/helpers.js'
import { button, card, eventually, mcpx, pressCopy, tab, textsOf, useSite } from './helpers.js'

const site = useSite()

const area = (page) => page.getByLabel('Telemetry payload')
const view = (page) => page.locator('.heartbeat')
const headline = (page) => view(page).locator('.verdict:visible h2 > span:last-child').first()
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

// Checks a payload: it is pasted where no field has the focus, in place of the one before.
async function check(page, payload) {
  await page.evaluate((words) => navigator.clipboard.writeText(words), payload)
  await view(page).locator('.verdict, .intro').locator('visible=true').first().waitFor()
  await page.evaluate(() => document.querySelector('mcpx-diagnose').shadowRoot.activeElement?.blur())
  await page.keyboard.press('Control+V')
}

// The findings as rows of rule, position and pointer; many missing fields are folded.
const shownOf = (page) =>
  view(page)
    .locator('.finding')
    .evaluateAll((items) => items.map(({ dataset: { rule, at, pointer } }) => [rule, at, pointer]).sort())
const rowOf = ({ rule, line, column, pointer }) => [rule, `${line}:${column}`, pointer ?? '']

async function expectFindings(page, payload) {
  const verdict = mcpx.validate(payload)
  await eventually(
    () => shownOf(page),
    (rows) => rows.toEqual(verdict.findings.map(rowOf).sort())
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
  const worstFirst = list.toSorted((a, b) => rankOf(a) - rankOf(b))
  for (const [i, { offset, length, rule }] of worstFirst.entries()) {
    const words = payload.slice(offset, offset + length).replaceAll('\n', '')
    // Where JSON is not valid, the word there is marked.
    if (length || !rule.startsWith('json_')) expect([rule, markedBy(i)]).toEqual([rule, words])
  }
}

test('a valid payload has no findings', async () => {
  const page = await open()
  await check(page, pretty(heartbeat()))
  await expectHeadline(page, /^No personal data in this heartbeat$/)
  expect(await view(page).innerText()).toContain('Schema version 5')
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
    await check(page, payload)
    const verdict = await expectFindings(page, payload)
    expect([what, verdict.findings.length > 0]).toEqual([what, true])
    await expectMarks(page, payload, verdict.findings)
  }
})

test('field names in messages are shown as code', async () => {
  const page = await open()
  await check(page, BROKEN['the example of the docs'])
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
    await check(page, payload)
    const verdict = await expectFindings(page, payload)
    await expectMarks(page, payload, verdict.findings)
  }
})

test('the keyboard goes from a finding to its position and back', async () => {
  const page = await open()
  await check(page, BROKEN['the example of the docs'])
  const { findings: list } = mcpx.validate(BROKEN['the example of the docs'])
  const { offset, length, rule } = list.find(({ severity }) => severity === 'error')
  const item = view(page).locator(`.finding[data-rule="${rule}"]`)
  const place = item.getByRole('button')
  await place.focus()
  expect(await item.getAttribute('class')).toContain('highlighted')
  await page.keyboard.press('Enter')
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
  const { properties } = mcpx.schema().$defs.heartbeat

  test.each(['version', 'docker_cli_source'])('%s: shown when the pointer is on it', async (name) => {
    const page = await open()
    await check(page, pretty(heartbeat()))
    await button(page, 'All lines').click()
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
    await check(page, pretty(payload))
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
    await check(page, pretty(heartbeat({ some_news: 1 })))
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
  await check(page, LEAKY)
  const { findings: list } = await expectFindings(page, LEAKY)
  await expectMarks(page, LEAKY, list)
  const marked = (await textsOf(pane(page).locator('mark'))).join('\n')
  for (const [name, secret] of Object.entries(SECRETS)) {
    const parts = secret.split(/[/ ]/).filter(Boolean)
    expect([name, parts.some((part) => marked.includes(part))]).toEqual([name, true])
  }
  const markdown = await pressCopy(page, button(page, 'Copy as Markdown'))
  for (const { rule } of list) expect(markdown).toContain(rule)
  for (const text of [markdown, page.url()]) expect(secretsIn(text)).toEqual([])
  expect(await page.evaluate(() => document.title + localStorage.length + sessionStorage.length)).toMatch(
    /00$/
  )
})

test('a text without any field of a heartbeat can be diagnosed as an error', async () => {
  const page = await open()
  await check(page, 'zsh:1: command not found: docker')
  await button(page, 'Diagnose it as text instead').click()
  expect(await tab(page, 'Diagnose').getAttribute('aria-selected')).toBe('true')
  expect(await card(page).getAttribute('data-code')).toBe('MCPX_DOCKER_CLI_NOT_FOUND')
})

test('the example has findings, and Clear removes them', async () => {
  const page = await open()
  expect(await about(page).count()).toBe(0)
  await button(page, 'Show an example').click()
  await findings(page).first().waitFor()
  expect(await about(page).count()).toBe(1)
  await expectFindings(page, await area(page).inputValue())
  await button(page, 'Clear').click()
  await page.locator('.heartbeat[data-state=empty]').waitFor()
  expect(await findings(page).count()).toBe(0)
  expect(await about(page).count()).toBe(0)
})

test('JSON that is no heartbeat is called that once, and its missing fields share a row', async () => {
  const page = await open()
  await check(page, '{"hello": 1}')
  await expectHeadline(page, /^Not a heartbeat$/)
  expect(await view(page).locator('.verdict').innerText()).not.toContain('schema version')
  const row = view(page).locator('.missing')
  expect(await row.locator('summary').innerText()).toMatch(
    /13 required fields are missing: anonymous_id, version, .*timestamp$/
  )
  expect(await findings(page).count()).toBe(1)
  expect(await view(page).locator('.says-line').count()).toBe(2)
  await row.locator('summary').click()
  expect(await findings(page).count()).toBe(14)
  const text = await view(page).innerText()
  expect(text).toContain('Expected: an integer, 0 or greater')
  expect(text).toContain('Allowed: retrieve_tools, direct, code_execution, dynamic, static, or empty')
  expect(text).not.toMatch(/one of:|9007199254740991/)
})

test('a beacon is explained, and has a copy button', async () => {
  const page = await open()
  await check(page, '{"event":"telemetry_disabled","anonymous_id":"9d8f4b1e-5f6e-4a57-9c1f-0c1a2b3c4d5e"}')
  await expectHeadline(page, /^No personal data in this opt-out beacon$/)
  await view(page).getByText('telemetry was turned off').waitFor()
  expect(await button(page, 'Copy as Markdown').isVisible()).toBe(true)
})

test('a mark in a payload of one line stays in its line', async () => {
  const page = await open()
  const { version, ...rest } = heartbeat()
  await check(page, JSON.stringify(rest))
  await findings(page).getByText('version').first().waitFor()
  const marks = pane(page).locator('mark')
  expect(await textsOf(marks)).toEqual(['{'])
  const [mark, line] = await Promise.all([
    marks.boundingBox(),
    pane(page).locator('.numbered[data-line="1"]').boundingBox()
  ])
  expect(mark.y + mark.height).toBeLessThanOrEqual(line.y + line.height)
})

test('the description of a field moves nothing', async () => {
  const page = await open()
  await check(page, BROKEN['the example of the docs'])
  await expectHeadline(page, /^1 leak/)
  const height = () => page.evaluate(() => document.documentElement.scrollHeight)
  const before = await height()
  await pane(page).locator('.key', { hasText: 'docker_cli_source' }).hover()
  await eventually(
    () => about(page).innerText(),
    (text) => text.toMatch(/^feature_flags/)
  )
  expect(await height()).toBe(before)
})

test('the second payload of a comparison is compared with the one that is shown', async () => {
  const page = await open()
  await check(page, pretty(heartbeat()))
  await expectHeadline(page, /^No personal data/)
  await view(page).locator('.reference summary', { hasText: 'Compare' }).click()
  await view(page).getByText('Paste both payloads').waitFor()
  await page.getByLabel('Second payload').fill(pretty(heartbeat({ tool_count: 7 })))
  expect(await textsOf(view(page).locator('.diff tbody th'))).toEqual(['tool_count'])
})

// ---- Many ----

test('leaks come first and apart, the first findings are in view, and messages name their fields', async () => {
  const page = await open()
  await check(page, BROKEN['the example of the docs'])
  await expectHeadline(page, /^1 leak in this heartbeat$/)
  expect(await textsOf(view(page).locator('.leaks .finding p').first())).toEqual([
    'config_file contains a path in the home directory of a user. Remove it from the payload.'
  ])
  for (const severity of ['leak', 'error']) {
    const { y, height } = await pane(page).locator(`mark[data-severity=${severity}]`).first().boundingBox()
    expect(y).toBeGreaterThan(0)
    expect(y + height).toBeLessThan(page.viewportSize().height)
  }
  expect(await view(page).locator('textarea.text:visible').count()).toBe(0)
})

test('a payload that is edited is checked in the field, and findings lead there', async () => {
  const page = await open()
  await check(page, BROKEN['the example of the docs'])
  await button(page, 'Edit').click()
  await eventually(
    () => area(page).evaluate((element) => element.matches(':focus')),
    (isFocused) => isFocused.toBe(true)
  )
  expect(await pane(page).count()).toBe(0)
  await view(page).locator('.leaks .place').click()
  const selected = await area(page).evaluate(({ value, selectionStart, selectionEnd }) =>
    value.slice(selectionStart, selectionEnd)
  )
  expect(selected).toContain('/Users/')
  expect(await textsOf(view(page).locator('.layer mark.leak'))).toEqual([selected])
})

test('the usual mistakes in JSON are named', async () => {
  const page = await open()
  for (const [payload, words] of [
    ["{\n  'os': 1\n}", 'must be in double quotes'],
    ['{\n  "os": "linux"\n  "arch": "arm64"\n}', 'A comma is missing before this'],
    ['{\n  "os": "linux",\n}', 'Remove the comma'],
    ['{\n  "quarantine_enabled": True\n}', 'lower case']
  ]) {
    await check(page, payload)
    await findings(page).getByText(words).waitFor()
    await expectHeadline(page, /^Not valid JSON$/)
  }
})

test('a payload that is too large is not called invalid JSON', async () => {
  const page = await open()
  await check(page, JSON.stringify(heartbeat({ note: 'x '.repeat(140_000) })))
  await findings(page).getByText('larger than 256 KiB').waitFor()
  await expectHeadline(page, /^1 error in this text$/)
})

test('braces in a string, and text after a payload, are a single payload', async () => {
  const page = await open()
  for (const [text, words] of [
    [JSON.stringify(heartbeat({ note: '}{' })), /^No personal data in this heartbeat$/],
    [`${JSON.stringify(heartbeat())} x`, /^Not valid JSON$/]
  ]) {
    await check(page, text)
    await expectHeadline(page, words)
  }
})

test('a payload without errors is told in plain words', async () => {
  const page = await open()
  await check(page, pretty(heartbeat()))
  await view(page).getByText('What this heartbeat tells').waitFor()
  const rows = await textsOf(view(page).locator('.tells td'))
  expect(rows.join('\n')).toContain('macOS on arm64')
  const [left, right] = await Promise.all([
    view(page).locator('.payload-box').boundingBox(),
    view(page).locator('.tells').boundingBox()
  ])
  expect(right.x).toBeGreaterThan(left.x + left.width)
})
