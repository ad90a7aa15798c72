// waiting.js: shows on a terminal what the command waits for and how long; prints lines of progress on standard error.
import yoctoSpinner from 'yocto-spinner'
import { escapeControls, messageLine, paint } from './terminal.js'

const DELAY_MS = 1000
const TICK_MS = 500
const LAST_MAX = 60

export class Waiting {
  #started = performance.now()
  #limit
  #spinner = null
  #timer = null
  #what = ''
  #last = ''

  // `limit` is the deadline in seconds.
  constructor(limit) {
    this.#limit = limit
  }

  start(what) {
    this.#what = what
    if (process.stderr.isTTY) this.#timer = setInterval(() => this.#draw(), TICK_MS)
  }

  // The last line that the server printed.
  note(line) {
    this.#last = escapeControls(line.slice(0, LAST_MAX))
  }

  // Print a line of progress.
  say(line) {
    this.#clear()
    process.stderr.write(`mcpx: ${messageLine(line)}\n`)
  }

  #draw() {
    const waited = performance.now() - this.#started
    if (waited < DELAY_MS) return
    this.#spinner ??= yoctoSpinner({ stream: process.stderr }).start()
    const time = `${this.#what}: ${Math.round(waited / 1000)} s of at most ${this.#limit} s`
    this.#spinner.text = this.#last ? `${time}  ${paint.dim(this.#last)}` : time
  }

  #clear() {
    this.#spinner?.stop()
    this.#spinner = null
  }

  stop() {
    clearInterval(this.#timer)
    this.#clear()
  }
}
