// mutate.js [N] [seed] | mutate.js FILE: changes one token of a source file at a time and runs the native tests, which should notice.
//
// A seeded sample of N mutants (60) is drawn from src/*/*.c: a comparison, a sign, a number, a negation, a returned
// truth. Prints those that no test notices, and how many there are. equivalents.jsonl lists mutants that behave as the
// original does; they are not drawn. FILE has the printed mutants of an earlier run, which are run again.
// The library is a shared one here, so that one file is compiled per mutant.
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, dirname } from 'node:path'
import { changeAt, sitesOf } from './sites.js'

const root = new URL('../../', import.meta.url).pathname
const out = `${root}build/mutate`
const again = /\D/.test(process.argv[2] ?? '') ? process.argv[2] : undefined
const count = again ? Infinity : Number(process.argv[2] ?? 60)
const seed = Number(process.argv[3] ?? 1)

// The first two replace functions of the library by the linker. The others take the longest and look at no boundary.
const LEFT_OUT = [
  'filter_entry',
  'proxy_docker_shell',
  'canary_redact_properties',
  'classify_hostile',
  'library_threads'
]
// Seconds of the processor beyond a multiple of what the test takes, and seconds of waiting.
const MORE_SECONDS = 5
const WAIT_SECONDS = 90
const PROCESSES = Math.min(2, availableParallelism())
// Only a test that is left out runs this file.
const NOT_MUTATED = /system_posix\.c$/

const say = (text) => process.stdout.write(`${text}\n`)

// ---- Builds ----

const CC = process.env.CC ?? 'cc'
// An index beyond a table ends the program, as it does under the sanitizers of another preset.
const BOUNDS = ['-fsanitize=bounds', '-fsanitize-undefined-trap-on-error']
const FLAGS = ['-std=c11', '-O1', '-w', '-fPIC', ...BOUNDS, '-DMCPX_PROXY', '-D_DEFAULT_SOURCE']
const INCLUDES = ['src', 'tests/native/support', 'build/dev/cjson'].map((folder) => `-I${root}${folder}`)
const PATHS = [`-DMCPX_VECTORS="${root}tests/vectors"`, `-DMCPX_FILTER="${out}/mcpx-filter"`]

const cc = (...args) =>
  execFileSync(CC, [...FLAGS, ...INCLUDES, ...PATHS, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
const filesOf = (...patterns) =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...patterns], {
    cwd: root,
    encoding: 'utf8'
  })
    .trimEnd()
    .split('\n')

const sources = filesOf('src/*/*.c').filter(
  (file) => !/^src\/tools\/|anchors_build\.c$|_windows\.c$/.test(file)
)
const objectOf = (file) => `${out}/${file.replaceAll('/', '_')}.o`
const library = `${out}/libmutant.so`
const LIBRARIES = ['-lcmocka', '-lpthread']

const compile = (file, text) => {
  if (text === undefined) return cc('-c', root + file, '-o', objectOf(file))
  // Beside the original, where its includes are found.
  const copy = `${out}/mutant.c`
  writeFileSync(copy, text)
  cc(`-I${root}${dirname(file)}`, '-c', copy, '-o', objectOf(file))
}

const link = () => cc('-shared', ...sources.map(objectOf), `${out}/cjson.o`, '-lpthread', '-o', library)

const program = (target, ...files) =>
  cc(...files, '-o', `${out}/${target}`, `-L${out}`, '-lmutant', ...LIBRARIES, `-Wl,-rpath,${out}`)

// The sources that a test can reach: those that a linker takes from an archive.
function reachedBy(...objects) {
  const trace = cc(
    '-Wl,-t,-t',
    ...objects,
    `${out}/support.a`,
    `${out}/library.a`,
    ...LIBRARIES,
    '-o',
    `${out}/unused`
  )
  const taken = new Set(trace.toString().match(/[\w.]+(?=\.o\b)/g))
  return sources.filter((file) => taken.has(basename(objectOf(file), '.o')))
}

function buildTest(file) {
  const module = basename(dirname(file))
  const name = `${module}_${basename(file, '.c').slice('test_'.length)}`
  if (LEFT_OUT.includes(name)) return []
  const object = `${out}/test.o`
  cc('-c', root + file, '-o', object)
  program(`test_${name}`, object, `${out}/support.a`)
  return [{ name, module, seconds: 0, reaches: reachedBy(object) }]
}

function archive(name, objects) {
  rmSync(`${out}/${name}`, { force: true })
  execFileSync('ar', ['rcs', `${out}/${name}`, ...objects])
}

function buildAll() {
  mkdirSync(out, { recursive: true })
  cc('-c', `${root}build/dev/cjson/cJSON.c`, '-o', `${out}/cjson.o`)
  for (const file of sources) compile(file)
  link()
  archive('library.a', [...sources.map(objectOf), `${out}/cjson.o`])
  program('mcpx-filter', `${root}src/tools/mcpx_filter.c`)
  const support = filesOf('tests/native/support/*.c')
  for (const file of support) cc('-c', root + file, '-o', objectOf(file))
  archive('support.a', support.map(objectOf))
  return filesOf('tests/native/*/test_*.c').flatMap(buildTest)
}

// ---- Tests ----

// Run a test: true if it passes in time. The limit is of the processor, which others may use too.
function runTest({ name, seconds }) {
  return new Promise((resolve) => {
    const limit = `ulimit -t ${Math.ceil(MORE_SECONDS * (1 + seconds))}; exec "$0"`
    const child = spawn('sh', ['-c', limit, `${out}/test_${name}`], { stdio: 'ignore', cwd: root })
    const timer = setTimeout(() => child.kill('SIGKILL'), (WAIT_SECONDS + MORE_SECONDS * seconds) * 1000)
    child.on('exit', (code) => {
      clearTimeout(timer)
      resolve(code === 0)
    })
  })
}

// Call `work` for the tests in order, a few at a time, until it returns true.
async function forTests(tests, work) {
  const queue = [...tests]
  const next = async () => {
    while (queue.length > 0) if (await work(queue.shift())) queue.length = 0
  }
  await Promise.all(Array.from({ length: PROCESSES }, next))
}

// The name of a test that fails, or undefined.
async function firstFailure(tests) {
  let failed
  await forTests(tests, async (test) => {
    if (!(await runTest(test))) failed ??= test.name
    return failed
  })
  return failed
}

// The tests, the fastest first. They pass without a mutant.
async function measure(tests) {
  await forTests(tests, async (test) => {
    const start = Date.now()
    if (!(await runTest({ ...test, seconds: WAIT_SECONDS })))
      throw new Error(`${test.name} fails without a mutant`)
    test.seconds = (Date.now() - start) / 1000
  })
  return tests.sort((a, b) => a.seconds - b.seconds)
}

// ---- Mutants ----

// `nth` counts the equal tokens of the line, from 1.
const idOf = ({ file, line, from, to, nth }) => JSON.stringify([file, line, from, to, nth])
const idsIn = (file) =>
  new Set(
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((row) => row.startsWith('{'))
      .map((row) => idOf(JSON.parse(row)))
  )
const equivalents = idsIn(`${root}tests/mutate/equivalents.jsonl`)
const wanted = again && idsIn(again)

// mulberry32: numbers from 0 to 1.
function randomOf(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

function* draw() {
  const files = sources.filter((file) => !NOT_MUTATED.test(file))
  const sites = files.flatMap((file) => sitesOf(file, readFileSync(root + file, 'utf8')))
  const ids = new Set(sites.map(idOf))
  for (const id of equivalents) if (!ids.has(id)) say(`equivalents.jsonl: no such place: ${id}`)
  const random = randomOf(seed)
  while (sites.length > 0) {
    const [site] = sites.splice(Math.floor(random() * sites.length), 1)
    if (wanted ? wanted.has(idOf(site)) : !equivalents.has(idOf(site))) yield site
  }
}

const builds = (site) => {
  try {
    compile(site.file, changeAt(readFileSync(root + site.file, 'utf8'), site))
    link()
    return true
  } catch {
    return false
  }
}

// The tests that reach a file, those of its own module first.
function testsFor(tests, file) {
  const other = ({ module }) => Number(module !== file.split('/')[1])
  return tests.filter(({ reaches }) => reaches.includes(file)).sort((a, b) => other(a) - other(b))
}

async function main() {
  const tests = await measure(buildAll())
  if (!tests.some(({ reaches }) => reaches.length > 0)) throw new Error('the linker names no object')
  say(`${tests.length} tests`)
  let made = 0
  const survivors = []
  for (const site of draw()) {
    if (made === count) break
    if (!builds(site)) {
      compile(site.file)
      continue
    }
    made++
    const failed = await firstFailure(testsFor(tests, site.file))
    compile(site.file)
    process.stderr.write(`${made} of ${count}: ${failed ?? 'survives'}\n`)
    if (failed) continue
    survivors.push(site)
    say(
      JSON.stringify({
        file: site.file,
        line: site.line,
        from: site.from,
        to: site.to,
        nth: site.nth,
        row: site.row
      })
    )
  }
  say(`${survivors.length} of ${made} mutants survive`)
  process.exitCode = survivors.length * 10 < made ? 0 : 1
}

await main()
