// count.js: counts the instructions that the native library takes for a byte, and compares them with ceilings.json.
// `./dev bench --count`
//
//     node tests/bench/count.js            fails if a count is above its ceiling by more than 5 %
//     node tests/bench/count.js --json     prints the counts as a line of JSON
//     node tests/bench/count.js --write    writes the counts to ceilings.json
//
// Counts do not depend on what else the machine does. They differ a little between compilers.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const BENCH = here('../../build/release/tests/bench/mcpx-bench')
const CEILINGS = here('ceilings.json')
const SLACK = 1.05

const COLLECTED = /Collected : (\d+)/

// Instructions for each byte of the input.
function countOf(work, folder) {
  const output = join(folder, 'out')
  const log = join(folder, 'log')
  const options = [
    '--tool=callgrind',
    `--callgrind-out-file=${output}`,
    `--log-file=${log}`,
    '--toggle-collect=count_work*'
  ]
  const bytes = execFileSync('valgrind', [...options, BENCH, '--count', work], { encoding: 'utf8' })
  const [, instructions] = COLLECTED.exec(readFileSync(log, 'utf8')) ?? []
  if (!Number(instructions)) throw new Error(`callgrind counted nothing for ${work}`)
  return Number(instructions) / Number(bytes)
}

function countAll(works) {
  const folder = mkdtempSync(join(tmpdir(), 'mcpx-count-'))
  try {
    return Object.fromEntries(works.map((work) => [work, Math.round(10 * countOf(work, folder)) / 10]))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const ceilings = JSON.parse(readFileSync(CEILINGS, 'utf8'))
const counts = countAll(Object.keys(ceilings))
const above = Object.keys(counts).filter((work) => counts[work] > ceilings[work] * SLACK)
if (process.argv[2] === '--json') {
  console.log(JSON.stringify({ counts }))
  process.exit()
}
console.log(`${'instructions a byte'.padEnd(24)}${'count'.padStart(10)}${'ceiling'.padStart(10)}`)
for (const [work, count] of Object.entries(counts)) {
  const note = above.includes(work)
    ? '   too many'
    : count * SLACK < ceilings[work]
      ? '   lower the ceiling'
      : ''
  console.log(
    `  ${work.padEnd(22)}${count.toFixed(1).padStart(10)}${ceilings[work].toFixed(1).padStart(10)}${note}`
  )
}
if (process.argv[2] === '--write') writeFileSync(CEILINGS, `${JSON.stringify(counts, null, 2)}\n`)
else if (above.length) process.exit(1)
