// package.test.js: the packed npm package, installed into an empty project.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { inTemporaryFolder, root } from './helpers.js'

const USE = "mcpx.classify('zsh:1: command not found: docker').code"
const CODE = 'MCPX_DOCKER_CLI_NOT_FOUND'

const PROGRAMS = {
  'esm.mjs': `import { load, loadSync } from '@mcpproxy/mcpx'
    const mcpx = await load()
    console.log(${USE}, loadSync().version)`,
  'cjs.cjs': `const { load, loadSync } = require('@mcpproxy/mcpx')
    load().then((mcpx) => console.log(${USE}, loadSync().version))`
}

const TYPED = `import { loadSync, type Answer, type CheckRule, type Code, type Rule, type RuleRow } from '@mcpproxy/mcpx'
const mcpx = loadSync()
const answer: Answer = mcpx.classify('x', { transport: 'stdio', dockerIsolated: true, facts: { dns: true } })
const code: Code = 'MCPX_HTTP_401'
const rule: Rule | null = answer.rule
const [{ code: first }] = mcpx.classifyAll('x', [{ transport: 'http' }, null])
const kind: CheckRule = mcpx.redact('x', { blockedValues: ['y'] }).ranges[0].kind
const row: RuleRow | null = mcpx.rule('unclassified')
mcpx.openReport().count('{}')
// @ts-expect-error unknown code
const none: Code = 'MCPX_NOPE'
// @ts-expect-error unknown option
mcpx.classify('x', { trnsport: 'stdio' })
// @ts-expect-error redact has no profiles
mcpx.redact('x', { profile: 'proxy' })
export { code, first, kind, none, row, rule }
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

function typeCheck(folder, name) {
  writeFileSync(join(folder, name), TYPED)
  const options = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--lib',
    'es2022,dom'
  ]
  run(folder, process.execPath, `${root}node_modules/typescript/bin/tsc`, ...options, name)
}

test('the tarball works: ES modules, CommonJS, types, the command', async () => {
  await inTemporaryFolder((folder) => {
    const packed = install(folder)
    const { version } = JSON.parse(readFileSync(`${root}wasm/package.json`, 'utf8'))
    for (const [name, program] of Object.entries(PROGRAMS)) {
      writeFileSync(join(folder, name), program)
      expect(run(folder, process.execPath, name).trim()).toBe(`${CODE} ${version}`)
    }
    mkdirSync(join(folder, 'types'))
    typeCheck(folder, 'types/esm.mts')
    typeCheck(folder, 'types/cjs.cts')
    expect(run(folder, 'npx', '--offline', 'mcpx', 'explain', 'docker_cli', '-f', 'json')).toContain(CODE)
    const names = packed.files.map((file) => file.path)
    expect(names).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'dist/mcpx.wasm']))
    expect(names.filter((name) => /test|\.c$|src/.test(name))).toEqual([])
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
