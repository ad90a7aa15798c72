// lines.js: chunks of bytes -> lines.

const LF = 0x0a

export class LineSplitter {
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

  // An empty part is held only where it is all there is: it stands for an empty line.
  #hold(part) {
    const kept = part.subarray(0, this.#held - this.#size)
    if (this.#parts.length && !kept.length) return
    this.#parts.push(kept)
    this.#size += kept.length
  }

  // The line held so far, if any byte of one was seen.
  finish(take) {
    if (!this.#parts.length) return
    take(this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts))
    this.#parts = []
    this.#size = 0
  }
}
