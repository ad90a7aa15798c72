// try_files.test.js: mcpx try with files that cannot be started: what they lack, or what they are instead of a program.
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { programFile } from '../../../wasm/cli/connect/program_file.js'
import { fileFailure } from '../../../wasm/cli/connect/spawn_failure.js'
import { withFiles } from '../fleet.js'
import { runTry, tryAsJson } from './try_helpers.js'

const LOADER = '/lib/ld-musl-none.so.1'
const [AARCH64, X86_64] = [183, 62]
const OWN = process.arch === 'arm64' ? AARCH64 : X86_64
const OTHER = process.arch === 'arm64' ? X86_64 : AARCH64

// A program for 64 bits that consists of its headers and the name of its loader.
function program64(machine) {
  const file = Buffer.alloc(120 + LOADER.length + 1)
  file.write('\u007fELF\u0002\u0001\u0001', 'latin1')
  file.writeUInt16LE(2, 16) // ET_EXEC
  file.writeUInt16LE(machine, 18)
  file.writeUInt32LE(1, 20)
  file.writeUInt8(64, 32) // the program headers begin here
  file.writeUInt16LE(64, 52)
  file.writeUInt16LE(56, 54)
  file.writeUInt16LE(1, 56)
  file.writeUInt32LE(3, 64) // PT_INTERP
  file.writeUInt8(120, 72) // its offset
  file.writeUInt8(LOADER.length + 1, 96)
  file.write(LOADER, 120)
  return file
}

describe('a program that exists, but not what it needs to start', () => {
  test.each([
    ['an interpreter', '#!/no/such/interpreter\n', 'interpreter_missing', '/no/such/interpreter'],
    ['an interpreter with an argument', '#! /no/such/env node\n', 'interpreter_missing', '/no/such/env:'],
    ['an interpreter of a script in CRLF', '#!/bin/sh\r\necho\r\n', 'script_line_endings', '/bin/sh^M'],
    ...(process.platform === 'linux' ? [['a loader', program64(OWN), 'musl_or_glibc_build', LOADER]] : [])
  ])('%s', async (_, content, cause, words) => {
    await withFiles({ started: content }, async (cwd) => {
      chmodSync(join(cwd, 'started'), 0o755)
      const ways = [
        ['--', './started'],
        ['--', join(cwd, 'started')],
        ['--cwd', cwd, '--', './started'],
        ['--env', `PATH=/none:${cwd}`, '--', 'started']
      ]
      for (const args of ways) {
        const result = await tryAsJson(['--paths', ...args], { cwd: args[0] === '--cwd' ? '/' : cwd })
        expect([result.code, result.cause.id]).toEqual(['MCPX_STDIO_SPAWN_ENOENT', cause])
        expect(result.text).toContain(words)
        expect(result.also_possible).not.toContainEqual(
          expect.objectContaining({ id: 'program_path_missing' })
        )
      }
    })
  })

  test('near misses: no file, a folder, and a path that is relative', async () => {
    await withFiles({}, async (cwd) => {
      const causeOf = async (command) => (await tryAsJson(['--', command], { cwd })).cause.id
      expect(await causeOf('./absent')).toBe('relative_program')
      expect(await causeOf(join(cwd, 'absent'))).toBe('program_path_missing')
    })
  })
})

// Call `work(path, cwd)` with the path of an executable file.
const withProgram = (name, content, work) =>
  withFiles({ [name]: content }, (cwd) => {
    chmodSync(join(cwd, name), 0o755)
    return work(`./${name}`, cwd)
  })

const WINDOWS = Buffer.from('MZ\u0090\0\u0003\0\0\0', 'latin1')
const MACOS = Buffer.from('cffaedfe0c000001000000000200000010000000', 'hex')

describe('a file that is no program of this computer', () => {
  test.each([
    ['for another processor', 'server', program64(OTHER), 'other_computer'],
    ['for Windows', 'server.exe', WINDOWS, 'other_computer'],
    ...(process.platform === 'linux' ? [['for macOS', 'server', MACOS, 'other_computer']] : []),
    ['a script without an interpreter', 'server.js', 'import fs from "fs";\nfs.x(1)\n', 'no_interpreter'],
    ['a script of Python', 'server.py', 'import os\nprint((1)\n', 'no_interpreter'],
    ['a script after a byte order mark', 'server.mjs', '\ufeff#!/usr/bin/env node\nf(1)\n', 'no_interpreter']
  ])('%s', async (_, name, content, kind) => {
    await withProgram(name, content, async (path, cwd) => {
      const result = await tryAsJson(['--', path], { cwd })
      expect([result.status, result.code, result.finding.kind]).toEqual([
        1,
        'MCPX_STDIO_SPAWN_EXEC_FORMAT',
        kind
      ])
      // What the shell printed about the bytes of the file is left out.
      expect(result.text).toMatch(/^\.\/[\w.]+: Exec format error: [ -~]+\n$/)
    })
  })

  test('a program for another processor without the right to execute it', async () => {
    await withFiles({ server: program64(OTHER) }, async (cwd) => {
      chmodSync(join(cwd, 'server'), 0o644)
      const { code, finding } = await tryAsJson(['--', './server'], { cwd })
      expect([code, finding.kind]).toEqual(['MCPX_STDIO_SPAWN_EACCES', 'other_computer'])
    })
  })

  test('an empty file', async () => {
    await withProgram('server', '', async (path, cwd) => {
      const { code, finding } = await tryAsJson(['--', path], { cwd })
      expect([code, finding.kind]).toEqual(['MCPX_STDIO_EXIT_BEFORE_INITIALIZE', 'empty_program'])
    })
  })

  test('a folder', async () => {
    await withFiles({}, async (cwd) => {
      mkdirSync(join(cwd, 'server'))
      for (const path of ['./server', join(cwd, 'server')]) {
        const { stdout } = await runTry(['--', path], { cwd })
        expect(stdout).toMatch(/^error Command is a folder {2}MCPX_STDIO_SPAWN_EACCES\n/)
        expect(stdout).not.toMatch(/chmod|right to execute/)
      }
    })
  })

  test('near misses: a script of the shell, and a program that ends with the status of a shell', async () => {
    const files = ['exit 2\n', '#!/bin/sh\nexit 127\n', 'echo MZ >&2; exit 126\n']
    for (const content of files)
      await withProgram('server', content, async (path, cwd) => {
        expect((await tryAsJson(['--', path], { cwd })).finding).toBeUndefined()
      })
    const { finding } = await tryAsJson(['--', process.execPath, '-e', 'process.exit(2)'])
    expect(finding).toBeUndefined()
  })

  test('a program for Windows that this computer runs', async () => {
    await withProgram('server.exe', WINDOWS, (path, cwd) => {
      const program = { command: path, place: { cwd } }
      expect(fileFailure(program, { code: 2 }, "can't open file 'missing.py'\n")).toBeNull()
      expect(fileFailure(program, { code: 2 }, `${path}: 1: Syntax error\n`).finding).toBe('other_computer')
    })
  })
})

describe('which programs a computer runs', () => {
  const otherOf = (content, computer) =>
    withProgram('server', content, (path, cwd) => programFile(path, { cwd }, computer)?.other)
  const [linux, arm] = ['x64', 'arm64'].map((arch) => ({ platform: 'linux', arch }))
  const mac = { platform: 'darwin', arch: 'arm64' }
  test.each([
    ['its own', program64(X86_64), linux, undefined],
    ['of 32 bits', program64(3), linux, undefined],
    ['of another processor', program64(AARCH64), linux, 'aarch64'],
    ['of a rare processor', program64(22), arm, 'another processor'],
    ['on a processor without a name here', program64(22), { platform: 'linux', arch: 's390x' }, undefined],
    ['of Linux on macOS', program64(AARCH64), mac, 'Linux'],
    ['of macOS on macOS', MACOS, mac, undefined],
    ['of Windows on macOS', WINDOWS, mac, 'Windows'],
    ['a text that begins as a program of Windows does', 'MZ=1', linux, undefined],
    ['a program that is cut off', program64(AARCH64).subarray(0, 18), linux, undefined]
  ])('%s', async (_, content, computer, other) => {
    expect(await otherOf(content, computer)).toBe(other)
  })

  test('on Windows, no file is looked at', async () => {
    const windows = { platform: 'win32', arch: 'x64' }
    await withProgram('server', '', (path, cwd) => {
      expect(programFile(path, { cwd }, windows)).toBeNull()
    })
  })
})
