// secrets.js: a text with personal data, for tests of what the visitor copies.
export const DOCKER = 'zsh:1: command not found: docker'

// Assembled here, so that no file contains them.
export const SECRETS = [
  ['jane', 'doe'].join('.'),
  ['ghp', 'a1B2c3D4e5F6'.repeat(3)].join('_'),
  ['office-printer', 'corp', 'internal'].join('.')
]
export const [NAME, TOKEN, HOST] = SECRETS
export const TEXT = [
  `starting /Users/${NAME}/tools/server.js on ${HOST}`,
  `GITHUB_TOKEN=${TOKEN}`,
  DOCKER,
  `mail ${NAME}@${HOST}`
].join('\n')
export const secretsIn = (text) => SECRETS.filter((secret) => text.includes(secret))

// By position: its name changes for a moment when it is pressed.
export const markdownButton = (page) => page.locator('.share-tools button').first()
