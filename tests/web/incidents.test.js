// incidents.test.js: a log leads with the incident to read first: its cause, its line and its steps; then the others.
import { expect, test } from '@jest/globals'
import { readRows } from '../wasm/helpers.js'
import { area, button, drop, eventually, mcpx, paste, textsOf, useSite } from './helpers.js'

const site = useSite()

const LOGS = readRows('logs')
const found = (text) => mcpx.classifyLog(text)
const logWhere = (fits) => LOGS.map(({ text }) => text).find((text) => fits(found(text)))

const MANY = logWhere(({ incidents }) => incidents.length > 2 && incidents.some(({ recovered }) => recovered))
const REPEATED = logWhere(({ incidents }) => incidents.some(({ count }) => count > 1))
const CALM = logWhere(({ incidents, total }) => !incidents.length && total >= 40)

const lead = (page) => page.locator('.lead-incident')
const others = (page) => page.locator('.incident:not(.lead-incident)')
const adviceOf = ({ code, cause, context: { os, client, runner } }) =>
  mcpx.advise({ code, cause: cause?.id, os, client, runner })

async function openLog(text) {
  const page = await site.open()
  await paste(page, text)
  await page.locator('.result > *').first().waitFor()
  const asLog = button(page, 'Treat as a log')
  if (await asLog.count()) await asLog.click()
  await page.locator('.log .lines').waitFor()
  return page
}

test('the incident to read first: its server, cause, line and steps', async () => {
  const page = await openLog(MANY)
  const { incidents, first } = found(MANY)
  const incident = incidents[first]
  const { title, cause, steps } = adviceOf(incident)
  expect(await lead(page).getAttribute('data-code')).toBe(incident.code)
  expect(await page.locator('.log h2').innerText()).toBe(`Start with “${incident.server}”: ${title}`)
  expect(await lead(page).locator('summary b').innerText()).toContain(title)
  expect(await lead(page).locator('.server').innerText()).toBe(incident.server)
  expect(await lead(page).locator('.cause-box').innerText()).toContain(cause.text)
  expect(await lead(page).locator('.steps').first().innerText()).toContain(steps[0].label)
  await lead(page).locator('.excerpt').waitFor()
  const words = MANY.slice(incident.cause_start, incident.cause_end)
  expect(await textsOf(lead(page).locator('mark.cause'))).toEqual([words])
  expect(await lead(page).locator('.hit .line-number').innerText()).toBe(String(incident.cause_line))
  expect(await lead(page).locator('.hit .line-text').innerText()).toBe(
    MANY.split('\n')[incident.cause_line - 1]
  )
})

test('the others follow: those that recovered last and dim; each is shown in place', async () => {
  const page = await openLog(MANY)
  const { incidents, first } = found(MANY)
  const rest = incidents.filter((_, i) => i !== first).sort((a, b) => a.recovered - b.recovered)
  expect(await textsOf(others(page).locator('summary .server'))).toEqual(rest.map(({ server }) => server))
  const last = others(page).last()
  expect(await last.getAttribute('data-recovered')).toBe('true')
  expect(await last.locator('summary').innerText()).toContain('recovered')
  const colors = (item) =>
    item
      .locator('summary b')
      .first()
      .evaluate((element) => getComputedStyle(element).color)
  expect(await colors(last)).not.toBe(await colors(others(page).first()))
  await last.locator('summary').click()
  await last.getByText(adviceOf(rest.at(-1)).cause.text).waitFor()
  await last.locator('mark.cause').waitFor()
})

test('a failure that repeats is one incident with a count', async () => {
  const page = await openLog(REPEATED)
  const { incidents, first } = found(REPEATED)
  expect(incidents[first].count).toBeGreaterThan(1)
  expect(await lead(page).locator('summary').first().innerText()).toContain(`${incidents[first].count} times`)
  expect(await lead(page).count()).toBe(1)
})

test('what follows from it is listed, and is folded', async () => {
  const page = await openLog(MANY)
  const { incidents, first } = found(MANY)
  const { effect_lines: lines } = incidents[first]
  expect(lines.length).toBeGreaterThan(0)
  const list = lead(page).locator('.effects')
  expect(await list.locator('ul').isVisible()).toBe(false)
  await list.locator('summary').click()
  expect(await list.innerText()).toContain(lines.join(', '))
})

test('"Jump to line" selects the words in the field', async () => {
  const page = await openLog(MANY)
  const { incidents, first } = found(MANY)
  const { cause_line: line, cause_start: start, cause_end: end } = incidents[first]
  await button(page, `Jump to line ${line}`).first().click()
  await eventually(
    () => area(page).evaluate((field) => [field.selectionStart, field.selectionEnd]),
    (selected) => selected.toEqual([start, end])
  )
})

test('in a long log, the lines around the cause are read from the file', async () => {
  const quiet = '2026-03-02T08:15:00Z ✨ all is well, nothing to see here\n'.repeat(20_000)
  const page = await site.open()
  await drop(page, area(page), [{ name: 'big.log', bytes: `${quiet}${MANY}` }])
  await lead(page).locator('.excerpt').waitFor()
  const { incidents, first } = found(MANY)
  const { cause_line: line, cause_start: start, cause_end: end } = incidents[first]
  expect(await lead(page).locator('.hit .line-number').innerText()).toBe(String(20_000 + line))
  expect(await textsOf(lead(page).locator('mark.cause'))).toEqual([MANY.slice(start, end)])
})

test('a log without a failure has no incidents', async () => {
  const page = await site.open()
  await drop(page, area(page), [{ name: 'calm.log', bytes: CALM.repeat(1 + Math.ceil(3e5 / CALM.length)) }])
  await page.locator('.log .lines').waitFor()
  expect(await lead(page).count()).toBe(0)
  expect(await others(page).count()).toBe(0)
})

test('the first incident is announced', async () => {
  const page = await openLog(MANY)
  const { incidents, first } = found(MANY)
  await eventually(
    () => page.locator('.frame > [role=status]').textContent(),
    (words) => words.toContain(`“${incidents[first].server}”: ${incidents[first].title}`)
  )
})

test('on a phone, the evidence is in its excerpt, which does not scroll by itself', async () => {
  const page = await site.open('', { viewport: { width: 360, height: 740 } })
  await paste(page, MANY)
  const excerpt = lead(page).locator('.excerpt')
  await excerpt.waitFor()
  const { top, bottom, hidden } = await excerpt.evaluate((element) => ({
    ...element.getBoundingClientRect().toJSON(),
    hidden: element.scrollHeight - element.clientHeight
  }))
  const mark = await lead(page)
    .locator('mark.cause')
    .evaluate((element) => element.getBoundingClientRect().toJSON())
  expect(mark.top).toBeGreaterThanOrEqual(top)
  expect(mark.bottom).toBeLessThanOrEqual(bottom)
  expect(hidden).toBeLessThanOrEqual(0)
  expect(bottom - top).toBeLessThan(370)
})

test('the numbers beside the text lead to the incidents', async () => {
  const page = await openLog(MANY)
  const number = page.locator('.gutter .n').first()
  await number.waitFor()
  const n = Number(await number.innerText())
  await number.click()
  const incident = page.locator('.incident').nth(n - 1)
  expect(await incident.evaluate((element) => element.open)).toBe(true)
  expect(
    await incident
      .locator('summary')
      .first()
      .evaluate((element) => element.matches(':focus'))
  ).toBe(true)
})

test('a number beside the text brings the content of its incident into view', async () => {
  const page = await openLog(MANY)
  await page.setViewportSize({ width: 1280, height: 700 })
  const numbers = page.locator('.gutter .n')
  await numbers.first().waitFor()
  const last = Math.max(...(await textsOf(numbers)).map(Number))
  await page.locator(`.gutter [data-n="${last}"]`).click()
  const incident = page.locator('.incident').nth(last - 1)
  const cause = incident.locator('.cause-box')
  await eventually(
    async () => {
      const [head, box] = await Promise.all([incident.boundingBox(), cause.boundingBox()])
      return head.y >= 0 && box.y + box.height <= 700
    },
    (inView) => inView.toBe(true)
  )
})

test('each heading of an incident belongs to a heading with the name of its server', async () => {
  const page = await openLog(MANY)
  await others(page).first().locator('summary').first().click()
  await others(page).first().locator('.cause-box').waitFor()
  const { incidents, first } = found(MANY)
  const servers = page.locator('.incident summary [role=heading][aria-level="3"]')
  expect(await servers.first().innerText()).toContain(incidents[first].server)
  expect(await servers.count()).toBe(incidents.length)
  const inner = await page.locator('.incident-body h3').evaluateAll((all) => all.map((h3) => h3.ariaLevel))
  expect(inner.length).toBeGreaterThan(3)
  expect(new Set(inner)).toEqual(new Set(['4']))
})
