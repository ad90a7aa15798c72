// build.js: the sources of this folder and the compiled module -> wasm/dist, the files of the npm package.
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { build } from 'esbuild'
import { causeFacts, generalCauses } from '../docs/cause_examples.js'
import { heartbeatTypes } from './heartbeat_types.js'
import { loadSyncFrom } from './lib/core.js'
import { noticesOf } from './notices.js'

const here = (path) => new URL(path, import.meta.url).pathname
const built = (name) => here(`../build/wasm/wasm/${name}`)
const MODULE = built('mcpx.wasm')
// For engines without vectors.
const SCALAR = built('mcpx-scalar.wasm')

const COMMON = { bundle: true, target: 'es2022', legalComments: 'none', logLevel: 'warning', metafile: true }

// Modules of Node that packages import at the start of the command, though it does not need them then: commander starts
// no programs, an import of node:process opens all standard streams, and the others are only for a spinner. Each takes
// some milliseconds.
const POSTPONED = [
  ['commander', 'node:child_process', 'module.exports = {}'],
  ['commander', 'node:process', 'module.exports = globalThis.process'],
  ['yocto-spinner', 'node:process', 'module.exports = globalThis.process'],
  ['yocto-spinner', 'node:util', "module.exports = require('node:util')"],
  ['yoctocolors', 'node:tty', "module.exports = require('node:tty')"]
]

const postponed = {
  name: 'postponed',
  setup({ onResolve, onLoad }) {
    for (const [name, module, contents] of POSTPONED) {
      const namespace = `${name} ${module}`
      onResolve({ filter: new RegExp(`^${module}$`) }, ({ importer, namespace: from }) =>
        from === 'file' && importer.includes(`/${name}/`) ? { path: module, namespace } : undefined
      )
      onLoad({ filter: /.*/, namespace }, () => ({ contents }))
    }
  }
}

// The scripts of the package, one per kind of host.
const BUNDLES = [
  { entryPoints: [here('lib/node.js')], outfile: here('dist/node.mjs'), format: 'esm', platform: 'node' },
  {
    entryPoints: [here('lib/node.js')],
    outfile: here('dist/node.cjs'),
    format: 'cjs',
    platform: 'node',
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    define: { 'import.meta.url': 'importMetaUrl' }
  },
  {
    entryPoints: [here('lib/browser.js')],
    outfile: here('dist/browser.mjs'),
    format: 'esm',
    platform: 'browser',
    minify: true
  },
  // For Jest's jsdom, which takes the condition "browser" and require().
  {
    entryPoints: [here('lib/browser.js')],
    outfile: here('dist/browser.cjs'),
    format: 'cjs',
    platform: 'browser',
    minify: true,
    define: { 'import.meta.url': 'document.baseURI' }
  },
  {
    entryPoints: [here('lib/inline.js')],
    outfile: here('dist/inline.mjs'),
    format: 'esm',
    platform: 'neutral',
    minify: true,
    define: { MODULE_BASE64: JSON.stringify(readFileSync(SCALAR, 'base64')) }
  },
  {
    entryPoints: [here('lib/workerd.js')],
    outfile: here('dist/workerd.mjs'),
    format: 'esm',
    external: ['*.wasm']
  },
  {
    entryPoints: [here('../web/docusaurus.js')],
    outfile: here('dist/docusaurus.mjs'),
    format: 'esm',
    packages: 'external'
  },
  {
    entryPoints: [here('cli/check_thread.js')],
    outfile: here('dist/check_thread.mjs'),
    minify: true,
    format: 'esm',
    platform: 'node'
  },
  {
    // Parts of the command that are not always needed are files of their own.
    entryPoints: { cli: here('cli/main.js') },
    outdir: here('dist'),
    outExtension: { '.js': '.mjs' },
    chunkNames: 'cli/[name]-[hash]',
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    plugins: [postponed],
    banner: {
      // commander is CommonJS: it needs require() for modules of Node.
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);"
    }
  }
]

const union = (name, values) =>
  `export type ${name} =\n${values.map((value) => `  | '${value}'`).join('\n')}\n`

// What mcpx explain shows of each cause.
const facts = (mcpx) =>
  causeFacts((rows) =>
    rows.map(({ text, transport, docker_isolated: dockerIsolated, os }) =>
      mcpx.classify(Buffer.from(text), { transport, dockerIsolated, os })
    )
  )

// The types list the names of codes, causes, rules and so on, and the fields of a heartbeat. They are read from the module, so they cannot differ from it.
function writeTypes(mcpx) {
  const { clients, runners } = mcpx.surroundings()
  const lists = {
    Code: mcpx.catalog().map((entry) => entry.code),
    CauseId: mcpx.causes().map((cause) => cause.id),
    ClientId: clients.map((client) => client.id),
    Runner: runners,
    Rule: mcpx.rules().map((rule) => rule.name),
    CheckRule: mcpx.checkRules().map((rule) => rule.name)
  }
  const types = Object.entries(lists)
    .map(([name, values]) => union(name, values))
    .join('')
  for (const suffix of ['ts', 'cts']) {
    const index = readFileSync(here('lib/index.d.ts'), 'utf8')
    writeFileSync(here(`dist/names.d.${suffix}`), types + heartbeatTypes(mcpx.schema()))
    writeFileSync(
      here(`dist/index.d.${suffix}`),
      index.replaceAll("'./names.js'", `'./names.${suffix === 'ts' ? 'js' : 'cjs'}'`)
    )
  }
}

rmSync(here('dist'), { recursive: true, force: true })
mkdirSync(here('dist'), { recursive: true })
cpSync(here('../LICENSE'), here('LICENSE'))
for (const module of [MODULE, SCALAR]) {
  const copy = here(`dist/${basename(module)}`)
  cpSync(module, copy)
  chmodSync(copy, 0o644) // the linker makes it executable
}
const mcpx = loadSyncFrom(readFileSync(MODULE))
const { version, schemaVersion, surroundings } = mcpx
// A text stays in the part of the command that uses it; esbuild would move a value to one that is always loaded.
const inlined = (value) => JSON.stringify(JSON.stringify(value))
const define = {
  CODES: JSON.stringify(mcpx.catalog().map(({ code }) => code)),
  FACTS: inlined({ version, schemaVersion, surroundings: surroundings() }),
  CAUSE_FACTS: inlined(facts(mcpx)),
  GENERAL_CAUSES: inlined(generalCauses())
}
writeTypes(mcpx)
cpSync(here('lib/module.d.ts'), here('dist/mcpx.wasm.d.ts'))
cpSync(here('../web/docusaurus.d.ts'), here('dist/docusaurus.d.ts'))
const sources = new Set()
for (const bundle of BUNDLES) {
  const { metafile } = await build({ ...COMMON, ...bundle, define: { ...define, ...bundle.define } })
  for (const source of Object.keys(metafile.inputs)) sources.add(source)
}
writeFileSync(here('THIRD-PARTY-NOTICES'), noticesOf([...sources]))
