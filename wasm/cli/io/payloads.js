// payloads.js: names of files, folders and patterns -> the payloads in them, one after another.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import { rows, sniffed } from '../../shared/rows.js'
import { chunksOf, UnreadableInput, unreadable } from './input.js'

const PAYLOAD_FILE = /\.(json|ndjson|jsonl)(\.gz)?$/i
const LINES_FILE = /\.(ndjson|jsonl)(\.gz)?$/i

// ---- Names ----

async function* filesBelow(folder, refuse) {
  let entries = []
  try {
    entries = await readdir(folder, { withFileTypes: true })
  } catch (error) {
    refuse(unreadable(folder, error))
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(path, refuse)
    else if (PAYLOAD_FILE.test(entry.name)) yield path
  }
}

async function filesLike(pattern) {
  const portable = process.platform === 'win32' ? pattern.replaceAll('\\', '/') : pattern
  return (await glob(portable, { expandDirectories: false })).sort()
}

const kindOf = async (name) => {
  if (name === '-') return 'file'
  const found = await stat(name).catch(() => null)
  if (found) return found.isDirectory() ? 'folder' : 'file'
  return isDynamicPattern(name) ? 'pattern' : 'file'
}

// The files that a name stands for. One that stands for none is refused: to check nothing is no success.
async function* filesOf(name, refuse) {
  const kind = await kindOf(name)
  if (kind === 'file') {
    yield name
    return
  }
  let none = true
  for await (const file of kind === 'folder' ? filesBelow(name, refuse) : await filesLike(name)) {
    none = false
    yield file
  }
  if (!none) return
  const reason =
    kind === 'folder' ? 'it holds no .json, .ndjson or .jsonl file' : 'no file is named like that'
  refuse(new UnreadableInput(name, reason))
}

// ---- Payloads ----

// The command looks at the bytes by Node's own means; nothing is copied.
const asBuffer = ({ buffer, byteOffset, length }) => Buffer.from(buffer, byteOffset, length)

async function* payloadsIn(file, progress) {
  const chunks = chunksOf(file, progress, 'the JSON')
  for await (const { line, bytes } of LINES_FILE.test(file) ? rows(chunks) : sniffed(chunks)) {
    progress.row()
    yield { file, line, bytes: asBuffer(bytes) }
  }
}

// All payloads {file, line, bytes}; `line` is where it begins in its file, from 1. What cannot be read is
// given to `refuse` as an UnreadableInput, and the rest goes on.
export async function* payloadsOf(names, progress, refuse) {
  for (const name of names.length ? names : ['-']) {
    for await (const file of filesOf(name, refuse)) {
      try {
        yield* payloadsIn(file, progress)
      } catch (error) {
        if (!(error instanceof UnreadableInput)) throw error
        refuse(error)
      }
    }
  }
}
