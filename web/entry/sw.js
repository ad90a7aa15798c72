// sw.js: the service worker. It caches the files of the page as one set, so that later visits need no network, except
// to look for a newer set.

// build.js sets both values.
const FILES = __FILES__
const CACHE = `mcpx-${__VERSION__}`

const ADDRESSES = FILES.map((file) => new URL(file, self.registration.scope).href)

async function cacheFiles() {
  const cache = await caches.open(CACHE)
  await cache.addAll(ADDRESSES.map((address) => new Request(address, { cache: 'reload' })))
  await self.skipWaiting()
}

async function deleteOldSets() {
  for (const name of await caches.keys()) {
    if (name.startsWith('mcpx-') && name !== CACHE) await caches.delete(name)
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
