// report_groups.test.js: mcpx report by groups and over time, in all forms, and as a gate.
import { describe, expect, test } from '@jest/globals'
import { heartbeat, idOf, rowsOf, withFiles } from '../fleet.js'
import { mcpx } from '../helpers.js'

const json = (args, options) => JSON.parse(mcpx([...args, '-f', 'json'], options).stdout)

describe('mcpx report', () => {
  const fleet = (absent) =>
    rowsOf(
      Array.from({ length: 10 }, (_, i) =>
        heartbeat(
          {
            anonymous_id: idOf(i),
            version: i < 4 ? 'v0.30.1' : i < 9 ? 'v0.4.0' : 'jane-laptop',
            edition: i ? 'personal' : 'server',
            timestamp: `2026-05-1${i % 2}T06:57:30Z`,
            connected_client_ids: i < 3 ? ['cursor', 'jane-laptop'] : []
          },
          { docker_cli_source: i < absent ? 'absent' : 'path' }
        )
      )
    )

  test.each([
    ['release', { 'v0.4.0': 5, 'v0.30.1': 4, other: 1 }],
    ['edition', { personal: 9, server: 1 }],
    ['os', { darwin: 10 }],
    ['day', { '2026-05-10': 5, '2026-05-11': 5 }],
    ['client', { cursor: 3, none: 7, other: 3 }]
  ])('--by %s', (by, installs) => {
    const input = fleet(3)
    const figures = json(['report', '--by', by], { input })[`by_${by}`]
    expect(Object.entries(figures).map(([name, group]) => [name, group.installs])).toEqual(
      Object.entries(installs)
    )
    const { stdout } = mcpx(['report', '--by', by], { input })
    expect(stdout).toContain(by === 'os' ? 'By operating system' : `By ${by}`)
    expect(stdout).not.toContain('jane')
  })

  test('--compare: two periods side by side, from payloads or an earlier report', async () => {
    await withFiles({ 'old.ndjson': fleet(4), 'new.ndjson': fleet(1) }, (cwd) => {
      mcpx(['report', 'old.ndjson', '-f', 'json=old.report'], { cwd })
      for (const earlier of ['old.ndjson', 'old.report']) {
        const { stdout, status } = mcpx(['report', 'new.ndjson', '--compare', earlier], { cwd })
        expect(status).toBe(0)
        expect(stdout).toMatch(/^Source of the docker command: absent +40\.0% +10\.0% +-30\.0 pp$/m)
      }
      const { shares } = json(['report', 'new.ndjson', '--compare', 'old.ndjson'], { cwd })
      expect(shares).toContainEqual({ name: 'Source of the docker command: absent', before: 0.4, after: 0.1 })
      expect(mcpx(['report', 'new.ndjson', '--compare', 'none'], { cwd }).status).toBe(3)
    })
  })

  test('--compare with --by: the shares of each group, also of one that is new', async () => {
    const files = { 'old.ndjson': fleet(4).split('\n').slice(0, 4).join('\n'), 'new.ndjson': fleet(1) }
    await withFiles(files, (cwd) => {
      const args = ['report', 'new.ndjson', '--compare', 'old.ndjson', '--by', 'release']
      const { stdout } = mcpx(args, { cwd })
      expect(stdout).toMatch(/^By release\n {2}v0\.4\.0: installs +0\.0% +50\.0% +\+50\.0 pp$/m)
      expect(stdout).toMatch(/^ {2}v0\.30\.1: command missing +100\.0% +25\.0% +-75\.0 pp$/m)
      const { shares } = json(args, { cwd })
      const row = { group: 'v0.30.1', name: 'Command missing', before: 1, after: 0.25 }
      expect(shares).toContainEqual(row)
      expect(mcpx([...args, '-f', 'md'], { cwd }).stdout).toContain(
        '| v0.30.1 | Command missing | 100.0% | 25.0% |\n'
      )
      expect(mcpx([...args, '-f', 'csv'], { cwd }).stdout).toContain(
        '\nv0.30.1,Command missing,1.0000,0.2500\n'
      )
      expect(mcpx([...args, '-f', 'ndjson'], { cwd }).stdout).toContain(`${JSON.stringify(row)}\n`)
    })
  })

  test('--compare with --by needs an earlier report with these groups', async () => {
    await withFiles({ 'new.ndjson': fleet(1) }, (cwd) => {
      mcpx(['report', 'new.ndjson', '-f', 'json=old.json'], { cwd })
      const compare = (by) => mcpx(['report', 'new.ndjson', '--compare', 'old.json', '--by', by], { cwd })
      expect([compare('os').status, compare('day').status]).toEqual([0, 3])
      expect(compare('day').stderr).toContain(
        'it has no figures by day: make it again with mcpx report --by day'
      )
    })
  })

  test('--by os has its table once', () => {
    const { stdout } = mcpx(['report', '--by', 'os'], { input: fleet(1) })
    expect(stdout.match(/^By o.*$/gm)).toEqual([expect.stringContaining('By operating system')])
  })

  test('Markdown and CSV', () => {
    const form = (name) => mcpx(['report', '--by', 'release', '-f', name], { input: fleet(3) }).stdout
    const [markdown, csv] = ['md', 'csv'].map(form)
    expect(markdown).toContain('- Installs: 10\n')
    expect(markdown).toContain('\n### Source of the docker command\n\n| name | installs | share |\n')
    expect(markdown).toContain('\n| absent | 3 | 30.0% |\n')
    expect(markdown).toContain('\n| v0.30.1 | 4 | 4 (100.0%) | 3 (75.0%) | 3 (75.0%) |\n')
    expect(csv).toContain('table,name,installs,of\nTotals,Payloads,10,\n')
    expect(csv).toContain('\n"Docker running, docker command missing",affected,3,10\n')
    expect(csv).toContain('\nBy release: Command missing,v0.30.1,3,4\n')
    expect(
      csv
        .trimEnd()
        .split('\n')
        .every((line) => line.replace(/"[^"]*"/, '').split(',').length === 4)
    ).toBe(true)
  })

  test('--fail-on and --max-rate make it a gate; the figures stay', () => {
    const input = rowsOf([heartbeat(), heartbeat({ edition: 'persnal' })])
    const run = (...args) => mcpx(['report', '-f', 'json', ...args], { input })
    const statuses = [[], ['--fail-on', 'error'], ['--fail-on', 'never']].map((args) => run(...args).status)
    expect(statuses).toEqual([0, 1, 0])
    const rate = (share) => run('--max-rate', `outside_closed_set=${share}`)
    expect([rate('50%').status, rate('49%').status, rate('49%').stderr]).toEqual([
      ...[0, 1],
      'mcpx: outside_closed_set: 50.0% of the payloads have it, but at most 49.0% may\n'
    ])
    expect(run('--fail-on', 'error', '--max-rate', 'outside_closed_set=50%').status).toBe(0)
    expect(run('--max-rate', 'nothing=1').status).toBe(2)
    expect(run('--fail-on', 'error').stdout).toBe(run().stdout)
    expect(run('--merge', '--fail-on', 'error').status).toBe(2)
  })
})
