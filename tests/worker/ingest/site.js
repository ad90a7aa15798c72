// site.js: the ingestion Worker in real workerd, with its database in a second workerd, so that a test can stop it.
import { spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync
} from 'node:fs'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'
import workerdPath from 'workerd'
import { root } from '../../wasm/helpers.js'

const WORKER = `${root}docs/examples/ingest-worker`
export const STATS_KEY = 'a key for the tests'
const PATIENCE_MS = 30_000
const DATE = 'compatibilityDate = "2025-01-01"'

// ---- workerd ----

// Starts workerd with the configuration of a folder. Resolves when its sockets listen.
async function serve(folder, config, shell = '') {
  writeFileSync(`${folder}/config.capnp`, `using Workerd = import "/workerd/workerd.capnp";\n${config}`)
  const command = `${shell} exec "$0" serve --experimental --control-fd=3 "$1"`
  const child = spawn('sh', ['-c', command, workerdPath.default ?? workerdPath, `${folder}/config.capnp`], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe']
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill) // also after a failed test
  let log = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes) => {
      log += bytes
    })
  const expected = config.match(/http = \(\), service/g).length
  const ports = {}
  for await (const line of createInterface({ input: child.stdio[3] })) {
    const event = JSON.parse(line)
    if (event.event === 'listen') ports[event.socket] = event.port
    if (Object.keys(ports).length === expected) break
  }
  if (!Object.keys(ports).length) throw new Error(`workerd did not start: ${log}`)
  const ended = new Promise((resolve) => child.on('exit', resolve))
  return {
    ports,
    child,
    log: () => log,
    async stop() {
      process.off('exit', kill)
      child.kill('SIGCONT')
      kill()
      await ended
    }
  }
}

// ---- The two configurations ----

async function bundle(folder, entries, library) {
  await build({
    entryPoints: entries,
    entryNames: '[name]',
    outdir: folder,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'warning',
    loader: { '.sql': 'text' },
    conditions: ['workerd'],
    alias: { '@mcpproxy/mcpx': root + library },
    external: ['cloudflare:*', '*.wasm']
  })
  cpSync(`${root}wasm/dist/mcpx.wasm`, `${folder}/mcpx.wasm`)
}

const moduleOf = (name) => `(name = "${name}.js", esModule = embed "${name}.js")`
const WASM = '(name = "mcpx.wasm", wasm = embed "mcpx.wasm")'

const databaseConfig = (folder, port) => `
const config :Workerd.Config = (
  services = [
    (name = "disk", disk = (path = "${folder}/disk", writable = true)),
    (name = "database", worker = (
      modules = [${moduleOf('database')}], ${DATE},
      durableObjectNamespaces = [(className = "Database", uniqueKey = "database", enableSql = true)],
      durableObjectStorage = (localDisk = "disk"),
      bindings = [(name = "DATABASE", durableObjectNamespace = "Database")]
    ))
  ],
  sockets = [(name = "database", address = "127.0.0.1:${port}", http = (), service = "database")]
);`

function workerConfig(databasePort, { limit, statsLimit, vars }) {
  const texts = { STATS_KEY, RETENTION_DAYS: '30', OPT_OUT_DELETES: 'true', ...vars }
  const bindings = [
    `(name = "DB", wrapped = (moduleName = "cloudflare-internal:d1-api", innerBindings = [(name = "fetcher", service = "d1")]))`,
    ...(limit ? [`(name = "LIMITER", service = "limiter")`] : []),
    ...(statsLimit ? [`(name = "STATS_LIMITER", service = "stats-limiter")`] : []),
    ...Object.entries(texts).map(([name, text]) => `(name = "${name}", text = "${text}")`)
  ].join(', ')
  const worker = (name) =>
    `(name = "${name}", worker = (modules = [${moduleOf(name)}, ${WASM}], ${DATE}, bindings = [${bindings}]))`
  const limiter = (name, calls = 0) =>
    `(name = "${name}", worker = (modules = [${moduleOf('limiter')}], ${DATE}, bindings = [(name = "CALLS", json = "${calls}")]))`
  return `
const config :Workerd.Config = (
  services = [
    (name = "d1", external = (address = "127.0.0.1:${databasePort}", http = ())),
    ${limiter('limiter', limit)},
    ${limiter('stats-limiter', statsLimit)},
    ${worker('index')},
    ${worker('control')}
  ],
  sockets = [
    (name = "main", address = "127.0.0.1:0", http = (), service = "index"),
    (name = "control", address = "127.0.0.1:0", http = (), service = "control")
  ]
);`
}

// ---- The site ----

const MEMORY_MIN = 1 << 30 // containers often have 64 MB
function memoryFolder() {
  const folder = '/dev/shm'
  if (!existsSync(folder)) return `${root}build`
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize >= MEMORY_MIN ? folder : `${root}build`
}

// The statements of a file of SQL, without comments.
export const statementsOf = (sql) =>
  sql
    .replace(/--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter(Boolean)

export const readSql = (path) => readFileSync(`${WORKER}/sql/${path}`, 'utf8')

const migrations = () =>
  readdirSync(`${WORKER}/sql/migrations`)
    .sort()
    .flatMap((file) => statementsOf(readSql(`migrations/${file}`)))

// `limit`: payloads per address, `statsLimit`: requests for statistics; without them there is no limiter. `vars`: settings of the Worker. `library`: the file
// that it imports as the package. `inMemory`: where possible, the database is in memory, so that the disk does not limit the speed.
export async function startSite({
  limit,
  statsLimit,
  vars,
  library = 'wasm/dist/workerd.mjs',
  inMemory
} = {}) {
  mkdirSync(`${root}build`, { recursive: true })
  const folder = mkdtempSync(`${inMemory ? memoryFolder() : `${root}build`}/ingest-`)
  mkdirSync(`${folder}/disk`)
  await bundle(
    folder,
    [
      `${WORKER}/src/index.js`,
      ...['database', 'control', 'limiter'].map((name) => `${root}tests/worker/ingest/${name}.js`)
    ],
    library
  )
  const startDatabase = (port, shell) => serve(folder, databaseConfig(folder, port), shell)
  let database = await startDatabase(0)
  const port = database.ports.database
  const begin = performance.now()
  const worker = await serve(folder, workerConfig(port, { limit, statsLimit, vars }))
  const startMs = performance.now() - begin
  const address = `http://127.0.0.1:${worker.ports.main}`

  async function control(call, value) {
    const request = {
      method: 'POST',
      body: JSON.stringify({ call, value }),
      signal: AbortSignal.timeout(PATIENCE_MS)
    }
    const response = await fetch(`http://127.0.0.1:${worker.ports.control}/`, request)
    const answer = await response.json()
    if (!response.ok) throw new Error(answer.error)
    return answer
  }
  const queryAll = async (queries) => (await control('query', queries)).map(({ results }) => results)

  await queryAll(migrations().map((sql) => ({ sql })))
  return {
    address,
    startMs,
    log: () => worker.log() + database.log(),
    worker: () => worker.child,
    database: () => database.child,
    async stopDatabase() {
      await database.stop()
      return port
    },
    async restartDatabase(shell) {
      await database.stop()
      database = await startDatabase(port, shell)
    },
    queryAll,
    query: async (sql, ...params) => (await queryAll([{ sql, params }]))[0],
    scheduled: (time) => control('scheduled', time),
    store: (payloads) => control('store', payloads),
    post(body, headers = {}) {
      const request = { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } }
      return fetch(`${address}/v1/heartbeat`, request)
    },
    stats(parameters = {}, key = STATS_KEY, more = {}) {
      const headers = { authorization: `Bearer ${key}`, ...more }
      return fetch(`${address}/v1/stats?${new URLSearchParams(parameters)}`, { headers })
    },
    async stop() {
      await Promise.all([worker.stop(), database.stop()])
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
