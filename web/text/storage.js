// text/storage.js: the visitor's text and hints in the local storage of the browser, if the visitor wants that.

const TEXT = 'mcpx-text'
const HINTS = 'mcpx-hints'

// The browser may deny access to the storage. Then nothing is kept.
function attempt(work) {
  try {
    return work()
  } catch {
    return null
  }
}

const isSet = (value) => value !== null

export const storage = {
  // { text, hints }, or null.
  get: () =>
    attempt(() => {
      const text = localStorage.getItem(TEXT)
      return text === null ? null : { text, hints: JSON.parse(localStorage.getItem(HINTS)) ?? {} }
    }),

  isEmpty: () => attempt(() => localStorage.getItem(TEXT) === null) ?? true,

  set: (text, hints) =>
    attempt(() => {
      localStorage.setItem(TEXT, text)
      if (Object.values(hints).some(isSet)) localStorage.setItem(HINTS, JSON.stringify(hints))
      else localStorage.removeItem(HINTS)
    }),

  clear: () =>
    attempt(() => {
      localStorage.removeItem(TEXT)
      localStorage.removeItem(HINTS)
    })
}
