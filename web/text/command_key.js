// text/command_key.js: the key that is held to copy and to paste, as the visitor's keyboard names it.

export const COMMAND_KEY = /mac|iphone|ipad/i.test(navigator.platform) ? '⌘' : 'Ctrl+'
