// includes_peer.js: classifies a text by searching each phrase with includes(), as one would without a library.

// The wildcards of a phrase (src/tables/phrases.def) as regular expressions.
const WILDCARDS = {
  '*': '[^]{0,80}?',
  '~': '[^]{0,24}?',
  '|': '\\b',
  '`': '(?:^|\\n)\\s*',
  '#': '0*[1-9][0-9]*',
  '@': '(?:401|403|404|5[0-9][0-9])'
}

// The first literal part is searched first. A phrase with wildcards is then tested as a pattern.
function needleOf(phrase) {
  const literal = phrase.split(/[*~|`#@^]/).find((part) => part)
  const source = phrase.replace(/[.*+?^${}()|[\]\\~#@`]/g, (c) => WILDCARDS[c] ?? `\\${c}`)
  return { literal, pattern: literal === phrase ? null : new RegExp(source) }
}

function occurs(needles, lower) {
  for (const { literal, pattern } of needles) {
    if (lower.includes(literal) && (!pattern || pattern.test(lower))) return true
  }
  return false
}

// Can the rule decide from the text alone? Rules of profile `proxy` take facts only from the caller. The rule of the causes
// has no phrases of its own.
function isOpen(rule) {
  if (rule.name === 'text_cause') return false
  const met = [null, 'not http', 'not stdio'].includes(rule.requires)
  return met && (rule.fact === null || !rule.profiles.includes('proxy'))
}

const chainLink = (rule) => ({
  name: rule.name,
  all: rule.all.map((set) => set.map(needleOf)),
  none: rule.none.map((set) => set.map(needleOf))
})

// Returns a function from a text to the name of the rule that decides. It uses no hints and knows no negations.
export function includesPeer(rules, profile) {
  const chain = rules.filter((rule) => rule.profiles.includes(profile) && isOpen(rule)).map(chainLink)
  return (text) => {
    const lower = text.toLowerCase()
    const missing = (set) => !occurs(set, lower)
    for (const { name, all, none } of chain) {
      if (!all.some(missing) && none.every(missing)) return name
    }
  }
}
