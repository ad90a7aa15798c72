// json.js: results as JSON, indented or one per line; findings as one document or as one line per payload.

export const asJson = (value) => `${JSON.stringify(value, null, 2)}\n`
export const asNdjson = (values) => values.map((value) => `${JSON.stringify(value)}\n`).join('')

// The JSON of a value inside a document, with its further lines indented by `margin`.
const indented = (value, margin) => JSON.stringify(value, null, 2).replaceAll('\n', `\n${margin}`)

// Changes if a program that reads the documents has to change. New members do not count.
const FORMAT_VERSION = 1

// A document { version, format_version, … } that is written at once.
export const asDocument = (mcpx, members) =>
  asJson({ version: mcpx.version, format_version: FORMAT_VERSION, ...members })

// Writes { version, format_version, results: […], summary } piece by piece, so that any number of results fits.
export class JsonDocument {
  #write
  #separator = '\n'

  constructor(write, version) {
    this.#write = write
    const head = `{\n  "version": ${JSON.stringify(version)},\n  "format_version": ${FORMAT_VERSION}`
    write(`${head},\n  "results": [`)
  }

  // Begin a result: the text that follows is its JSON.
  beginResult() {
    this.#write(`${this.#separator}    `)
    this.#separator = ',\n'
  }

  addResult(value) {
    this.beginResult()
    this.#write(indented(value, '    '))
  }

  end(summary) {
    const more = summary ? `,\n  "summary": ${indented(summary, '  ')}` : ''
    this.#write(`${this.#separator === '\n' ? '' : '\n  '}]${more}\n}\n`)
  }
}

export function json(write, { mcpx }) {
  const document = new JsonDocument(write, mcpx.version)
  return {
    add: ({ verdict }) => document.addResult(verdict),
    unreadable: ({ input, reason }) => document.addResult({ file: input, unreadable: reason }),
    end: (tally) => document.end(tally.summary)
  }
}

export function ndjson(write) {
  return {
    add: ({ verdict }) => write(asNdjson([verdict])),
    unreadable: ({ input, reason }) => write(asNdjson([{ file: input, unreadable: reason }])),
    end() {}
  }
}
