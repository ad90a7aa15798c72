// first_of_rules.js: the first findings of each rule, the worst first, because a fleet has too many to read.

// `max` items of each rule are kept; 0 keeps all.
export class FirstOfRules {
  #max
  #counts = new Map()
  #items = [[], [], [], []] // by rank

  constructor(max) {
    this.#max = max
  }

  // Whether an item with these rules would be kept. Counts it.
  wants(rules) {
    let isWanted = false
    for (const rule of rules) {
      const count = (this.#counts.get(rule) ?? 0) + 1
      this.#counts.set(rule, count)
      if (!this.#max || count <= this.#max) isWanted = true
    }
    return isWanted
  }

  keep(rank, item) {
    this.#items[rank].push(item)
  }

  get items() {
    return this.#items.flat()
  }

  // [rule, how many items were not kept]
  get left() {
    if (!this.#max) return []
    return [...this.#counts]
      .map(([rule, count]) => [rule, count - this.#max])
      .filter(([, count]) => count > 0)
  }
}
