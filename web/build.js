// build.js: the sources of the page and the compiled modules -> web/dist, the files that a site serves.
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { build } from 'esbuild'
import { minify } from 'terser'
import { causeHomes } from './cause_homes.js'
import { hashNames } from './hash_names.js'
import { llmsText } from './llms.js'

const here = (path) => new URL(path, import.meta.url).pathname
const dist = (file) => here(`dist/${file}`)

const MODULES = ['codes.wasm', 'diagnose.wasm', 'check.wasm']
const COPIED = ['icon.svg']
const SHEETS = ['page.css', 'diagnose.css', 'rest.css']

const COMMON = { bundle: true, minify: true, target: 'es2022', legalComments: 'none', logLevel: 'warning' }

// Code that several scripts share, and code that is loaded later, goes into chunks.
const SCRIPTS = {
  entryPoints: ['diagnose', 'page', 'worker'].map((name) => here(`entry/${name}.js`)),
  entryNames: '[name]',
  chunkNames: '[name]-[hash]',
  outdir: here('dist'),
  format: 'esm',
  splitting: true,
  metafile: true,
  define: { Buffer: 'undefined' } // browsers have none, so the library's code for it is left out
}
// The dashboard is a page of its own, which the service worker does not cache.
const titles = JSON.parse(readFileSync(here('../docs/catalog.json'), 'utf8')).map(({ code, title }) => [
  code,
  title
])
const DASHBOARD = {
  entryPoints: [here('entry/dashboard.js')],
  chunkNames: 'dashboard-[name]-[hash]',
  outdir: here('dist'),
  format: 'esm',
  splitting: true,
  metafile: true,
  define: { CODE_TITLES: JSON.stringify(Object.fromEntries(titles)) }
}
// Older browsers than these have no light-dark().
const STYLES = {
  entryPoints: [
    { in: here('page.css'), out: 'page' },
    { in: here('dashboard.css'), out: 'dashboard' },
    { in: here('styles/index.css'), out: 'diagnose' },
    { in: here('styles/rest.css'), out: 'rest' }
  ],
  outdir: here('dist'),
  target: ['chrome123', 'firefox120', 'safari17.5']
}

// Terser makes the output of esbuild about 5 % smaller. Its `unsafe` options suppose that no script replaces what is
// built in.
async function shrink(script) {
  const options = {
    module: true,
    ecma: 2022,
    compress: {
      passes: 3,
      if_return: false, // what it makes compresses worse
      inline: 1,
      booleans: false,
      unsafe: true,
      unsafe_proto: true,
      unsafe_regexp: true,
      unsafe_arrows: true,
      unsafe_methods: true,
      pure_getters: true
    }
  }
  const { code } = await minify(readFileSync(dist(script), 'utf8'), options)
  writeFileSync(dist(script), code)
}

// The names in a list of imports or exports: "a as b,c" is [['a', 'b'], ['c', 'c']].
const pairsOf = (list) =>
  list
    .split(',')
    .map((pair) => pair.split(' as '))
    .map(([a, b = a]) => [a, b])
const pairText = ([a, b]) => (a === b ? a : `${a} as ${b}`)

// A script exports what other scripts import by the names that it has there: a list of names is shorter than one of
// pairs. `isKept` tells the names that must stay.
function exportOwnNames(script, importers, isKept) {
  const text = readFileSync(dist(script), 'utf8')
  const [clause, list] = /export\{([^}]*)\}/.exec(text)
  const pairs = pairsOf(list)
  const kept = new Set(pairs.map(([, name]) => name).filter(isKept))
  const free = (own) => (kept.has(own) ? `${own}$` : own)
  const exported = pairs.map(([own, name]) => [name, kept.has(name) ? name : free(own), own])
  const names = new Map(exported)
  writeFileSync(
    dist(script),
    text.replace(
      clause,
      `export{${exported
        .map(([, name, own]) => pairText([own, name]))
        .sort()
        .join()}}`
    )
  )
  const imports = new RegExp(`import\\{([^}]*)\\}from"\\./${script}"`)
  for (const importer of importers) {
    const renamed = readFileSync(dist(importer), 'utf8').replace(
      imports,
      (_, used) =>
        `import{${pairsOf(used).map(([name, local]) => pairText([names.get(name), local]))}}from"./${script}"`
    )
    writeFileSync(dist(importer), renamed)
  }
}

// esbuild puts the code of an entry that other scripts share into a chunk, and makes a file that only passes it on. The
// chunk gets the name of that file, which saves a request; `importer` then uses the chunk's own name for the export.
// Returns the entry with what it imports.
function unwrap(entry, outputs, importer) {
  const [path, { imports }] = Object.entries(outputs).find(([, { entryPoint }]) =>
    entryPoint?.endsWith(entry)
  )
  const script = basename(path)
  const read = (file) => readFileSync(dist(file), 'utf8')
  const [, name, local, chunk] = /import\{(\w+) as (\w+)\}from"\.\/([\w-]+\.js)"/.exec(read(script))
  const [, exported] = new RegExp(`export\\{${local} as (\\w+)\\}`).exec(read(script))
  writeFileSync(dist(importer), read(importer).replace(`.${exported}(`, `.${name}(`))
  renameSync(dist(chunk), dist(script))
  delete outputs[path.replace(script, chunk)]
  const others = Object.keys(outputs).map((output) => basename(output))
  for (const other of others) writeFileSync(dist(other), read(other).replaceAll(chunk, script))
  const imported = imports
    .filter(({ kind }) => kind === 'import-statement')
    .map(({ path: one }) => basename(one))
  return [script, ...imported.filter((one) => one !== chunk)]
}

// A hash of the files' content, which names the set of files for the service worker.
function versionOf(files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(dist(file === './' ? 'index.html' : file)))
  return hash.digest('base64').slice(0, 8)
}

// Headers in the format of Cloudflare Pages. The policy in the page cannot contain frame-ancestors.
function headers() {
  const [, policy] = readFileSync(here('index.html'), 'utf8').match(
    /Content-Security-Policy" content="([^"]+)"/
  )
  return `/*
  Content-Security-Policy: ${policy}; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Permissions-Policy: camera=(), geolocation=(), microphone=(), clipboard-write=(self)
  Cross-Origin-Opener-Policy: same-origin
  Cross-Origin-Resource-Policy: same-origin
  Cache-Control: public, max-age=0, must-revalidate
`
}

rmSync(here('dist'), { recursive: true, force: true })
mkdirSync(here('dist'), { recursive: true })
for (const file of COPIED) cpSync(here(file), dist(file))
const read = (file) => readFileSync(here(file), 'utf8')
const content = {
  ...JSON.parse(read('content.json')),
  examples: JSON.parse(read('examples.json')),
  heartbeat: read('../docs/examples/heartbeat.json'),
  homes: causeHomes(here('../build/wasm/wasm/mcpx.wasm'))
}
writeFileSync(dist('content.json'), JSON.stringify(content))
for (const file of MODULES) {
  cpSync(here(`../build/wasm/wasm/${file}`), dist(file))
  chmodSync(dist(file), 0o644) // the linker makes it executable
}
await build({ ...COMMON, ...STYLES })
const { metafile } = await build({ ...COMMON, ...SCRIPTS })
const LOADER = 'diagnose.js'
const first = unwrap('element.js', metafile.outputs, LOADER)
const scripts = Object.keys(metafile.outputs).map((path) => basename(path))
const loader = readFileSync(dist(LOADER), 'utf8')
for (const script of scripts) await shrink(script)
for (const script of first) exportOwnNames(script, scripts, (name) => loader.includes(`.${name}(`))

// The page preloads what the first answer needs.
const preloads = first.map((file) => `<link rel="modulepreload" href="${file}">`)
const { version } = JSON.parse(read('../wasm/package.json'))
const page = read('index.html')
  .replace('<!-- preloads -->', preloads.join(''))
  .replace('<!-- version -->', version)
  .replace(/\n\s+/g, '\n')
writeFileSync(dist('index.html'), page)

// For programs: the catalog, and a list of the codes in plain text.
const catalog = read('../docs/catalog.json')
writeFileSync(dist('catalog.json'), catalog)
writeFileSync(dist('llms.txt'), llmsText(JSON.parse(catalog), content.domains))

// Only the page and the script that other sites embed keep their names.
const parts = [...scripts.filter((script) => script !== LOADER), ...MODULES, ...SHEETS, 'content.json']
const hashed = hashNames(here('dist'), parts, [LOADER, 'index.html'])

// The files that the service worker caches. './' is the address of index.html.
const cached = ['./', 'index.html', ...COPIED, LOADER, ...hashed.values()]
await build({
  ...COMMON,
  entryPoints: [here('entry/sw.js')],
  outfile: dist('sw.js'),
  define: { __FILES__: JSON.stringify(cached), __VERSION__: JSON.stringify(versionOf(cached)) }
})
await shrink('sw.js')

// For the npm package: a folder that a site serves as it is, with the page in /mcpx/.
const packed = here('../wasm/page/')
rmSync(packed, { recursive: true, force: true })
for (const file of [LOADER, 'index.html', 'sw.js', 'catalog.json', 'llms.txt', ...COPIED, ...hashed.values()])
  cpSync(dist(file), `${packed}mcpx/${file}`)

cpSync(here('dashboard.html'), dist('dashboard.html'))
const dashboard = await build({ ...COMMON, ...DASHBOARD })
for (const path of Object.keys(dashboard.metafile.outputs)) await shrink(basename(path))
writeFileSync(dist('_headers'), headers())
