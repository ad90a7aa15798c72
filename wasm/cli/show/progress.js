// progress.js: a sign of life on a terminal once work takes long.
import yoctoSpinner from 'yocto-spinner'
import { shownName } from './output.js'

const AFTER_MS = 500
const NAME_SHOWN = 40

// The end of a path says more than its beginning.
const short = (name) => (name.length > NAME_SHOWN ? `…${name.slice(1 - NAME_SHOWN)}` : name)

export class Progress {
  #started = Date.now()
  #spinner = null
  #name = ''
  #size = 0
  #read = 0 // of this file
  #before = 0 // of all earlier ones
  #rows = 0

  // `size` is 0 where it is not known.
  begin(name, size) {
    this.#before += this.#read
    this.#read = 0
    this.#name = short(shownName(name))
    this.#size = size
  }

  add(bytes) {
    this.#read += bytes
    if (!process.stderr.isTTY || Date.now() - this.#started < AFTER_MS) return
    this.#spinner ??= yoctoSpinner({ stream: process.stderr }).start()
    this.#spinner.text = this.#text()
  }

  row() {
    this.#rows += 1
  }

  #text() {
    const parts = [`${((this.#before + this.#read) / 1e6).toFixed(0)} MB`]
    if (this.#size) parts.push(`${Math.floor((100 * this.#read) / this.#size)} % of this file`)
    if (this.#rows) parts.push(`${this.#rows.toLocaleString('en')} rows`)
    return `reading ${this.#name}: ${parts.join(', ')}`
  }

  stop() {
    this.#spinner?.stop()
    this.#spinner = null
  }
}
