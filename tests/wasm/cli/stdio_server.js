// stdio_server.js: a program that behaves as its argument says: as an MCP server, or as one that fails.
import { spawn } from 'node:child_process'
import { closeSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const [behavior, file] = process.argv.slice(2)

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
// Answer each request by what `change` makes of the right answer.
const printAnswers = (change) =>
  createInterface({ input: process.stdin }).on('line', (line) => {
    const { id } = JSON.parse(line)
    console.log(JSON.stringify(change({ jsonrpc: '2.0', id, result: INITIALIZED })))
  })

const stayAlive = () => setInterval(() => {}, 1000)

const INITIALIZED = {
  protocolVersion: '2025-11-25',
  capabilities: { tools: {} },
  serverInfo: { name: 'local', version: '1.2.3' }
}
const DISCOVERED = {
  resultType: 'complete',
  supportedVersions: ['2026-07-28'],
  capabilities: { tools: {} },
  serverInfo: { name: 'stateless', version: '3.0.0' }
}
const PAGES = { undefined: { tools: [{}, {}], nextCursor: 'next' }, next: { tools: [{}] } }

const ANSWERS = {
  initialize: () => ({ result: INITIALIZED }),
  'tools/list': ({ cursor }) => ({ result: PAGES[cursor] })
}

const STATELESS = {
  initialize: () => ({ error: { code: -32022, message: 'Unsupported protocol version' } }),
  'server/discover': ({ _meta }) =>
    _meta['io.modelcontextprotocol/protocolVersion'] === '2026-07-28'
      ? { result: DISCOVERED }
      : { error: { code: -32602, message: 'no version' } },
  'tools/list': ({ _meta }) => ({ result: { tools: _meta ? [{}] : null } })
}

function serve(answers = ANSWERS) {
  createInterface({ input: process.stdin }).on('line', (line) => {
    const { id, method, params = {} } = JSON.parse(line)
    const answer = answers[method]
    if (id !== undefined && answer) send({ id, ...answer(params) })
  })
}

// Answers initialize with an id that `change` makes of that of the request.
const serveIds = (change) =>
  createInterface({ input: process.stdin }).on('line', (line) =>
    send({ id: change(JSON.parse(line).id), result: INITIALIZED })
  )

const failing = (error) => () => ({ error })

const BEHAVIORS = {
  works: () => serve(),
  stateless: () => serve(STATELESS),
  // It asks the client before it answers, as the protocol allows.
  asks() {
    send({ id: 'mine', method: 'ping' })
    send({ method: 'notifications/message', params: {} })
    createInterface({ input: process.stdin }).once('line', serve)
    serve()
  },
  noTools: () => serve({ initialize: () => ({ result: { ...INITIALIZED, capabilities: {} } }) }),
  banner() {
    console.log('Local server 1.2.3 is ready')
    serve()
  },
  structuredLog() {
    console.log('{"level":"info","message":"ready"}')
    serve()
  },
  // Its answer is right, but not one line.
  prettyPrinted() {
    createInterface({ input: process.stdin }).on('line', (line) => {
      const { id } = JSON.parse(line)
      console.log(JSON.stringify({ jsonrpc: '2.0', id, result: INITIALIZED }, null, 1))
    })
  },
  prettyPrintedUnended() {
    createInterface({ input: process.stdin }).on('line', (line) => {
      const { id } = JSON.parse(line)
      process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id, result: INITIALIZED }, null, 2))
    })
  },
  unended() {
    createInterface({ input: process.stdin }).on('line', (line) => {
      const { id } = JSON.parse(line)
      process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id, result: INITIALIZED }))
    })
  },
  framed() {
    createInterface({ input: process.stdin }).on('line', (line) => {
      const { id } = JSON.parse(line)
      const text = JSON.stringify({ jsonrpc: '2.0', id, result: INITIALIZED })
      process.stdout.write(`Content-Length: ${text.length}\r\nContent-Type: application/json\r\n\r\n${text}`)
    })
  },
  // Its answers are JSON, but not what MCP requires.
  withoutVersion: () => printAnswers(({ jsonrpc: _, ...message }) => message),
  inList: () => printAnswers((message) => [message]),
  errorWithoutVersion: () => printAnswers(({ id }) => ({ id, error: { code: -32603, message: 'no' } })),
  nullResult: () => printAnswers((message) => ({ ...message, result: null })),
  numberVersion: () =>
    serve({ initialize: () => ({ result: { ...INITIALIZED, protocolVersion: 20251125 } }) }),
  toolsInObject: () =>
    serve({
      initialize: () => ({ result: INITIALIZED }),
      'tools/list': () => ({ result: { tools: { one: {} } } })
    }),
  toolsError: () =>
    serve({
      initialize: () => ({ result: INITIALIZED }),
      'tools/list': () => ({ error: { code: -32603, message: 'the lake is dry' } })
    }),
  toolsErrorLong: () =>
    serve({
      initialize: () => ({ result: INITIALIZED }),
      'tools/list': () => ({ error: { code: -32603, message: `${'word '.repeat(30)}${'x'.repeat(90)}` } })
    }),
  toolsRefused: () =>
    serve({
      initialize: () => ({ result: INITIALIZED }),
      'tools/list': () => ({ error: { code: -32603, message: 'connect ECONNREFUSED 127.0.0.1:5432' } })
    }),
  // Near misses: a log with such names, and an empty list.
  logWithError() {
    console.log('{"level":"error","id":1,"error":"no lake"}\n[]')
    stayAlive()
  },
  // A near miss: it only prints the header of something else.
  headerAlone() {
    console.log('Content-Length: 10\nready')
    stayAlive()
  },
  otherId: () => serveIds((id) => `${id}x`),
  otherIdType: () => serveIds(String),
  // Near misses: an error without an id, and an answer that comes twice.
  errorWithoutId() {
    createInterface({ input: process.stdin }).on('line', () =>
      send({ id: null, error: { code: -32700, message: 'cannot parse this' } })
    )
  },
  answersTwice() {
    createInterface({ input: process.stdin }).on('line', (line) => {
      const { id, method } = JSON.parse(line)
      if (method === 'initialize') for (let i = 0; i < 2; i++) send({ id, result: INITIALIZED })
    })
  },
  endlessLine() {
    const part = 'x'.repeat(1 << 20)
    const write = () => {
      while (process.stdout.write(part));
      process.stdout.once('drain', write)
    }
    write()
  },
  longLine() {
    process.stdout.write('x'.repeat(100_000))
    stayAlive()
  },
  // A near miss: a message that is not complete.
  longMessage() {
    process.stdout.write(`{"jsonrpc":"2.0","id":1,"result":{"instructions":"${'x'.repeat(100_000)}`)
    stayAlive()
  },
  closesOutput() {
    closeSync(1)
    stayAlive()
  },
  closesOutputAndEnds() {
    closeSync(1)
    setTimeout(() => process.exit(3), 300)
  },
  samePage: () =>
    serve({ ...ANSWERS, 'tools/list': () => ({ result: { tools: [{}], nextCursor: 'same' } }) }),
  pagesInCircle: () =>
    serve({
      ...ANSWERS,
      'tools/list': ({ cursor }) => ({ result: { tools: [{}], nextCursor: cursor === 'a' ? 'b' : 'a' } })
    }),
  manyPages: () =>
    serve({
      ...ANSWERS,
      'tools/list': ({ cursor = '1' }) => ({
        result: { tools: [{}], ...(cursor === '30' ? {} : { nextCursor: `${Number(cursor) + 1}` }) }
      })
    }),
  // A near miss: an object over several lines that is no message.
  prettyLog() {
    console.log(JSON.stringify({ level: 'info', message: 'ready' }, null, 1))
    stayAlive()
  },
  // A prompt has no line break either.
  prompts() {
    process.stdout.write('Password: ')
    stayAlive()
  },
  printsArguments() {
    console.error(`arguments: ${process.argv.slice(3).join(' ')}`)
    process.exit(1)
  },
  webServer() {
    console.log('Server listening on http://localhost:3000')
    stayAlive()
  },
  echoes: () => process.stdin.pipe(process.stdout),
  binary() {
    process.stdout.write(Buffer.from([0xff, 0, 0x1b, 0x5b, 0x41, 0xe2, 0x80, 0xae, 10]))
    stayAlive()
  },
  hangs: stayAlive,
  hangsLater: () => serve({ initialize: ANSWERS.initialize }),
  refuses: () => serve({ initialize: failing({ code: -32603, message: 'cannot open the database' }) }),
  oldVersion: () => serve({ initialize: () => ({ result: { ...INITIALIZED, protocolVersion: '1.0' } }) }),
  crashes: () => process.kill(process.pid, 'SIGSEGV'),
  missingModule: () => import('a-package-that-does-not-exist'),
  missingKey() {
    console.error('Error: ACME_API_KEY environment variable is required')
    process.exit(1)
  },
  dns() {
    console.error('Error: getaddrinfo ENOTFOUND api.acme.invalid')
    process.exit(1)
  },
  silent: () => process.exit(3),
  silentSuccess: () => process.exit(0),
  exitsLater: () => serve({ ...ANSWERS, 'tools/list': () => process.exit(4) }),
  // What it must not print, in its log and on standard output.
  leaks() {
    const text = `${process.env.LEAKED} of /home/alice/work and alice@example.com`
    console.error(`log: ${text}`)
    console.log(`out: ${text}`)
    process.exit(1)
  },
  environment() {
    console.error(`value: ${process.env.GIVEN}, folder: ${process.cwd()}`)
    process.exit(1)
  },
  floods() {
    const line = `${'x'.repeat(1000)}\n`
    const write = () => {
      while (process.stderr.write(line));
      process.stderr.once('drain', write)
    }
    write()
  },
  // It and a program that it starts ignore requests to end.
  stubborn() {
    process.on('SIGTERM', () => {})
    const child = spawn(process.execPath, [process.argv[1], 'stubbornChild'], { stdio: 'ignore' })
    writeFileSync(file, `${process.pid} ${child.pid}`)
    stayAlive()
  },
  stubbornChild() {
    process.on('SIGTERM', () => {})
    stayAlive()
  }
}

BEHAVIORS[behavior]()
