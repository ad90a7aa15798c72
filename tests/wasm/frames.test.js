// frames.test.js: evidence is in the messages of a log, not in what the log puts in front of them.
import { readdirSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../wasm/dist/node.mjs'
import { readRows, root } from './helpers.js'

const mcpx = loadSync()
const causes = readdirSync(`${root}tests/vectors/causes`).map(
  (name) => `causes/${name.replace('.jsonl', '')}`
)
const rows = [...causes, 'logs', 'reports']
  .flatMap(readRows)
  .filter(({ text, first }) => text && first !== false)

const escaped = (line) => JSON.stringify(line).slice(1, -1)
const FRAMES = {
  'Claude Desktop': ['2026-03-11T08:20:05.431Z [weather] [error] ', ' { metadata: undefined }'],
  'VS Code': ['2026-02-10 09:12:00.662 [warning] [server stderr] '],
  Cursor: ['2026-01-08 10:00:00.117 [error] user-crane: '],
  'Claude Code': ['2026-05-06T09:00:00.035Z [ERROR] MCP server "compass" Server stderr: '],
  JSON: ['{"level":"error","ts":"2026-05-01T12:00:00Z","msg":"', '","server":"jira"}', escaped],
  'Docker Compose': ['weather-1  | '],
  systemd: ['Mar 11 08:20:05 host mcpproxy[1234]: '],
  mcpproxy: ['2026-06-06 06:06:00 | ERROR | upstream/manager.go:388 | ', ' | {"server": "foundry"}']
}

// The text with the frame around each line, and where the parts before the lines are.
function framed(text, [before, after = '', written = String]) {
  let log = ''
  const parts = []
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const start = Buffer.byteLength(log)
    parts.push({ start, end: start + before.length })
    log += `${before}${written(line)}${after}\n`
  }
  return { log: Buffer.from(log), parts }
}

const rangesOf = (log) => {
  const { evidence, cause_evidence: ofCause = [] } = mcpx.classify(log)
  const inLog = mcpx.classifyLog(log).incidents.filter(({ cause_line: line }) => line)
  return [...evidence, ...ofCause, ...inLog.map(({ cause_start: start, cause_end: end }) => ({ start, end }))]
}

describe('no range of evidence begins in a frame or goes on in another message', () => {
  test.each(Object.entries(FRAMES))('%s', (_, frame) => {
    let count = 0
    const wrong = rows.filter(({ text }) => {
      const { log, parts } = framed(text, frame)
      const ranges = rangesOf(log)
      count += ranges.length
      return ranges.some((range) => parts.some(({ start, end }) => range.start < end && range.end > start))
    })
    expect(wrong.map(({ text }) => text)).toEqual([])
    expect(count).toBeGreaterThan(1000)
  })
})
