// lines.js: chunks of bytes -> lines.

const LF = 0x0a

export function concat(parts) {
  if (parts.length === 1) return parts[0]
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export class LineSplitter {
  #parts = []
  #size = 0
  #held
  #start = 0 // of the line, in all that was given
  #end = 0 // of what was seen of it

  // Of a longer line only the first `held` bytes are kept.
  constructor(held) {
    this.#held = held
  }

  // Give each line that the chunk completes to `take(bytes, start, end)`: its bytes, and where it lies.
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
    this.#end += part.length
    const kept = part.subarray(0, this.#held - this.#size)
    if (this.#parts.length && !kept.length) return
    this.#parts.push(kept)
    this.#size += kept.length
  }

  // The line held so far, if any byte of one was seen.
  finish(take) {
    if (!this.#parts.length) return
    take(concat(this.#parts), this.#start, this.#end)
    this.#parts = []
    this.#size = 0
    this.#end += 1 // its line break
    this.#start = this.#end
  }
}
