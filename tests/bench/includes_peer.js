// includes_peer.js: text -> the first rule that holds, the way one writes it without a library.

// What the wildcards of a phrase (src/tables/phrases.def) are in a regular expression.
const WILDCARDS = {
  '*': '[^]{0,80}?',
  '~': '[^]{0,24}?',
  '|': '\\b',
  '#': '0*[1-9][0-9]*',
  '@': '(?:401|403|404|5[0-9][0-9])'
}

// The literal part that the phrase begins with is looked for first; what else there is has a pattern.
function needleOf(phrase) {
  const literal = phrase.split(/[*~|#@^]/).find((part) => part)
  const source = phrase.replace(/[.*+?^${}()|[\]\\~#@]/g, (c) => WILDCARDS[c] ?? `\\${c}`)
  return { literal, pattern: literal === phrase ? null : new RegExp(source) }
}

function occurs(needles, lower) {
  for (const { literal, pattern } of needles) {
    if (lower.includes(literal) && (!pattern || pattern.test(lower))) return true
  }
  return false
}

// Open where nothing but the text is known. A fact of a rule of `proxy` is the caller's to give.
function isOpen(rule) {
  const gate = rule.gate === null || rule.gate === 'not http' || rule.gate === 'not stdio'
  return gate && (rule.fact === null || !rule.profiles.includes('proxy'))
}

const chainLink = (rule) => ({
  name: rule.name,
  all: rule.all.map((set) => set.map(needleOf)),
  none: rule.none.map((set) => set.map(needleOf))
})

// A function from a text to the name of the rule. No hints, no places; nothing is read off the text.
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
