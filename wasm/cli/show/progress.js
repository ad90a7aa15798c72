// progress.js: shows on a terminal how far the work got, once it takes long.
import { shownName } from './terminal.js'

/* global require -- of the bundle: most runs need no spinner */
const startSpinner = () => require('yocto-spinner').default({ stream: process.stderr }).start()

const DELAY_MS = 500
const NAME_MAX = 40

// The end of a path says more than its beginning.
const shorten = (name) => (name.length > NAME_MAX ? `…${name.slice(1 - NAME_MAX)}` : name)

export class Progress {
  #started = Date.now()
  #work
  #spinner = null
  #name = ''
  #size = 0
  #read = 0 // of the current file
  #readBefore = 0 // of all earlier files
  #rows = 0

  constructor(work = 'reading') {
    this.#work = work
  }

  // Begin a file. `size` is 0 if it is not known.
  begin(name, size) {
    this.#readBefore += this.#read
    this.#read = 0
    this.#name = shorten(shownName(name))
    this.#size = size
  }

  add(bytes) {
    this.#read += bytes
    if (Date.now() - this.#started < DELAY_MS || !process.stderr.isTTY) return
    this.#spinner ??= startSpinner()
    this.#spinner.text = this.#text()
  }

  countRow() {
    this.#rows += 1
  }

  #text() {
    const parts = [`${((this.#readBefore + this.#read) / 1e6).toFixed(0)} MB`]
    if (this.#size) parts.push(`${Math.floor((100 * this.#read) / this.#size)}% of this file`)
    if (this.#rows) parts.push(`${this.#rows.toLocaleString('en')} rows`)
    return `${this.#work} ${this.#name}: ${parts.join(', ')}`
  }

  stop() {
    this.#spinner?.stop()
    this.#spinner = null
  }
}
