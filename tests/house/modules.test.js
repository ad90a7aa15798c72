// modules.test.js: which module of src/ may use which. It checks includes, symbols, cycles and the owners of tables.
import { execFileSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { readText, root } from '../wasm/helpers.js'

// A module -> the modules that it may use. docs/architecture.md prints the same table.
const ALLOWED = {
  base: [],
  json: ['base'],
  formats: ['base'],
  catalog: ['base', 'json'],
  classify: ['base', 'json', 'catalog'],
  canary: ['base', 'formats'],
  check: ['base', 'json', 'formats', 'catalog', 'canary'],
  filter: ['base', 'json', 'catalog', 'classify', 'canary', 'check'],
  proxy: ['base', 'json', 'catalog', 'check']
}
// check offers this header alone to proxy.
const FOR_PROXY = 'check/fields.h'

const PUBLIC = ['mcpx.h', 'mcpx_proxy.h']
// Takes the place of classify/anchors.c in modules that are built for size.
const REPLACEMENT = 'classify/anchors_build.c'
const NOT_MODULES = ['tables', 'tools']
const OBJECTS = 'build/release/CMakeFiles/mcpx.dir/src'

const run = (command, ...args) =>
  execFileSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 })

const files = run('git', 'ls-files', '--cached', '--others', '--exclude-standard', 'src')
  .trimEnd()
  .split('\n')
  .map((file) => file.slice('src/'.length))
const sources = files.filter((file) => /\.[ch]$/.test(file) && moduleOf(file) in ALLOWED)
const exists = new Set(files)

function moduleOf(file) {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : ''
}

// The files of src/ that a file includes, as paths below src/.
function includesOf(file) {
  const quoted = readText(`src/${file}`).matchAll(/^#include "([^"]+)"/gm)
  return Array.from(quoted, ([, name]) => (exists.has(name) ? name : join(dirname(file), name)))
}

const mayUse = (from, to) => from === to || ALLOWED[from].includes(to)

// The symbols of each object file of the library, without the native part: { file, module, defined, used }.
let symbols
function objects() {
  symbols ??= sources
    .filter((file) => file.endsWith('.c') && moduleOf(file) !== 'proxy' && file !== REPLACEMENT)
    .map((file) => {
      const rows = run('nm', `${OBJECTS}/${file}.o`).matchAll(/ ([A-Za-z]) (\S+)$/gm)
      const names = { defined: [], used: [] }
      for (const [, kind, name] of rows) {
        if (kind === 'U') names.used.push(name)
        else if ('TRDBV'.includes(kind)) names.defined.push(name)
      }
      return { file, module: moduleOf(file), ...names }
    })
  return symbols
}

// The first cycle in a graph (a map from a name to the names it leads to), or null.
function findCycle(graph) {
  const state = new Map()
  const visit = (name, path) => {
    if (state.get(name) === 'done') return null
    if (state.get(name) === 'open') return [...path.slice(path.indexOf(name)), name]
    state.set(name, 'open')
    for (const next of graph.get(name) ?? []) {
      const cycle = visit(next, [...path, name])
      if (cycle) return cycle
    }
    state.set(name, 'done')
    return null
  }
  for (const name of graph.keys()) {
    const cycle = visit(name, [])
    if (cycle) return cycle
  }
  return null
}

describe('the modules of src/', () => {
  test('are folders of the table', () => {
    const folders = new Set(files.map(moduleOf).filter(Boolean))
    expect([...folders].sort()).toEqual([...Object.keys(ALLOWED), ...NOT_MODULES].sort())
    const flat = files.filter((file) => !file.includes('/'))
    expect(flat.sort()).toEqual(['lib.c', ...PUBLIC].sort())
  })

  test('include only what the table allows', () => {
    const wrong = sources.flatMap((file) =>
      includesOf(file)
        .filter((name) => !name.endsWith('/cJSON.h') && !PUBLIC.includes(name) && moduleOf(name) !== 'tables')
        .filter((name) => !exists.has(name) || !mayUse(moduleOf(file), moduleOf(name)))
        .map((name) => `${file} includes ${name}`)
    )
    expect(wrong).toEqual([])
    const ofCheck = sources
      .filter((file) => moduleOf(file) === 'proxy')
      .flatMap((file) => includesOf(file).filter((name) => moduleOf(name) === 'check'))
    expect(new Set(ofCheck)).toEqual(new Set([FOR_PROXY]))
  })

  test('call only what the table allows', () => {
    const all = objects()
    expect(all.length).toBeGreaterThan(35)
    const owner = new Map(all.flatMap(({ module, defined }) => defined.map((name) => [name, module])))
    const wrong = all.flatMap(({ file, module, used }) =>
      used
        .filter((name) => owner.has(name) && !mayUse(module, owner.get(name)))
        .map((name) => `${file} uses ${name} of ${owner.get(name)}`)
    )
    expect(wrong).toEqual([])
  })

  test('have no cycle of files', () => {
    const graph = new Map(sources.map((file) => [file, new Set()]))
    for (const file of sources)
      for (const name of includesOf(file)) if (graph.has(name)) graph.get(file).add(name)
    const all = objects()
    const definedIn = new Map(all.flatMap(({ file, defined }) => defined.map((name) => [name, file])))
    for (const { file, used } of all)
      for (const name of used) if (definedIn.has(name)) graph.get(file).add(definedIn.get(name))
    expect(graph.size).toBeGreaterThan(30)
    expect(findCycle(graph)).toBeNull()
  })

  // The catalog takes the names and texts of these tables, the classifier the phrases and rules beside them.
  const TWO_READERS = ['causes', 'clients', 'surroundings', 'unknown']

  test('own their tables: one module reads each', () => {
    const readers = new Map()
    for (const file of sources)
      for (const name of includesOf(file))
        if (moduleOf(name) === 'tables')
          readers.set(name, (readers.get(name) ?? new Set()).add(moduleOf(file)))
    const shared = [...readers].filter(([, modules]) => modules.size > 1)
    expect(shared.map(([name, modules]) => `${name}: ${[...modules].sort()}`).sort()).toEqual(
      TWO_READERS.map((name) => `tables/${name}.def: catalog,classify`)
    )
  })

  test('are all in lib.c', () => {
    const listed = [...readText('src/lib.c').matchAll(/^#include "([^"]+\.c)"/gm)].map(([, file]) => file)
    const own = sources.filter((file) => file.endsWith('.c') && file !== REPLACEMENT)
    expect(listed.filter((file) => file !== 'cJSON.c').sort()).toEqual(own.sort())
  })

  test('are documented as they are', () => {
    const rows = Object.entries(ALLOWED).map(
      ([module, uses]) => `| ${module} | ${uses.length ? uses.join(', ') : 'nothing'} |`
    )
    const page = readText('docs/architecture.md')
    for (const row of rows)
      expect(page).toContain(row.replace('catalog, check |', 'catalog, check/fields.h |'))
  })
})

describe('the search for cycles', () => {
  test('finds one, and only where there is one', () => {
    const graph = (edges) => new Map(Object.entries(edges))
    expect(findCycle(graph({ a: ['b'], b: ['c'], c: ['a'] }))).toEqual(['a', 'b', 'c', 'a'])
    expect(findCycle(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toBeNull()
  })
})
