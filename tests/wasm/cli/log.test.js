// log.test.js: mcpx classify of a log: the incident to read first, then the others.
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../../wasm/dist/node.mjs'
import { mcpx } from '../helpers.js'

const library = loadSync()

const classify = (input, ...args) => mcpx(['classify', '--fail-on', 'error', ...args], { input })

const line = (second, server, level, text) =>
  `2026-03-12T07:30:${String(second).padStart(2, '0')}.247Z [${server}] [${level}] ${text} { metadata: undefined }`

const life = (start, server, error) => [
  line(start, server, 'info', 'Initializing server...'),
  line(start + 1, server, 'error', error),
  line(start + 2, server, 'info', 'Server transport closed'),
  line(start + 2, server, 'info', 'Client transport closed'),
  line(start + 2, server, 'error', 'Server disconnected. For troubleshooting guidance, please visit our docs')
]

const ready = (second, server) => [
  line(second, server, 'info', 'Initializing server...'),
  line(second, server, 'info', 'Server started and connected successfully'),
  line(
    second + 1,
    server,
    'info',
    'Message from server: {"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"x","version":"1.0.0"}}}'
  )
]

const TWO = [...life(1, 'pier', 'spawn uvx ENOENT'), ...life(20, 'buoy', 'spawn docker ENOENT')].join('\n')

describe('two servers that failed', () => {
  const found = library.classifyLog(TWO)
  const lead = found.incidents[found.first]
  const { status, stdout } = classify(TWO, '--log')

  test('begin with the incident to read first: its title, cause, line and steps', () => {
    expect(status).toBe(1)
    expect(found.incidents).toHaveLength(2)
    const [, , head, , cause] = stdout.split('\n')
    expect(head).toBe(`error ${lead.title}  ${lead.code}  ${lead.server}`)
    expect(cause).toBe(`  ${lead.cause.title}`)
    expect(stdout).toMatch(new RegExp(`\\n +${lead.cause_line} │ .*${lead.server}.*ENOENT`))
    expect(stdout).toContain(`  1. ${lead.steps[0].label.replaceAll('`', '').slice(0, 40)}`)
    expect(stdout).toMatch(/\n {2}then {5}lines \d+, \d+/)
  })

  test('list the other in one line', () => {
    const other = found.incidents[1 - found.first]
    expect(stdout).toContain(
      `\n  1 more incident\n  ${other.server}  line ${other.cause_line}  ${other.cause.title}\n`
    )
  })

  test('are shown alike without --log, since a text of two failures is a log', () => {
    expect(classify(TWO).stdout).toBe(stdout)
    expect(classify(TWO, '--all').stdout).toBe(classify(TWO, '--log', '--all').stdout)
    expect(classify(TWO, '-f', 'json').stdout).toBe(classify(TWO, '--log', '-f', 'json').stdout)
    expect(classify(TWO, '--text').stdout).not.toContain('more incident')
  })

  test('json and ndjson have the incidents', () => {
    const [log] = JSON.parse(classify(TWO, '--log', '-f', 'json').stdout).results
    expect(log).toMatchObject({ kind: 'log', total: 10, first: found.first, dropped: 0 })
    expect(log.incidents).toEqual(library.classifyLog(Buffer.from(TWO)).incidents)
    const rows = classify(TWO, '--log', '-f', 'ndjson').stdout.trimEnd().split('\n').map(JSON.parse)
    const incidents = rows.filter(({ kind }) => kind === 'incident')
    expect(incidents.map(({ server }) => server)).toEqual(found.incidents.map(({ server }) => server))
    expect(incidents.findIndex(({ first }) => first)).toBe(found.first)
  })
})

test('a text without a code in which a server failed is read as a log, in all formats', () => {
  const text = [...life(1, 'pier', 'spawn uvx ENOENT'), 'transport connected'].join('\n')
  const { status, stdout } = classify(text)
  expect(library.classify(text).code).toBe('MCPX_UNKNOWN_UNCLASSIFIED')
  expect(status).toBe(1)
  expect(stdout).toMatch(/^standard input: read as a log/)
  expect(stdout).toMatch(/\n {2}\d of 6 lines have a code/)
  expect(classify(text, '-f', 'json').stdout).toContain('"kind": "log"')
})

describe('lines that begin with a time are a log', () => {
  const messages = [
    'starting',
    'error: connect ECONNREFUSED 127.0.0.1:5432, retry 1/10',
    'connected to the database'
  ]
  const texts = (begin) =>
    [...messages, 'server is listening on port 8080', 'client connected'].map(begin).join('\n')
  test.each([
    ['a date', (text) => `2026-03-11T08:20:07.430Z [a] ${text}`],
    ['a date in brackets', (text) => `[2026/03/11 08:20:07] ${text}`],
    ['a service of Docker Compose', (text) => `mcp-1  | 2026-03-11 08:20:07 ${text}`],
    ['journald', (text) => `Mar 11 08:20:07 host mcp[12]: ${text}`],
    ['JSON', (text) => JSON.stringify({ level: 'info', timestamp: '2026-03-11T08:20:07Z', message: text })],
    ['a level', (text) => `INFO 08:20:07 ${text}`]
  ])('%s', (_, begin) => {
    expect(classify(texts(begin)).stdout).toMatch(/^standard input: read as a log/)
    expect(classify(texts(begin), '--text').stdout).not.toContain('read as a log')
  })

  test('near misses: few of them, and frames of a stack', () => {
    const timed = (text) => `2026-03-11T08:20:07.430Z ${text}`
    const stack = Array.from({ length: 9 }, (_, i) => `    at open (/srv/app.js:${i + 1}:23)`)
    for (const lines of [messages.map(timed), [timed('Error: connect ECONNREFUSED 127.0.0.1:80'), ...stack]])
      expect(classify(lines.join('\n')).stdout).not.toContain('read as a log')
  })
})

test('a failure that is over makes no log', () => {
  const text = [...life(1, 'pier', 'spawn uvx ENOENT'), 'resolved: works now'].join('\n')
  const { status, stdout } = classify(text)
  expect(status).toBe(0)
  expect(stdout).not.toContain('read as a log')
})

test('a later result of a tool of another server leaves the failure an error', () => {
  const result = line(
    30,
    'buoy',
    'info',
    'Message from server: {"jsonrpc":"2.0","id":14,"result":{"content":[{"type":"text","text":"3 issues"}]}}'
  )
  const log = [...life(1, 'pier', 'spawn uvx ENOENT'), ...ready(20, 'buoy'), result].join('\n')
  const { status, stdout } = classify(log)
  expect(status).toBe(1)
  expect(stdout).toMatch(/^error \S.* {2}MCPX_STDIO_SPAWN_ENOENT/m)
})

test('a range of a string counts UTF-16 units, of bytes bytes', () => {
  const log = `日本 😀\n${TWO}`
  for (const source of [log, Buffer.from(log)]) {
    const { incidents } = library.classifyLog(source)
    const shown = incidents.map(({ cause_start: start, cause_end: end }) =>
      source.slice(start, end).toString()
    )
    expect(shown).toEqual(incidents.map(() => expect.stringMatching(/^spawn \w+ ENOENT/)))
  }
})

test('a server that recovers is listed as recovered and makes no finding', () => {
  const log = [...life(1, 'pier', 'connect ECONNREFUSED 127.0.0.1:8931'), ...ready(20, 'pier')].join('\n')
  const { incidents, first } = library.classifyLog(log)
  expect([first, incidents.map(({ recovered }) => recovered)]).toEqual([null, [true]])
  const { status, stdout } = classify(log, '--log')
  expect(status).toBe(0)
  expect(stdout).toMatch(/\n {2}1 incident\n {2}pier {2}line 2 {2}\S.* {2}recovered\n/)
})

test('a log of servers that work has no incident', () => {
  const { status, stdout } = classify([...ready(1, 'pier'), ...ready(10, 'buoy')].join('\n'), '--log')
  expect(status).toBe(0)
  expect(stdout).toContain('\n  No incident: no server failed to start, to connect or to sign in.\n')
})

test('the words that show the cause are never cut off', () => {
  const log = TWO.replace(
    'spawn docker ENOENT',
    `${'x'.repeat(3000)} spawn docker ENOENT ${'y'.repeat(3000)}`
  )
  expect(classify(log, '--log').stdout).toContain('spawn docker ENOENT')
  expect(classify(log, '--log', '--all').stdout.match(/spawn docker ENOENT/g)).toHaveLength(2)
})

test('the name of a server cannot move the cursor', () => {
  const log = life(1, 'pi\u001b[2Jer', 'spawn uvx ENOENT').join('\n')
  expect(classify(log, '--log').stdout).not.toContain('\u001b')
})

test('a line of a cause that is no longer kept has no frame', () => {
  const filler = `${line(40, 'buoy', 'info', 'x'.repeat(4000))}\n`.repeat(6000)
  const { stdout, status } = classify(`${life(1, 'pier', 'spawn uvx ENOENT').join('\n')}\n${filler}`)
  expect(status).toBe(1)
  expect(stdout).toMatch(/^standard input: read as a log/)
  expect(stdout).toContain('  MCPX_STDIO_SPAWN_ENOENT  pier\n')
})
