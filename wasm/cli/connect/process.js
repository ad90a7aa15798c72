// process.js: starts a program with pipes, in a process group of its own, and ends the whole group.
import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

const IS_WINDOWS = process.platform === 'win32'
const POLL_MS = 25
// How long a program may take to end: after its standard input was closed, after SIGTERM, after SIGKILL.
const AFTER_CLOSE_MS = 1000
const AFTER_TERM_MS = 2000
const AFTER_KILL_MS = 1000

// There is no shell, and on Windows no search for npx.cmd, as in the clients.
export const startProgram = (command, args, { cwd, env }) =>
  spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    shell: false,
    detached: !IS_WINDOWS, // a group of its own
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'pipe']
  })

const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null

// Send a signal to the group of a program. Returns whether a process of it exists.
function signalGroup(child, signal) {
  try {
    return process.kill(-child.pid, signal)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

const isRunning = (child) => (IS_WINDOWS ? !hasEnded(child) : signalGroup(child, 0))

async function hasEndedWithin(child, ms) {
  const end = performance.now() + ms
  while (isRunning(child)) {
    if (performance.now() > end) return false
    await sleep(POLL_MS)
  }
  return true
}

// Windows has no signals: taskkill ends the program and what it started.
const killTree = (child) =>
  spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on(
    'error',
    () => child.kill()
  )

// For the last moment of this process.
export function killNow(child) {
  if (child.pid === undefined) return
  if (IS_WINDOWS) child.kill()
  else signalGroup(child, 'SIGKILL')
}

// End a program as clients do: close its standard input, then ask it to end, then end it.
export async function endProgram(child, { patient = true } = {}) {
  if (child.pid === undefined) return
  child.stdin.end()
  if (await hasEndedWithin(child, patient ? AFTER_CLOSE_MS : 0)) return
  if (IS_WINDOWS) killTree(child)
  else signalGroup(child, 'SIGTERM')
  if (await hasEndedWithin(child, AFTER_TERM_MS)) return
  killNow(child)
  await hasEndedWithin(child, AFTER_KILL_MS)
}
