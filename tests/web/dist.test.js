// dist.test.js: the built files: their size, their policies, and what their scripts must not do.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { built, dist } from './helpers.js'

const read = (file) => readFileSync(new URL(file, dist))
const files = readdirSync(dist)
const scripts = files.filter((file) => file.endsWith('.js'))
const weigh = (names) => names.reduce((sum, file) => sum + brotliCompressSync(read(file)).length, 0)

// A script with all its static imports.
function withImports(script, found = new Set()) {
  if (found.has(script)) return found
  found.add(script)
  for (const [, file] of read(script)
    .toString()
    .matchAll(/\bfrom\s*"\.\/([\w-]+\.js)"/g))
    withImports(file, found)
  return found
}

describe('the size, compressed by brotli', () => {
  test('of the files that the first answer needs', () => {
    const others = ['page.css', 'page.js', 'diagnose.css', 'codes.wasm'].map(built)
    const loaded = ['index.html', 'diagnose.js', ...others]
    const needed = [...loaded, ...withImports(built('element.js'))]
    expect(needed.length).toBeGreaterThan(loaded.length + 1)
    expect(weigh(needed)).toBeLessThanOrEqual(70 * 1024)
  })

  test('of the script that other sites embed, not compressed', () => {
    expect(read('diagnose.js').length).toBeLessThan(1024)
  })

  const ofDashboard = scripts.filter((file) => file.startsWith('dashboard'))

  test('of all scripts of the page', () => {
    const others = scripts.filter((file) => !ofDashboard.includes(file))
    expect(others.length).toBeGreaterThanOrEqual(6)
    expect(weigh(others)).toBeLessThanOrEqual(40 * 1024)
  })

  test('of the dashboard', () => {
    expect(ofDashboard.length).toBeGreaterThanOrEqual(3)
    expect(weigh(ofDashboard)).toBeLessThanOrEqual(12 * 1024)
  })
})

// A policy as { directive: [sources] }.
const parsed = (policy) =>
  Object.fromEntries(
    policy.split(';').map((directive) => {
      const [name, ...sources] = directive.trim().split(/\s+/)
      return [name, sources]
    })
  )

const html = read('index.html').toString()
const inPage = parsed(/http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)[1])
const inHeaders = parsed(/Content-Security-Policy: (.+)/.exec(read('_headers'))[1])

describe('the policy', () => {
  test('is the same in the page and in the headers, which also forbid frames', () => {
    expect(inHeaders).toEqual({ ...inPage, 'frame-ancestors': ["'none'"] })
  })

  test('allows only the own origin', () => {
    const { 'trusted-types': names, 'require-trusted-types-for': sinks, ...sources } = inPage
    const allowed = new Set(["'none'", "'self'", "'wasm-unsafe-eval'"])
    expect(
      Object.values(sources)
        .flat()
        .filter((source) => !allowed.has(source))
    ).toEqual([])
    expect(sources['default-src']).toEqual(["'none'"])
    expect(sinks).toEqual(["'script'"])
    expect(names.filter((name) => !name.startsWith('mcpx-'))).toEqual([])
  })

  test.each(['base-uri', 'form-action'])('forbids %s, which has no fallback', (directive) => {
    expect(inPage[directive]).toEqual(["'none'"])
  })
})

test.each(['X-Content-Type-Options: nosniff', 'Referrer-Policy: no-referrer', 'Permissions-Policy: '])(
  'the headers contain %s',
  (line) => {
    expect(read('_headers').toString()).toContain(`  ${line}`)
  }
)

// A cached file is never used together with those of another release.
describe('names', () => {
  const STABLE = ['_headers', 'catalog.json', 'diagnose.js', 'icon.svg', 'index.html', 'llms.txt', 'sw.js']
  const HASHED = /-([0-9a-f]{6})\.\w+$/
  const hashed = files.filter((file) => !STABLE.includes(file) && !file.startsWith('dashboard'))

  test.each(hashed)('%s has the hash of its content', (file) => {
    const hash = createHash('sha256').update(read(file)).digest('hex')
    expect(HASHED.exec(file)?.[1]).toBe(hash.slice(0, 6))
  })

  test('the scripts and the page name only files that exist', () => {
    const named = [...hashed, ...STABLE]
      .filter((file) => /\.(js|html)$/.test(file))
      .flatMap((file) => [
        ...read(file)
          .toString()
          .matchAll(/["'`](?:\.\/)?(\w+-[0-9a-f]{6}\.\w+)["'`]/g)
      ])
      .map(([, name]) => name)
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter((file) => !files.includes(file))).toEqual([])
  })
})

test('the catalog and llms.txt are beside the page, with every code', () => {
  const catalog = JSON.parse(read('catalog.json'))
  const text = read('llms.txt').toString()
  expect(catalog.length).toBeGreaterThanOrEqual(37)
  for (const { code, title } of catalog) expect(text).toMatch(new RegExp(`\\[${code}\\]\\(.*${title}`))
})

test('the page loads nothing from other sites, and has no inline scripts or styles', () => {
  const urls = [...html.matchAll(/<(?:link|script)[^>]*(?:src|href)="([^"]+)"/g)].map(([, url]) => url)
  expect(urls.filter((url) => !/^chunk-\w+\.js$/.test(url))).toEqual([
    'icon.svg',
    ...['page.css', 'diagnose.css', 'codes.wasm', 'element.js', 'diagnose.js', 'page.js'].map(built)
  ])
  expect(html).not.toMatch(/<style|<script(?![^>]*\bsrc=)|\son\w+=|style=/i)
})

const SINKS = {
  'writes markup': /\.(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|srcdoc)\b|document\.write/,
  'turns text into code': /\beval\(|new Function\(|setTimeout\(["'`]/,
  'sends data': /sendBeacon|XMLHttpRequest|WebSocket|EventSource|RTCPeerConnection|WebTransport/,
  'stores data that the user did not ask to keep': /sessionStorage|indexedDB|document\.cookie|cookieStore/
}

describe.each(Object.keys(SINKS))('no script %s:', (what) => {
  test.each(scripts)('%s', (file) => {
    expect(read(file).toString().match(SINKS[what])?.[0]).toBeUndefined()
  })
})
