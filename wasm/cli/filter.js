// filter.js: mcpx filter: request lines from standard input -> answer lines on standard output.
import { once } from 'node:events'
import { EXIT } from './output.js'

const LF = 0x0a

class LineSplitter {
  #parts = []
  #size = 0
  #held

  // Of a longer line only the first `held` bytes are kept.
  constructor(held) {
    this.#held = held
  }

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
    const room = this.#held - this.#size
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
  const splitter = new LineSplitter(mcpx.requestMax + 1) // one more, to see that it is too long
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
