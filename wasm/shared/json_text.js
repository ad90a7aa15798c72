// json_text.js: what the name of a file, or a text, says about JSON in it.

// Whether each line of the file is a payload, by its name.
export const isNdjsonName = (name) => /\.(ndjson|jsonl)(\.gz)?$/i.test(name)

export function isJson(text) {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
