// classifier.js: error texts and logs -> codes; the catalog and the rules.
import {
  CODE,
  EVIDENCE,
  EVIDENCE_COUNT,
  EXTENSION,
  FACT,
  FACT_SOURCE,
  ISOLATION,
  ISOLATION_SOURCE,
  ISOLATIONS,
  PROFILES,
  PROXY_CODE,
  RULE,
  SEVERITY,
  TRANSPORT,
  TRANSPORT_SOURCE,
  TRANSPORTS
} from './answer_words.js'
import { membersOf } from './options.js'
import { rangesToUtf16 } from './utf16.js'
import { asBytes, textOf } from './values.js'

const HINT_NAMES = {
  transport: 'transport',
  dockerIsolated: 'docker_isolated',
  os: 'os',
  client: 'client',
  runner: 'runner',
  command: 'command',
  image: 'image',
  defaultImages: 'default_images',
  facts: 'facts',
  profile: 'profile'
}

// The answer to a null text does not depend on the options.
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

// The last answer as JSON. The page's module has no texts of causes; its module of advice has them.
const answerJson = (instance) =>
  instance.outputJson((instance.exports.advised ?? instance.exports.finished)())

// The answer at an address, as words of tables/answer_words.def, which have all that profile `proxy` gives. The keys are
// in the order of the JSON.
function answerAt(instance, address, profile) {
  if (profile !== 'proxy') return answerJson(instance)
  const at = address / Uint32Array.BYTES_PER_ELEMENT
  const word = (i) => instance.words[at + i]
  const name = (i) => instance.nameAt(word(i))
  if (!word(CODE)) return answerJson(instance) // a code that is not in the catalog
  const evidence = []
  for (let i = EVIDENCE; evidence.length < word(EVIDENCE_COUNT); i += 2)
    evidence.push({ start: word(i), end: word(i + 1) })
  return {
    code: name(CODE),
    severity: name(SEVERITY),
    rule: name(RULE),
    extension: word(EXTENSION) === 1,
    proxy_code: name(PROXY_CODE),
    evidence,
    hints: {
      transport: name(TRANSPORT),
      transport_source: name(TRANSPORT_SOURCE),
      docker_isolated: ISOLATIONS[word(ISOLATION)],
      docker_isolated_source: name(ISOLATION_SOURCE),
      fact: name(FACT),
      fact_source: name(FACT_SOURCE)
    }
  }
}

const numberOf = (numbers, name) => (Object.hasOwn(numbers, name) ? numbers[name] : -1)
const transportNumber = (name) =>
  typeof name === 'string' && !Object.hasOwn(TRANSPORTS, name) ? TRANSPORTS.other : numberOf(TRANSPORTS, name)

// The hints as three numbers of mcpx.h. null if there are others, or if the module has to reject the hints.
function hintNumbers({ profile, transport, docker_isolated, ...others }) {
  if (Object.values(others).some((value) => value !== undefined)) return null
  const numbers = [
    numberOf(PROFILES, profile ?? 'extended'),
    transportNumber(transport ?? ''),
    ISOLATIONS.indexOf(docker_isolated ?? null)
  ]
  return numbers.includes(-1) ? null : numbers
}

const profileOf = (options) => options?.profile ?? 'extended'

// All ranges of an answer, which are in bytes of the text.
const rangesOf = ({ evidence, cause_evidence = [], effects = [] }) => [
  ...evidence,
  ...cause_evidence,
  ...effects
]

const isError = (text) => text !== null && text !== undefined

function classifications(instance) {
  const { exports } = instance
  let json = null // the hints that the module holds, if they were set as JSON

  function setHints(options) {
    const members = membersOf(options, HINT_NAMES)
    const numbers = hintNumbers(members)
    const wanted = numbers ? null : JSON.stringify(members)
    if (wanted && wanted === json) return
    json = null // in case the module rejects the hints
    if (numbers) exports.set_hints_with(...numbers)
    else instance.writeOptions(wanted, exports.set_hints)
    json = wanted
  }

  function scanText(source) {
    exports.start_again()
    instance.writeAll(source, exports.feed)
    return exports.finish()
  }

  function classify(text, options) {
    const source = isError(text) ? textOf(text) : ''
    setHints(options)
    if (!isError(text)) return noError()
    const answer = answerAt(instance, scanText(source), profileOf(options))
    if (typeof source === 'string') rangesToUtf16(source, rangesOf(answer))
    return answer
  }

  // A text that was scanned for profile extended can be decided for both profiles.
  function classifyAll(text, list) {
    if (!Array.isArray(list)) throw new TypeError('mcpx: classifyAll takes an array of options')
    const source = isError(text) ? textOf(text) : ''
    const isExtended = (options) => profileOf(options) !== 'proxy'
    setHints({ profile: list.some(isExtended) ? 'extended' : 'proxy' })
    scanText(source)
    const answers = list.map((options) => {
      setHints(options)
      return isError(text) ? answerAt(instance, exports.decide_again(), profileOf(options)) : noError()
    })
    if (typeof source === 'string') rangesToUtf16(source, answers.flatMap(rangesOf))
    return answers
  }

  return { classify, classifyAll }
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
    return {
      ...instance.outputJson(exports.log_totals()),
      ...instance.outputJson(exports.log_advised()),
      lines
    }
  }

  // What shows the cause of an incident is a range too, under other names.
  function incidentsToUtf16(source, incidents) {
    const ranges = incidents.map((incident) => ({ start: incident.cause_start, end: incident.cause_end }))
    rangesToUtf16(source, ranges)
    for (const [i, { start, end }] of ranges.entries())
      Object.assign(incidents[i], { cause_start: start, cause_end: end })
  }

  function classifyLog(text, options) {
    const source = textOf(text)
    start(options)
    const lines = feed(source)
    const end = finish()
    lines.push(...end.lines)
    if (typeof source === 'string') {
      rangesToUtf16(source, lines)
      incidentsToUtf16(source, end.incidents)
    }
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

// The catalog is read once. Callers get copies, which they may change.
function tables(instance) {
  const { exports } = instance
  let entries = null
  const allEntries = () => {
    entries ??= instance.outputJson(exports.catalog())
    return entries
  }
  return {
    catalog: () => structuredClone(allEntries()),
    entry: (code) => structuredClone(allEntries().find((entry) => entry.code === code) ?? null),
    rules: () => instance.outputJson(exports.rules()),
    rule: (name) => instance.outputJson(exports.rule(instance.write(String(name)).written))
  }
}

export const classifier = (instance) => ({
  ...classifications(instance),
  ...logs(instance),
  ...tables(instance)
})
