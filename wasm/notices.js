// notices.js: the packages in the bundles -> THIRD-PARTY-NOTICES, which their licenses ask for.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = /(?:^|\/)(node_modules\/(?:@[^/]+\/)?[^/]+)\//g

// The folder of the package that a source belongs to: the innermost, because packages may contain packages.
function packageOf(source) {
  const last = [...source.matchAll(FOLDER)].at(-1)
  return last && source.slice(0, last.index + last[0].length - 1)
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry))
  if (!file) throw new Error(`${name} has no license file`)
  return {
    name,
    text: `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
  }
}

const RULE = `\n${'-'.repeat(80)}\n\n`

// `sources` are the files that esbuild read.
export function noticesOf(sources) {
  const folders = new Set(sources.map(packageOf).filter(Boolean))
  const notices = [...folders].map(notice).sort((a, b) => (a.name < b.name ? -1 : 1))
  const head = 'The command mcpx (dist/cli.mjs and dist/cli) contains parts of these packages.\n'
  return [head, ...notices.map(({ text }) => text)].join(RULE)
}
