// page.js: the script of the standalone page. It switches the theme, and registers the service worker, so that the page
// works offline.

import { followThemeButton } from '../parts/theme.js'

const SCRIPT = new URL('./sw.js', import.meta.url).href
const policy = globalThis.trustedTypes?.createPolicy('mcpx-page', { createScriptURL: () => SCRIPT })

// Private windows and plain http have no service workers. The page works without one.
async function register() {
  if (!('serviceWorker' in navigator)) return
  await navigator.serviceWorker.register(policy?.createScriptURL('') ?? SCRIPT)
  await navigator.serviceWorker.ready
  document.getElementById('offline').classList.add('true')
}

followThemeButton()
register().catch(() => {})
