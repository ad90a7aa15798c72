// core.js: an instance of the module -> the object that load() gives. index.d.ts documents it.
import { adviser } from './adviser.js'
import { checker } from './checker.js'
import { classifier } from './classifier.js'
import { coding } from './coding.js'
import { compactAnswers } from './compact_answer.js'
import { Instance } from './instance.js'
import { compile, compileSync } from './source.js'
import { asBytes, isBytes } from './values.js'

// Answers request lines of the streaming filter (exports/filter.c).
function filter(instance) {
  return {
    requestMax: instance.inputSize - 1,
    respond(line) {
      const bytes = typeof line === 'string' ? coding().encode(line) : asBytes(line)
      instance.write(bytes)
      return instance.outputBytes(instance.exports.respond(bytes.length)).slice()
    }
  }
}

// The figures of all payloads at once.
const reportWith = (openReport) => (payloads, options) => {
  // A text is iterable, too: its characters would be counted as payloads.
  if (typeof payloads === 'string' || isBytes(payloads) || !payloads?.[Symbol.iterator])
    throw new TypeError('mcpx: report() takes a list of payloads; divide a text of many into its lines')
  const report = openReport(options)
  for (const payload of payloads) report.count(payload)
  return report.figures()
}

// The id of a cause, which may be given as an answer has it: { id, title, … }.
const idOf = (cause) => (typeof cause === 'object' && cause !== null ? cause.id : cause)

// The description of a failure with ids in place of causes.
function withIds({ cause, alsoPossible, ...about }) {
  const others = Array.isArray(alsoPossible) ? alsoPossible.map(idOf) : alsoPossible
  return { ...about, cause: idOf(cause), alsoPossible: others }
}

// `advise` also takes causes as answers have them; the page needs ids only, and always has one.
function flexibleAdviser(instance) {
  const { advise, ...lists } = adviser(instance)
  const advised = (about) => {
    const failure = withIds(about ?? {})
    if ((failure.code ?? failure.cause ?? null) === null)
      throw new TypeError('mcpx: advise needs a code or a cause')
    return advise(failure)
  }
  return { advise: advised, ...lists }
}

function create(wasmInstance) {
  const instance = new Instance(wasmInstance)
  const check = checker(instance)
  return Object.freeze({
    version: instance.outputJson(instance.exports.version()),
    ...filter(instance),
    ...classifier(instance, compactAnswers(instance)),
    ...flexibleAdviser(instance),
    ...check,
    report: reportWith(check.openReport)
  })
}

export async function loadFrom(source) {
  const module = await compile(await source)
  return create(await WebAssembly.instantiate(module, {}))
}

export function loadSyncFrom(source) {
  return create(new WebAssembly.Instance(compileSync(source), {}))
}
