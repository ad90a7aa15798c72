// page.js: the page by itself: keep its files, so that it opens without a network the next time.

const SCRIPT = new URL('./sw.js', import.meta.url).href
const policy = globalThis.trustedTypes?.createPolicy('mcpx-page', { createScriptURL: () => SCRIPT })

// Private windows and plain http have no service workers; the page works without.
async function keep() {
  if (!('serviceWorker' in navigator)) return
  await navigator.serviceWorker.register(policy?.createScriptURL('') ?? SCRIPT)
  await navigator.serviceWorker.ready
  document.getElementById('offline').classList.add('true')
}

keep().catch(() => {})
