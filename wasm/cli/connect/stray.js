// stray.js: what a server prints on standard output that is not a message of MCP.

import { isMessage, isNearlyResponseTo } from './json_rpc.js'

const LINES_MAX = 5
const BLOCK_MAX = 1 << 20
const LINE_MAX = 500

// What a person would call such a line.
function kindOf(line, value) {
  if (value !== undefined) return 'JSON that is not a JSON-RPC message'
  if (!line.trim()) return 'an empty line'
  if (/^[\w-]+: ?\d+\s*$/.test(line)) return 'a header, as of the Language Server Protocol'
  if (/^\s*</.test(line)) return 'HTML or XML'
  if (line.includes('\u001b')) return 'text with terminal colors'
  if (/^\s*[[{]/.test(line)) return 'damaged JSON'
  return 'plain text'
}

const isWholeMessage = (text) => {
  try {
    return isMessage(JSON.parse(text))
  } catch {
    return false
  }
}

const FRAME = /^content-length: ?\d+\s*$/i

// The first of these lines, and how many there are.
export class StrayLines {
  #lines = []
  #block = null // lines from one that begins an object on, until they are a message
  #size = 0 // of the block, in characters
  #isMessage = false
  hasNearlyMessage = false // a line that a client takes for no message, but a person does
  count = 0

  // `value` is the JSON of the line, or else `error` is what JSON.parse says. `awaited` is the id of the request that has no
  // answer yet, if there is one.
  add(number, line, { value, error }, awaited) {
    this.count += 1
    this.hasNearlyMessage ||= awaited !== undefined && isNearlyResponseTo(value, awaited)
    if (!this.#isMessage) this.#addToBlock(line)
    if (this.#lines.length === LINES_MAX) return
    const text = line.slice(0, LINE_MAX).trimEnd()
    const complaint = error ? `${text}: ${error.message}` : `Not a JSON-RPC message: ${text}`
    this.#lines.push({ line: number, kind: kindOf(line, value), text, complaint })
  }

  // An object that ends is printed with its bracket in the first column.
  #addToBlock(line) {
    if (/^\{\s*$/.test(line)) {
      this.#block = []
      this.#size = 0
    }
    if (!this.#block) return
    this.#block.push(line)
    this.#size += line.length
    if (this.#size > BLOCK_MAX) this.#block = null
    else if (/\}\s*$/.test(line)) this.#isMessage = isWholeMessage(this.#block.join('\n'))
  }

  // Whether a message was printed over several lines; `rest` is a last line without a line break.
  hasSplitMessage(rest = '') {
    return (
      this.#isMessage || Boolean(this.#block && rest && isWholeMessage([...this.#block, rest].join('\n')))
    )
  }

  // Whether a message has headers before it, as in the Language Server Protocol: they end with an empty line.
  isFramed() {
    const isEnd = ({ line, text }, begin) => line > begin.line && line <= begin.line + 2 && !text
    const begin = this.#lines.find(({ text }) => FRAME.test(text))
    return Boolean(begin) && this.#lines.some((one) => isEnd(one, begin))
  }

  // The lines as they are.
  text() {
    return this.#lines.map(({ text }) => `${text}\n`).join('')
  }

  // The lines, each with what is wrong with it.
  complaints() {
    return this.#lines.map(({ complaint }) => complaint).join('\n')
  }

  list() {
    return this.#lines.map(({ line, kind, text }) => ({ line, kind, text }))
  }
}
