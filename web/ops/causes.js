// ops/causes.js: all causes, and for each code the phrases of its rules, by which it can be found.

// { causes, phrases: { code: text } }
export function causes(mcpx) {
  const phrases = {}
  for (const { codes, all } of mcpx.rules()) {
    for (const code of codes) phrases[code] = `${phrases[code] ?? ''} ${all.flat().join(' ')}`
  }
  return { causes: mcpx.causes(), phrases }
}
