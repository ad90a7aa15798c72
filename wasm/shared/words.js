// words.js: what people read in place of the catalog's own words; for the command and for the docs pages.

export const PLATFORM_NAMES = { unix: 'macOS, Linux', macos: 'macOS', linux: 'Linux', windows: 'Windows' }

export const firstSentence = (text) => text.slice(0, text.indexOf('. ') + 1) || text

// What a severity of a check means for the payload.
export const CONSEQUENCES = {
  error: 'A payload with it may not be sent or stored.',
  warning: 'A payload with it may be sent, but something is odd.',
  note: 'A payload with it may be sent; it is only worth knowing.'
}
