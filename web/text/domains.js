// text/domains.js: the catalog -> its groups, by the domain in the names of the codes.

const domainOf = (code) => code.split('_')[1]

// [{ name, label, entries }]. `labels` of content.json gives the order and the names for people; other domains come last.
export const domainsOf = (catalog, labels) =>
  [...new Set([...Object.keys(labels), ...catalog.map(({ code }) => domainOf(code))])]
    .map((name) => ({
      name,
      label: labels[name] ?? name,
      entries: catalog.filter(({ code }) => domainOf(code) === name)
    }))
    .filter(({ entries }) => entries.length)
