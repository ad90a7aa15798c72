// report.js: mcpx report: the heartbeats of a fleet -> figures; two periods side by side.
import { isReport, mergeReports } from '../../shared/merge.js'
import { comparison, comparisonText, reportText } from '../formats/fleet_text.js'
import { asJson, asNdjson } from '../formats/json.js'
import { EXIT, printError } from '../io/errors.js'
import { Groups } from '../io/groups.js'
import { UnreadableInput } from '../io/input.js'
import { refuseNothing } from '../io/nothing.js'
import { Outputs } from '../io/outputs.js'
import { payloadsOf } from '../io/payloads.js'
import { Progress } from '../show/progress.js'

// ---- Reading ----

// Passes each payload or report of the inputs to `take`. Resolves to the exit code.
async function readEach(names, options, take) {
  const progress = new Progress()
  let status = EXIT.ok
  const onUnreadable = (error) => {
    printError(error.message)
    status = EXIT.unreadable
  }
  try {
    for await (const input of payloadsOf(names, progress, onUnreadable, options)) take(input, onUnreadable)
  } finally {
    progress.stop()
  }
  return status
}

async function countPayloads(mcpx, names, { load, ...options }) {
  const report = mcpx.openReport()
  const groups = options.by && new Groups(mcpx, load, options.by)
  const status = await readEach(names, options, ({ bytes }) => {
    report.count(bytes)
    groups?.count(bytes)
  })
  return { figures: { ...report.figures(), ...groups?.figures() }, status }
}

const NO_REPORT = 'not a report of mcpx: use the output of mcpx report --format json'

function parseReport(bytes, empty) {
  try {
    const value = JSON.parse(bytes.toString())
    return isReport(value, empty) ? value : null
  } catch {
    return null
  }
}

// The systems in the order of a report.
const systemsOf = (mcpx) => [...mcpx.schema().$defs.heartbeat.properties.os.enum, 'unknown']

// The figures of an earlier period: a report, or payloads to count.
async function readEarlier(mcpx, name, options) {
  const empty = mcpx.report([])
  let found = null
  const isOne = await readEach([name], options, ({ bytes }) => {
    found ??= parseReport(bytes, empty)
  })
  if (found) return { figures: found, status: isOne }
  return countPayloads(mcpx, [name], options)
}

async function mergeFiles(mcpx, names, options) {
  const empty = mcpx.report([])
  const reports = []
  const status = await readEach(names, options, ({ file, line, bytes }, onUnreadable) => {
    const report = parseReport(bytes, empty)
    if (report) reports.push(report)
    else onUnreadable(new UnreadableInput(file, line > 1 ? `line ${line}: ${NO_REPORT}` : NO_REPORT))
  })
  return { figures: mergeReports(reports, empty, systemsOf(mcpx)), status }
}

// ---- The command ----

// One object for the fleet and one for each group.
function flatten(figures) {
  const all = Object.fromEntries(Object.entries(figures).filter(([name]) => !name.startsWith('by_')))
  const groups = Object.entries(figures).filter(([name]) => name.startsWith('by_'))
  return [
    { group: 'all', name: null, ...all },
    ...groups.flatMap(([group, byName]) =>
      Object.entries(byName).map(([name, one]) => ({ group: group.slice('by_'.length), name, ...one }))
    )
  ]
}

const formsOf = (mcpx, figures, { by }) => ({
  text: () => reportText(figures, by),
  json: () => asJson({ version: mcpx.version, ...figures }),
  ndjson: () => asNdjson(flatten(figures))
})

const comparedForms = (mcpx, before, after) => ({
  text: () => comparisonText(before, after),
  json: () => asJson({ version: mcpx.version, before, after, shares: comparison(before, after) }),
  ndjson: () => asNdjson(comparison(before, after))
})

const worse = (a, b) => Math.max(a, b)

// `load` gives another instance of the library.
export function report(mcpx, load, names, options) {
  const inputs = names.length ? names : ['-']
  const outputs = new Outputs(options.format, inputs)
  return outputs.during(async ({ inputs, list, isOutput }) => {
    const context = { ...options, isOutput, load }
    const earlier = options.compare && (await readEarlier(mcpx, options.compare, context))
    const { figures, status } = await (options.merge ? mergeFiles : countPayloads)(mcpx, inputs, context)
    const forms = earlier ? comparedForms(mcpx, earlier.figures, figures) : formsOf(mcpx, figures, options)
    for (const { name, write } of list) write(forms[name]())
    const all = worse(status, earlier?.status ?? EXIT.ok)
    return refuseNothing({ ...figures, unreadable: all !== EXIT.ok }, options) ? EXIT.unreadable : all
  })
}
