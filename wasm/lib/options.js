// options.js: the options of a call -> the members of a request to the module.

// `names` maps the names of the options to those of the members. null and undefined both mean that an option is not
// given.
export function membersOf(options, names) {
  const members = {}
  for (const [name, value] of Object.entries(options ?? {})) {
    if (!Object.hasOwn(names, name))
      throw new TypeError(`mcpx: unknown option "${name}"; the options are ${Object.keys(names).join(', ')}`)
    members[names[name]] = value ?? undefined
  }
  return members
}
