// classifier.test.js: classify, classifyLog, openLog, the catalog and the rules, called from JavaScript.
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../../wasm/dist/node.mjs'

const mcpx = loadSync()
const MISSING = 'zsh:1: command not found: docker'

const evidenceOf = (text, answer) => answer.evidence.map(({ start, end }) => text.slice(start, end))

describe('classify', () => {
  test('a null text means that there was no error', () => {
    expect(mcpx.classify(null)).toMatchObject({ code: null, severity: null, rule: null, evidence: [] })
    expect(mcpx.classify(undefined).code).toBeNull()
  })

  test('an empty text is unclassified', () => {
    expect(mcpx.classify('').code).toBe('MCPX_UNKNOWN_UNCLASSIFIED')
  })

  test.each(['', 'é', '😀', 'İK', 'a😀\u212Ab\n', '\ud800', '日本'])(
    'gives the evidence after %p in the units of the text',
    (before) => {
      const text = `${before} ${MISSING} ${before}`
      expect(evidenceOf(text, mcpx.classify(text))).toEqual(['command not found: docker'])
      const inBytes = new TextEncoder().encode(text)
      const [{ start, end }] = mcpx.classify(inBytes).evidence
      expect(new TextDecoder().decode(inBytes.subarray(start, end))).toBe('command not found: docker')
    }
  )

  test.each([
    ['Uint8Array', (b) => b],
    ['ArrayBuffer', (b) => b.buffer],
    ['DataView', (b) => new DataView(b.buffer, 0, b.length)],
    ['part of a buffer', (b) => new Uint8Array([1, 2, ...b, 3]).subarray(2, 2 + b.length)]
  ])('takes a %s', (_, form) => {
    const given = form(new Uint8Array(new TextEncoder().encode(MISSING)))
    expect(mcpx.classify(given).evidence).toEqual([{ start: 7, end: 32 }])
  })

  test('uses hints and facts, and tells where they came from', () => {
    const text = 'stdio transport (docker_isolation=true): exec format error'
    expect(mcpx.classify(text).hints).toMatchObject({ docker_isolated: true, docker_isolated_source: 'text' })
    expect(mcpx.classify(text, { dockerIsolated: false, transport: 'stdio' })).toMatchObject({
      code: 'MCPX_STDIO_SPAWN_EXEC_FORMAT',
      hints: { docker_isolated: false, docker_isolated_source: 'caller', transport_source: 'caller' }
    })
    const facts = { exec_errno: 'ENOENT', exec_name: 'docker' }
    expect(mcpx.classify('', { dockerIsolated: true, facts }).code).toBe('MCPX_DOCKER_CLI_NOT_FOUND')
    expect(mcpx.classify('', { facts: { coded: 'ACME_1' } })).toMatchObject({
      code: 'ACME_1',
      severity: null
    })
  })

  test('hints apply to one call only', () => {
    const options = { dockerIsolated: true, facts: { coded: 'ACME_1', exec_name: 'docker' } }
    const first = mcpx.classify('x', options)
    expect(mcpx.classify('x', options)).toEqual(first)
    mcpx.classifyLog('y', { transport: 'a long transport, which would overwrite the strings of the facts' })
    expect(mcpx.classify('x', options)).toEqual(first)
    expect(() => mcpx.classify('x', { facts: { coded: 5 } })).toThrow('must be')
    expect(mcpx.classify('x', options)).toEqual(first)
    expect(mcpx.classify('x').code).toBe('MCPX_UNKNOWN_UNCLASSIFIED')
  })

  test.each([
    [{ trnsport: 'stdio' }, 'unknown option "trnsport"'],
    [{ transport: 5 }, '`transport` must be a string.'],
    [{ dockerIsolated: 'yes' }, '`dockerIsolated` must be true or false.'],
    [{ profile: 'best' }, '`profile` must be "proxy" or "extended".'],
    [{ facts: [] }, '`facts` must be an object.'],
    [{ facts: { exec_errno: 'EIO' } }, '`facts.exec_errno` must be "ENOENT"'],
    [{ facts: { coded: 'x'.repeat(70000) } }, 'longer than 64 KiB']
  ])('refuses the options %j', (options, complaint) => {
    expect(() => mcpx.classify('x', options)).toThrow(complaint)
    expect(mcpx.classify(MISSING).code).toBe('MCPX_DOCKER_CLI_NOT_FOUND')
  })

  test.each([[5], [{}], [[]]])('refuses the text %p', (text) => {
    expect(() => mcpx.classify(text)).toThrow('the text must be a string or bytes')
  })

  test('a text of 100 MB, more than the memory of the module', () => {
    const text = `${'all quiet 😀 '.repeat(7_000_000)}${MISSING}`
    expect(text.length).toBeGreaterThan(90e6)
    expect(evidenceOf(text, mcpx.classify(text))).toEqual(['command not found: docker'])
  })
})

describe('classifyAll', () => {
  test.each([[undefined], [null], ['x'], [{}]])('refuses %p as a list of options', (list) => {
    expect(() => mcpx.classifyAll('x', list)).toThrow('mcpx: classifyAll takes an array of options')
  })

  const texts = ['😀 spawn docker ENOENT', MISSING, 'context deadline exceeded', '', 'HTTP 401 😀 x509: bad']
  const list = [
    {},
    null,
    undefined,
    { transport: 'stdio' },
    { transport: 'http', dockerIsolated: true },
    { transport: 'pigeon', profile: 'proxy' },
    { dockerIsolated: false, facts: { deadline: true } },
    { profile: 'proxy', facts: { exec_errno: 'ENOENT', exec_name: 'docker' } },
    { facts: { coded: 'ACME_1' } },
    { transport: 'sse', dockerIsolated: true }
  ]

  test.each(texts)('%p: gives the answers of classify', (text) => {
    const each = (given) => list.map((options) => mcpx.classify(given, options))
    expect(mcpx.classifyAll(text, list)).toEqual(each(text))
    const bytes = new TextEncoder().encode(text)
    expect(mcpx.classifyAll(bytes, list)).toEqual(each(bytes))
  })

  test('only profile proxy, no options, and a null text', () => {
    const proxy = [{ profile: 'proxy' }, { profile: 'proxy', dockerIsolated: true }]
    expect(mcpx.classifyAll(MISSING, proxy)).toEqual(proxy.map((options) => mcpx.classify(MISSING, options)))
    expect(mcpx.classifyAll(MISSING, [])).toEqual([])
    expect(mcpx.classifyAll(null, [{}, null])).toEqual([mcpx.classify(null), mcpx.classify(null)])
  })

  test('rejects wrong options', () => {
    expect(() => mcpx.classifyAll('x', [{}, { trnsport: 'stdio' }])).toThrow('unknown option "trnsport"')
    expect(() => mcpx.classifyAll('x', [{}, { profile: 'best' }])).toThrow('`profile` must be')
    expect(() => mcpx.classifyAll(5, [{}])).toThrow('the text must be a string or bytes')
    expect(mcpx.classify(MISSING).code).toBe('MCPX_DOCKER_CLI_NOT_FOUND')
  })
})

describe('classifyLog', () => {
  const log = `ok\r\n😀 ${MISSING}\r\n\n\u001b[31mECONN\u001b[0mREFUSED\nlast: x509: bad`

  test('gives lines, places and counts', () => {
    const answer = mcpx.classifyLog(log)
    expect(answer.total).toBe(5)
    expect(answer.lines.map(({ line, code }) => [line, code])).toEqual([
      [2, 'MCPX_DOCKER_CLI_NOT_FOUND'],
      [4, 'MCPX_HTTP_CONN_REFUSED'],
      [5, 'MCPX_HTTP_TLS_FAILED']
    ])
    expect(log.slice(answer.lines[0].start, answer.lines[0].end)).toBe(`😀 ${MISSING}`)
    expect(answer.counts).toEqual({
      MCPX_DOCKER_CLI_NOT_FOUND: 1,
      MCPX_HTTP_CONN_REFUSED: 1,
      MCPX_HTTP_TLS_FAILED: 1,
      MCPX_UNKNOWN_UNCLASSIFIED: 2
    })
  })

  test('gives the same when fed byte by byte, with classifications in between', () => {
    const whole = mcpx.classifyLog(new TextEncoder().encode(log))
    const open = mcpx.openLog()
    const lines = []
    for (const byte of new TextEncoder().encode(log)) {
      lines.push(...open.feed(new Uint8Array([byte])))
      mcpx.classify('something else: ENOTFOUND')
    }
    const end = open.finish()
    expect({ ...end, lines: [...lines, ...end.lines] }).toEqual(whole)
  })

  test('more lines with a code than the module returns per call', () => {
    const answer = mcpx.classifyLog(`${MISSING}\n`.repeat(20_000), { dockerIsolated: true })
    expect(answer.lines).toHaveLength(20_000)
    expect(answer.counts.MCPX_DOCKER_CLI_NOT_FOUND).toBe(20_000)
  })

  test('only the log that was opened last can be used', () => {
    const first = mcpx.openLog()
    mcpx.openLog()
    expect(() => first.feed(new Uint8Array(1))).toThrow('another log was opened')
    expect(() => first.finish()).toThrow('another log was opened')
  })
})

describe('catalog and rules', () => {
  test('rule', () => {
    for (const rule of mcpx.rules()) expect(mcpx.rule(rule.name)).toEqual(rule)
    expect(mcpx.rule('no_such_rule')).toBeNull()
    expect(mcpx.rule('x'.repeat(10_000_000))).toBeNull()
    expect(mcpx.rule(undefined)).toBeNull()
  })

  test('entry', () => {
    expect(mcpx.entry('MCPX_HTTP_401').severity).toBe('error')
    expect(mcpx.entry('MCPX_NOPE')).toBeNull()
  })

  test('callers may change what they get', () => {
    mcpx.catalog()[0].code = 'changed'
    mcpx.rules().length = 0
    expect(mcpx.catalog()[0].code).toBe('MCPX_CONFIG_DEPRECATED_FIELD')
    expect(mcpx.rules().at(-1).name).toBe('unclassified')
  })
})
