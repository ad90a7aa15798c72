// dev.test.js: ./dev, with a cmake that only writes down what it is asked to do.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'

const ROOT = new URL('../..', import.meta.url).pathname

// All functions, without the last part, which runs a word.
const [FUNCTIONS] = readFileSync(join(ROOT, 'dev'), 'utf8').split('\nword=')

let folder

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mcpx-dev-'))
  writeFileSync(join(folder, 'CMakePresets.json'), '{}')
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin/cmake'), '#!/bin/sh\necho "$@" >>asked\n', { mode: 0o755 })
})

afterEach(() => rmSync(folder, { recursive: true }))

// Runs `build dev` where build/dev was configured in `home`.
function build(home) {
  mkdirSync(join(folder, 'build/dev'), { recursive: true })
  writeFileSync(join(folder, 'build/dev/CMakeCache.txt'), `CMAKE_HOME_DIRECTORY:INTERNAL=${home}\n`)
  writeFileSync(join(folder, 'build/dev/build.ninja'), '')
  writeFileSync(join(folder, 'dev'), `${FUNCTIONS}\nbuild dev\n`)
  const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}` }
  const { status, stderr } = spawnSync('sh', [join(folder, 'dev')], { env, encoding: 'utf8' })
  return { status, stderr, asked: readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n') }
}

describe('a build folder', () => {
  test('of this checkout is used', () => {
    const { status, stderr, asked } = build(folder)
    expect({ status, stderr, asked }).toEqual({ status: 0, stderr: '', asked: ['--build --preset dev'] })
    expect(existsSync(join(folder, 'build/dev/build.ninja'))).toBe(true)
  })

  // The folder of the other checkout may still be there.
  test.each([
    ['moved', '/nowhere/mcpx'],
    ['copied', ROOT]
  ])('of a checkout that was %s is made anew, and dev says so', (_, home) => {
    const { status, stderr, asked } = build(home)
    expect(status).toBe(0)
    expect(stderr).toContain('build/dev belongs to another folder')
    expect(stderr).toMatch(/building dev, which takes some minutes/)
    expect(asked).toEqual(['--preset dev', '--build --preset dev'])
    expect(existsSync(join(folder, 'build/dev/build.ninja'))).toBe(false)
  })
})
