// ops/redact.js: a text -> the text without personal data, for what the visitor copies or shares.
import { redact as redactText } from '../text/redact.js'

export const redact = (mcpx, { text }) => redactText(text, (payload) => mcpx.scan(payload))
