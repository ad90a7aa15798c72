// text/domains.js: the catalog -> its groups, by the domain in the names of the codes.

// The order of the groups, with their names for people. Other domains come after them.
const NAMES = {
  DOCKER: 'Docker',
  STDIO: 'stdio servers',
  HTTP: 'HTTP',
  OAUTH: 'Sign-in (OAuth)',
  CONFIG: 'Configuration',
  NETWORK: 'Network',
  QUARANTINE: 'Quarantine',
  UPDATE: 'Updates'
}
const LAST = { UNKNOWN: 'Not recognized' }

export const domainOf = (code) => code.split('_')[1]

// [{ name, label, entries }]
export function domainsOf(catalog) {
  const names = new Set([...Object.keys(NAMES), ...catalog.map(({ code }) => domainOf(code))])
  const order = [...names].sort((a, b) => (a in LAST) - (b in LAST))
  return order
    .map((name) => ({
      name,
      label: NAMES[name] ?? LAST[name] ?? name,
      entries: catalog.filter(({ code }) => domainOf(code) === name)
    }))
    .filter(({ entries }) => entries.length)
}
