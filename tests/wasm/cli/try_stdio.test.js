// try_stdio.test.js: mcpx try with programs: each kind of failure, and what is left of them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { withFiles } from '../fleet.js'
import { mcpx } from '../helpers.js'
import { isAlive, program, runTry, startTry, tryAsJson, waitForFile } from './try_helpers.js'

const SHORT = ['--timeout', '1']

describe('servers that work', () => {
  test.each([
    ['works', 'local 1.2.3: 3 tools, MCP 2025-11-25'],
    ['asks', 'local 1.2.3: 3 tools, MCP 2025-11-25'],
    ['noTools', 'local 1.2.3: no tools, MCP 2025-11-25'],
    ['stateless', 'stateless 3.0.0: 1 tool, MCP 2026-07-28']
  ])('%s', async (behavior, text) => {
    const { status, stdout, stderr } = await runTry(program(behavior))
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^ok {4}.*\n$/)
    expect(stdout).toContain(text)
  })

  test('as JSON', async () => {
    const result = await tryAsJson(program('works'))
    expect(result).toEqual({
      status: 0,
      stderr: '',
      kind: 'trial',
      ok: true,
      transport: 'stdio',
      seconds: expect.any(Number),
      server: { name: 'local', version: '1.2.3' },
      protocol_version: '2025-11-25',
      tools: 3
    })
  })
})

describe('servers that fail', () => {
  test.each([
    ['banner', 'STDIO_HANDSHAKE_INVALID', 'stdout_pollution'],
    ['structuredLog', 'STDIO_HANDSHAKE_INVALID', 'stdout_pollution'],
    ['webServer', 'STDIO_HANDSHAKE_INVALID', 'http_mode_instead_of_stdio'],
    ['hangs', 'STDIO_HANDSHAKE_TIMEOUT', 'slow_first_start'],
    ['hangsLater', 'STDIO_HANDSHAKE_TIMEOUT', 'slow_first_start'],
    ['floods', 'STDIO_HANDSHAKE_TIMEOUT', 'slow_first_start'],
    ['echoes', 'STDIO_HANDSHAKE_INVALID', 'stdout_pollution'],
    ['prettyLog', 'STDIO_HANDSHAKE_INVALID', 'stdout_pollution'],
    ['prompts', 'STDIO_HANDSHAKE_TIMEOUT', 'slow_first_start'],
    ['binary', 'STDIO_HANDSHAKE_INVALID', 'stdout_pollution'],
    ['oldVersion', 'STDIO_HANDSHAKE_INVALID', 'protocol_version_unsupported'],
    ['crashes', 'STDIO_EXIT_BEFORE_INITIALIZE', 'crashed_natively'],
    ['missingModule', 'STDIO_EXIT_BEFORE_INITIALIZE', 'npm_install_missing'],
    ['missingKey', 'STDIO_EXIT_BEFORE_INITIALIZE', 'required_variable_missing'],
    ['dns', 'HTTP_DNS_FAILED', 'net_name_wrong'],
    ['silent', 'STDIO_EXIT_BEFORE_INITIALIZE', 'server_ended_at_start'],
    ['silentSuccess', 'STDIO_EXIT_BEFORE_INITIALIZE', 'server_ended_at_start'],
    ['exitsLater', 'STDIO_EXIT_BEFORE_INITIALIZE', 'server_ended_at_start']
  ])('%s: %s, %s', async (behavior, code, cause) => {
    const result = await tryAsJson([...SHORT, ...program(behavior)])
    expect([result.status, result.ok, result.code, result.cause?.id]).toEqual([
      1,
      false,
      `MCPX_${code}`,
      cause
    ])
    expect(result.steps.length).toBeGreaterThan(0)
    expect(result.hints.transport).toBe('stdio')
  })

  test('an error as the answer to initialize is a failure, in the words of the server', async () => {
    const { status, stdout } = await runTry(program('refuses'))
    expect(status).toBe(1)
    expect(stdout).toMatch(/^error /)
    expect(stdout).toContain('error -32603: cannot open the database')
    expect(stdout).toMatch(/^error The server refuses to initialize {2}MCPX_UNKNOWN_UNCLASSIFIED\n/)
  })

  test('a program whose name is misspelled', async () => {
    const { code, cause } = await tryAsJson(['--', 'npxx', '-y', 'x'])
    expect([code, cause.id]).toEqual(['MCPX_STDIO_SPAWN_ENOENT', 'program_name_misspelled'])
  })

  test('a program that does not exist', async () => {
    const result = await tryAsJson(['--', 'no-such-program-anywhere', 'x'])
    expect([result.status, result.code, result.hints.fact]).toEqual([
      1,
      'MCPX_STDIO_SPAWN_ENOENT',
      'exec_errno=ENOENT'
    ])
    expect(result.text).toBe('spawn no-such-program-anywhere ENOENT\n')
  })

  test('a file that is not executable', async () => {
    await withFiles({ 'plain.sh': 'echo' }, async (cwd) => {
      const { code, cause } = await tryAsJson(['--', './plain.sh'], { cwd })
      expect([code, cause.id]).toEqual(['MCPX_STDIO_SPAWN_EACCES', 'file_not_executable'])
    })
  })
})

describe('what is printed', () => {
  test('the diagnosis as mcpx classify prints it, without a row about the proxy', async () => {
    const { stdout } = await runTry(program('missingKey'))
    expect(stdout).toMatch(/^error Server exited before it was ready {2}MCPX_STDIO_EXIT_BEFORE_INITIALIZE\n/)
    expect(stdout).toContain('A required variable is not set')
    expect(stdout).toContain('│ Error: ACME_API_KEY environment variable is required')
    expect(stdout).not.toContain('proxy')
  })

  test('no step asks for what was just done', async () => {
    const { stdout } = await runTry(['--verbose', '--', process.execPath, '-e', 'process.exit(1)'])
    expect(stdout).toMatch(/^ +1\. /m)
    expect(stdout).not.toMatch(/mcpx try|web interface/)
  })

  test('the line on standard output, and what kind of line it is', async () => {
    const { stdout } = await runTry(program('banner'))
    expect(stdout).toContain('stdout   line 1, plain text: Local server 1.2.3 is ready')
    const { stdout: log } = await runTry(program('structuredLog'))
    expect(log).toContain('stdout   line 1, JSON that is not a JSON-RPC message: {"level"')
  })

  test('the last lines of the log, where the text shows no cause', async () => {
    const { stdout } = await runTry(program('environment'))
    expect(stdout).toMatch(/\n {2}log {6}value: undefined, folder: /)
  })

  test('ranges are those of the redacted text', async () => {
    const { text, evidence } = await tryAsJson(program('leaks'), { env: { LEAKED: 'x' } })
    const bytes = Buffer.from(text)
    expect(evidence.map(({ start, end }) => bytes.subarray(start, end).toString())).toEqual([
      'Server process exited'
    ])
  })

  test.each([
    'process.exit(7)',
    'console.error("process: exit code, process.exit was called"); process.exit(7)'
  ])('words of mcpx stay, even if an argument has them: %s', async (code) => {
    const { text } = await tryAsJson(['--', process.execPath, '-e', code])
    expect(text).toMatch(/(?:^|\n)Server process exited before responding to initialize \(exit code 7\)\n$/)
  })

  test.each(['text', 'json', 'ndjson'])('no personal data, no value of --env: %s', async (format) => {
    const args = ['--env', 'LEAKED=correct-horse-7', '-v', '-f', format, ...program('leaks')]
    const { stdout, stderr } = await runTry(args)
    expect(stdout).toContain('[blocked_value]')
    expect(stdout + stderr).not.toMatch(/correct-horse-7|alice/)
  })

  test('with --paths, paths are shown, but no secret', async () => {
    const env = ['--env', 'LEAKED=correct-horse-7']
    const hiding = await runTry([...env, ...program('leaks')])
    expect(hiding.stdout).toContain('  hidden   paths, hosts and addresses')
    const { stdout } = await runTry([...env, '--paths', ...program('leaks')])
    expect(stdout).toContain('/home/alice/work')
    expect(stdout).not.toMatch(/ hidden |correct-horse-7|alice@example/)
    const within = await runTry([
      '--env',
      'LEAKED=/opt/correct-horse-7/x',
      '--env',
      'KEY=correct-horse-7',
      '--paths',
      ...program('leaks')
    ])
    expect(within.stdout).not.toContain('correct-horse-7')
  })

  test('several formats, each to its file', async () => {
    await withFiles({}, async (cwd) => {
      const { stdout } = await runTry(['-f', 'text', '-f', 'json=out.json', ...program('works')], { cwd })
      expect(stdout).toContain('ok    local')
      expect(JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8')).results[0].ok).toBe(true)
    })
  })

  test('colors on request only', async () => {
    const colored = await runTry(program('works'), { env: { FORCE_COLOR: '1' } })
    expect(colored.stdout).toContain('\u001b[32mok')
    expect((await runTry(program('works'))).stdout).not.toContain('\u001b')
  })
})

describe('options', () => {
  test('--env and --cwd', async () => {
    await withFiles({}, async (cwd) => {
      const { text } = await tryAsJson(['--env', 'GIVEN=a', '--cwd', cwd, ...program('environment')])
      expect(text).toContain('value: a, folder: ')
      expect(text).not.toContain(process.cwd())
    })
  })

  test('options of the command are its own, with and without --', async () => {
    const words = program('works').slice(1)
    expect((await runTry([...words, '-f', 'json'])).stdout).toMatch(/^ok /)
  })

  test.each([
    [[], 'name a command after --, an address, or a server of --config FILE'],
    [['--', ''], 'name a command after --, an address, or a server of --config FILE'],
    [['--sse', '--', 'x'], '--sse is for an address'],
    [['--timeout', '0', '--', 'x'], 'Write a number of seconds up to 3600.'],
    [['--timeout', 'soon', '--', 'x'], 'Write a number of seconds up to 3600.'],
    [['--cwd', '/no/such/folder', '--', 'x'], 'the working folder /no/such/folder does not exist'],
    [['--header', 'a: b', '--', 'x'], '--header is for an address'],
    [['--env', 'a=b', 'http://127.0.0.1:1/'], '--env and --cwd are for a command'],
    [['--server', 'x'], 'name a command after --'],
    [['localhost:3000/mcp'], 'begin an address with https:// or http://'],
    [['ws://localhost:3000/mcp'], 'begin an address with https:// or http://'],
    [['http://127.0.0.1:1/', 'more'], 'an address stands alone'],
    [['http://127.0.0.1:1/', '--hedaer', 'x'], 'Did you mean --header?'],
    [['--client', 'netscape', '--', 'x'], 'Allowed names are']
  ])('wrong use: %j', (args, message) => {
    const { status, stdout, stderr } = mcpx(['try', ...args])
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
  })

  test.each([
    ['--env', 'hunter2hunter2'],
    ['--header', 'hunter2hunter2'],
    ['--header', 'X-Key: hunter2hunter2\u0001']
  ])('%s does not repeat a value that it refuses', (...option) => {
    const { status, stderr } = mcpx(['try', ...option, 'http://127.0.0.1:1/'])
    expect(status).toBe(2)
    expect(stderr).not.toContain('hunter2')
  })
})

describe('the configuration file of a client', () => {
  const entry = (behavior) => {
    const [, command, ...args] = program(behavior)
    return { command, args }
  }
  const withConfig = (config, work) =>
    withFiles({ 'config.json': typeof config === 'string' ? config : JSON.stringify(config) }, (cwd) =>
      work((...args) => tryAsJson(['--config', 'config.json', ...args], { cwd }), cwd)
    )

  test.each([
    ['mcpServers', (servers) => ({ mcpServers: servers })],
    ['servers', (servers) => ({ servers })],
    ['mcp.servers', (servers) => ({ mcp: { servers } })],
    ['context_servers', (servers) => ({ context_servers: servers })],
    [
      'a list',
      (servers) => ({ mcpServers: Object.entries(servers).map(([name, one]) => ({ name, ...one })) })
    ]
  ])('%s', async (_, wrap) => {
    await withConfig(wrap({ one: entry('works'), two: entry('silent') }), async (run) => {
      expect((await run('--server', 'one')).ok).toBe(true)
      expect((await run('--server', 'two')).code).toBe('MCPX_STDIO_EXIT_BEFORE_INITIALIZE')
    })
  })

  test('a command that is a list; comments; the only server needs no name', async () => {
    const { command, args } = entry('works')
    const line = JSON.stringify([command, ...args])
    await withConfig(
      `{ // my servers, "x"\n "mcp": { "one": { "command": ${line}, }, /* last */ } }`,
      async (run) => {
        expect((await run()).ok).toBe(true)
      }
    )
  })

  test('variables are expanded, and values of env are not printed', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the file
    const env = { GIVEN: '${env:MCPX_TEST_VALUE}-and-more' }
    await withFiles(
      { 'c.json': JSON.stringify({ mcpServers: { one: { ...entry('environment'), env } } }) },
      async (cwd) => {
        const result = await tryAsJson(['--config', 'c.json'], {
          cwd,
          env: { MCPX_TEST_VALUE: 'secret-thing' }
        })
        expect(result.text).toContain('value: [blocked_value],')
      }
    )
  })

  test.each([
    ['{}', [], 'names no servers'],
    ['null', [], 'names no servers'],
    ['{"mcpServers":[1,null,{}]}', [], 'names no servers'],
    ['{"mcpServers":{"a":{},"b":{}}}', [], 'name one with --server: a, b'],
    ['{"mcpServers":{"a":{},"b":{}}}', ['--server', 'c'], 'unknown server. There are: a, b'],
    ['{"mcpServers":{"a":{}}}', [], 'neither a command nor an address'],
    ['{', [], 'config.json is not valid JSON'],
    ['{"mcpServers":{"a":{"command":"x"}}}', ['--', 'y'], 'with --config']
  ])('%s %j', async (text, args, message) => {
    await withFiles({ 'config.json': text }, (cwd) => {
      const { status, stderr } = mcpx(['try', '--config', 'config.json', ...args], { cwd })
      expect(status).toBe(2)
      expect(stderr).toContain(message)
    })
  })
})

describe('nothing is left running', () => {
  const pids = (text) => text.split(' ').map(Number)

  test('after a failure, even of programs that ignore SIGTERM', async () => {
    await withFiles({}, async (cwd) => {
      const file = join(cwd, 'pids')
      const { status } = await runTry([...SHORT, ...program('stubborn', file)])
      expect(status).toBe(1)
      expect(pids(readFileSync(file, 'utf8')).filter(isAlive)).toEqual([])
    })
  })

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143]
  ])('after %s', async (signal, status) => {
    await withFiles({}, async (cwd) => {
      const file = join(cwd, 'pids')
      const { child, done } = startTry(program('stubborn', file))
      const started = pids(await waitForFile(file))
      child.kill(signal)
      expect(await done).toMatchObject({ status, stdout: '' })
      expect(started.filter(isAlive)).toEqual([])
    })
  })
})

describe('arguments of the command', () => {
  const SECRETS = ['s3cr3tPositional99', 'dragonfire', 'Ab9xyzQ', 'zyx987wv', 'hunter22']
  const ARGUMENTS = [
    ...['--port', '3000', '--transport', 'stdio', 's3cr3tPositional99', '--api-key', 'dragonfire'],
    ...['--token=Ab9xyzQ', '--header', 'Authorization: Bearer zyx987wv', 'MODE=hunter22']
  ]

  test('after --', async () => {
    for (const format of ['text', 'json']) {
      const { stdout } = await runTry(['-v', '-f', format, ...program('printsArguments', ...ARGUMENTS)])
      expect(SECRETS.filter((secret) => stdout.includes(secret))).toEqual([])
      expect(stdout).toContain('--port 3000 --transport stdio')
    }
  })

  test('of a configuration file', async () => {
    const [, command, script, behavior, ...args] = program('printsArguments', ...ARGUMENTS)
    const config = JSON.stringify({ mcpServers: { s: { command, args: [script, behavior, ...args] } } })
    await withFiles({ 'c.json': config }, async (cwd) => {
      const { stdout } = await runTry(['-v', '--config', 'c.json', '--server', 's'], { cwd })
      expect(SECRETS.filter((secret) => stdout.includes(secret))).toEqual([])
      expect(stdout).toContain('--port 3000 --transport stdio')
    })
  })
})
