// json_text.js: what the name of a file, or a text, says about JSON in it.

// The column of an export that has the payload as a string.
export const PAYLOAD_COLUMN = 'payload_json'

// Whether each line of the file is a payload, by its name.
export const isNdjsonName = (name) => /\.(ndjson|jsonl)(\.gz)?$/i.test(name)

// The value of a JSON text, or undefined.
export function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {}
}

export const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
