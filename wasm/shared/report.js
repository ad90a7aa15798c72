// report.js: an error text that no rule knows -> the address of a prefilled issue. A question is not reported.

const TEXT_MAX = 500
const TITLE_MAX = 72

const QUESTION_START =
  /^\W*(?:what|why|how|when|where|which|who|is|are|am|was|does|do|did|can|could|should|would|will|has|have)\b[^\n]*\?/i

// Whether a text is a question from its start on.
export const isQuestion = (text) => QUESTION_START.test(text.trimStart())

// Whether a text is a question or ends in one.
export const hasQuestion = (text) => isQuestion(text) || /\?["')]*$/.test(text.trimEnd().slice(-TITLE_MAX))

// `text` must be redacted before. Long texts are cut: a browser and a terminal take short addresses only.
export function reportUrl(url, { version, text }) {
  const lines = text.trim().split(/\r?\n/)
  const title = `Unrecognized error: ${lines[0].slice(0, TITLE_MAX)}`
  const cut = text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX).toWellFormed()}…` : text
  const body = `mcpx ${version} gives no code for this text (personal data and secrets are replaced):\n\n\`\`\`\n${cut.trim()}\n\`\`\`\n`
  return `${url}?${new URLSearchParams({ title: title.toWellFormed(), body })}`
}
