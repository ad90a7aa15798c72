// classifier.js: error texts and logs -> codes; the catalog and the rules.
import { ISOLATIONS, PROFILES, TRANSPORTS } from './answer_words.js'
import { membersOf } from './options.js'
import { rangesToUtf16 } from './utf16.js'
import { asBytes, textOf } from './values.js'

const HINT_NAMES = [
  'transport',
  'dockerIsolated',
  'os',
  'client',
  'runner',
  'command',
  'image',
  'defaultImages',
  'facts',
  'profile'
]

// The last answer as JSON. The page's module has no texts of causes; its module of advice has them.
export const answerJson = (instance) =>
  instance.outputJson((instance.exports.advised ?? instance.exports.finished)())

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

// `answerAt(instance, address, profile)` reads the last answer; address 0 stands for the answer to a null text.
function classifications(instance, answerAt) {
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
    const answer = answerAt(instance, isError(text) ? scanText(source) : 0, profileOf(options))
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
      return answerAt(instance, isError(text) ? exports.decide_again() : 0, profileOf(options))
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

// Without `answerAt`, every answer crosses as JSON, and no text may be null.
export const classifier = (instance, answerAt = answerJson) => ({
  ...classifications(instance, answerAt),
  ...logs(instance),
  ...tables(instance)
})
