// prepack.js: npm runs it before it packs: every file that package.json names, every part of the command, and the page
// have to exist. A fresh clone has none of them.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'

const here = (path) => new URL(path, import.meta.url).pathname
const about = JSON.parse(readFileSync(here('package.json'), 'utf8'))

const strings = (value) =>
  typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap((inner) => strings(inner))

// The files that the parts of the command import.
const importsOf = (file) =>
  [...readFileSync(here(file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*"(\.\.?\/[^"]+\.mjs)"/g)].map(
    ([, name]) => new URL(name, `file:///${file}`).pathname.slice(1)
  )

const isMissing = (file) => !existsSync(here(file)) || statSync(here(file)).size === 0

const files = strings([about.main, about.module, about.types, about.bin, about.exports]).map((file) =>
  file.replace(/^\.\//, '')
)
const texts = ['LICENSE', 'THIRD-PARTY-NOTICES', 'README.md']
const named = [...new Set([...files, ...texts, 'page/mcpx/diagnose.js'])]
const parts = isMissing('dist/cli.mjs')
  ? []
  : ['dist/cli.mjs', ...readdirSync(here('dist/cli')).map((file) => `dist/cli/${file}`)].flatMap(importsOf)
const missing = [...new Set([...named, ...parts])].filter(isMissing)

if (missing.length) {
  console.error(`The package is incomplete. Use ./dev pack. Missing:\n  ${missing.join('\n  ')}`)
  process.exit(1)
}
