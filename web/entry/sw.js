// sw.js: the service worker. It caches the files of the page as one set, so that later visits need no network, except
// to look for a newer set.

// build.js sets both values. The version is a hash of the files.
const FILES = __FILES__
const VERSION = __VERSION__

// Another copy of the page on the same origin, such as that of another version of the docs, has caches of its own.
const PREFIX = `mcpx ${self.registration.scope} `
const CACHE = PREFIX + VERSION

const ADDRESSES = FILES.map((file) => new URL(file, self.registration.scope).href)

async function download(address) {
  const response = await fetch(address, { cache: 'reload' })
  if (!response.ok) throw new Error(`mcpx: cannot load ${address}`)
  return { address, bytes: await response.clone().arrayBuffer(), response }
}

// As versionOf in build.js.
async function versionOf(files) {
  const all = await new Blob(files.map(({ bytes }) => bytes)).arrayBuffer()
  const hash = await crypto.subtle.digest('SHA-256', all)
  return btoa(String.fromCharCode(...new Uint8Array(hash))).slice(0, VERSION.length)
}

// In the middle of a deployment, some files are those of another release. They must not be kept as one set: the install
// fails, and the browser tries again at a later visit.
async function cacheFiles() {
  const files = await Promise.all(ADDRESSES.map(download))
  if ((await versionOf(files)) !== VERSION) throw new Error('mcpx: files of two releases')
  const cache = await caches.open(CACHE)
  await Promise.all(files.map(({ address, response }) => cache.put(address, response)))
  await self.skipWaiting()
}

async function deleteOldSets() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name)
  }
  await self.clients.claim()
}

async function respond(request) {
  const cache = await caches.open(CACHE)
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request)
}

self.addEventListener('install', (event) => event.waitUntil(cacheFiles()))
self.addEventListener('activate', (event) => event.waitUntil(deleteOldSets()))

// Requests for other files of the site go to the network.
self.addEventListener('fetch', (event) => {
  const [address] = event.request.url.split(/[?#]/)
  if (ADDRESSES.includes(address)) event.respondWith(respond(event.request))
})
