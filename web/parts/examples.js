// parts/examples.js: a code -> a short text that gives it, to try the page with.

// They come by themselves: nobody waits for them.
export const examples = fetch(new URL('./examples.json', import.meta.url))
  .then((response) => response.json())
  .catch(() => ({}))
