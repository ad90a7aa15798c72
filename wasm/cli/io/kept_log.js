// kept_log.js: the end of a log that arrives in chunks, to show the lines that were found in it.

const KEPT_MAX = 16 << 20

export class KeptLog {
  #chunks = [] // { start, bytes }, the newest last
  #size = 0
  #end = 0

  add(bytes) {
    this.#chunks.push({ start: this.#end, bytes })
    this.#end += bytes.length
    this.#size += bytes.length
    while (this.#size > KEPT_MAX && this.#chunks.length > 1) this.#size -= this.#chunks.shift().bytes.length
  }

  // The bytes from `start` to `end`, as far as they are kept, and the offset of the first: { start, bytes }.
  slice(start, end) {
    const parts = []
    let first = Math.max(end, 0)
    for (let i = this.#chunks.length - 1; i >= 0; i--) {
      const chunk = this.#chunks[i]
      if (chunk.start >= end) continue
      parts.unshift(chunk.bytes.subarray(Math.max(start - chunk.start, 0), end - chunk.start))
      first = Math.max(start, chunk.start)
      if (chunk.start <= start) break
    }
    return { start: first, bytes: parts.length === 1 ? parts[0] : Buffer.concat(parts) }
  }
}
