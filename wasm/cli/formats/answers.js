// answers.js: the answers of mcpx classify as text, JSON and NDJSON.
//
// A format is a function (write, context) that returns the handlers { answer(result), beginLog(file), addLine(line,
// bytesOf), endLog(totals, log), end() }. Log lines are written as they are found: none is kept.
import { answerText } from './answer_text.js'
import { asNdjson, JsonDocument } from './json.js'
import { LogText } from './log_text.js'

export function text(write, { mcpx, options, hints, isOnly }) {
  const { all, verbose } = options
  let log = null
  let separator = ''
  const begin = () => {
    write(separator)
    separator = '\n'
  }
  return {
    answer(result) {
      begin()
      write(answerText(mcpx, result, { isOnly, verbose }))
    },
    beginLog(file) {
      begin()
      log = new LogText(write, { file, options: { mcpx, all, verbose, profile: hints.profile } })
    },
    addLine: (line, bytesOf) => log.addLine(line, bytesOf),
    endLog: (totals, kept) => log.end(totals, kept),
    end() {}
  }
}

// ---- JSON ----

const answerData = ({ file, bytes, ...answer }) => ({ file, kind: 'text', ...answer })

export function json(write, { mcpx }) {
  const document = new JsonDocument(write, mcpx.version)
  let separator = ''
  return {
    answer: (result) => document.addResult(answerData(result)),
    beginLog(file) {
      document.beginResult()
      write(`{\n      "file": ${JSON.stringify(file)},\n      "kind": "log",\n      "lines": [`)
      separator = '\n'
    },
    addLine(line) {
      write(`${separator}        ${JSON.stringify(line)}`)
      separator = ',\n'
    },
    endLog(totals) {
      const end = separator === '\n' ? '' : '\n      '
      const members = Object.entries(totals).map(
        ([name, value]) => `,\n      "${name}": ${JSON.stringify(value)}`
      )
      write(`${end}]${members.join('')}\n    }`)
    },
    end: () => document.end()
  }
}

export function ndjson(write) {
  let file = null
  return {
    answer: (result) => write(asNdjson([answerData(result)])),
    beginLog(name) {
      file = name
    },
    addLine: (line) => write(asNdjson([{ file, kind: 'line', ...line }])),
    // The incident to read first has `first`.
    endLog: ({ incidents = [], first }) =>
      write(
        asNdjson(
          incidents.map((incident, i) => ({ file, kind: 'incident', first: i === first, ...incident }))
        )
      ),
    end() {}
  }
}
