// filter.js: mcpx filter: request lines from standard input -> answer lines on standard output.
import { once } from 'node:events'
import { EXIT } from './output.js'

// A longer line is answered with an error; only so much of it is held.
const HELD_BYTES = 8 * 1024 * 1024 + 1
const LF = 0x0a

class LineSplitter {
  #parts = []
  #size = 0

  // Give each line that the chunk completes to `take`.
  split(chunk, take) {
    let from = 0
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, from)) {
      this.#hold(chunk.subarray(from, end))
      this.finish(take)
      from = end + 1
    }
    if (from < chunk.length) this.#hold(chunk.subarray(from))
  }

  #hold(part) {
    const room = HELD_BYTES - this.#size
    this.#parts.push(part.length > room ? part.subarray(0, room) : part)
    this.#size += this.#parts.at(-1).length
  }

  // The line held so far, if any byte of one was seen.
  finish(take) {
    if (!this.#parts.length) return
    take(this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts))
    this.#parts = []
    this.#size = 0
  }
}

export async function filter(mcpx) {
  const splitter = new LineSplitter()
  const newline = Buffer.from('\n')
  let answers = []
  const take = (line) => answers.push(mcpx.answer(line), newline)
  const flush = async () => {
    const output = Buffer.concat(answers)
    answers = []
    if (output.length && !process.stdout.write(output)) await once(process.stdout, 'drain')
  }
  for await (const chunk of process.stdin) {
    splitter.split(chunk, take)
    await flush()
  }
  splitter.finish(take)
  await flush()
  return EXIT.clean
}
