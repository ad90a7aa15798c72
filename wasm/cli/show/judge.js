// judge.js: which findings make a payload fail, and which payloads make the command fail.

const RANKS = { note: 0, warning: 1, error: 2 }
const THRESHOLDS = { error: 2, warning: 1, note: 0, never: 3 }

export class Judge {
  #failOn
  #rates

  // `failOn` is the lowest severity that fails. `rates` are the rules { rule: share } that fail only if more payloads
  // than this share have them.
  constructor({ failOn, maxRate = {} }) {
    this.#failOn = failOn
    this.#rates = maxRate
  }

  isFailure({ severity, rule }) {
    return RANKS[severity] >= THRESHOLDS[this.#failOn] && !Object.hasOwn(this.#rates, rule)
  }

  // Of findings that were not listed, only `ok` tells whether an error was among them.
  fails({ verdict: { findings, omitted }, ok }) {
    if (findings.some((finding) => this.isFailure(finding))) return true
    if (this.#failOn === 'never' || !omitted) return false
    return !ok || this.#failOn !== 'error'
  }

  // The rules that too many payloads have: [{ rule, rate, max }].
  exceeded({ payloads, rules }) {
    const rateOf = (rule) => (payloads ? (rules.get(rule)?.payloads ?? 0) / payloads : 0)
    return Object.entries(this.#rates)
      .map(([rule, max]) => ({ rule, rate: rateOf(rule), max }))
      .filter(({ rate, max }) => rate > max)
  }
}
