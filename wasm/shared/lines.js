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
  #lineMax
  #start = 0 // of the line, as an offset in the whole input
  #end = 0 // of what was read of the line

  // Only the first `lineMax` bytes of a longer line are kept.
  constructor(lineMax) {
    this.#lineMax = lineMax
  }

  // Call `onLine(bytes, start, end)` for each line that the chunk completes. Offsets are in the whole input.
  split(chunk, onLine) {
    let from = 0
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, from)) {
      this.#append(chunk.subarray(from, end))
      this.finish(onLine)
      from = end + 1
    }
    if (from < chunk.length) this.#append(chunk.subarray(from))
  }

  // An empty line is one empty part; other empty parts are dropped.
  #append(part) {
    this.#end += part.length
    const kept = part.subarray(0, this.#lineMax - this.#size)
    if (this.#parts.length && !kept.length) return
    this.#parts.push(kept)
    this.#size += kept.length
  }

  // Pass on the last line, if the input does not end with a line break.
  finish(onLine) {
    if (!this.#parts.length) return
    onLine(concat(this.#parts), this.#start, this.#end)
    this.#parts = []
    this.#size = 0
    this.#end += 1 // the line break
    this.#start = this.#end
  }
}
