// parts/content.js: what the page shows that is no code, which build.js puts together: { examples: { code: { text,
// ...hints } }, heartbeat: a payload to try the page with, homes: as cause_homes.js returns it, icons: { name: the path of
// a drawing of 16 units }, hero, facts, domains, words, proof, tells, prompt and telemetry: texts }.

let loaded = null // a promise

// A promise. Without the file there are no examples, and what does not need these texts works.
export function content() {
  loaded ??= fetch(new URL('./content.json', import.meta.url))
    .then((response) => response.json())
    .catch(() => ({ examples: {}, icons: {}, hero: {}, facts: [], domains: {} }))
  return loaded
}

// A text of `words` by its name: a node that has it once it is loaded.
export function words(name) {
  const node = new Text()
  content().then(({ words: all }) => {
    node.data = all?.[name] ?? ''
  })
  return node
}
