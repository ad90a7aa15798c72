// fleet.test.js: many heartbeats: the figures of a fleet, its forms and its exports.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { SOURCE_MEANINGS } from '../../wasm/shared/fleet.js'
import { SYSTEMS } from '../../web/text/summary.js'
import { heartbeat, idOf, rowsOf } from '../wasm/fleet.js'
import { beacon, cleanHeartbeat, mutate, random } from '../wasm/heartbeats.js'
import { fleet, rowsUnder } from './fleet_report.js'
import { button, drop, eventually, mcpx, paste, tab, useSite } from './helpers.js'

const site = useSite()

const area = (page) => page.getByLabel('Telemetry payload')
const view = (page) => page.locator('.heartbeat')
const findings = (page) => view(page).locator('.finding:visible')
const pretty = (value) => JSON.stringify(value, null, 2)
const open = () => site.open('#mcpx-heartbeat')
const headline = (page) => view(page).locator('.verdict:visible h2 > span:last-child').first()

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
  fleet(page)
    .locator('.totals > div')
    .evaluateAll((items) =>
      Object.fromEntries(items.map(({ children: [what, n] }) => [what.textContent, n.textContent]))
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
const statesOf = (counts, meanings = {}) =>
  Object.entries(counts).map(([name, n]) => [meanings[name] ?? name, ...share(n)])

async function expectReport(page) {
  await page.getByRole('heading', { name: 'Fleet report', exact: true }).waitFor()
  expect(await totalsOf(page)).toEqual(
    Object.fromEntries(Object.entries(wantedTotals).map(([what, n]) => [what, english(n)]))
  )
  expect(await rowsUnder(page, 'Docker isolation')).toEqual(statesOf(figures.docker_isolation_enabled))
  expect(await rowsUnder(page, 'Docker daemon')).toEqual(
    statesOf(figures.docker_available, { on: 'answers', off: 'does not answer' })
  )
  expect(await rowsUnder(page, 'Source of the docker command')).toEqual(
    statesOf(figures.docker_cli_source, SOURCE_MEANINGS)
  )
  const titleOf = (code) => mcpx.entry(code)?.title ?? 'Codes outside the catalog'
  const codes = figures.codes.map(({ code, installs, count }) => [
    titleOf(code),
    ...share(installs),
    english(count)
  ])
  const shown = await rowsUnder(page, 'Error codes')
  expect([...shown].sort()).toEqual(codes.sort())
  const order = shown
    .filter(([title]) => title !== titleOf('MCPX_DOCKER_CLI_NOT_FOUND'))
    .map(([, n]) => Number(n.replaceAll(',', '')))
  expect(order).toEqual([...order].sort((a, b) => b - a))
  const affected = figures.docker_available_cli_absent
  expect(await fleet(page).locator('.signature').innerText()).toContain(
    `${english(affected)} of ${english(figures.installs)} installs`
  )
  expect(await fleet(page).locator('.big').innerText()).toBe(percent(affected))
}

const openFleet = () => site.open('#mcpx-fleet')
const fleetArea = (page) => page.getByLabel('Heartbeats')
const dropped = (page, name, bytes) => drop(page, page.locator('mcpx-diagnose'), [{ name, bytes }])

const asTable = (rows) => [
  { results: rows.map((payload, id) => ({ id, payload_json: payload })), success: true }
]
const VALID_LINES = LINES.filter((line) => !line.startsWith('{"cut off'))

const WAYS = {
  pasted: (page) => paste(page, INPUT, fleetArea(page)),
  dropped: (page) => dropped(page, 'fleet.ndjson', INPUT),
  'dropped as a packed file': (page) => dropped(page, 'fleet.gz', gzipSync(INPUT))
}

test.each(Object.keys(WAYS))(
  'the fleet report of a file that is %s has the figures of the package in Node',
  async (way) => {
    const page = await openFleet()
    expect(Object.values(wantedTotals).filter((n) => n === 0)).toEqual([])
    await WAYS[way](page)
    await expectReport(page)
  }
)

const csvCell = (text) => `"${text.replaceAll('"', '""')}"`

const FORMS = {
  'an array': `[${VALID_LINES.join(',\n')}]`,
  'an array in one line': `[${VALID_LINES.join(',')}]`,
  'JSON values one after the other': VALID_LINES.map((line) =>
    JSON.stringify(JSON.parse(line), null, 2)
  ).join('\n'),
  'JSON values in one line': VALID_LINES.join(''),
  'the export of a D1 table': JSON.stringify(asTable(VALID_LINES), null, 2),
  'rows of a D1 table, one a line': VALID_LINES.map((line) =>
    JSON.stringify({ id: 1, payload_json: line })
  ).join('\n'),
  'the answer of the API of D1': JSON.stringify({ result: asTable(VALID_LINES), success: true }),
  CSV: ['id,payload_json,note', ...VALID_LINES.map((line, i) => `${i},${csvCell(line)},"a\nb"`)].join('\r\n'),
  'CSV with semicolons': ['id;payload_json', ...VALID_LINES.map((line, i) => `${i};${csvCell(line)}`)].join(
    '\r\n'
  ),
  'CSV with names in quotes': ['"payload_json"', ...VALID_LINES.map(csvCell)].join('\n')
}
const wantedOf = ({ payloads, heartbeats, installs }) => ({
  Payloads: english(payloads),
  Heartbeats: english(heartbeats),
  Installs: english(installs)
})

async function expectFleetOf(page, wanted) {
  await page.getByRole('heading', { name: 'Fleet report', exact: true }).waitFor()
  const { Payloads, Heartbeats, Installs } = await totalsOf(page)
  expect({ Payloads, Heartbeats, Installs }).toEqual(wantedOf(wanted))
}

test.each(Object.keys(FORMS))('%s becomes a fleet', async (form) => {
  const page = await openFleet()
  await dropped(page, 'data.json', FORMS[form])
  await expectFleetOf(page, mcpx.report(VALID_LINES))
})

// ---- Pasted or dropped as an error ----

const FEW = VALID_LINES.filter((line) => line.includes('"anonymous_id"')).slice(0, 3)
const FEW_FORMS = {
  'one payload per line': FEW.join('\n'),
  'an array': JSON.stringify(FEW.map((line) => JSON.parse(line))),
  'an array in several lines': pretty(FEW.map((line) => JSON.parse(line))),
  'JSON values one after the other': FEW.map((line) => pretty(JSON.parse(line))).join('\n'),
  'JSON values in one line': FEW.join(' '),
  'the export of a D1 table': pretty(asTable(FEW)),
  'rows in an array': JSON.stringify(FEW.map((line, id) => ({ id, payload_json: line }))),
  'rows, one a line': FEW.map((line, id) => JSON.stringify({ id, payload_json: line })).join('\n'),
  'the answer of the API of D1': JSON.stringify({ result: asTable(FEW), success: true }),
  CSV: ['id,payload_json', ...FEW.map((line, i) => `${i},${csvCell(line)}`)].join('\n')
}

test('heartbeats in any form that are pasted as an error are opened as a fleet', async () => {
  const page = await site.open()
  for (const [form, text] of Object.entries(FEW_FORMS)) {
    await tab(page, 'Diagnose').click()
    await paste(page, text, page.getByLabel('Error or log'))
    await eventually(
      () => tab(page, 'Fleet').getAttribute('aria-selected'),
      (selected) => selected.toBe('true')
    )
    await fleet(page).locator('.totals').waitFor()
    expect([form, (await totalsOf(page)).Payloads]).toEqual([form, '3'])
    expect(await page.locator('.fleet-view > .notes').innerText()).toContain('checked here')
    await button(page, 'Read other data').click()
    expect(await page.locator('.fleet-view > .notes').innerText()).toBe('')
  }
})

test.each(['CSV', 'an array', 'the export of a D1 table'])(
  'a file with %s that is dropped as an error is opened as a fleet; the visitor can have it diagnosed',
  async (form) => {
    const page = await site.open()
    await dropped(page, 'data.txt', FORMS[form])
    await expectFleetOf(page, mcpx.report(VALID_LINES))
    await button(page, 'Diagnose it as text instead').click()
    await page.locator('.classify .log h2').waitFor()
    expect(await page.locator('.classify').innerText()).toContain('data.txt')
  }
)

test('what is typed is offered as telemetry', async () => {
  const page = await site.open()
  await page.getByLabel('Error or log').fill(FEW_FORMS.CSV)
  await button(page, 'Check it as telemetry').click()
  await fleet(page).locator('.totals').waitFor()
  expect((await totalsOf(page)).Payloads).toBe('3')
})

test('many payloads in the heartbeat view open the fleet, a single one in the fleet view the heartbeat', async () => {
  const page = await open()
  await check(page, INPUT)
  await page.getByRole('heading', { name: 'Fleet report', exact: true }).waitFor()
  expect(await tab(page, 'Fleet').getAttribute('aria-selected')).toBe('true')
  await dropped(page, 'one.json', pretty(heartbeat()))
  await expectHeadline(page, /^No personal data/)
  expect(await tab(page, 'Heartbeat').getAttribute('aria-selected')).toBe('true')
})

test('the report is saved as CSV, JSON, Markdown and SVG', async () => {
  const page = await openFleet()
  await WAYS.dropped(page)
  await page.getByRole('heading', { name: 'Fleet report', exact: true }).waitFor()
  for (const [format, file, words] of [
    ['CSV', 'fleet.csv', 'By release,'],
    ['JSON', 'fleet.json', '"docker_available_cli_absent"'],
    ['Markdown', 'fleet.md', '### By release'],
    ['SVG', 'fleet.svg', '<svg ']
  ]) {
    await button(page, 'Export').click()
    const [download] = await Promise.all([page.waitForEvent('download'), button(page, format).click()])
    expect(download.suggestedFilename()).toBe(file)
    expect(readFileSync(await download.path(), 'utf8')).toContain(words)
    await page.keyboard.press('Escape')
  }
})

test('a payload in UTF-16 is refused, not converted', async () => {
  const page = await open()
  const right = LINES.find((line) => mcpx.validate(line).ok)
  const bytes = Buffer.from(`\uFEFF${right}`, 'utf16le')
  await drop(page, area(page), [{ name: 'heartbeat.json', bytes }])
  await findings(page).getByText('json_bad_utf8').waitFor()
})

test('the fleet report has a row for each schema version and system', async () => {
  const page = await openFleet()
  await WAYS.dropped(page)
  await page.getByRole('heading', { name: 'Fleet report', exact: true }).waitFor()
  for (const [caption, groups] of [
    ['By schema version', figures.by_schema_version],
    ['By operating system', figures.by_os]
  ]) {
    const rows = await rowsUnder(page, caption)
    const wanted = Object.entries(groups).map(([name, group]) => [
      SYSTEMS[name] ?? name,
      `${english(group.docker_available_cli_absent)} of ${english(group.installs)}`
    ])
    expect(rows.map((cells) => cells.slice(0, 2)).sort()).toEqual(wanted.sort())
  }
})

test('the findings of a fleet are grouped by rule, the worst first, and lead to their payloads', async () => {
  const page = await openFleet()
  await WAYS.dropped(page)
  const groups = fleet(page).locator('.rule-group')
  await groups.first().waitFor()
  const verdicts = LINES.map((line, i) => ({ line: i + 1, ...mcpx.validate(line) }))
  const counts = new Map()
  for (const { findings: list } of verdicts)
    for (const rule of new Set(list.map((finding) => finding.rule)))
      counts.set(rule, (counts.get(rule) ?? 0) + 1)
  const shown = await groups.evaluateAll((all) =>
    all.map((group) => [group.dataset.severity, group.dataset.rule, group.querySelector('.push').textContent])
  )
  expect(shown.map(([, rule, text]) => [rule, Number.parseInt(text.replaceAll(',', ''), 10)]).sort()).toEqual(
    [...counts].sort()
  )
  const ranks = shown.map(([severity]) => ['leak', 'error', 'warning', 'note'].indexOf(severity))
  expect(ranks).toEqual([...ranks].sort())
  const [, rule] = shown[0]
  const bad = verdicts.find(({ findings: list }) => list.some((finding) => finding.rule === rule))
  await groups.first().locator('summary').click()
  await groups.first().getByRole('button').first().click()
  await page.getByRole('heading', { name: `Payload ${bad.line}: ` }).waitFor()
  const { top } = await page
    .locator('.chosen-payload h2')
    .evaluate((element) => element.getBoundingClientRect().toJSON())
  expect(top).toBeGreaterThanOrEqual(0)
  expect(top).toBeLessThan(page.viewportSize().height)
  expect(await page.locator('.chosen-payload .numbered').count()).toBeGreaterThan(10)
  await fleet(page)
    .getByRole('button', { name: /^Warnings/ })
    .click()
  expect(
    await fleet(page)
      .locator('.rule-group:visible')
      .evaluateAll((all) => [...new Set(all.map(({ dataset }) => dataset.severity))])
  ).toEqual(['warning'])
})

test('a fleet shows the first rows; the chosen payload is below its rule', async () => {
  const page = await openFleet()
  await WAYS.dropped(page)
  const codes = fleet(page)
    .locator('.panel')
    .filter({ has: page.locator('caption h3', { hasText: 'Error codes' }) })
  await codes.waitFor()
  expect(figures.codes.length).toBeGreaterThan(11)
  expect(await codes.locator('tbody tr:visible').count()).toBeLessThanOrEqual(11)
  const key = mcpx.entry('MCPX_DOCKER_CLI_NOT_FOUND').title
  expect(await codes.getByRole('button', { name: key, exact: true }).isVisible()).toBe(true)
  const shown = await fleet(page)
    .locator('.rule-group:visible')
    .evaluateAll((all) => all.map(({ dataset }) => dataset.severity))
  for (const severity of new Set(shown))
    expect(shown.filter((one) => one === severity).length).toBeLessThanOrEqual(8)
  const row = fleet(page).locator('.rule-group:visible').nth(2)
  await row.locator('summary').click()
  const link = row.getByRole('button').first()
  await link.click()
  const box = page.locator('.chosen-payload')
  await box.locator('h2').waitFor()
  const [above, below, next] = await Promise.all([
    link.boundingBox(),
    box.boundingBox(),
    fleet(page).locator('.rule-group:visible').nth(3).boundingBox()
  ])
  expect(below.y).toBeGreaterThan(above.y)
  expect(below.y - above.y).toBeLessThan(300)
  expect(next.y).toBeGreaterThanOrEqual(below.y + below.height)
})

// ---- What a person sees ----

test.each([768, 1280])('at %i px, the panels fill each row', async (width) => {
  const page = await site.open('#mcpx-fleet', { viewport: { width, height: 800 } })
  for (const rows of [FLEET.slice(0, 40), [1, 2, 3].map((n) => heartbeat({ anonymous_id: idOf(n) }, {}))]) {
    await page.getByLabel('Heartbeats').fill(rowsOf(rows))
    await fleet(page).locator('.panel').first().waitFor()
    const gaps = await fleet(page)
      .locator('.panels')
      .evaluateAll((all) =>
        all.flatMap((panels) => {
          const { right } = panels.getBoundingClientRect()
          const boxes = [...panels.children].map((panel) => panel.getBoundingClientRect())
          const ends = new Map()
          for (const box of boxes) ends.set(box.top, Math.max(ends.get(box.top) ?? 0, box.right))
          return [...ends.values()].map((end) => Math.round(right - end))
        })
      )
    expect(gaps.length).toBeGreaterThan(1)
    expect(gaps.filter((gap) => gap > 1)).toEqual([])
    await page.getByRole('button', { name: 'Read other data' }).click()
  }
})
