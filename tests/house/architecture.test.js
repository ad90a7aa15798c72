// architecture.test.js: the walls of docs/architecture.md, as checks.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { derivedFiles } from '../../docs/derive.js'
import { loadSync } from '../../wasm/dist/node.mjs'
import { readText, root, mcpx as runMcpx } from '../wasm/helpers.js'

const mcpx = loadSync()
const run = (command, ...args) =>
  execFileSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 })

const tracked = run('git', 'ls-files', '--cached', '--others', '--exclude-standard').trimEnd().split('\n')
const sources = tracked.filter((file) => /^(src|wasm)\/.*\.[ch]$/.test(file))
const ownCode = tracked.filter((file) => /\.(c|h|js)$/.test(file))
const text = Object.fromEntries(
  tracked.filter((file) => !/\.(png|bin)$/.test(file)).map((file) => [file, readText(file)])
)

// Each module, the files of wasm/exports that it is made of, and its memory in MiB.
describe.each([
  [
    'mcpx',
    [
      'common',
      'catalog',
      'classify',
      'hints',
      'rules',
      'log',
      'advised',
      'advice',
      'check',
      'check_text',
      'report',
      'filter'
    ],
    22
  ],
  [
    'go',
    ['common', 'catalog', 'classify', 'hints', 'advised', 'check', 'proxy_release', 'redact', 'incidents'],
    8
  ],
  ['codes', ['common', 'catalog', 'classify'], 2],
  ['diagnose', ['common', 'catalog', 'classify', 'hints', 'rules', 'log', 'advised', 'advice'], 3],
  ['check', ['common', 'check', 'check_text', 'report'], 14]
])('the module %s.wasm', (name, files, memory) => {
  const module = new WebAssembly.Module(readFileSync(`${root}build/wasm/wasm/${name}.wasm`))

  test('reserves no more memory than it needs', () => {
    const { exports } = new WebAssembly.Instance(module)
    expect(exports.memory.buffer.byteLength).toBeLessThanOrEqual(memory << 20)
  })

  test('imports nothing', () => {
    expect(WebAssembly.Module.imports(module)).toEqual([])
  })

  test('exports the words of its files, and what Emscripten always adds', () => {
    const words = files.flatMap((file) =>
      [...text[`wasm/exports/${file}.c`].matchAll(/^EXPORT .*?(\w+)\(/gm)].map(([, word]) => word)
    )
    const always = ['memory', '_initialize', '__errno_location', '__indirect_function_table']
    const stack = ['stackSave', 'stackRestore', 'stackAlloc']
    const exported = WebAssembly.Module.exports(module).map((word) => word.name)
    expect(exported.sort()).toEqual([...words, ...always, ...stack].sort())
  })
})

test('proxy.wasm imports the system and nothing else', () => {
  const module = new WebAssembly.Module(readFileSync(`${root}build/wasm/wasm/proxy.wasm`))
  const imports = WebAssembly.Module.imports(module).map((word) => `${word.module} ${word.name}`)
  const asked = ['clock', 'environment', 'is_executable', 'shell']
  expect(imports.sort()).toEqual(asked.map((name) => `system system_${name}`))
})

describe('the library', () => {
  const archive = 'build/release/libmcpx.a'
  const symbols = run('nm', archive)
    .split('\n')
    .map((line) => line.match(/ ([A-Za-z]) (\S+)$/))
    .filter(Boolean)
    .map(([, kind, name]) => ({ kind, name }))

  test('defines every function of the header, and shows no other to a linker', () => {
    const headers = text['src/mcpx.h'] + text['src/mcpx_proxy.h']
    const declared = [...headers.matchAll(/^MCPX_API [^;(]*?\*?(mcpx_\w+)\(/gm)].map(([, name]) => name)
    const visible = run('readelf', '-sW', archive)
      .split('\n')
      .filter((line) => /FUNC +GLOBAL +DEFAULT +\d/.test(line))
      .map((line) => line.trim().split(/\s+/).at(-1))
    expect(declared.length).toBeGreaterThan(15)
    expect(visible.sort()).toEqual(declared.sort())
  })

  test('has no writable data', () => {
    // .data.rel.ro holds constants with addresses in them: read-only once they are relocated.
    const sizes = [
      ...run('size', '-A', archive).matchAll(/^\.(data|bss|tdata|tbss|data\.(?!rel\.ro)\S+) +(\d+)/gm)
    ]
    expect(sizes.length).toBeGreaterThan(10)
    expect(sizes.filter(([, , size]) => size !== '0').map(([line]) => line)).toEqual([])
  })

  test('allocates nothing', () => {
    const undefinedNames = symbols.filter(({ kind }) => kind === 'U').map(({ name }) => name)
    expect(
      undefinedNames.filter((name) => /^(malloc|calloc|realloc|free|aligned_alloc)$/.test(name))
    ).toEqual([])
  })
})

describe('the sources', () => {
  test('cJSON is read in the tests and in src/proxy alone', () => {
    const readers = ownCode.filter((file) => /#include .cJSON\.h/.test(text[file]))
    expect(readers.filter((file) => !/^(tests|src\/proxy)\//.test(file))).toEqual([])
  })

  test('only src/proxy uses src/proxy, and the module for Go that is made of it', () => {
    const users = sources.filter((file) => /#include "(proxy\/|mcpx_proxy)/.test(text[file]))
    expect(users.filter((file) => !/^src\/(proxy\/|lib\.c$)/.test(file))).toEqual(['wasm/exports/proxy.c'])
    expect(text['CMakeLists.txt']).toContain('list(FILTER sources EXCLUDE REGEX "^src/proxy/")')
  })

  test('src/lib.c includes every source of the library once', () => {
    const included = [...text['src/lib.c'].matchAll(/^#include "(\w+\/\w+\.c)"$/gm)].map(
      ([, file]) => `src/${file}`
    )
    const apart = ['src/classify/anchors_build.c'] // the modules of the page have it in place of anchors.c
    const library = sources.filter(
      (file) => /^src\/\w+\/\w+\.c$/.test(file) && !file.startsWith('src/tools/')
    )
    expect(included.toSorted()).toEqual(library.filter((file) => !apart.includes(file)).toSorted())
  })

  test('src/ does not know what it is compiled to', () => {
    expect(sources.filter((file) => /__EMSCRIPTEN__|__wasm/.test(text[file]))).toEqual([])
  })

  test('no file is longer than 400 lines', () => {
    const manuals = ['src/mcpx.h', 'src/mcpx_proxy.h'] // most of their lines are documentation
    const files = ownCode.filter((file) => !manuals.includes(file))
    expect(files.filter((file) => text[file].split('\n').length > 401)).toEqual([])
  })

  test('functions are short', () => {
    const lengths = ownCode.filter((file) => /\.c$/.test(file)).flatMap((file) => functionLengths(text[file]))
    lengths.sort((a, b) => a - b)
    expect(lengths.length).toBeGreaterThan(100)
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(12)
    expect(lengths[Math.floor(lengths.length * 0.9)]).toBeLessThanOrEqual(30)
    expect(lengths.at(-1)).toBeLessThanOrEqual(60)
  })

  const causeFiles = tracked.filter((file) => file.startsWith('src/tables/causes'))
  const phraseFiles = [
    ...['phrases', 'languages', 'told', 'clients', 'surroundings', 'unknown'].map(
      (name) => `src/tables/${name}.def`
    ),
    ...causeFiles
  ]
  const phraseTables = phraseFiles.map((file) => text[file]).join('')

  test('every set is used by a rule, a cause or a hint', () => {
    const sets = [...phraseTables.matchAll(/^(?:STATUS_|CONTEXT_)?SET\((\w+)\)/gm)]
    const rows = causeFiles.map((file) => text[file].replaceAll(/^\w*SET\(.*/gm, '')).join('')
    const users = [
      rows,
      ...[
        'tables/rules.def',
        'tables/unknown.def',
        'classify/infer.c',
        'classify/unknown.c',
        'classify/cause_rules.c'
      ].map((file) => text[`src/${file}`].replaceAll(/^SET\(.*/gm, ''))
    ].join('')
    const isUsed = (name) =>
      /^(client|os|runner)_[A-Z]/.test(name) || new RegExp(`\\b(SET_)?${name}\\b`).test(users)
    const names = sets.map(([, name]) => name).filter((name) => name !== 'end_of_rules') // a mark
    expect(names.filter((name) => !isUsed(name))).toEqual([])
  })

  test('phrases are written as the view shows them, and each once in a set', () => {
    const kinds = /^((?:[A-Z]+_)?SET|BOTH|PROXY|EXACT|EXTENDED)\((.*)\)/gm
    const rows = [...phraseTables.matchAll(kinds)]
    const seen = new Set()
    let set = ''
    for (const [, kind, row] of rows) {
      if (/SET$/.test(kind)) set = row
      if (!/SET$/.test(kind)) expect(row).not.toMatch(/[A-Z]/)
      if (kind === 'EXTENDED') expect(row.slice(1, -1)).not.toMatch(/[‘’“”«»\u00a0]|.`| {2}|\\"/)
      expect(seen.has(`${set} ${kind} ${row}`)).toBe(false)
      seen.add(`${set} ${kind} ${row}`)
    }
  })
})

// The lines of each function, from its head to its closing brace: clang-format puts both in the first column.
function functionLengths(source) {
  const lines = source.split('\n')
  const lengths = []
  let start = -1
  lines.forEach((line, i) => {
    if (/^[a-zA-Z].*\)\s*\{$/.test(line)) start = i
    if (line === '}' && start >= 0) {
      lengths.push(i - start + 1)
      start = -1
    }
  })
  return lengths
}

describe('what is derived is fresh', () => {
  test.each(derivedFiles())('%s', (file, content) => {
    expect(text[file] === content || `${file} is stale: run ./dev derive`).toBe(true)
  })

  test('no page of a code that is gone', () => {
    const pages = tracked.filter((file) => /^docs\/errors\/MCPX_/.test(file))
    expect(pages).toHaveLength(mcpx.catalog().length)
  })

  test('no page of a cause that is gone', () => {
    const pages = tracked.filter((file) => /^docs\/causes\/(?!README)/.test(file))
    expect(pages).toHaveLength(mcpx.causes().length)
  })
})

// Every key that a schema names, with the objects that contain it.
function fieldNames(schema, path = '') {
  const inner = [schema.$defs?.heartbeat, schema.additionalProperties].filter(
    (part) => part && typeof part === 'object'
  )
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => [
    `${path}${key}`,
    ...fieldNames(value, `${path}${key}.`)
  ])
  const flags = schema.$defs ? fieldNames(schema.$defs.feature_flags, `${path}feature_flags.`) : []
  return [...own, ...flags, ...inner.flatMap((part) => fieldNames(part, path))]
}

describe('identities', () => {
  const released = JSON.parse(readText('tests/house/released.json'))

  test('no code, no rule and no field of the last release is gone', () => {
    const codes = mcpx.catalog().map((entry) => entry.code)
    const rules = mcpx.rules().map((rule) => rule.name)
    expect(codes).toEqual(expect.arrayContaining(released.codes))
    expect(rules).toEqual(expect.arrayContaining(released.rules))
    expect(new Set(rules).size).toBe(rules.length)
    const checkRules = mcpx.checkRules().map((rule) => rule.name)
    expect(checkRules).toEqual(expect.arrayContaining(released.checkRules))
    expect(new Set(checkRules).size).toBe(checkRules.length)
    expect(fieldNames(mcpx.schema())).toEqual(expect.arrayContaining(released.fields))
  })

  test('every place names the same version', () => {
    const [, inHeader] = text['src/mcpx.h'].match(/MCPX_VERSION "(.*)"/)
    expect(mcpx.version).toBe(inHeader)
    expect(JSON.parse(text['wasm/package.json']).version).toBe(inHeader)
    expect(text['CHANGELOG.md']).toContain(`## ${inHeader}`)
  })
})

describe('the documents', () => {
  test('the first screen of the README is what ./dev run shows', () => {
    const commands = [...text.dev.matchAll(/^ {2}node wasm\/dist\/cli\.mjs ([\w ./-]+)$/gm)]
    expect(commands.map(([, command]) => command.split(' ')[0])).toEqual(['classify', 'validate'])
    for (const [, command] of commands) {
      const { stdout } = runMcpx(command.split(' '))
      expect(text['README.md']).toContain(`\`\`\`\n${stdout.trimEnd()}\n\`\`\``)
    }
  })

  test('every relative link leads somewhere', () => {
    const broken = tracked
      .filter((file) => /\.md$/.test(file))
      .flatMap((file) =>
        [...text[file].replace(/`[^`\n]*`/g, '').matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
          .map(([, link]) => new URL(link, `file:///${file}`).pathname.slice(1))
          .filter(
            (target) =>
              !tracked.some((name) => name === target || name.startsWith(`${target.replace(/\/$/, '')}/`))
          )
          .map((target) => `${file} -> ${target}`)
      )
    expect(broken).toEqual([])
  })

  test('every file that is named exists', () => {
    // A path that begins with a folder of the repository or with a module of src/.
    const folders = new Set(tracked.map((file) => file.match(/^(?:src\/)?(\w+)\//)?.[1]).filter(Boolean))
    const missing = tracked
      .filter((file) => /\.md$/.test(file))
      .flatMap((file) =>
        [...text[file].matchAll(/(?<![\w./-])(\w+)\/[\w./-]*\.(?:c|h|def|js|jsonl)\b/g)]
          .filter(([name, folder]) => folders.has(folder) && !name.includes('/dist/'))
          .filter(([name]) => !tracked.includes(name) && !tracked.includes(`src/${name}`))
          .map(([name]) => `${file} names ${name}`)
      )
    expect(missing).toEqual([])
  })

  test('package-lock.json holds the optional packages of every platform, as npm ci asks', () => {
    const { packages } = JSON.parse(text['package-lock.json'])
    const missing = Object.entries(packages).flatMap(([place, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {}).filter(
        (name) => !packages[`${place}/node_modules/${name}`] && !packages[`node_modules/${name}`]
      )
    )
    expect(missing).toEqual([])
  })

  test('no path of a machine and no registry host', () => {
    // Written in two parts, so that this file does not name them either.
    const hosts = ['registry.npm' + 'js.org', 'deb.' + 'debian.org', 'py' + 'pi.org', 'proxy.go' + 'lang.org']
    // Errors of package managers, and the advice on them, name the public registries. Nothing else does.
    const mayName =
      /^(src\/tables|tests\/vectors|docs\/(causes|errors|rules|catalog)|go\/(internal|testdata)\/)/
    const others = tracked.filter((file) => !mayName.test(file))
    const named = others.filter((file) => hosts.some((host) => text[file].includes(host)))
    expect(named).toEqual([])
  })
})
