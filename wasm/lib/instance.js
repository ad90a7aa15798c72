// instance.js: an instance of the WebAssembly module -> reading and writing its two buffers, `input` and `output`.
//
// The exports are the functions of wasm/exports. Most take the length of what was written to `input` and return the
// length of the JSON in `output`.

import { coding } from './coding.js'

const isHighSurrogate = (unit) => unit >= 0xd800 && unit < 0xdc00

// The module names the members of a request; callers know the options.
const OPTION_MEMBERS = /`(blocked_values|proxy_release|docker_isolated|default_images)`/g
const inJavaScript = (complaint) =>
  complaint.replace(OPTION_MEMBERS, (name) => name.replace(/_(\w)/, (_, letter) => letter.toUpperCase()))

// A complaint of the module about options, as an error.
export const optionError = (complaint) => new TypeError(`mcpx: ${inJavaScript(complaint)}`)

export class Instance {
  exports
  #memory
  #input
  #output

  constructor({ exports }) {
    this.exports = exports
    exports._initialize?.()
    this.#memory = new Uint8Array(exports.memory.buffer)
    this.#input = this.#memory.subarray(exports.input(), exports.input() + exports.input_size())
    this.#output = exports.output()
  }

  get inputSize() {
    return this.#input.length
  }

  // The bytes in `output`, which the next call overwrites.
  outputBytes(length) {
    return this.#memory.subarray(this.#output, this.#output + length)
  }

  outputJson(length) {
    return JSON.parse(coding().decode(this.outputBytes(length)))
  }

  // Write a string or bytes to `input`, from an index on, as much as fits. Returns how much of the source was read
  // and how many bytes were written.
  write(source, from = 0) {
    const to = from + this.#input.length
    if (typeof source === 'string') {
      const isSplit = to < source.length && isHighSurrogate(source.charCodeAt(to - 1))
      return coding().encodeInto(source.slice(from, isSplit ? to - 1 : to), this.#input)
    }
    const piece = source.subarray(from, to)
    this.#input.set(piece)
    return { read: piece.length, written: piece.length }
  }

  // Pass a text of any length to `take(length)`, piece by piece.
  writeAll(source, take) {
    for (let from = 0; from < source.length; ) {
      const { read, written } = this.write(source, from)
      take(written)
      from += read
    }
  }

  // Write options (JSON) and call `accept`, which returns 0 or the length of a complaint.
  writeOptions(json, accept) {
    const complaint = accept(this.write(json).written)
    if (complaint) throw optionError(this.outputJson(complaint))
  }
}
