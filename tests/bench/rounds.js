// rounds.js: times the variants of a group in turns and prints a table of their medians, as rounds.c does.

const ROUNDS_MIN = 3
const TURN = 20 // the shortest turn, in ms

// The milliseconds of one run.
function takeTurn(variant) {
  const begin = performance.now()
  for (let i = 0; i < variant.repeats; i++) variant.run()
  return (performance.now() - begin) / variant.repeats
}

// The first run also lets the engine compile.
function chooseRepeats(variant) {
  variant.repeats = 1 + Math.floor(TURN / takeTurn(variant))
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

// Time all variants for about `seconds`, at least three rounds; 0 seconds: one run of each. Each result has `ms`,
// the median of one run.
function time(variants, seconds) {
  const timed = variants.map((variant) => ({ ...variant, rounds: [], repeats: 1 }))
  const least = seconds > 0 ? ROUNDS_MIN : 1
  if (seconds > 0) timed.forEach(chooseRepeats)
  const end = performance.now() + seconds * 1000
  while (timed[0].rounds.length < least || performance.now() < end) {
    for (const variant of timed) variant.rounds.push(takeTurn(variant))
  }
  return timed.map((variant) => ({ ...variant, ms: median(variant.rounds) }))
}

const UNITS = {
  'ns a text': ({ ms, texts }) => ((ms * 1e6) / texts).toFixed(0),
  'µs a payload': ({ ms, texts }) => ((ms * 1e3) / texts).toFixed(1),
  'GB/s': ({ ms, bytes }) => ((bytes * 1e-6) / ms).toFixed(4)
}

// How many times longer than the first variant this one takes for the same bytes.
const ratioOf = (variant, first) => variant.ms / variant.bytes / (first.ms / first.bytes)

function ratioText(variant, first) {
  const times = ratioOf(variant, first)
  if (variant === first) return ''
  return times < 1 ? `   ${(1 / times).toFixed(1)}x faster` : `   ${times.toFixed(1)}x slower`
}

// A line of JSON for document.js.
function printJson(title, unit, timed) {
  const rows = timed.map((variant) => ({
    name: variant.name,
    median: Number(UNITS[unit](variant)),
    ratio: Number(ratioOf(variant, timed[0]).toPrecision(4))
  }))
  console.log(JSON.stringify({ where: 'WebAssembly', title, unit, rows }))
}

// A variant is {name, run, texts, bytes}. The others are compared with the first. Prints nothing for 0
// seconds.
export function timeGroup(title, unit, variants, { seconds, json = false }) {
  const timed = time(variants, seconds)
  if (seconds === 0) return
  if (json) {
    printJson(title, unit, timed)
    return
  }
  console.log(`\n${title.padEnd(40)} ${unit.padStart(12)}`)
  for (const variant of timed) {
    console.log(
      `  ${variant.name.padEnd(38)} ${UNITS[unit](variant).padStart(12)}${ratioText(variant, timed[0])}`
    )
  }
}
