// progress.js: shows on a terminal how far reading got, once it takes long.
import yoctoSpinner from 'yocto-spinner'
import { shownName } from './terminal.js'

const DELAY_MS = 500
const NAME_MAX = 40

// The end of a path says more than its beginning.
const shorten = (name) => (name.length > NAME_MAX ? `…${name.slice(1 - NAME_MAX)}` : name)

export class Progress {
  #started = Date.now()
  #spinner = null
  #name = ''
  #size = 0
  #read = 0 // of the current file
  #readBefore = 0 // of all earlier files
  #rows = 0

  // Begin a file. `size` is 0 if it is not known.
  begin(name, size) {
    this.#readBefore += this.#read
    this.#read = 0
    this.#name = shorten(shownName(name))
    this.#size = size
  }

  add(bytes) {
    this.#read += bytes
    if (!process.stderr.isTTY || Date.now() - this.#started < DELAY_MS) return
    this.#spinner ??= yoctoSpinner({ stream: process.stderr }).start()
    this.#spinner.text = this.#text()
  }

  countRow() {
    this.#rows += 1
  }

  #text() {
    const parts = [`${((this.#readBefore + this.#read) / 1e6).toFixed(0)} MB`]
    if (this.#size) parts.push(`${Math.floor((100 * this.#read) / this.#size)}% of this file`)
    if (this.#rows) parts.push(`${this.#rows.toLocaleString('en')} rows`)
    return `reading ${this.#name}: ${parts.join(', ')}`
  }

  stop() {
    this.#spinner?.stop()
    this.#spinner = null
  }
}
