// fleet_charts.test.js: the charts of a fleet: those affected, by release and by day, and a fleet without any.
import { expect, test } from '@jest/globals'
import { heartbeat, idOf, rowsOf } from '../wasm/fleet.js'
import { fleet, rowsUnder } from './fleet_report.js'
import { drop, useSite } from './helpers.js'

const site = useSite()

const openFleet = () => site.open('#mcpx-fleet')
const dropped = (page, name, bytes) => drop(page, page.locator('mcpx-diagnose'), [{ name, bytes }])

test('a fleet without an affected install shows no empty charts', async () => {
  const page = await openFleet()
  const rows = [1, 2, 3].map((n) =>
    heartbeat({ anonymous_id: idOf(n), timestamp: `2026-03-0${n}T08:00:00Z` }, { docker_cli_source: 'path' })
  )
  await dropped(page, 'fleet.ndjson', rowsOf(rows))
  await fleet(page).locator('.totals').waitFor()
  expect(await fleet(page).locator('.big').innerText()).toBe('None')
  expect(await fleet(page).locator('.signature').innerText()).toContain('0 of 3 installs')
  const colors = await fleet(page)
    .locator('.big, h3')
    .evaluateAll((all) => all.slice(0, 2).map((element) => getComputedStyle(element).color))
  expect(colors[0]).toBe(colors[1])
  expect(await fleet(page).innerText()).not.toMatch(/Affected installs|Over time/)
})

test('the affected installs by release and by day', async () => {
  const day = (n) => `2026-03-0${n}T08:00:00Z`
  const of = (n, version, source, time) =>
    heartbeat(
      { anonymous_id: idOf(n), version, timestamp: day(time) },
      { docker_available: true, docker_cli_source: source }
    )
  const rows = [
    of(1, 'v0.9.0', 'absent', 1),
    of(2, 'v0.10.0', 'path', 1),
    of(3, 'v0.10.0', 'absent', 2),
    of(3, 'v0.9.0', 'path', 1),
    of(4, 'v0.10.0-alicewonder', 'path', 1)
  ]
  const page = await openFleet()
  await dropped(page, 'fleet.ndjson', rowsOf(rows))
  await page.getByRole('heading', { name: 'Fleet report', exact: true }).waitFor()
  expect(await rowsUnder(page, 'By release')).toEqual([
    ['v0.10.0', '1 of 2', '50.0%'],
    ['v0.9.0', '1 of 1', '100.0%'],
    ['other', '0 of 1', '0.0%']
  ])
  expect(await rowsUnder(page, 'Over time')).toEqual([
    ['2026-03-02', '1 of 1', '100.0%'],
    ['2026-03-01', '1 of 4', '25.0%']
  ])
})
