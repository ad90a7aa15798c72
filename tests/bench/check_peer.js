// check_peer.js: checks a payload with Ajv and patterns, as people do without mcpx.
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

const PATTERNS = [
  /(?:\/Users\/|\/home\/|[A-Za-z]:\\\\|\/var\/folders\/)/,
  /[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}/,
  /\b(?:\d{1,3}\.){3}\d{1,3}\b/,
  /\b(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}\b/,
  /\b(?:gh[pousr]_|sk-|xox[bap]-|AKIA)[A-Za-z0-9_-]{10,}/,
  /\beyJ[A-Za-z0-9_-]+\.eyJ[A-Za-z0-9_-]+/,
  /\b[a-z]+:\/\/[^\s"]+/,
  /\b[A-Za-z0-9-]+\.(?:local|lan|internal|corp)\b/
]

// Both return whether the payload passes. They give no positions and see neither duplicate keys nor escapes.
export function checkPeer(schema) {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats(ajv)
  const validate = ajv.compile(schema)
  const passes = (payload) => validate(JSON.parse(payload))
  return {
    schema: passes,
    schemaAndPatterns: (payload) => passes(payload) && !PATTERNS.some((pattern) => pattern.test(payload))
  }
}
