// checker.js: telemetry payloads -> verdicts and fleet figures; the schema; redaction.
import { membersOf } from './options.js'
import { redactor } from './redactor.js'
import { findingsToUtf16 } from './utf16.js'
import { textOf } from './values.js'

const CHECK_NAMES = ['profile', 'proxyRelease', 'closed', 'blockedValues']
// JSON has no functions, so that the module gets the blocked values only.
const REDACT_NAMES = ['blockedValues', 'onProgress']
const HELD = ['profile', 'proxy_release', 'closed']

// Whether two lists have the same strings. Callers may change a list between calls, so its elements are compared.
const isSameList = (a, b) =>
  a === b ||
  (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((value, i) => value === b[i]))

function checks(instance) {
  const { exports } = instance
  let held = null // the options that the module has, as members of a request

  function setOptions(options, names = CHECK_NAMES) {
    const { blocked_values: list, ...members } = membersOf(options, names)
    const isHeld = HELD.every((name) => members[name] === held?.[name])
    if (held && isHeld && isSameList(list, held.list)) return
    held = null // in case the module rejects the options
    instance.writeOptions(JSON.stringify({ ...members, blocked_values: list }), exports.check_options)
    held = { ...members, list: list && [...list] }
  }

  // Write the payload to `input`. What does not fit is longer than a payload may be.
  function write(payload, options) {
    const source = textOf(payload)
    setOptions(options)
    return { source, length: instance.write(source).written }
  }

  // Write the payload and call `check(length)`, which writes a verdict to `output`.
  function verdictOf(payload, options, check) {
    const { source, length } = write(payload, options)
    const verdict = instance.outputJson(check(length))
    if (typeof source === 'string') findingsToUtf16(source, verdict.findings)
    return verdict
  }

  return { setOptions, write, verdictOf }
}

// A number that the senders of payloads cannot know.
const randomSeed = () => crypto.getRandomValues(new BigInt64Array(1))[0]

function reports(instance, { setOptions, write, verdictOf }) {
  const { exports } = instance
  let opened = 0 // how many reports were opened; only the last can be used

  function openReport(options) {
    setOptions(options)
    exports.report_start(randomSeed())
    opened += 1
    const mine = opened
    const check = () => {
      if (mine !== opened)
        throw new Error('mcpx: another report was opened; only the last opened report can be used')
    }
    return {
      add(payload) {
        check()
        return verdictOf(payload, options, exports.report_add)
      },
      count(payload) {
        check()
        exports.report_count(write(payload, options).length)
      },
      figures() {
        check()
        return instance.outputJson(exports.report_figures())
      }
    }
  }

  return { openReport }
}

export function checker(instance) {
  const { exports } = instance
  const check = checks(instance)
  // A page's module has one half of the library: without the checks there is no schema.
  const schemaVersion = exports.schema_version?.()
  const isKnown = (version) => Number.isInteger(version) && version >= 1 && version <= schemaVersion
  return {
    validate: (payload, options) => check.verdictOf(payload, options, exports.validate),
    scan: (payload, options) => check.verdictOf(payload, options, exports.scan),
    ...reports(instance, check),
    ...redactor(instance, (options) => check.setOptions(options, REDACT_NAMES)),
    schemaVersion,
    schema(version = schemaVersion) {
      if (typeof version !== 'number') throw new TypeError('mcpx: schema() takes a version as a number')
      return isKnown(version) ? instance.outputJson(exports.schema(version)) : null
    },
    checkRules: () => instance.outputJson(exports.check_rules())
  }
}
