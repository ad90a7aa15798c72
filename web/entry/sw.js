// sw.js: the files of the page, kept as one set: after the first visit nothing is asked of the network any more,
// except whether there is a newer set.

// Both are filled in by build.js.
const FILES = __FILES__
const CACHE = `mcpx-${__VERSION__}`

const ADDRESSES = FILES.map((file) => new URL(file, self.registration.scope).href)

async function keepAll() {
  const cache = await caches.open(CACHE)
  await cache.addAll(ADDRESSES.map((address) => new Request(address, { cache: 'reload' })))
  await self.skipWaiting()
}

async function dropOthers() {
  for (const name of await caches.keys()) {
    if (name.startsWith('mcpx-') && name !== CACHE) await caches.delete(name)
  }
  await self.clients.claim()
}

async function answer(request) {
  const cache = await caches.open(CACHE)
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request)
}

self.addEventListener('install', (event) => event.waitUntil(keepAll()))
self.addEventListener('activate', (event) => event.waitUntil(dropOthers()))

// What else lies beside these files on a site is none of our business.
self.addEventListener('fetch', (event) => {
  const [address] = event.request.url.split(/[?#]/)
  if (ADDRESSES.includes(address)) event.respondWith(answer(event.request))
})
