// spawn_failure.js: why a program could not be started, or ended at once. The system says ENOENT of a missing program, and
// also of one that is there but names an interpreter or a loader that is not: the file tells which. A shell runs what the
// system does not know as a program, and its errors say nothing about the file.
import { existsSync } from 'node:fs'
import { Failure } from './failure.js'
import { programFile } from './program_file.js'

const EXEC_ERRNOS = ['ENOENT', 'EACCES', 'ENOEXEC']

// The sentence of a shell about what is missing, or null.
function missingPart(command, file) {
  const { interpreter, loader } = file ?? {}
  const needed = interpreter ?? loader
  if (!needed || existsSync(needed)) return null
  const what = interpreter ? 'bad interpreter' : 'error while loading'
  return `${command}: ${what}: ${needed.replace('\r', '^M')}: no such file or directory`
}

// The failure of `spawn`. `place` is { cwd, env }.
export function spawnFailure({ command, place }, error) {
  const exec_errno = EXEC_ERRNOS.includes(error.code) ? error.code : 'OTHER'
  const file = programFile(command, place)
  if (file?.isFolder) return new Failure(`${error.message}: it is a folder`, {}, [], 'folder')
  // With the right to execute it, it would fail as well.
  if (file?.other && error.code === 'EACCES')
    return new Failure(error.message, { exec_errno }, [], 'other_computer')
  const words = error.code === 'ENOENT' ? missingPart(command, file) : null
  // With the name of the program, it would be looked for: it is there.
  if (words) return new Failure(words, { exec_errno })
  return new Failure(error.message, { exec_errno, exec_name: command })
}

// ---- Files that a shell ran ----

// How a shell ends that cannot read a file: a syntax error, no program of that name, or no right to run it.
const SHELL_CODES = [2, 126, 127]

const SHELL_WORDS = /not found|syntax error|unexpected|cannot execute|exec format|permission denied/i

// Names of scripts that no shell can read.
const INTERPRETED = /\.(?:[cm]?[jt]s|py|rb|php|pl)$/i

const EMPTY = 'Server process exited before responding to initialize: its file is empty'

// The failure of a program that ended before it answered, if its file shows why, or null. `code` is its exit code, `log` what
// was printed on standard error. A computer may run programs for another one, as WSL does: then no shell complains.
export function fileFailure({ command, place }, { code }, log) {
  if (code !== 0 && !(SHELL_CODES.includes(code) && SHELL_WORDS.test(log))) return null
  const { isEmpty, isScript, other } = programFile(command, place) ?? {}
  const noProgram = (words, finding) =>
    new Failure(`${command}: Exec format error: ${words}`, { exec_errno: 'ENOEXEC' }, [], finding)
  if (code === 0) return isEmpty ? new Failure(EMPTY, {}, [], 'empty_program') : null
  if (other) return noProgram(`built for ${other}`, 'other_computer')
  if (!isScript || !INTERPRETED.test(command)) return null
  return noProgram('no interpreter in line 1', 'no_interpreter')
}
