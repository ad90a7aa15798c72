// checker.js: telemetry payloads -> verdicts and fleet figures; the schema.
import { CHECK_NAMES, HeldOptions } from './options.js'
import { findingsToUtf16 } from './utf16.js'
import { textOf } from './values.js'

function checks(instance) {
  const { exports } = instance
  const held = new HeldOptions(CHECK_NAMES)

  function setOptions(options) {
    if (held.holds(options)) return
    held.replace(options, (json) => instance.writeOptions(json, exports.check_options))
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

function reports(instance, { setOptions, write, verdictOf }) {
  const { exports } = instance
  let opened = 0 // how many reports were opened; only the last can be used

  function openReport(options) {
    setOptions(options)
    exports.report_start()
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

  function report(payloads, options) {
    const report = openReport(options)
    for (const payload of payloads) report.count(payload)
    return report.figures()
  }

  return { openReport, report }
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
    schemaVersion,
    schema: (version = schemaVersion) =>
      isKnown(version) ? instance.outputJson(exports.schema(version)) : null,
    checkRules: () => instance.outputJson(exports.check_rules())
  }
}
