// javascript.test.js: which folder of wasm/ and web/ may import from which; no cycles.
import { execFileSync } from 'node:child_process'
import { posix } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { readText, root } from '../wasm/helpers.js'

// Per folder, the folders that its files may import from, besides their own. "node:" stands for modules of Node,
// "packages" for those of node_modules. The files beside a folder's subfolders are listed one by one, as "web/dom.js".
const ALLOWED = {
  'wasm/shared': [],
  'wasm/lib': ['node:'],
  'wasm/cli/show': ['wasm/shared', 'node:', 'packages'],
  'wasm/cli/io': ['wasm/cli/show', 'wasm/shared', 'node:', 'packages'],
  'wasm/cli/connect': ['wasm/shared', 'node:'],
  'wasm/cli/formats': ['wasm/cli/io', 'wasm/cli/show', 'wasm/shared', 'node:', 'packages'],
  'wasm/cli/commands': [
    ...['wasm/cli/connect', 'wasm/cli/formats', 'wasm/cli/io', 'wasm/cli/show', 'wasm/shared'],
    ...['node:', 'packages']
  ],
  'wasm/cli/options.js': ['packages'],
  'wasm/cli/program.js': ['wasm/cli/io', 'wasm/cli/options.js', 'wasm/cli/show', 'packages'],
  'wasm/cli/main.js': [
    ...['wasm/cli/commands', 'wasm/cli/io', 'wasm/cli/program.js', 'wasm/lib'],
    ...['node:', 'packages']
  ],
  'wasm/cli/check_thread.js': ['wasm/lib', 'node:'],
  'wasm/heartbeat_types.js': [],
  'wasm/notices.js': ['node:'],
  'wasm/prepack.js': ['node:'],
  'wasm/build.js': ['wasm/heartbeat_types.js', 'wasm/lib', 'wasm/notices.js', 'node:', 'packages'],
  'web/dom.js': [],
  'web/text': ['wasm/shared'],
  'web/dashboard': ['web/dom.js', 'wasm/shared'],
  'web/ops': ['web/text', 'wasm/shared'],
  'web/parts': ['web/dom.js', 'web/text', 'wasm/shared'],
  'web/views': ['web/dom.js', 'web/parts', 'web/text', 'wasm/shared'],
  'web/library.js': ['wasm/lib'],
  'web/engine.js': ['web/library.js', 'web/ops', 'web/text', 'wasm/lib'],
  'web/element.js': ['web/dom.js', 'web/engine.js', 'web/parts', 'web/text', 'web/views'],
  'web/entry': [
    'web/dashboard',
    'web/element.js',
    'web/library.js',
    'web/ops',
    'web/parts',
    'web/text',
    'web/views',
    'wasm/lib'
  ],
  'web/cause_homes.js': ['wasm/lib', 'node:', 'packages'],
  'web/docusaurus.js': ['packages'],
  'web/hash_names.js': ['node:'],
  'web/llms.js': ['web/text'],
  'web/build.js': ['web/cause_homes.js', 'web/hash_names.js', 'web/llms.js', 'node:', 'packages'],
  'web/serve.js': ['node:']
}

const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'wasm', 'web'], {
  cwd: root,
  encoding: 'utf8'
})
const files = tracked.split('\n').filter((file) => file.endsWith('.js'))

const IMPORT =
  /^(?:import|export)\b[^'"=(]*?\bfrom\s*['"](.+?)['"]|^import\s*['"](.+?)['"]|\bimport\('(.+?)'\)/gm

// The files and packages that a file imports. Types do not count.
function importsOf(file) {
  const names = [...readText(file).matchAll(IMPORT)].map(([, ...names]) => names.find(Boolean))
  return names
    .filter((name) => !name.endsWith('.d.ts'))
    .map((name) => (name.startsWith('.') ? posix.join(posix.dirname(file), name) : name))
}

// The key of ALLOWED for a file or package.
function unitOf(name) {
  if (name.startsWith('node:')) return 'node:'
  if (!files.includes(name) && !/^(wasm|web)\//.test(name)) return 'packages'
  return name in ALLOWED ? name : posix.dirname(name)
}

const graph = new Map(files.map((file) => [file, importsOf(file)]))

// A list of files in which each imports the next, and the last the first; null without one.
function findCycle() {
  const done = new Set()
  const path = []
  const visit = (file) => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return null
    path.push(file)
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next)
      if (cycle) return cycle
    }
    path.pop()
    done.add(file)
    return null
  }
  for (const file of files) {
    const cycle = visit(file)
    if (cycle) return cycle
  }
  return null
}

describe('imports', () => {
  test('are found in every folder', () => {
    expect(files.filter((file) => graph.get(file).length > 0).length).toBeGreaterThan(files.length / 2)
    expect(graph.get('wasm/cli/show/frame.js')).toContain('wasm/shared/excerpt.js')
    expect(graph.get('web/entry/diagnose.js')).toContain('web/element.js')
  })

  test('every file is in a listed folder, and every listed folder exists', () => {
    expect(files.filter((file) => !(unitOf(file) in ALLOWED))).toEqual([])
    const units = new Set(files.map(unitOf))
    expect(Object.keys(ALLOWED).filter((unit) => !units.has(unit))).toEqual([])
  })

  test('follow the table', () => {
    const violations = files.flatMap((file) =>
      graph
        .get(file)
        .filter((name) => unitOf(name) !== unitOf(file) && !ALLOWED[unitOf(file)]?.includes(unitOf(name)))
        .map((name) => `${file} -> ${name}`)
    )
    expect(violations).toEqual([])
  })

  test('have no cycle', () => {
    expect(findCycle()).toBeNull()
  })

  // A folder may only use folders above it in the table, so the table has no cycle either.
  test('of folders have no cycle', () => {
    const units = Object.keys(ALLOWED)
    const upward = units.flatMap((unit, i) =>
      ALLOWED[unit].filter((used) => units.indexOf(used) >= i).map((used) => `${unit} -> ${used}`)
    )
    expect(upward).toEqual([])
  })

  test('of wasm/shared use neither Node nor the DOM', () => {
    const shared = files.filter((file) => file.startsWith('wasm/shared/'))
    expect(shared.length).toBeGreaterThan(5)
    const words = /\b(document|window|process|Buffer|require|navigator|location)\b\s*[.([]/
    expect(shared.filter((file) => words.test(readText(file)))).toEqual([])
  })
})
