// payloads.js: names of files, folders and patterns -> the payloads in them, one after another.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import { isNdjsonName } from '../../shared/json_text.js'
import { detectPayloads, payloadsByLine } from '../../shared/ndjson.js'
import { chunksOf, UnreadableInput, unreadable } from './input.js'

const PAYLOAD_FILE = /\.(json|ndjson|jsonl)(\.gz)?$/i

// ---- Names ----

async function* filesBelow(folder, onUnreadable) {
  let entries = []
  try {
    entries = await readdir(folder, { withFileTypes: true })
  } catch (error) {
    onUnreadable(unreadable(folder, error))
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(path, onUnreadable)
    else if (PAYLOAD_FILE.test(entry.name)) yield path
  }
}

async function filesLike(pattern) {
  const portable = process.platform === 'win32' ? pattern.replaceAll('\\', '/') : pattern
  return (await glob(portable, { expandDirectories: false })).sort()
}

async function kindOf(name) {
  if (name === '-') return 'file'
  const found = await stat(name).catch(() => null)
  if (found) return found.isDirectory() ? 'folder' : 'file'
  return isDynamicPattern(name) ? 'pattern' : 'file'
}

const EMPTY = {
  folder: 'the folder contains no .json, .ndjson or .jsonl file',
  pattern: 'no file matches this pattern'
}

// The files of a name. A name without files is an error, because checking nothing is not a success.
async function* filesOf(name, onUnreadable) {
  const kind = await kindOf(name)
  if (kind === 'file') {
    yield name
    return
  }
  let isEmpty = true
  for await (const file of kind === 'folder' ? filesBelow(name, onUnreadable) : await filesLike(name)) {
    isEmpty = false
    yield file
  }
  if (isEmpty) onUnreadable(new UnreadableInput(name, EMPTY[kind]))
}

// ---- Payloads ----

// The same memory as a Buffer; nothing is copied.
const asBuffer = ({ buffer, byteOffset, length }) => Buffer.from(buffer, byteOffset, length)

async function* payloadsIn(file, progress, isNdjson) {
  const chunks = chunksOf(file, progress, 'the JSON')
  const payloads = isNdjson || isNdjsonName(file) ? payloadsByLine(chunks) : detectPayloads(chunks)
  for await (const { line, bytes } of payloads) {
    progress.countRow()
    yield { file, line, bytes: asBuffer(bytes) }
  }
}

// All payloads { file, line, bytes }; `line` is the first line of the payload in its file, from 1. Inputs that cannot
// be read are passed to `onUnreadable` as an UnreadableInput, and reading continues with the next one. With `isNdjson`,
// each line is a payload, whatever the name of the file and the first line are.
export async function* payloadsOf(names, progress, onUnreadable, isNdjson = false) {
  for (const name of names.length ? names : ['-']) {
    for await (const file of filesOf(name, onUnreadable)) {
      try {
        yield* payloadsIn(file, progress, isNdjson)
      } catch (error) {
        if (!(error instanceof UnreadableInput)) throw error
        onUnreadable(error)
      }
    }
  }
}
