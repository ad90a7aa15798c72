// options.js: the options of a call -> the members of a request to the module.

const snakeCase = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

// `names` are the names of the options; `dockerIsolated` becomes `docker_isolated`. null and undefined both mean that an
// option is not given.
export function membersOf(options, names) {
  const members = {}
  for (const [name, value] of Object.entries(options ?? {})) {
    if (!names.includes(name))
      throw new TypeError(`mcpx: unknown option "${name}"; the options are ${names.join(', ')}`)
    members[snakeCase(name)] = value ?? undefined
  }
  return members
}
