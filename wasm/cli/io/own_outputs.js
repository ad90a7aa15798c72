// own_outputs.js: the beginning of an input -> whether it is an output of this command, such as the findings of an
// earlier run in the folder that is checked.

export const IS_REPORT = 'it is a report, not payloads: mcpx report --merge adds reports up'
const IS_OUTPUT = 'it is an output of mcpx, not payloads'

const TEXT = '"(?:[^"\\\\]|\\\\.)*"'
const ROW = `(?:"row":\\d+,(?:"id":(?:${TEXT}|-?\\d+),)?)?`
const RESULT = `"line":\\d+,${ROW}"(?:ok|clean)":|"kind":"(?:text|line|incident)","|"unreadable":"`

// How the outputs begin (../formats): a report as JSON and as NDJSON, other JSON and NDJSON, SARIF, GitLab's issues, JUnit.
// No heartbeat and no row of an export begins with these keys.
const BEGINNINGS = [
  [
    /^\s*\{\s*"version":\s*"[^"]*",\s*(?:"format_version":\s*\d+,\s*)?"payloads":\s*\d+,\s*"heartbeats":/,
    IS_REPORT
  ],
  [/^\s*\{"group":"all","name":null,"version":/, IS_REPORT],
  [/^\s*\{\s*"version":\s*"[^"]*",\s*"format_version":/, IS_OUTPUT],
  [new RegExp(`^\\s*\\{"file":${TEXT},(?:${RESULT})`), IS_OUTPUT],
  [/^\s*\{\s*"\$schema":[^{]*"runs":[^"]*"tool":[^"]*"driver":\s*\{\s*"name":\s*"mcpx"/, IS_OUTPUT],
  [/^\s*\[\s*\{"description":.*"check_name":/, IS_OUTPUT],
  [/^\s*<\?xml[^>]*>\s*<testsuites name="mcpx /, IS_OUTPUT]
]

// Why an input with this beginning is not read as payloads, or undefined.
export function ownOutput(head) {
  const text = Buffer.from(head).toString()
  return BEGINNINGS.find(([pattern]) => pattern.test(text))?.[1]
}
