// cause_homes.js: for the build: which code the list of all codes shows each cause under. A cause may stand under many
// codes; its home is the one that the texts in tests/vectors/causes have most often.
import { readFileSync } from 'node:fs'
import { rowsOfCauses } from '../docs/cause_examples.js'
import { loadSyncFrom } from '../wasm/lib/core.js'

function count(counts, code) {
  counts.set(code, (counts.get(code) ?? 0) + 1)
  return counts
}

// The code that the texts have most often, else the first.
const homeOf = (codes, counts = new Map()) =>
  codes.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))[0]

// For each cause, in the order of mcpx.causes(), a digit: which of its codes is its home. `file` is the module.
export function causeHomes(file) {
  const mcpx = loadSyncFrom(readFileSync(file))
  const found = new Map() // id of a cause -> how often its texts have each code
  for (const { text, cause, transport, docker_isolated: dockerIsolated, os } of rowsOfCauses()) {
    const answer = mcpx.classify(text, { transport, dockerIsolated, os })
    if (answer.cause?.id === cause) found.set(cause, count(found.get(cause) ?? new Map(), answer.code))
  }
  const digits = mcpx
    .causes()
    .map(({ id, codes }) => codes.indexOf(homeOf(codes, found.get(id))).toString(36))
  return digits.join('')
}
