// parts/examples.js: { code: { text, …hints } }: a short text for each code, to try the page with.

// A promise. Without the file there are no examples, and everything else works.
export const examples = fetch(new URL('./examples.json', import.meta.url))
  .then((response) => response.json())
  .catch(() => ({}))
