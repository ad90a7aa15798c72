// ops/redact.js: a text -> the text without personal data, for what leaves the page by the user's own hand.
import { redact } from '../text/redact.js'

export const redacted = (mcpx, { text }) => redact(text, (payload) => mcpx.scan(payload))
