// fleet.test.js: the titles and rows of a fleet report.
import { expect, test } from '@jest/globals'
import {
  fleetCharts,
  fleetCodes,
  fleetGroups,
  fleetTotals,
  GROUP_COLUMNS,
  percent,
  ratio
} from '../../../wasm/shared/fleet.js'

const states = (on, off, unknown) => ({ on, off, unknown })
const group = (installs) => ({
  installs,
  docker_available: states(installs, 0, 0),
  docker_isolation_enabled: states(3, 1, 0),
  docker_cli_source: { path: 1, bundled: 0, login_shell: 0, absent: 2, unknown: 1 },
  docker_available_cli_absent: 1,
  codes: []
})
const figures = {
  ...group(4),
  payloads: 7,
  heartbeats: 5,
  opt_out_beacons: 0,
  neither: 1,
  with_errors: 0,
  repeated: 0,
  not_counted: 2,
  codes: [
    { code: 'MCPX_DOCKER_CLI_NOT_FOUND', installs: 1, count: 9 },
    { code: 'MCPX_DOCKER_DAEMON_DOWN', installs: 2, count: 2 },
    { code: 'MCPX_HTTP_401', installs: 3, count: 3 },
    { code: 'MCPX_HTTP_403', installs: 3, count: 8 },
    { code: null, installs: 4, count: 4 }
  ],
  by_schema_version: { 5: group(4) },
  by_os: { darwin: group(1), linux: group(3) }
}

test('shares', () => {
  expect([0, 1, 0.5, 0.125, 0.0004, 1 / 3].map(percent)).toEqual([
    '0.0%',
    '100.0%',
    '50.0%',
    '12.5%',
    '<0.1%',
    '33.3%'
  ])
  expect([ratio(1, 4), ratio(0, 0)]).toEqual([0.25, 0])
})

test('totals that are usually 0 are listed only if they are not', () => {
  expect(fleetTotals(figures)).toEqual([
    ['Payloads', 7],
    ['Heartbeats', 5],
    ['Installs', 4],
    ['Payloads with errors', 0],
    ['Other payloads', 1],
    ['Heartbeats not counted (too many installs)', 2]
  ])
})

test('charts have a row per state', () => {
  const charts = fleetCharts(figures)
  expect(charts.map(({ title }) => title)).toEqual([
    'Docker isolation',
    'Docker daemon',
    'Source of the docker command'
  ])
  expect(charts[0].rows.map(({ name, installs }) => [name, installs])).toEqual([
    ['on', 3],
    ['off', 1],
    ['unknown', 0]
  ])
  expect(charts[2].rows[3]).toEqual({ name: 'absent', meaning: 'not found', installs: 2, tone: 'bad' })
})

test('codes of Docker come first, then the most frequent, then by name', () => {
  expect(fleetCodes(figures).map(({ label, isDocker }) => [label, isDocker])).toEqual([
    ['MCPX_DOCKER_DAEMON_DOWN', true],
    ['MCPX_DOCKER_CLI_NOT_FOUND', true],
    ['Codes outside the catalog', false],
    ['MCPX_HTTP_401', false],
    ['MCPX_HTTP_403', false]
  ])
})

test('groups have a number per column', () => {
  const [versions, systems] = fleetGroups(figures)
  expect(versions.rows).toEqual([{ name: '5', installs: 4, parts: [3, 2, 1] }])
  expect(systems.rows.map(({ name }) => name)).toEqual(['darwin', 'linux'])
  expect(GROUP_COLUMNS).toHaveLength(3)
})
