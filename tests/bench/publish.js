// publish.js: the document of `./dev bench --json` -> the figures that the documents show, and the ceilings of the counts.
//
//     node tests/bench/publish.js DOCUMENT
import { readFileSync, writeFileSync } from 'node:fs'

const write = (name, value) =>
  writeFileSync(new URL(name, import.meta.url), `${JSON.stringify(value, null, 2)}\n`)

const { machine, cores, node, groups, counts } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
write('figures.json', { machine, cores, node, groups })
write('ceilings.json', counts)
