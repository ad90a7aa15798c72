// requests.js: the vectors as requests to the streaming filter, for tests that compare two builds of the library. Run by
// itself, it prints them.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const TEXTS =
  'classify cures extended families images kinds logs negatives real-heartbeats reports rules'.split(' ')
const PAYLOADS = 'heartbeats real-heartbeats schemas'.split(' ')

const readRows = (name) =>
  readFileSync(new URL(`${name}.jsonl`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

// A payload is a text, too.
const ofText = ({ text, payload, transport, docker_isolated, facts }) => {
  const about = { text: text ?? payload, transport, docker_isolated }
  return [
    { op: 'classify', profile: 'proxy', facts, ...about },
    { op: 'classify', profile: 'extended', facts, ...about },
    { op: 'log', ...about },
    { op: 'redact', text: about.text }
  ]
}

const ofPayload = ({ payload }) => [
  { op: 'validate', payload },
  { op: 'scan', payload, profile: 'proxy' }
]

export function vectorRequests() {
  const requests = [
    ...TEXTS.flatMap(readRows).flatMap(ofText),
    ...PAYLOADS.flatMap(readRows).flatMap(ofPayload)
  ]
  return requests.map((request, id) => JSON.stringify({ ...request, id }))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(vectorRequests().join('\n'))
