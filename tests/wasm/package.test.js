// package.test.js: the packed npm package, installed into an empty project.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { describe, expect, test } from '@jest/globals'
import { build } from 'esbuild'
import { inTemporaryFolder, root } from './helpers.js'

const USE = "mcpx.classify('zsh:1: command not found: docker').code"
const CODE = 'MCPX_DOCKER_CLI_NOT_FOUND'

const PROGRAMS = {
  'esm.mjs': `import { load, loadSync } from '@mcpproxy/mcpx'
    const mcpx = await load()
    console.log(${USE}, loadSync().version)`,
  'cjs.cjs': `const { load, loadSync } = require('@mcpproxy/mcpx')
    load().then((mcpx) => console.log(${USE}, loadSync().version))`,
  'inline.mjs': `import { load, loadSync } from '@mcpproxy/mcpx/inline'
    const mcpx = await load()
    console.log(${USE}, loadSync().version)`
}

const TYPED = `import { loadSync, type Answer, type CheckRule, type Code, type Heartbeat, type Rule, type RuleRow } from '@mcpproxy/mcpx'
const mcpx = loadSync()
const answer: Answer = mcpx.classify('x', { transport: 'stdio', dockerIsolated: true, facts: { dns: true } })
const code: Code = 'MCPX_HTTP_401'
const rule: Rule | null = answer.rule
const [{ code: first }] = mcpx.classifyAll('x', [{ transport: 'http' }, null])
const kind: CheckRule = mcpx.redact('x', { blockedValues: ['yyyy'] }).ranges[0].kind
const row: RuleRow | null = mcpx.rule('unclassified')
mcpx.openReport().count('{}')
const check = (bytes: Uint8Array, view: DataView, memory: ArrayBuffer) =>
  [bytes, view, memory].map((text) => mcpx.validate(text).ok)
mcpx.report(['{}', new Uint8Array(2)])
const readHeartbeat = (text: string) => JSON.parse(text) as Heartbeat
const { os, server_count, feature_flags, error_category_counts } = readHeartbeat('{}')
const figures: [number, boolean, string | undefined] = [server_count, feature_flags.docker_available, error_category_counts?.toString()]
const isMac = os === 'darwin'
// @ts-expect-error no system of Go
const isWrong = os === 'macos'
// @ts-expect-error a text is no list of payloads
mcpx.report('{}')
// @ts-expect-error nor are bytes
mcpx.report(new Uint8Array(2))
// @ts-expect-error an object is no text
mcpx.validate({ a: 1 })
// @ts-expect-error nor is a number
mcpx.validate(5)
// @ts-expect-error unknown code
const none: Code = 'MCPX_NOPE'
// @ts-expect-error unknown option
mcpx.classify('x', { trnsport: 'stdio' })
// @ts-expect-error redact has no profiles
mcpx.redact('x', { profile: 'proxy' })
export { check, code, figures, first, isMac, isWrong, kind, none, row, rule }
`

const run = (folder, command, ...args) => {
  const { NODE_OPTIONS: _, ...env } = process.env
  return execFileSync(command, args, {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe']
  })
}

function install(folder) {
  const packed = JSON.parse(run(`${root}wasm`, 'npm', 'pack', '--json', '--pack-destination', folder))[0]
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  run(folder, 'npm', 'install', '--offline', '--no-audit', '--no-fund', join(folder, packed.filename))
  return packed
}

const BUFFERS = `import { loadSync } from '@mcpproxy/mcpx'
import { load } from '@mcpproxy/mcpx/inline'
import module from '@mcpproxy/mcpx/mcpx.wasm'
export const ok = (buffer: Buffer) => loadSync(buffer).validate(buffer).ok
export const inline = load(), own = load(module), fetched = load(new URL('file:///x'))
`

// Types of Node, of the browser, or of neither; the declarations themselves are checked, too.
function typeCheck(folder, names, lib, types) {
  const options = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--skipLibCheck',
    'false'
  ]
  const hosts = [
    '--lib',
    lib,
    ...(types ? ['--types', types] : []),
    '--typeRoots',
    types ? `${root}node_modules/@types` : 'none'
  ]
  run(folder, process.execPath, `${root}node_modules/typescript/bin/tsc`, ...options, ...hosts, ...names)
}

const FILES = [
  'LICENSE',
  'README.md',
  'THIRD-PARTY-NOTICES',
  'dist/browser.cjs',
  'dist/browser.mjs',
  'dist/check_thread.mjs',
  'dist/cli.mjs',
  'dist/docusaurus.d.ts',
  'dist/docusaurus.mjs',
  'dist/index.d.cts',
  'dist/index.d.ts',
  'dist/inline.mjs',
  'dist/mcpx-scalar.wasm',
  'dist/mcpx.wasm',
  'dist/mcpx.wasm.d.ts',
  'dist/names.d.cts',
  'dist/names.d.ts',
  'dist/node.cjs',
  'dist/node.mjs',
  'dist/workerd.mjs',
  'package.json'
]

test('the tarball works: ES modules, CommonJS, types, the command', async () => {
  await inTemporaryFolder((folder) => {
    const packed = install(folder)
    const { version } = JSON.parse(readFileSync(`${root}wasm/package.json`, 'utf8'))
    for (const [name, program] of Object.entries(PROGRAMS)) {
      writeFileSync(join(folder, name), program)
      expect(run(folder, process.execPath, name).trim()).toBe(`${CODE} ${version}`)
    }
    mkdirSync(join(folder, 'types'))
    for (const name of ['types/esm.mts', 'types/cjs.cts']) writeFileSync(join(folder, name), TYPED)
    writeFileSync(join(folder, 'types/buffers.mts'), BUFFERS)
    typeCheck(folder, ['types/esm.mts', 'types/cjs.cts'], 'es2022,dom', '')
    typeCheck(folder, ['types/esm.mts', 'types/cjs.cts'], 'es2022', '')
    typeCheck(folder, ['types/esm.mts', 'types/cjs.cts', 'types/buffers.mts'], 'es2022', 'node')
    expect(run(folder, 'npx', '--offline', 'mcpx', 'explain', 'docker_cli', '-f', 'json')).toContain(CODE)
    const names = packed.files.map((file) => file.path)
    const parts = /^dist\/cli\/[\w-]+\.mjs$/
    const page = /^page\/mcpx\//
    expect(names.filter((name) => !parts.test(name) && !page.test(name)).sort()).toEqual(FILES)
    expect(names.filter((name) => parts.test(name)).length).toBeGreaterThan(5)
    expect(
      names
        .filter((name) => page.test(name))
        .map((name) => name.replace(page, ''))
        .sort()
    ).toEqual(
      readdirSync(`${root}web/dist`)
        .filter((name) => !/^(dashboard|_headers)/.test(name))
        .sort()
    )
    const notices = readFileSync(join(folder, 'node_modules/@mcpproxy/mcpx/THIRD-PARTY-NOTICES'), 'utf8')
    for (const name of ['commander', 'picocolors', 'picomatch', 'string-width', 'fdir'])
      expect(notices).toMatch(new RegExp(`^${name} [\\d.]+ \\((MIT|ISC)\\)$`, 'm'))
    expect(notices.match(/Permission (is hereby granted|to use)/g).length).toBeGreaterThan(8)
  })
})

test('the example in its README gives the values in its comments', async () => {
  const [, example] = readFileSync(`${root}wasm/README.md`, 'utf8').match(/```js\n([^`]*)```/)
  const checked = example.replaceAll(
    /^(.*) \/\/ ('.*')$/gm,
    (_, expression, value) => `console.log(${expression} === ${value})`
  )
  await inTemporaryFolder((folder) => {
    install(folder)
    writeFileSync(join(folder, 'example.mjs'), checked)
    expect(run(folder, process.execPath, 'example.mjs')).toBe('true\ntrue\n')
  })
})

describe('bundles and other hosts', () => {
  test.each([
    ['node', 'cjs'],
    ['node', 'esm'],
    ['browser', 'iife']
  ])('esbuild for %s, as %s: the inline entry needs no file beside the bundle', async (platform, format) => {
    await inTemporaryFolder(async (folder) => {
      install(folder)
      const entry = `import { loadSync } from '@mcpproxy/mcpx/inline'\nconst mcpx = loadSync()\nconsole.log(${USE})`
      writeFileSync(join(folder, 'entry.mjs'), entry)
      const outfile = join(folder, `out/bundle.${format === 'esm' ? 'mjs' : 'cjs'}`)
      await build({ entryPoints: [join(folder, 'entry.mjs')], bundle: true, outfile, platform, format })
      expect(run(folder, process.execPath, outfile).trim()).toBe(CODE)
    })
  })

  // Jest's jsdom takes the condition "browser" and require(); it has Buffer, but neither TextDecoder nor fetch.
  test('a host without encoders: the CommonJS build for browsers gives the same answers', () => {
    const dist = `${root}wasm/dist`
    const { exports } = JSON.parse(readFileSync(`${root}wasm/package.json`, 'utf8'))
    expect(exports['.'].browser.require.default).toBe('./dist/browser.cjs')
    const module = { exports: {} }
    const host = createContext({
      module,
      exports: module.exports,
      Buffer,
      document: { baseURI: 'http://x/' }
    })
    runInContext(readFileSync(`${dist}/browser.cjs`, 'utf8'), host)
    const mcpx = module.exports.loadSync(readFileSync(`${dist}/mcpx.wasm`))
    expect(mcpx.classify('zsh:1: command not found: docker').code).toBe(CODE)
    expect(mcpx.redact('ö 😀 open /home/alice/ü: denied').text).toBe('ö 😀 open [home_path]: denied')
  })
})

test('an incomplete package cannot be packed', async () => {
  await inTemporaryFolder((folder) => {
    for (const name of ['package.json', 'prepack.js', 'README.md'])
      cpSync(`${root}wasm/${name}`, join(folder, name))
    const { NODE_OPTIONS: _, ...env } = process.env
    const { status, stderr } = spawnSync('npm', ['pack', '--ignore-scripts=false'], {
      cwd: folder,
      env,
      encoding: 'utf8'
    })
    expect(status).not.toBe(0)
    expect(stderr).toMatch(
      /The package is incomplete[\s\S]*dist\/node\.mjs[\s\S]*THIRD-PARTY-NOTICES[\s\S]*page\/mcpx\/diagnose\.js/
    )
  })
})
