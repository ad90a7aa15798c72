// serve.js: serves a folder on this machine with the headers of its _headers file, as Cloudflare Pages does.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname } from 'node:path'

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm'
}

// The headers under `/*`, the only section of our file.
function headersOf(folder) {
  const lines = readFileSync(new URL('_headers', folder), 'utf8').split('\n').slice(1)
  return Object.fromEntries(
    lines.filter((line) => line.includes(':')).map((line) => line.trim().split(/: (.*)/, 2))
  )
}

// Only these names are served, so that no path leads out of the folder.
const FILE = /^\/([\w-]+\.\w+)?$/

function answer(folder, headers, request, response) {
  const { pathname } = new URL(request.url, 'http://localhost')
  const name = FILE.exec(pathname)?.[1] ?? (pathname === '/' ? 'index.html' : null)
  try {
    const body = readFileSync(new URL(name, folder))
    response.writeHead(200, { ...headers, 'Content-Type': TYPES[extname(name)] ?? 'text/plain' })
    response.end(body)
  } catch {
    response.writeHead(404, { 'Content-Type': 'text/plain' })
    response.end('File not found.\n')
  }
}

// `folder` is a URL that ends with a slash. Resolves to { address, close }.
export function serve(folder, { port = 0, headers = headersOf(folder) } = {}) {
  const server = createServer((request, response) => answer(folder, headers, request, response))
  return new Promise((resolve, reject) => {
    server.on('error', reject)
    server.listen(port, '127.0.0.1', () => {
      resolve({ address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() })
    })
  })
}

// Uses PORT if it is set, else 8080, or any free port if 8080 is in use.
async function serveHere(folder) {
  if (process.env.PORT) return serve(folder, { port: Number(process.env.PORT) })
  return serve(folder, { port: 8080 }).catch(() => serve(folder))
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { address } = await serveHere(new URL('./dist/', import.meta.url))
  console.log(`The page is at ${address}, the dashboard at ${address}dashboard.html (Ctrl+C stops it).`)
}
