// derive_performance.js: the counts in tests/bench/ceilings.json and the times in tests/bench/figures.json -> performance.md,
// its chart, and the table of times in README.md.
import { readFileSync } from 'node:fs'
import { barChart } from './charts.js'

const CHART = 'charts/instructions.svg'
const TITLE = 'Instructions a byte, native library'

function countTable(counts) {
  const rows = Object.entries(counts).map(([work, count]) => `| ${work} | ${count.toFixed(1)} |`)
  return `| work | instructions a byte |\n| --- | --- |\n${rows.join('\n')}`
}

const digitsOf = (value) => (value < 1 ? 2 : value < 10 ? 1 : 0)
const rounded = (value) => value.toLocaleString('en', { maximumFractionDigits: digitsOf(value) })

// A median in the unit of the tables.
const shown = (median, unit) => {
  if (unit === 'GB/s') return `${rounded(median)} GB/s`
  return `${rounded(unit.startsWith('ns') ? median / 1000 : median)} µs`
}

const timeRows = ({ where, title, unit, rows }) =>
  rows.map(
    ({ name, median, ratio }, i) =>
      `| ${i ? '' : `${where}: ${title}`} | ${name} | ${shown(median, unit)} | ${rounded(ratio)} |`
  )

const timeTable = ({ groups }) =>
  `| work | variant | a text, or a second | times the first |\n| --- | --- | --- | --- |\n${groups.flatMap(timeRows).join('\n')}`

const page = (counts, figures) => `# Performance

Instruction counts say how much work a byte is. They do not depend on the machine's load. \`./dev bench --count\` measures them
with callgrind, and \`./dev test\` fails if a count rises by more than 5 %.

![${TITLE}](${CHART})

${countTable(counts)}

## Times

Medians of one run on ${figures.machine}, ${figures.cores} cores, Node ${figures.node.slice(1)}.

${timeTable(figures)}

## How to measure

\`\`\`sh
./dev bench                     # times beside peers, as tables
./dev bench --json              # the same figures and the counts, as one JSON document
./dev bench --count             # the counts, compared with tests/bench/ceilings.json
./dev bench --count --write     # new ceilings; then ./dev derive writes this page
./dev bench --write             # all figures anew, here and in the README
\`\`\`

The inputs come from the test vectors and a fixed seed (\`tests/bench/inputs.js\`). The times use 1,000 texts of 209 bytes on
average, a log of 50 MB in which one line of 200 is an error, and 500 heartbeats; the counts use small parts of these. In
each group of times all variants take turns, so that a slow moment hits them alike. Compare the ratios.

## What the variants do

- mcpx gives the code, the cause, byte ranges of the evidence and hints. It also sees through quotes, colors and escapes.
- \`strstr chain\` and \`includes chain\` search for the phrases one by one and give only the rule.
- Hyperscan and RE2 search for the same literals and give only which of them occur.
- cJSON and \`JSON.parse\` read a heartbeat and check nothing. Ajv checks the schema; the 8 patterns look for personal data.

## Linear cost

The cost of a byte is the same in a log of 100 bytes, 1 KB, 100 KB, 10 MB and 100 MB, and the cost of a payload is the same
for one, for 1,000 and for 1,000,000 of them. \`tests/linear\` counts steps to check this. It also repeats many short texts
at every place that takes untrusted text, and checks that twice the text costs at most about twice the steps.

Twice the phrases cost less than twice the time. In profile \`extended\`, all phrases take 1.08 times the steps that half of
them take in texts without a failure, and 1.13 times in failures; a test allows 1.3. In profile \`proxy\`, texts without a
code take 1.35 times the steps, because more of them can have a phrase. Those that cannot are skipped.

## What is not fast, and why

- Profile \`extended\` costs more than searching for literals. For each line with a match, it decides whether the line is
  evidence at all: a table of errors, a question, a test or source code is not. Most of this work is in \`line_*.c\`.
- An error text has many beginnings of phrases. Each one that fits the bytes around it is compared.
- A short text also pays for the second profile: an answer of \`extended\` includes the code that the proxy would report.
- A check of a heartbeat looks for personal data in every string. A parser alone does not.
- Redaction runs each of about 60 detectors over the text, again over the text without escapes, and again over its own
  result until nothing more is found.

## What makes it faster

- Bytes are compared 16 at once, with SSE2, NEON or the vectors of WebAssembly, or eight at once in a word
  (\`base/vector.h\`).
- A phrase is compared only where four rare bytes of it are, with the right bytes before and after them, and only if four
  other bytes of it are somewhere in the block.
- Words that decide about a line are searched for only if their bytes are in the block (\`grams.h\`).
- A detector of personal data looks only at the offsets where its matches can begin (\`canary/places.c\`). Names are found
  by their first letters.
- A line is judged only when a match depends on it. Whether a failure passes by itself is asked when a later line says that
  something succeeded.
`

// ---- README.md ----

// What a variant took.
function timeOf({ groups }, where, title, name) {
  const { unit, rows } = groups.find((group) => group.where === where && group.title === title)
  return shown(rows.find((row) => row.name === name).median, unit)
}

function readmeTable(figures) {
  const native = (title, name) => timeOf(figures, 'native', title, name)
  const wasm = (title, name) => timeOf(figures, 'WebAssembly', title, name)
  const texts = (profile) => {
    const title = `short texts, profile ${profile}`
    const chains = `\`strstr\` chain ${native(title, 'strstr chain')}, \`includes\` chain ${wasm(title, 'toLowerCase + includes chain')}`
    return `| classify a text of 209 bytes, \`${profile}\` | ${native(title, 'mcpx_classify')} | ${wasm(title, 'mcpx.classify(string)')} | ${chains} |`
  }
  const log = 'log, profile extended'
  const json = ['JSON.parse alone', 'JSON.parse + Ajv', 'JSON.parse + Ajv + 8 patterns'].map((name) =>
    wasm('heartbeats', name)
  )
  return `| work | native | WebAssembly in Node | for comparison |
| --- | --- | --- | --- |
${texts('proxy')}
${texts('extended')}
| classify a log, \`extended\` | ${native(log, 'mcpx_log_feed')} | ${wasm(log, 'mcpx.classifyLog(bytes)')} | |
| validate a heartbeat | ${native('heartbeats', 'mcpx_validate')} | ${wasm('heartbeats', 'mcpx.validate(string)')} | \`JSON.parse\` ${json[0]}, with Ajv ${json[1]}, with eight patterns ${json[2]} |
`
}

const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

// The table of times is the one with the work in its first column.
const README_TABLE = /^\| work \|.*\n(\|.*\n)+/m
const readme = (figures) => read('README.md').replace(README_TABLE, () => readmeTable(figures))

// The files, as [path, content].
export function performanceFiles() {
  const counts = JSON.parse(read('tests/bench/ceilings.json'))
  const figures = JSON.parse(read('tests/bench/figures.json'))
  const bars = Object.entries(counts).map(([name, value]) => ({ name, value }))
  return [
    ['docs/performance.md', page(counts, figures)],
    ['README.md', readme(figures)],
    [`docs/${CHART}`, barChart(TITLE, bars, 1)]
  ]
}
