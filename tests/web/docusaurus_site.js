// docusaurus_site.js: a Docusaurus site with the packed npm package, built in build/docusaurus, where ./dev installs
// Docusaurus.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { root } from '../wasm/helpers.js'

export const SITE = `${root}build/docusaurus`
export const BASE = '/manual/'

const FIXTURE = `${root}tests/web/docusaurus`
const SOURCES = readdirSync(FIXTURE, { recursive: true }).filter((name) => /\.(js|mdx|svg|json)$/.test(name))
const PACKAGE = join(SITE, 'node_modules/@mcpproxy/mcpx')
const TYPES = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm'
}

export function run(command, args, folder = SITE) {
  const { NODE_OPTIONS: _, NODE_ENV: __, ...env } = process.env
  return execFileSync(command, args, {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe']
  })
}

// Returns the path of the tarball.
function pack() {
  const [{ filename }] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', SITE], `${root}wasm`))
  return join(SITE, filename)
}

// Docusaurus keeps what it compiled of a package until the version changes.
function setVersion(hash) {
  const file = join(PACKAGE, 'package.json')
  const about = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...about, version: `${about.version}-${hash}` }))
}

function installPackage(tarball, hash) {
  rmSync(PACKAGE, { recursive: true, force: true })
  mkdirSync(PACKAGE, { recursive: true })
  run('tar', ['-xzf', tarball, '-C', PACKAGE, '--strip-components=1'])
  setVersion(hash)
}

function copySources() {
  for (const folder of ['docs', 'src', 'static']) rmSync(join(SITE, folder), { recursive: true, force: true })
  for (const file of SOURCES) cpSync(join(FIXTURE, file), join(SITE, file))
}

// Builds the site if the package or one of the sources has changed.
export function buildSite() {
  const tarball = pack()
  const hash = createHash('sha256').update(readFileSync(tarball))
  for (const file of SOURCES) hash.update(readFileSync(join(FIXTURE, file)))
  const wanted = hash.digest('hex')
  const stamp = join(SITE, 'built')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  rmSync(stamp, { force: true })
  installPackage(tarball, wanted)
  copySources()
  run(process.execPath, ['node_modules/@docusaurus/core/bin/docusaurus.mjs', 'build', '--no-minify'])
  writeFileSync(stamp, wanted)
}

const isFolder = (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory()

function answer(request, response) {
  const { pathname } = new URL(request.url, 'http://localhost')
  const path = join(SITE, 'build', pathname.slice(BASE.length))
  const file = isFolder(path) ? join(path, 'index.html') : path
  try {
    const body = readFileSync(file)
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'text/plain' }).end(body)
  } catch {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end()
  }
}

export function serveSite() {
  const server = createServer(answer)
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({ address: `http://127.0.0.1:${server.address().port}${BASE}`, close: () => server.close() })
    )
  })
}
