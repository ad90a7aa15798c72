// try_helpers.js: runs mcpx try while a server of the test may run in this process.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { cliPath, root } from '../helpers.js'

const STDIO_SERVER = `${root}tests/wasm/cli/stdio_server.js`

export const program = (...behavior) => ['--', process.execPath, STDIO_SERVER, ...behavior]

// { child, done }: the running command, and its { status, stdout, stderr } at the end.
export function startTry(args, { env = {}, cwd } = {}) {
  const clean = { ...process.env, ...env }
  for (const name of ['NO_COLOR', 'FORCE_COLOR', 'NODE_OPTIONS', 'CI']) if (!(name in env)) delete clean[name]
  const child = spawn(process.execPath, [cliPath, 'try', ...args], {
    env: clean,
    cwd,
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const done = new Promise((resolve) => child.on('close', (status) => resolve({ status, stdout, stderr })))
  return { child, done }
}

export const runTry = (args, options) => startTry(args, options).done

// The result as JSON, with the exit status.
export async function tryAsJson(args, options) {
  const { status, stdout, stderr } = await runTry(['-f', 'json', ...args], options)
  const [result] = JSON.parse(stdout).results
  return { status, stderr, ...result }
}

// A process that ended may wait for its parent as a zombie.
export function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

export async function waitForFile(file) {
  while (!existsSync(file) || !readFileSync(file, 'utf8')) await sleep(20)
  return readFileSync(file, 'utf8')
}
