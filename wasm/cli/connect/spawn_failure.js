// spawn_failure.js: why a program could not be started. The system says ENOENT of a missing program, and also of one that
// is there but names an interpreter or a loader that is not: the file tells which.
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { Failure } from './failure.js'

const EXEC_ERRNOS = ['ENOENT', 'EACCES', 'ENOEXEC']
const HEAD = 4096 // bytes: the first line of a script; the headers of a program and the name of its loader

const isFile = (path) => statSync(path, { throwIfNoEntry: false })?.isFile()

// The file that a command means, or undefined.
function fileOf(command, { cwd = '.', env = {} }) {
  if (command.includes('/')) return [resolve(cwd, command)].find(isFile)
  const folders = (env.PATH ?? process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => resolve(cwd, join(folder, command))).find(isFile)
}

function headOf(file) {
  const bytes = Buffer.alloc(HEAD)
  const fd = openSync(file, 'r')
  try {
    return bytes.toString('latin1', 0, readSync(fd, bytes))
  } finally {
    closeSync(fd)
  }
}

// What the file needs to be started: { interpreter } or { loader }. A carriage return is a part of the name.
function neededBy(head) {
  const [, interpreter] = /^#![ \t]*([^ \t\n]+)/.exec(head) ?? []
  if (interpreter) return { interpreter }
  const [loader] = (head.startsWith('\u007fELF') && /\/[\w./+-]*\/ld[\w.+-]*/.exec(head)) || []
  return { loader }
}

// The sentence of a shell about what is missing, or null.
function missingPart(command, place) {
  const file = process.platform !== 'win32' && fileOf(command, place)
  if (!file) return null
  const { interpreter, loader } = neededBy(headOf(file))
  const needed = interpreter ?? loader
  if (!needed || existsSync(needed)) return null
  const what = interpreter ? 'bad interpreter' : 'error while loading'
  return `${command}: ${what}: ${needed.replace('\r', '^M')}: no such file or directory`
}

function safely(work) {
  try {
    return work()
  } catch {
    return null // the file cannot be read
  }
}

// The failure of `spawn`; `place` is { cwd, env } of the program.
export function spawnFailure(command, error, place) {
  const exec_errno = EXEC_ERRNOS.includes(error.code) ? error.code : 'OTHER'
  const words = error.code === 'ENOENT' ? safely(() => missingPart(command, place)) : null
  // With the name of the program, it would be looked for: it is there.
  if (words) return new Failure(words, { exec_errno })
  return new Failure(error.message, { exec_errno, exec_name: command })
}
