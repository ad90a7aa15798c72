// helpers.js: paths, vectors and processes for the tests of the JavaScript side.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const root = new URL('../../', import.meta.url).pathname
export const cliPath = `${root}wasm/dist/cli.mjs`
export const nativeFilterPath = `${root}build/release/mcpx-filter`
export const modulePath = `${root}wasm/dist/mcpx.wasm`

export const readText = (path) => readFileSync(root + path, 'utf8')

export const readRows = (name) =>
  readText(`tests/vectors/${name}.jsonl`)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

// Run the command as a user does, without colors unless `env` asks for them.
export function mcpx(args, { input = '', env = {}, cwd } = {}) {
  const clean = { ...process.env, ...env }
  for (const name of [
    'NO_COLOR',
    'FORCE_COLOR',
    'NODE_OPTIONS',
    'CI',
    'COLUMNS',
    'GITHUB_ACTIONS',
    'GITHUB_WORKSPACE'
  ])
    if (!(name in env)) delete clean[name]
  const done = spawnSync(process.execPath, [cliPath, ...args], { input, env: clean, cwd, maxBuffer: 1 << 28 })
  return { status: done.status, stdout: done.stdout.toString(), stderr: done.stderr.toString() }
}

// The peak memory of the command in MB, as Node reports it at exit.
export function peakMemory(args, options) {
  const report = 'process.on("exit",()=>console.error("peak",process.resourceUsage().maxRSS/1024))'
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(report)}` }
  return Number(mcpx(args, { ...options, env }).stderr.match(/peak ([\d.]+)/)[1])
}

// Send requests (strings or buffers, one per line) to both filters. Returns what each printed.
export function bothFilters(lines) {
  const newline = Buffer.from('\n')
  const input = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), newline]))
  const run = (command, args) => execFileSync(command, args, { input, maxBuffer: 1 << 28 })
  return { node: run(process.execPath, [cliPath, 'filter']), native: run(nativeFilterPath, []) }
}

export async function inTemporaryFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'mcpx-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
