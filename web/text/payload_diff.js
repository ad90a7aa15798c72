// text/payload_diff.js: two payloads -> what differs, field by field.

// The values { path: JSON } of a payload, in its order.
function flatten(value, path = '', into = new Map()) {
  const isContainer = value && typeof value === 'object'
  const entries = isContainer ? Object.entries(value) : []
  if (!entries.length) into.set(path, JSON.stringify(value))
  for (const [name, one] of entries) flatten(one, path ? `${path}.${name}` : name, into)
  return into
}

// [{ path, before, after }]; `before` or `after` is undefined for what is only in one of them. Throws a SyntaxError.
export function diffPayloads(one, other) {
  const before = flatten(JSON.parse(one))
  const after = flatten(JSON.parse(other))
  const paths = new Set([...before.keys(), ...after.keys()])
  return [...paths]
    .map((path) => ({ path, before: before.get(path), after: after.get(path) }))
    .filter((row) => row.before !== row.after)
}
