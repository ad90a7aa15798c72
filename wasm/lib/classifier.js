// classifier.js: error texts and logs -> codes; the catalog and the rules.
import * as WORD from './answer_words.js'
import { HeldOptions, HINT_NAMES, membersOf } from './options.js'
import { rangesToUtf16 } from './utf16.js'
import { asBytes, textOf } from './values.js'

// The answer to a null text, whatever the options are.
const noError = () => ({
  code: null,
  severity: null,
  rule: null,
  extension: false,
  proxy_code: null,
  evidence: [],
  hints: {
    transport: null,
    transport_source: null,
    docker_isolated: null,
    docker_isolated_source: null,
    fact: null,
    fact_source: null
  }
})

// The answer that finish() left at an address, as words. The keys are in the order of the JSON.
function answerAt(instance, address) {
  const at = address / Uint32Array.BYTES_PER_ELEMENT
  const word = (i) => instance.words[at + i]
  const name = (i) => instance.nameAt(word(i))
  if (!word(WORD.CODE)) return instance.outputJson(instance.exports.finished()) // a code that is not in the catalog
  const evidence = []
  for (let i = 0; i < word(WORD.EVIDENCE_COUNT); i++) {
    const range = WORD.EVIDENCE + 2 * i
    evidence.push({ start: word(range), end: word(range + 1) })
  }
  return {
    code: name(WORD.CODE),
    severity: name(WORD.SEVERITY),
    rule: name(WORD.RULE),
    extension: word(WORD.EXTENSION) === 1,
    proxy_code: name(WORD.PROXY_CODE),
    evidence,
    hints: {
      transport: name(WORD.TRANSPORT),
      transport_source: name(WORD.TRANSPORT_SOURCE),
      docker_isolated: WORD.ISOLATIONS[word(WORD.ISOLATION)],
      docker_isolated_source: name(WORD.ISOLATION_SOURCE),
      fact: name(WORD.FACT),
      fact_source: name(WORD.FACT_SOURCE)
    }
  }
}

function classifications(instance) {
  const { exports } = instance
  const hints = new HeldOptions(HINT_NAMES)

  function start(options) {
    if (hints.holds(options)) exports.start_again()
    else hints.replace(options, (json) => instance.writeOptions(json, exports.start))
  }

  function classify(text, options) {
    const isError = text !== null && text !== undefined
    const source = isError ? textOf(text) : ''
    start(options)
    if (!isError) return noError()
    instance.writeAll(source, exports.feed)
    const answer = answerAt(instance, exports.finish())
    if (typeof source === 'string') rangesToUtf16(source, answer.evidence)
    return answer
  }

  return { classify }
}

function logs(instance) {
  const { exports } = instance
  let opened = 0 // how many logs were opened; only the last can be fed

  function start(options) {
    const json = JSON.stringify(membersOf(options, HINT_NAMES))
    instance.writeOptions(json, exports.log_start)
    opened += 1
    return opened
  }

  function feed(source) {
    const lines = []
    instance.writeAll(source, (length) => {
      for (let from = 0; from < length; ) {
        from += exports.log_feed(from, length)
        lines.push(...instance.outputJson(exports.log_found()))
      }
    })
    return lines
  }

  function finish() {
    exports.log_finish()
    const lines = instance.outputJson(exports.log_found())
    return { ...instance.outputJson(exports.log_totals()), lines }
  }

  function classifyLog(text, options) {
    const source = textOf(text)
    start(options)
    const lines = feed(source)
    const end = finish()
    lines.push(...end.lines)
    if (typeof source === 'string') rangesToUtf16(source, lines)
    return { ...end, lines }
  }

  function openLog(options) {
    const mine = start(options)
    const check = () => {
      if (mine !== opened)
        throw new Error('mcpx: another log was opened; only the last opened log can be used')
    }
    return {
      feed(bytes) {
        check()
        return feed(asBytes(bytes))
      },
      finish() {
        check()
        return finish()
      }
    }
  }

  return { classifyLog, openLog }
}

// The tables are read once. Callers get copies, which they may change.
function tables(instance) {
  const { exports } = instance
  let entries = null
  let rows = null
  const allEntries = () => {
    entries ??= instance.outputJson(exports.catalog())
    return entries
  }
  const allRules = () => {
    rows ??= instance.outputJson(exports.rules())
    return rows
  }
  return {
    catalog: () => structuredClone(allEntries()),
    entry: (code) => structuredClone(allEntries().find((entry) => entry.code === code) ?? null),
    rules: () => structuredClone(allRules()),
    rule: (name) => structuredClone(allRules().find((rule) => rule.name === name) ?? null)
  }
}

export const classifier = (instance) => ({
  ...classifications(instance),
  ...logs(instance),
  ...tables(instance)
})
