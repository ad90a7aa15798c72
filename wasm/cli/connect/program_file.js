// program_file.js: the file that a command means -> what it is and what it needs. Not on Windows.
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

const HEAD = 4096 // bytes: the first line of a script; the headers of a program and the name of its loader

const found = (path) => statSync(path, { throwIfNoEntry: false })

// The path that a command means, or undefined. A path may be that of a folder.
function pathOf(command, { cwd = '.', env = {} }) {
  if (command.includes('/')) return [resolve(cwd, command)].find(found)
  const folders = (env.PATH ?? process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => resolve(cwd, join(folder, command))).find((path) => found(path)?.isFile())
}

function headOf(file) {
  const bytes = Buffer.alloc(HEAD)
  const fd = openSync(file, 'r')
  try {
    return bytes.subarray(0, readSync(fd, bytes))
  } finally {
    closeSync(fd)
  }
}

// ---- Programs for other computers ----

// By their numbers in an ELF program.
const MACHINES = { 3: 'x86 (32 bits)', 40: 'ARM (32 bits)', 62: 'x86_64', 183: 'aarch64', 243: 'riscv64' }
// Those of each processor, by its name in Node.js. One of 64 bits runs programs of 32 bits as well.
const OWN = { ia32: [3], arm: [40], x64: [62, 3], arm64: [183, 40], riscv64: [243] }
const MACH_O = ['cffaedfe', 'cefaedfe']

function elfMachine(head) {
  const isLittle = head[5] === 1
  return isLittle ? head.readUInt16LE(18) : head.readUInt16BE(18)
}

// For which other computer a program is built, or undefined.
function builtForOther(head, { platform, arch }) {
  const begin = head.toString('latin1', 0, 4)
  if (begin.startsWith('MZ') && head.includes(0)) return 'Windows'
  if (MACH_O.includes(head.toString('hex', 0, 4))) return platform === 'darwin' ? undefined : 'macOS'
  if (begin !== '\u007fELF' || head.length < 20) return undefined
  if (platform === 'darwin') return 'Linux'
  const machine = elfMachine(head)
  const isOwn = OWN[arch]?.includes(machine) ?? true
  return isOwn ? undefined : (MACHINES[machine] ?? 'another processor')
}

// ---- The file ----

// What a program needs to be started: { interpreter } or { loader }. A carriage return is a part of the name.
function neededBy(head) {
  const text = head.toString('latin1')
  const [, interpreter] = /^#![ \t]*([^ \t\n]+)/.exec(text) ?? []
  if (interpreter) return { interpreter }
  const [loader] = (text.startsWith('\u007fELF') && /\/[\w./+-]*\/ld[\w.+-]*/.exec(text)) || []
  return { loader }
}

// { isFolder, isEmpty, isScript, interpreter, loader, other }, or null if there is no such file or it cannot be read.
// `isScript`: a text without an interpreter; `other`: for which other computer the program is built.
export function programFile(command, place, computer = process) {
  if (computer.platform === 'win32') return null
  try {
    const path = pathOf(command, place)
    if (!path) return null
    if (found(path).isDirectory()) return { isFolder: true }
    const head = headOf(path)
    const needed = neededBy(head)
    const isScript = head.length > 0 && !needed.interpreter && !head.includes(0)
    return { isEmpty: head.length === 0, isScript, ...needed, other: builtForOther(head, computer) }
  } catch {
    return null
  }
}
