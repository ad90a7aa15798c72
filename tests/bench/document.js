// document.js: the lines of JSON that the parts of the benchmark print -> one document. `./dev bench --json`
//
//     (mcpx-bench --json; node tests/bench/bench.js --json; …) | node tests/bench/document.js
//
// {
//   "machine": "…", "cores": 2, "node": "v20…",
//   "groups": [{"where": "native", "title": "…", "unit": "ns a text", "rows": [{"name", "median", "ratio"}]}],
//   "ingestion": [{"ingestion": "with checks", "perSecond": …}],
//   "counts": {"classify-proxy": …}
// }
//
// `ratio` is how many times longer a variant takes for the same bytes than the first one of its group. A count is of
// instructions for each byte.
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'

const lines = readFileSync(0, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line))
const groups = lines.filter((line) => line.rows)
const ingestion = lines.filter((line) => line.ingestion)
const counts = lines.find((line) => line.counts)?.counts
// A part that failed prints nothing, and the shell does not tell.
for (const [name, found] of [
  ['the native library', groups.some(({ where }) => where === 'native')],
  ['WebAssembly', groups.some(({ where }) => where === 'WebAssembly')],
  ['the ingestion Worker', ingestion.length > 0],
  ['instruction counts', counts]
]) {
  if (!found) throw new Error(`The benchmark has no figures of ${name}.`)
}
const machine = { machine: cpus()[0].model.trim(), cores: cpus().length, node: process.version }
console.log(JSON.stringify({ ...machine, groups, ingestion, counts }, null, 2))
