// text/storage.js: the visitor's text and hints in the local storage of the browser, if the visitor wants that.

const KEY = 'mcpx-kept'

// The browser may deny access to the storage. Then nothing is kept.
function attempt(work) {
  try {
    return work()
  } catch {
    return null
  }
}

export const storage = {
  // { text, hints }, or null.
  get: () => attempt(() => JSON.parse(localStorage.getItem(KEY))),

  set: (text, hints) => attempt(() => localStorage.setItem(KEY, JSON.stringify({ text, hints }))),

  clear: () => attempt(() => localStorage.removeItem(KEY))
}
