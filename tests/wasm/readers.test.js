// readers.test.js: what the check accepts as `closed` has one face: JSON.parse, Python and SQLite read the same values
// of the known fields. What they read differently is an error there, and at least a warning otherwise.
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../wasm/dist/node.mjs'
import { cleanHeartbeat, random } from './heartbeats.js'
import { readRows } from './helpers.js'

const mcpx = loadSync()

// Payloads on standard input, one JSON string per line -> for each the fields as Python and as SQLite read them: a list
// of [name, type, text], or null if the reader rejects the payload.
const SCRIPT = `
import json, sqlite3, sys
db = sqlite3.connect(':memory:')
types = {'int': 'integer', 'float': 'real', 'str': 'text', 'bool': 'boolean', 'NoneType': 'null'}

def python(text, names):
    tree = json.loads(text)
    found = [(name, tree[name]) for name in names if name in tree]
    return [[name, types.get(type(value).__name__, 'holder'), json.dumps(value) if not isinstance(value, (dict, list)) else '']
            for name, value in found]

def sqlite(text, names):
    found = []
    for name in names:
        kind, value = db.execute('select json_type(?1, ?2), json_extract(?1, ?2)', (text, '$.' + name)).fetchone()
        if kind is None:
            continue
        if kind in ('object', 'array'):
            kind, value = 'holder', ''
        elif kind in ('true', 'false'):
            kind, value = 'boolean', kind
        else:
            value = json.dumps(value)
        found.append([name, kind, value])
    return found

def attempt(read, text, names):
    try:
        return read(text, names)
    except Exception:
        return None

names = json.loads(sys.stdin.readline())
for line in sys.stdin:
    text = json.loads(line)
    print(json.dumps([attempt(python, text, names), attempt(sqlite, text, names)]))
`

const names = Object.keys(mcpx.schema().$defs.heartbeat.properties)

function javascript(text) {
  const tree = JSON.parse(text)
  const typeOf = (value) => {
    if (value === null) return 'null'
    if (typeof value === 'object') return 'holder'
    if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'real'
    return typeof value === 'string' ? 'text' : 'boolean'
  }
  const textOf = (value) => (typeof value === 'object' && value !== null ? '' : JSON.stringify(value))
  return names.flatMap((name) =>
    Object.hasOwn(tree, name) ? [[name, typeOf(tree[name]), textOf(tree[name])]] : []
  )
}

// The fields as each reader has them; null if Python is not installed.
function readings(texts) {
  const input = [names, ...texts].map((value) => JSON.stringify(value)).join('\n')
  const done = spawnSync('python3', ['-c', SCRIPT], { input, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (done.error || done.status !== 0) return null
  const lines = done.stdout.trimEnd().split('\n')
  return lines.map((line, i) => [javascript(texts[i]), ...JSON.parse(line)])
}

const agree = (values) => values.every((value) => JSON.stringify(value) === JSON.stringify(values[0]))

const [base] = readRows('real-heartbeats').filter(({ payload }) => !payload.includes('"event"'))
const body = JSON.stringify(JSON.parse(base.payload)).slice(1, -1)
const without = (key) => body.replace(new RegExp(`"${key}":[^,]*,`), '')

// What readers disagree about: [name, payload, the rule].
const FACES = [
  ['a fraction', `{${without('tool_count')},"tool_count":9.0}`, 'unusual_count'],
  ['an exponent', `{${without('tool_count')},"tool_count":1E+2}`, 'unusual_count'],
  ['a negative zero', `{${without('tool_count')},"tool_count":-0.0}`, 'unusual_count'],
  ['an escape in a known key', `{${without('edition')},"\\u0065dition":"personal"}`, 'escaped_key'],
  ['an integer beyond 2^53', `{${body},"x":9007199254740993}`, 'inexact_integer'],
  ['a known key in another case', `{${body},"Version":"v6.6.6"}`, 'json_key_case'],
  ['a long s', `{${body},"\u017ferver_count":777}`, 'json_key_case'],
  [
    'a Kelvin sign',
    `{${body.replace('"feature_flags":{', '"feature_flags":{"doc\u212aer_cli_source":"x",')}}`,
    'json_key_case'
  ],
  ['a prototype', `{${body},"__proto__":{"edition":"server"}}`, 'prototype_key'],
  ['a duplicate key', `{${body},"edition":"server"}`, 'json_duplicate_key'],
  ['a duplicate key with an escape', `{${body},"edi\\u0074ion":"server"}`, 'json_duplicate_key']
]

describe('one face for every reader', () => {
  test.each(FACES)('%s', (_, payload, rule) => {
    expect(mcpx.scan(payload).findings.map((finding) => finding.rule)).toContain(rule)
    expect(mcpx.scan(payload, { closed: true }).clean).toBe(false)
  })

  // With the versions of a release, as a sender has them.
  const released = (heartbeat) => {
    const versions = { version: 'v0.47.1', go_version: 'go1.26.8', current_version: 'v0.47.1' }
    const own = Object.entries(versions).filter(([key]) => Object.hasOwn(heartbeat, key))
    const previous = Object.hasOwn(heartbeat, 'previous_version') ? { previous_version: 'v0.46.0' } : {}
    return { ...heartbeat, ...Object.fromEntries(own), ...previous }
  }

  const chance = random(13)
  const texts = [1, 2, 3, 4, 5].flatMap((schemaVersion) =>
    chance.times(200, () => JSON.stringify(released(cleanHeartbeat(chance, { schemaVersion }))))
  )
  const read = readings(texts)
  const testWithPython = read ? test : test.skip

  testWithPython('what is accepted is read alike', () => {
    const differ = texts.filter((text, i) => mcpx.scan(text, { closed: true }).clean && !agree(read[i]))
    expect(differ).toEqual([])
    expect(texts.filter((text) => mcpx.scan(text, { closed: true }).clean).length).toBeGreaterThan(900)
  })

  testWithPython('readers do disagree about the spellings that are not accepted', () => {
    const spelled = FACES.filter(([, , rule]) => ['unusual_count', 'escaped_key'].includes(rule))
    const found = readings(spelled.map(([, payload]) => payload))
    expect(found.filter(agree).length).toBe(0)
  })
})
