// words.js: texts about codes and findings, for the command, the page and the generated documents.

export const PLATFORM_NAMES = { unix: 'macOS, Linux', macos: 'macOS', linux: 'Linux', windows: 'Windows' }

export const SYSTEM_NAMES = { windows: 'Windows', macos: 'macOS', linux: 'Linux', wsl: 'WSL' }

export const firstSentence = (text) => text.slice(0, text.indexOf('. ') + 1) || text

// What a finding of each severity means for its payload.
export const CONSEQUENCES = {
  error: 'Do not send or store a payload with this finding.',
  warning: 'The payload can be sent, but something in it is unusual and may be a mistake.',
  note: 'The payload can be sent. This is for information only.'
}
