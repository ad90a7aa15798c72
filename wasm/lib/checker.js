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

  // Write the payload to `input` and call `check(length)`. What does not fit is longer than a payload may be.
  function run(payload, options, check) {
    const source = textOf(payload)
    setOptions(options)
    const verdict = instance.outputJson(check(instance.write(source).written))
    if (typeof source === 'string') findingsToUtf16(source, verdict.findings)
    return verdict
  }

  return { setOptions, run }
}

function reports(instance, { setOptions, run }) {
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
        return run(payload, options, exports.report_add)
      },
      figures() {
        check()
        return instance.outputJson(exports.report_figures())
      }
    }
  }

  function report(payloads, options) {
    const opened = openReport(options)
    for (const payload of payloads) opened.add(payload)
    return opened.figures()
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
    validate: (payload, options) => check.run(payload, options, exports.validate),
    scan: (payload, options) => check.run(payload, options, exports.scan),
    ...reports(instance, check),
    schemaVersion,
    schema: (version = schemaVersion) =>
      isKnown(version) ? instance.outputJson(exports.schema(version)) : null,
    checkRules: () => instance.outputJson(exports.check_rules())
  }
}
