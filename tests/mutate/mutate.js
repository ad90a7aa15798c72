// mutate.js [N] [seed]: changes one token of a source file at a time and runs the native tests, which should notice.
//
// A seeded sample of N mutants (60) is drawn from src/*/*.c: a comparison, a sign, a number, a negation, a returned
// truth. Prints those that no test notices, and how many there are. equivalents.jsonl lists mutants that behave as the
// original does; they are not drawn. The library is a shared one here, so that one file is compiled per mutant.
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, dirname } from 'node:path'
import { changeAt, sitesOf } from './sites.js'

const root = new URL('../../', import.meta.url).pathname
const out = `${root}build/mutate`
const count = Number(process.argv[2] ?? 60)
const seed = Number(process.argv[3] ?? 1)

// The tests that replace functions of the library by the linker, and those that take longer than this.
const LEFT_OUT = ['filter_entry', 'proxy_docker_shell']
const TEST_SECONDS = 35
const MUTANT_SECONDS = 60
const PROCESSES = Math.min(2, availableParallelism())
// Only a test that is left out runs this file.
const NOT_MUTATED = /system_posix\.c$/

const say = (text) => process.stdout.write(`${text}\n`)

// ---- Builds ----

const CC = process.env.CC ?? 'cc'
const FLAGS = ['-std=c11', '-O1', '-w', '-fPIC', '-DMCPX_PROXY', '-D_DEFAULT_SOURCE']
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

const compile = (file, text) => {
  if (text === undefined) return cc('-c', root + file, '-o', objectOf(file))
  // Beside the original, where its includes are found.
  const copy = `${out}/mutant.c`
  writeFileSync(copy, text)
  cc(`-I${root}${dirname(file)}`, '-c', copy, '-o', objectOf(file))
}

const link = () => cc('-shared', ...sources.map(objectOf), `${out}/cjson.o`, '-lpthread', '-o', library)

const program = (target, ...files) =>
  cc(...files, '-o', `${out}/${target}`, `-L${out}`, '-lmutant', '-lcmocka', '-lpthread', `-Wl,-rpath,${out}`)

function buildAll() {
  mkdirSync(out, { recursive: true })
  cc('-c', `${root}build/dev/cjson/cJSON.c`, '-o', `${out}/cjson.o`)
  for (const file of sources) compile(file)
  link()
  program('mcpx-filter', `${root}src/tools/mcpx_filter.c`)
  const support = readdirSync(`${root}tests/native/support`).filter((file) => file.endsWith('.c'))
  for (const file of support)
    cc('-c', `${root}tests/native/support/${file}`, '-o', `${out}/support_${file}.o`)
  const objects = support.map((file) => `${out}/support_${file}.o`)
  return filesOf('tests/native/*/test_*.c').flatMap((file) => {
    const module = basename(dirname(file))
    const name = `${module}_${basename(file, '.c').slice('test_'.length)}`
    if (LEFT_OUT.includes(name)) return []
    program(`test_${name}`, root + file, ...objects)
    return [{ name, module, seconds: 0 }]
  })
}

// ---- Tests ----

// Run a test: true if it passes in time.
function runTest({ name }, seconds) {
  return new Promise((resolve) => {
    const child = spawn(`${out}/test_${name}`, { stdio: 'ignore', cwd: root })
    const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000)
    child.on('exit', (code) => {
      clearTimeout(timer)
      resolve(code === 0)
    })
  })
}

// Run the tests in order, a few at a time. Returns the name of one that fails, or undefined.
async function firstFailure(tests) {
  const queue = [...tests]
  const until = Date.now() + MUTANT_SECONDS * 1000
  let failed
  const work = async () => {
    while (queue.length > 0 && !failed && Date.now() < until) {
      const test = queue.shift()
      if (!(await runTest(test, TEST_SECONDS + 5 * test.seconds))) failed ??= test.name
    }
  }
  await Promise.all(Array.from({ length: PROCESSES }, work))
  return failed
}

// The tests of the unchanged library that end in time, the fastest first.
async function measure(tests) {
  const ended = []
  for (const test of tests) {
    const start = Date.now()
    const passed = await runTest(test, TEST_SECONDS)
    test.seconds = (Date.now() - start) / 1000
    if (passed) ended.push(test)
    else if (test.seconds < TEST_SECONDS) throw new Error(`${test.name} fails without a mutant`)
  }
  return ended.sort((a, b) => a.seconds - b.seconds)
}

// ---- Mutants ----

// `nth` counts the equal tokens of the line, from 1.
const idOf = ({ file, line, from, to, nth }) => JSON.stringify([file, line, from, to, nth])
const equivalents = new Set(
  readFileSync(`${root}tests/mutate/equivalents.jsonl`, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((row) => idOf(JSON.parse(row)))
)

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
  const random = randomOf(seed)
  while (sites.length > 0) {
    const [site] = sites.splice(Math.floor(random() * sites.length), 1)
    if (!equivalents.has(idOf(site))) yield site
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

const moduleOf = (file) => file.split('/')[1]

async function main() {
  const tests = await measure(buildAll())
  say(`${tests.length} tests run for each mutant`)
  let made = 0
  const survivors = []
  for (const site of draw()) {
    if (made === count) break
    if (!builds(site)) {
      compile(site.file)
      continue
    }
    made++
    const own = (test) => Number(test.module !== moduleOf(site.file))
    const failed = await firstFailure([...tests].sort((a, b) => own(a) - own(b)))
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
