// redact.js: mcpx redact: texts -> the same without personal data and secrets.
import { asNdjson, JsonDocument } from '../formats/json.js'
import { blockedValuesOf } from '../io/blocked_values.js'
import { EXIT, printError } from '../io/errors.js'
import { readInput, UnreadableInput } from '../io/input.js'
import { Outputs } from '../io/outputs.js'
import { Progress } from '../show/progress.js'
import { number, shownName } from '../show/terminal.js'

// The bytes of the input with "[kind]" in place of each range. All other bytes stay as they are.
function replaceRanges(bytes, ranges) {
  const parts = []
  let at = 0
  for (const { start, end, kind } of ranges) {
    parts.push(bytes.subarray(at, start), Buffer.from(`[${kind}]`))
    at = end
  }
  return Buffer.concat([...parts, bytes.subarray(at)])
}

const WRITERS = {
  text: (write) => ({
    add: ({ bytes, ranges }) => write(replaceRanges(bytes, ranges)),
    end() {}
  }),
  json(write, mcpx) {
    const document = new JsonDocument(write, mcpx.version)
    return {
      add: ({ file, text, ranges }) => document.addResult({ file, text, ranges }),
      end: () => document.end()
    }
  },
  ndjson: (write) => ({
    add: ({ file, text, ranges }) => write(asNdjson([{ file, text, ranges }])),
    end() {}
  })
}

// "2 × home_path, 1 × email", the most frequent first
function countKinds(ranges) {
  const counts = new Map()
  for (const { kind } of ranges) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return sorted.map(([kind, count]) => `${number(count)} × ${kind}`).join(', ')
}

// The summary goes to standard error, because standard output has the text.
function printSummary(file, ranges) {
  const what = ranges.length ? `redacted ${countKinds(ranges)}` : 'found nothing to redact'
  printError(`${what} in ${shownName(file)}`)
}

function redactedOf(mcpx, { name, bytes }, blockedValues, progress) {
  let last = 0
  const onProgress = (done) => {
    progress.add(done - last)
    last = done
  }
  progress.begin(name, bytes.length)
  try {
    return mcpx.redact(bytes, { blockedValues, onProgress })
  } finally {
    progress.stop()
  }
}

async function redactAll(mcpx, names, writers, options) {
  const blockedValues = blockedValuesOf(mcpx, options)
  const progress = new Progress('redacting')
  let status = EXIT.ok
  for (const name of names) {
    try {
      const { bytes } = await readInput(name, { text: true })
      const redacted = redactedOf(mcpx, { name, bytes }, blockedValues, progress)
      for (const writer of writers) writer.add({ file: name, bytes, ...redacted })
      printSummary(name, redacted.ranges)
    } catch (error) {
      if (!(error instanceof UnreadableInput)) throw error
      printError(error.message)
      status = EXIT.unreadable
    }
  }
  for (const writer of writers) writer.end()
  return status
}

export function redact(mcpx, names, options) {
  const keptFiles = [options.blockedValues]
  const outputs = new Outputs(options.format, names.length ? names : ['-'], {
    isData: true,
    optionFiles: keptFiles,
    keptFiles
  })
  const writers = outputs.list.map(({ name, write }) => WRITERS[name](write, mcpx))
  return outputs.during(({ inputs }) => redactAll(mcpx, inputs, writers, options))
}
