// redact.test.js: what the page shares: personal data is replaced by the name of its rule, and the rest stays readable.
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../../wasm/dist/node.mjs'
import { redact } from '../../../web/ops/redact.js'
import { readRows, readText } from '../../wasm/helpers.js'
import { readCorpus } from '../../wasm/plant.js'

const EXAMPLES = JSON.parse(readText('web/examples.json'))
const mcpx = loadSync()
const scan = (payload) => mcpx.scan(payload)
const textOf = (text) => mcpx.redact(text).text

const IGNORED = new Set(['command_line', 'relative_path', 'json_lone_surrogate'])

// The rules that the strings break, without the two that redaction ignores, and without bad encoding.
function broken(strings) {
  const { findings } = scan(JSON.stringify({ strings }))
  return findings
    .filter(({ severity, rule }) => severity === 'error' && !IGNORED.has(rule))
    .map(({ rule }) => rule)
}

// The rules that a redacted text breaks: each line by itself, and the whole text.
const rulesIn = (text) => broken([...text.split('\n'), text])

// Assembled here, because files with texts like keys of vendors cannot be pushed.
const FAKE = 'FAKEeBajmEkv7e3CXI6LbXFMD2Otcpyk4gKT'
const TOKEN = ['gh', `p_${FAKE}`].join('')
const NPM = ['registry.npm', 'js.org'].join('')
const PYPI = ['py', 'pi.org'].join('')
const pem = (what) => `-----${what} RSA PRIVATE${' KEY-----'}`
const BODY = 'MIIFAKEksZL1dex6MXZ/+ePbG1xZgRmbOc8SeM'

describe('personal data is replaced by the name of its rule', () => {
  test.each([
    ['nothing', '', ''],
    ['a quoted home path', '"/Users/alice/x": not found', '"[home_path]": not found'],
    ['a home path in brackets', 'cannot open (/home/alice/x).', 'cannot open ([home_path]).'],
    ['a home path in a stack trace', 'at f (file:///home/alice/a/b.js:1:2)', 'at f ([home_path]:1:2)'],
    ['a home path after a name', 'HOME=/Users/alice OLD=/Users/alice/x', 'HOME=[home_path] OLD=[home_path]'],
    ['a home path with a space', "open '/Users/Alice Smith/a b' failed", "open '[home_path]' failed"],
    ['the same without quotes', 'open /Users/Alice Smith/a: denied', 'open [home_path]: denied'],
    ['Windows', 'spawn C:\\Users\\Al Smith\\npm\\npx.cmd ENOENT', 'spawn [home_path] ENOENT'],
    ['escaped in JSON', '{"e":"open \\"/Users/A B/c d\\"","n":1}', '{"e":"open \\"[home_path]\\"","n":1}'],
    ['an address', 'dial tcp 192.168.1.7:3000: refused', 'dial tcp [ipv4]:3000: refused'],
    ['the same in brackets', 'dial tcp [2001:db8::10]:443: refused', 'dial tcp [ipv6]:443: refused'],
    ['an email address', 'Error(alice@example.com), more', 'Error([email]), more'],
    ['a header', `Authorization: Bearer ${TOKEN}`, 'Authorization: Bearer [vendor_key]'],
    ['a header with a short token', 'authorization: Bearer short12 x', 'authorization: Bearer [auth_pair] x'],
    [
      'a header of a command',
      `curl -H "Authorization: Bearer ${TOKEN}"`,
      'curl -H "Authorization: Bearer [vendor_key]"'
    ],
    ['a password', 'with password: hunter2 now', 'with password: [auth_pair] now'],
    ['words as a password', '{"password":"correct horse staple","n":1}', '{"password":"[auth_pair]","n":1}'],
    ['cookies', 'Cookie: sid=abc123; theme=dark', 'Cookie: [auth_pair]'],
    ['a token in an address', 'localhost:3000/sse?token=abcd1234', 'localhost:3000/sse?token=[auth_pair]'],
    ['a phone number', 'call +1 415 555 2671 now', 'call [phone] now'],
    ['a card number', 'card 4111 1111 1111 1111.', 'card [card_number].'],
    ['a password after a line break', 'password:\nhunter2\nok', 'password:\n[auth_pair]\nok'],
    ['a key', `${pem('BEGIN')}\n${BODY}\n${BODY}\nxyz\n${pem('END')}\nrest`, '[pem_block]\nrest'],
    ['a truncated key', `key: ${pem('BEGIN')}\n${BODY}\n${BODY}\nand so`, 'key: [pem_block]\nand so'],
    ['CRLF', 'a\r\nopen /home/x/y\r\n\r\nb\r\n', 'a\r\nopen [home_path]\r\n\r\nb\r\n'],
    ['emoji', '😀 /home/😀/x 👩‍👩‍👧', '😀 [home_path] 👩‍👩‍👧'],
    ['a NUL inside', 'x /home/a\0lice y', 'x [home_path] y'],
    ['invisible characters inside', '/\uFEFFUsers/al\uFEFFice/x y', '[home_path] y']
  ])('%s', (_, text, wanted) => {
    expect(textOf(text)).toBe(wanted)
    expect(textOf(wanted)).toBe(wanted)
  })

  test('redactions are counted by rule, the most frequent first', () => {
    const { redacted } = redact(mcpx, { text: 'a@b.com [email] /home/x/1 /home/x/2 [home_path]' })
    expect(redacted).toEqual([
      { rule: 'home_path', count: 2 },
      { rule: 'email', count: 1 }
    ])
    expect(redact(mcpx, { text: '[info] nothing' }).redacted).toEqual([])
  })
})

describe('names that identify no person stay', () => {
  test.each([
    'exec: "docker": executable file not found in $PATH',
    'exec: "docker": executable file not found in %PATH%',
    '/usr/bin/env: node: No such file; PATH=/usr/local/bin:/usr/bin:/bin',
    'unix:///var/run/docker.sock /run/docker.sock /dev/null /proc/self/fd/3 /etc/hosts /snap/bin/docker',
    'C:\\Windows\\System32\\cmd.exe /c "C:\\Program Files\\nodejs\\npx.cmd"',
    'open //./pipe/docker_engine; npipe:////./pipe/docker_engine',
    'dial tcp 127.0.0.1:8080, [::1]:8080, ::1, 0.0.0.0:80, localhost, localhost:3000, 127.0.0.53:53',
    'http://host.docker.internal:3000/mcp; https://docs.docker.com/engine/x',
    'Post "http://localhost:3000/mcp/v1": EOF',
    'Get "https://registry-1.docker.io/v2/": lookup registry-1.docker.io: no such host',
    `GET https://${NPM}/zod - 404; ${PYPI}, github.com, api.github.com, docker.io`,
    './run.sh, ../x/y, src/main/app.js: Permission denied',
    "Unable to find image 'mcp/fetch:latest' locally",
    'sh -c "docker run --rm -i mcp/fetch"',
    'at onexit (node:internal/child_process:285:19), main.go:12',
    'oauth2: cannot fetch token: 400 Bad Request',
    "may require 'docker login': denied",
    '{"hasAccessToken":true,"hasRefreshToken":false}',
    'latest 1.24 and 2.50, latency 12.34 or 56.78'
  ])('%s', (text) => {
    expect(redact(mcpx, { text })).toEqual({ text, redacted: [] })
  })

  test.each([
    ['a home path after a system path', '/usr/bin:/Users/alice/bin2', '/usr/bin:[home_path]'],
    ['a secret in a system path', '/usr/lib/x?token=abcd1234', '/usr/lib/x?token=[auth_pair]'],
    ['shared memory', '/dev/shm/x', '[root_path]'],
    ['the folder of a user session', '/run/user/1000/bus', '[root_path]'],
    ['an account on a known host', 'https://github.com/alice/x', '[url]'],
    ['credentials for localhost', 'http://alice:pw@localhost:3000/', '[url]'],
    ['a host that begins like localhost', 'http://localhost.acme.dev/x', '[url]'],
    ['the word undefined', 'at /home/a/x of undefined', 'at [home_path] of undefined'],
    ['a password of words', 'password: correct horse', 'password: [auth_pair] horse']
  ])('but not %s', (_, text, wanted) => {
    expect(textOf(text)).toBe(wanted)
  })

  test('the examples of the page stay', () => {
    const changed = Object.values(EXAMPLES).filter(({ text }) => textOf(text) !== text)
    expect(changed).toEqual([])
  })

  // Most changes are home paths and hosts. The limits are the measured percentages, rounded up: they may fall.
  test.each([
    ['extended', 23, 0.4],
    ['families', 30, 0.3]
  ])(
    '%s.jsonl: at most %d %% of the texts change, and at most %d %% get another code',
    (name, most, mostCodes) => {
      const rows = readRows(name).map((row) => ({ ...row, after: textOf(row.text) }))
      const changed = rows.filter(({ text, after }) => text !== after)
      const other = changed.filter(({ text, after, transport, docker_isolated }) => {
        const hints = { transport: transport || null, dockerIsolated: docker_isolated }
        return mcpx.classify(text, hints).code !== mcpx.classify(after, hints).code
      })
      const percent = (texts) => (100 * texts.length) / rows.length
      expect(percent(changed)).toBeLessThanOrEqual(most)
      expect(percent(other)).toBeLessThanOrEqual(mostCodes)
    }
  )
})

// Values of the corpus that redaction keeps on purpose.
const SAFE = new RegExp(
  [
    /localhost|host\.docker\.internal|\b127\.|\[::1\]|^::1|0\.0\.0\.0|^mcp\//,
    /\$PATH|\$\{env:|pipe.docker|C:\\(Windows|Program Files)/,
    /(^|\W)\/(usr|bin|sbin|etc|proc|app|snap|dev|opt\/homebrew|Applications|run|var\/(run|lib|log))\//
  ]
    .map(({ source }) => source)
    .join('|')
)

const LINES = [
  (leak) => `failed to start server: ${leak}`,
  (leak) => `2026-01-02 10:11:12 | ERROR | cannot open "${leak}" (code 3)`,
  (leak) => `one\r\nat run (${leak}), and more\r\nlast`,
  (leak) => `{"error":${JSON.stringify(`spawn ${leak} ENOENT`)},"n":1}`
]

describe('every leak of the corpus', () => {
  const leaks = [...new Set(readCorpus('canary').map(({ leak, secret }) => (leak && secret) || ''))]
  const rows = leaks
    .filter((leak) => leak.length > 2 && !SAFE.test(leak))
    .map((leak, i) => ({ leak, text: LINES[i % LINES.length](leak) }))
    .map((row) => ({ ...row, after: textOf(row.text) }))

  test('there are many', () => {
    expect(rows.length).toBeGreaterThan(1500)
  })

  test('nothing personal is found in the result', () => {
    expect(rows.filter(({ after }) => rulesIn(after).length > 0)).toEqual([])
  })

  test('a value that is found alone is removed from a line of a log', () => {
    const escaped = (leak) => JSON.stringify(leak).slice(1, -1)
    const found = rows.filter(({ leak }) => broken([leak]).length > 0)
    expect(found.length).toBeGreaterThan(1300)
    // A word that is a name is found as the whole of a value, not in a sentence.
    const isWord = ({ leak }) => /^[a-z]+$/i.test(leak)
    const stays = (row) =>
      !isWord(row) && (row.after.includes(row.leak) || row.after.includes(escaped(row.leak)))
    expect(found.filter(stays)).toEqual([])
  })

  test('a second redaction changes nothing', () => {
    expect(rows.filter(({ after }) => textOf(after) !== after)).toEqual([])
  })

  test('one long text gives the same result as its lines', () => {
    const text = textOf(rows.map((row) => row.text).join('\n'))
    expect(rulesIn(text.slice(0, 60_000))).toEqual([])
    expect(text).toBe(rows.map(({ after }) => after).join('\n'))
  })
})

test('half a surrogate pair and control characters stay', () => {
  for (const text of ['a \uD83D b', 'a\0b', '\x01'.repeat(65_536)]) expect(textOf(text)).toBe(text)
})

describe('a text of 64 KiB: a second redaction changes nothing', () => {
  const all = readRows('families')
    .map(({ text }) => text)
    .join('\n')
  const fill = (piece) => piece.repeat(Math.ceil(65_536 / piece.length)).slice(0, 65_536)

  test.each([
    ['error texts', all.slice(0, 65_536)],
    ['on one line', all.slice(0, 65_536).replaceAll('\n', ' ')],
    ['email addresses', fill('alice@example.com ')],
    ['one word', fill('aB3')],
    ['brackets', `/home/a${fill(')')}x`],
    ['dashes', fill('-')],
    ['beginnings of keys', fill('-----BEGIN ')],
    ['dollars', fill('$')],
    ['quotes', fill('"\'')],
    ['line breaks', fill('\n')],
    ['slashes', fill('/a')],
    ['emoji', fill('😀')]
  ])('%s', (_, text) => {
    const after = textOf(text)
    expect(textOf(after)).toBe(after)
  })
})
