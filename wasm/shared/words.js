// words.js: texts about codes and findings, for the command, the page and the generated documents.

export const PLATFORM_NAMES = { unix: 'macOS, Linux', macos: 'macOS', linux: 'Linux', windows: 'Windows' }

export const SYSTEM_NAMES = { windows: 'Windows', macos: 'macOS', linux: 'Linux', wsl: 'WSL' }

export const firstSentence = (text) => text.slice(0, text.indexOf('. ') + 1) || text
