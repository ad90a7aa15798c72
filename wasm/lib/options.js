// options.js: the options of a call -> the members of a request, as JSON, and only when they changed.

// JavaScript's names of the options, and the module's.
export const HINT_NAMES = {
  transport: 'transport',
  dockerIsolated: 'docker_isolated',
  facts: 'facts',
  profile: 'profile'
}
export const CHECK_NAMES = { profile: 'profile', blockedValues: 'blocked_values' }

// The options as members of a request. null and undefined both mean that an option is not given.
export function membersOf(options, names) {
  const members = {}
  for (const [name, value] of Object.entries(options ?? {})) {
    if (!Object.hasOwn(names, name))
      throw new TypeError(`mcpx: unknown option "${name}"; the options are ${Object.keys(names).join(', ')}`)
    members[names[name]] = value ?? undefined
  }
  return members
}

const isObject = (value) => typeof value === 'object' && value !== null
const copyOf = (value) => (Array.isArray(value) ? [...value] : isObject(value) ? { ...value } : value)

// Whether two lists or objects hold the same values, or two values are the same.
function isEqual(a, b) {
  if (!isObject(a) || !isObject(b)) return (a ?? null) === (b ?? null)
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}

// The options that the module holds. They stay in force from call to call, so most calls pass nothing.
export class HeldOptions {
  #names
  #held = null

  constructor(names) {
    this.#names = names
  }

  holds(options) {
    const given = options ?? {}
    if (!this.#held) return false
    for (const name of Object.keys(given)) if (!Object.hasOwn(this.#names, name)) return false
    return Object.keys(this.#names).every((name) => isEqual(given[name], this.#held[name]))
  }

  // Pass the options to `write(json)`, which throws when the module refuses them.
  replace(options, write) {
    const members = membersOf(options, this.#names)
    this.#held = null
    write(JSON.stringify(members))
    this.#held = Object.fromEntries(
      Object.entries(options ?? {}).map(([name, value]) => [name, copyOf(value)])
    )
  }
}
