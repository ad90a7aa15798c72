// explain.js: mcpx explain: a code, or enough of one -> what it means and what to do.
import { distance } from 'fastest-levenshtein'
import { fixSteps, message } from './entry.js'
import { asJson, asNdjson, complain, EXIT, emit, paint, severityWord } from './output.js'

const SUGGESTIONS = 3

// Names are compared without prefix, case and separators: people write dockercli, docker-cli, "docker cli".
const normal = (name) =>
  name
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .replace(/^MCPX/, '')

// The entries that a short form may mean: the exact name, or every name that holds it.
function candidates(catalog, wanted) {
  const exact = catalog.filter((entry) => normal(entry.code) === wanted)
  return exact.length ? exact : catalog.filter((entry) => wanted && normal(entry.code).includes(wanted))
}

function nearest(catalog, wanted) {
  const far = (entry) => distance(normal(entry.code), wanted)
  return [...catalog].sort((a, b) => far(a) - far(b)).slice(0, SUGGESTIONS)
}

const list = (entries) => entries.map((entry) => `  ${entry.code}\n`).join('')

function renderText(mcpx, entry) {
  const rules = mcpx.rules().filter((rule) => rule.codes.includes(entry.code))
  const names = rules.map((rule) => rule.name).join(', ')
  return `${severityWord(entry.severity)} ${paint.bold(entry.code)}\n\n${message(entry)}\n${fixSteps(entry, { everywhere: true })}\n${paint.dim(`  rules  ${names || 'none yet'}\n`)}`
}

export function explain(mcpx, name, options) {
  const catalog = mcpx.catalog()
  const wanted = normal(name)
  const found = candidates(catalog, wanted)
  if (found.length === 0) {
    complain(
      `there is no code like "${name.slice(0, 64)}". Did you mean one of these?\n${list(nearest(catalog, wanted)).trimEnd()}`
    )
    return EXIT.usage
  }
  if (found.length > 1) {
    complain(`"${name.slice(0, 64)}" may be any of these; say a little more:\n${list(found).trimEnd()}`)
    return EXIT.usage
  }
  const [entry] = found
  emit(options.format, {
    text: () => renderText(mcpx, entry),
    json: () => asJson(entry),
    ndjson: () => asNdjson([entry])
  })
  return EXIT.clean
}
