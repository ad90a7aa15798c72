// dashboard_model.test.js: what the dashboard says about groups that an answer leaves out: a range, and never a missing
// day or a group of 0.
import { describe, expect, test } from '@jest/globals'
import { csvOf } from '../../web/dashboard/csv.js'
import { addDays, daysOf } from '../../web/dashboard/days.js'
import { panelsOf } from '../../web/dashboard/figures.js'
import { changeOf, rangeOf, shareOf } from '../../web/dashboard/hidden.js'
import {
  affectedChart,
  fleetOf,
  isolationChart,
  releasesChart,
  sourceChart,
  systemsChart
} from '../../web/dashboard/model.js'
import { points } from '../../web/dashboard/text.js'

const FROM = '2026-05-01'
const idOf = (n) => `install ${n}`

// A row of the table heartbeats.
const row = (n, day, fields) => ({
  ...{ day, anonymous_id: idOf(n), machine_id: null, schema_version: 5, release: 'v1.0.0', os: 'linux' },
  ...{ isolation: 'on', docker: 'on', cli_source: 'path', codes: null, ...fields }
})

// The answer for a fleet with so many affected machines on each day, of `machines`, or of [affected, machines].
function statsOf(affected, machines = 100, { now } = {}) {
  const to = addDays(FROM, affected.length - 1)
  const rows = affected.flatMap((entry, i) => {
    const [part, whole] = Array.isArray(entry) ? entry : [entry, machines]
    return Array.from({ length: whole }, (_, n) =>
      row(n, addDays(FROM, i), { cli_source: n < part ? 'absent' : 'path' })
    )
  })
  const period = { from: FROM, to }
  const generated = `${now ?? addDays(to, 1)}T01:00:00Z`
  return {
    ...period,
    generated_at: generated,
    newest_schema: 8,
    panels: { ...panelsOf(rows, period), opt_outs: [], refusals: [] }
  }
}

const chartOf = (stats) => affectedChart(stats, daysOf(stats))
const repeat = (count, value) => Array(count).fill(value)
const inPoints = ({ low, high }) => [points(low), points(high)]

describe('the share of affected machines', () => {
  test('rises also where the first days are hidden', () => {
    const chart = chartOf(statsOf([...repeat(10, 2), ...repeat(10, 34)]))
    expect(chart.last).toEqual({ day: '2026-05-20', index: 19, low: 34, high: 34, whole: 100 })
    expect(inPoints(chart.change)).toEqual(['+30.0', '+34.0'])
    expect(chart.ranges.every(Boolean)).toBe(true)
    expect(chart.ranges[0]).toEqual({ low: 0, high: 4, whole: 100 })
  })

  test('is that of the latest day, also where it is hidden', () => {
    const chart = chartOf(statsOf([...repeat(10, 34), ...repeat(10, 2)]))
    expect(chart.last).toEqual({ day: '2026-05-20', index: 19, low: 0, high: 4, whole: 100 })
    expect(inPoints(chart.change)).toEqual(['−34.0', '−30.0'])
  })

  test.each([
    ['all days are hidden', repeat(14, 2), ['−4.0', '+4.0']],
    ['a few machines more than hidden', [...repeat(7, 4), ...repeat(7, 5)], ['+1.0', '+5.0']],
    ['nothing changes', repeat(14, 20), ['0.0', '0.0']],
    ['the change is exact', [...repeat(7, 10), ...repeat(7, 13)], ['+3.0', '+3.0']],
    ['one day of the first is hidden', [4, ...repeat(6, 10), ...repeat(7, 10)], ['+0.9', '+1.4']],
    ['days between do not count', [...repeat(7, 10), ...repeat(9, 90), ...repeat(7, 10)], ['0.0', '0.0']]
  ])('where %s', (_, affected, expected) => {
    expect(inPoints(chartOf(statsOf(affected)).change)).toEqual(expected)
  })

  test('weighs days by their machines', () => {
    const days = [...repeat(6, [10, 100]), [0, 1000], ...repeat(7, [10, 100])]
    const { low, high } = chartOf(statsOf(days)).change
    expect([low, high]).toEqual([0.1 - 64 / 1600, 0.1 - 60 / 1600].map((value) => expect.closeTo(value, 10)))
  })

  test('is unknown on days with fewer than 5 machines, which are left out', () => {
    const chart = chartOf(statsOf([[1, 4], ...repeat(3, 10), [2, 3], ...repeat(3, 30), [0, 0]]))
    expect([chart.ranges[0], chart.ranges[4], chart.ranges[8]]).toEqual([null, null, null])
    expect(chart.last.day).toBe('2026-05-08')
    expect([chart.change.days, ...inPoints(chart.change)]).toEqual([3, '+20.0', '+20.0'])
  })

  test('has no change with one day, and nothing without days', () => {
    expect(chartOf(statsOf([10])).change).toBeNull()
    const nothing = chartOf(statsOf([[1, 4]]))
    expect([nothing.last, nothing.change]).toEqual([null, null])
  })

  test('is not that of a day that has just begun, unless there is no other', () => {
    const days = [...repeat(3, 10), ...repeat(3, 20), [6, 6]]
    const begun = chartOf(statsOf(days, 100, { now: '2026-05-07' }))
    expect([begun.last.day, ...inPoints(begun.change)]).toEqual(['2026-05-06', '+10.0', '+10.0'])
    expect(chartOf(statsOf(days, 100, { now: '2026-05-08' })).last.day).toBe('2026-05-07')
    expect(chartOf(statsOf([6], 10, { now: FROM })).last.day).toBe(FROM)
  })

  // Whatever the hidden numbers are, the true change is in the range.
  test('has a range that contains the true change', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const draw = (n, limit) => (seed * 7919 + n * 104729 + seed * n * 31) % limit
      const days = Array.from({ length: 2 + (seed % 20) }, (_, i) => {
        const whole = 5 + draw(i, 40)
        return [draw(i + 50, whole + 1), whole]
      })
      const shown = changeOf(days.map(([part, whole]) => rangeOf(part < 5 ? null : part, whole)))
      const truth = changeOf(days.map(([part, whole]) => rangeOf(part, whole)))
      expect(shown.low).toBeLessThanOrEqual(truth.low + 1e-12)
      expect(shown.high).toBeGreaterThanOrEqual(truth.high - 1e-12)
    }
  })

  test('is at most 100%', () => {
    expect(shareOf([rangeOf(null, 3)])).toEqual({ low: 0, high: 1 })
  })
})

describe('the parts of a whole', () => {
  const day = (count, fields) =>
    Array.from({ length: count }, (_, n) => row(`${JSON.stringify(fields)} ${n}`, FROM, fields))
  const period = { from: FROM, to: FROM }
  const stackOf = (chart, rows) => {
    const { series } = chart({ panels: panelsOf(rows, period) }, [FROM])
    return Object.fromEntries(series.map(({ name, values }) => [name, values[0]]))
  }
  const rows = [
    ...day(20, { cli_source: 'path' }),
    ...day(4, { cli_source: 'absent', isolation: 'off', release: 'v0.9.0', os: 'aix' })
  ]

  test.each([
    ['docker command', sourceChart, { 'On the search path': 20 }],
    ['isolation', isolationChart, { On: 20 }],
    ['releases', releasesChart, { 'v1.0.0': 20 }],
    ['systems', systemsChart, { Linux: 20 }]
  ])('%s: hidden groups keep their place in the whole', (_, chart, shown) => {
    expect(stackOf(chart, rows)).toEqual({ ...shown, 'Groups under 5 machines': 4 })
  })

  test('there is no rest where every group is shown', () => {
    expect(stackOf(sourceChart, day(20, { cli_source: 'path' }))).toEqual({ 'On the search path': 20 })
  })

  test('a fleet of fewer than 5 machines is not one of 0', () => {
    expect(fleetOf({ panels: panelsOf(day(4), period) })).toBeNull()
  })
})

describe('releases', () => {
  const onDay = (i, release, from = 0) =>
    Array.from({ length: 6 }, (_, n) => row(`${release} ${n + from}`, addDays(FROM, i), { release }))
  const rows = [
    ...[...onDay(0, 'v1.0.0'), ...onDay(1, 'v1.0.0'), ...onDay(1, 'v1.10.0'), ...onDay(1, 'v1.9.0')],
    ...[...onDay(1, 'dev'), ...onDay(2, 'other'), ...onDay(2, 'v1.11.0'), ...onDay(2, 'v1.12.0')]
  ]
  const period = { from: FROM, to: addDays(FROM, 2) }
  const statsFor = (filter = {}) => ({
    ...{ ...period, ...filter, generated_at: `${addDays(FROM, 3)}T01:00:00Z`, newest_schema: 8 },
    panels: panelsOf(rows, { ...period, ...filter })
  })

  test('are marked on their first day together, if they have a number', () => {
    expect(chartOf(statsFor()).marks).toEqual([
      { day: addDays(FROM, 1), release: 'v1.9.0, v1.10.0' },
      { day: addDays(FROM, 2), release: 'v1.11.0, v1.12.0' }
    ])
  })

  test('keep their mark when chosen', () => {
    expect(chartOf(statsFor({ release: 'v1.9.0' })).marks).toEqual([
      { day: addDays(FROM, 1), release: 'v1.9.0' }
    ])
    expect(chartOf(statsFor({ release: 'v1.0.0' })).marks).toEqual([])
  })

  test('without a number are not older ones', () => {
    const { series } = releasesChart(statsFor(), daysOf(period))
    expect(series.map(({ name, values }) => [name, values])).toEqual([
      ['v1.12.0', [0, 0, 6]],
      ['v1.11.0', [0, 0, 6]],
      ['v1.10.0', [0, 6, 0]],
      ['Older', [6, 12, 0]],
      ['Without a number', [0, 6, 6]]
    ])
  })
})

test('points have a sign, unless they are 0', () => {
  expect([0.032, -0.032, 0.0004, -0.0004, 0].map(points)).toEqual(['+3.2', '−3.2', '0.0', '0.0', '0.0'])
})

test('a CSV cell is quoted where needed and is never a formula', () => {
  const panels = { codes: [{ grouping: 'all', name: '=1+1', state: 'a,"b"', installs: 5, machines: 5 }] }
  expect(csvOf({ panels })).toBe(
    'panel,grouping,name,state,installs,machines,count\r\ncodes,all,\'=1+1,"a,""b""",5,5,\r\n'
  )
})
