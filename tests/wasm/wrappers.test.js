// wrappers.test.js: an error is found inside other formats, escapes, colors and line breaks.
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../wasm/dist/node.mjs'
import { readRows } from './helpers.js'

const mcpx = loadSync()
const rows = ['extended', 'families'].flatMap(readRows)

const ESC = '\x1b'
const eachLine = (wrap) => (text) => text.split('\n').map(wrap).join('\n')

// Wrapped between words, as terminals and mail clients do.
const wrapped = (width) =>
  eachLine((line) =>
    line
      .split(/(?<= )/)
      .reduce(
        (lines, word) => {
          const longer = lines.at(-1) + word
          if (longer.trimEnd().length > width && lines.at(-1)) lines.push(word)
          else lines[lines.length - 1] = longer
          return lines
        },
        ['']
      )
      .map((part) => part.trimEnd())
      .join('\n')
  )

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const asHtml = (text) => text.replace(/[&<>"']/g, (character) => ENTITIES[character])

const WRAPPERS = {
  'a field of JSON': (text) => JSON.stringify({ level: 'error', msg: text }),
  'JSON in JSON': (text) => JSON.stringify({ error: JSON.stringify({ message: text }) }),
  'a JSON-RPC response': (text) => JSON.stringify({ id: 1, error: { code: -32603, message: text } }),
  logfmt: (text) => `time=2026-03-02T08:15:01Z level=error msg="connect" err=${JSON.stringify(text)}`,
  HTML: asHtml,
  'HTML, escaped twice': (text) => asHtml(asHtml(text)),
  'one color': (text) => `${ESC}[31m${text}${ESC}[0m`,
  'a color per word, without ESC': (text) => text.replace(/\S+/g, (word) => `[31m${word}[39m`),
  'a Markdown code block': (text) => `\`\`\`\n${text}\n\`\`\``,
  'a question': (text) => `Hi, since yesterday I get this:\n\n${text}\n\nWhat can I do? Thanks!`,
  indented: eachLine((line) => `    ${line}`),
  'wrapped at 80 columns': wrapped(80),
  'wrapped at 40 columns': wrapped(40),
  CRLF: (text) => text.replaceAll('\n', '\r\n'),
  'a byte order mark': (text) => `\ufeff${text}`,
  'no-break spaces': (text) => text.replaceAll(' ', '\u00a0'),
  tabs: (text) => text.replaceAll(' ', '\t'),
  'zero-width spaces': (text) => text.replaceAll(' ', ' \u200b'),
  'typographic quotes': (text) =>
    text
      .replace(/"([^"]*)"/g, '“$1”')
      .replace(/'([^']*)'/g, '‘$1’')
      .replaceAll("'", '’'),
  'a Python bytes literal': (text) => `b'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`
}

// Where a line break or a sentence around the text hides what the rules look at. The list may become shorter.
const KNOWN = {
  logfmt: ['f3281'],
  'a question': ['f3281'],
  'wrapped at 80 columns': ['f3091'],
  'wrapped at 40 columns': ['f439', 'f3091'] // a line that begins with "resolved:"
}

describe('every text of the vectors keeps a correct code', () => {
  test.each(Object.entries(WRAPPERS))('%s', (name, wrap) => {
    const wrong = rows.filter((row) => {
      const options = { transport: row.transport, dockerIsolated: row.docker_isolated, facts: row.facts }
      return ![row.label, ...row.alt].includes(mcpx.classify(wrap(row.text), options).code)
    })
    expect(wrong.map(({ id }) => id)).toEqual(KNOWN[name] ?? [])
  })
})
