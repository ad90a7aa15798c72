// payloads.js: names of files, folders and patterns -> the payloads in them, one after another.
import { readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import { isNdjsonName, PAYLOAD_COLUMN } from '../../shared/json_text.js'
import { concat } from '../../shared/lines.js'
import { isBlank, payloadsByLine } from '../../shared/ndjson.js'
import { beginsRows, csvPayloads, isCsvName, jsonRows, ofLine, wholeOf } from '../../shared/rows.js'
import { rowName } from '../show/finding.js'
import { escapeControls } from '../show/terminal.js'
import { detectPayloads, joinChunks } from './detect.js'
import { chunksOf, NO_TEXT, UnreadableInput, unreadable } from './input.js'
import { inPlainUtf8, inUtf8, onlyPayloads } from './unpack.js'

const PAYLOAD_FILE = /\.(json|ndjson|jsonl)(\.gz)?$/i
const DEPENDENCIES = 'node_modules'
// Arrays and exports are read as a whole, up to this size.
const WHOLE_MAX = 128 << 20
const HEAD = 4096
const LF = 0x0a

// ---- Names ----

// A function that tells whether a path is left out: one of the patterns matches its name or the whole path.
async function exclusion(patterns) {
  if (!patterns) return () => false
  const { default: picomatch } = await import('picomatch')
  const match = picomatch(patterns, { dot: true })
  return (path) => match(basename(path)) || match(relative('', path).split(sep).join('/'))
}

const isFolder = (entry, path) =>
  entry.isSymbolicLink() ? Boolean(foundAt(path)?.isDirectory()) : entry.isDirectory()

// `seen` has the real paths of the folders that were read: links may lead to them again, and around in a circle.
async function* filesBelow(folder, isExcluded, onUnreadable, seen = new Set()) {
  let entries = []
  try {
    const real = realpathSync(folder)
    if (seen.has(real)) return
    seen.add(real)
    entries = readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    onUnreadable(unreadable(folder, error))
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.') || entry.name === DEPENDENCIES || isExcluded(path)) continue
    if (isFolder(entry, path)) yield* filesBelow(path, isExcluded, onUnreadable, seen)
    else if (PAYLOAD_FILE.test(entry.name)) yield path
  }
}

async function filesLike(pattern, isExcluded) {
  const { glob } = await import('tinyglobby')
  const portable = process.platform === 'win32' ? pattern.replaceAll('\\', '/') : pattern
  const files = await glob(portable, { expandDirectories: false, ignore: `**/${DEPENDENCIES}/**` })
  return files.filter((file) => !isExcluded(file)).sort()
}

function foundAt(name) {
  try {
    return statSync(name)
  } catch {
    return null // reading it gives the reason
  }
}

async function kindOf(name) {
  if (name === '-') return 'file'
  const found = foundAt(name)
  if (found) return found.isDirectory() ? 'folder' : 'file'
  const { isDynamicPattern } = await import('tinyglobby')
  return isDynamicPattern(name) ? 'pattern' : 'file'
}

const EMPTY = {
  folder: 'the folder contains no .json, .ndjson or .jsonl file',
  pattern: 'no file matches this pattern'
}

// The files of a name. A name without files is an error, because checking nothing is not a success. Files that are
// outputs of this run are left out.
async function* filesOf(name, { isExcluded, isOutput = () => false }, onUnreadable) {
  const kind = await kindOf(name)
  if (kind === 'file') {
    if (!isExcluded(name)) yield name
    return
  }
  let isEmpty = true
  // A folder that cannot be read is not called empty as well.
  const onUnreadableFolder = (error) => {
    isEmpty = false
    onUnreadable(error)
  }
  const below = () => filesBelow(name, isExcluded, onUnreadableFolder)
  for await (const file of kind === 'folder' ? below() : await filesLike(name, isExcluded)) {
    if (isOutput(file)) continue
    isEmpty = false
    yield file
  }
  if (isEmpty) onUnreadable(new UnreadableInput(name, EMPTY[kind]))
}

// ---- Payloads ----

// The first bytes of an input, and all its chunks.
async function beginning(chunks) {
  const parts = []
  let size = 0
  while (size < HEAD) {
    const { done, value } = await chunks.next()
    if (done) break
    parts.push(value)
    size += value.length
  }
  const head = parts.length ? concat(parts) : new Uint8Array(0)
  return { head, all: joinChunks(head, chunks) }
}

async function whole(file, chunks) {
  const bytes = await wholeOf(chunks, WHOLE_MAX)
  if (bytes) return bytes
  const advice = "write one payload per line, for example with jq -c '.[]'"
  const what = 'an array, an export or several values one after the other'
  throw new UnreadableInput(file, `it is ${what}, of more than 128 MiB: ${advice}`)
}

async function* oneChunk(bytes) {
  if (bytes.length) yield bytes
}

async function* csv(file, chunks, options) {
  const payloads = csvPayloads(await whole(file, chunks), options)
  const column = escapeControls(options.field ?? PAYLOAD_COLUMN)
  if (!payloads) throw new UnreadableInput(file, `it has no column "${column}"; --field names the column`)
  yield* payloads
}

async function* lines(chunks, options) {
  for await (const payload of payloadsByLine(chunks)) yield ofLine(payload, options)
}

// An array or an export, or else what detectPayloads() finds.
async function* rows(file, chunks, options) {
  const bytes = await whole(file, chunks)
  yield* jsonRows(bytes, options) ?? detected(file, oneChunk(bytes), options)
}

async function* detected(file, chunks, options) {
  for await (const payload of detectPayloads(chunks, (all) => whole(file, all)))
    yield ofLine(payload, options)
}

async function* rawPayloads(file, chunks, options) {
  if (options.ndjson || isNdjsonName(file)) {
    yield* lines(chunks, options)
    return
  }
  const { head, all } = await beginning(chunks)
  const isJson = /^[\s\ufeff]*[[{]/.test(Buffer.from(head).toString())
  if (isCsvName(file) || (options.field && head.length > 0 && !isJson)) yield* csv(file, all, options)
  else if (beginsRows(head)) yield* rows(file, all, options)
  else yield* detected(file, all, options)
}

// Whether an input has no text at all, as a failed export does.
const isBlankText = (bytes) => isBlank(bytes.filter((byte) => byte !== LF))

// The same memory as a Buffer; nothing is copied.
const asBuffer = ({ buffer, byteOffset, length }) => Buffer.from(buffer, byteOffset, length)

async function* payloadsIn(file, progress, options, onUnreadable) {
  const raw = onlyPayloads(chunksOf(file, progress, 'the JSON'), new UnreadableInput(file, NO_TEXT))
  const chunks = options.anyEncoding ? inPlainUtf8(raw) : inUtf8(raw)
  for await (const { bytes, missing, ...place } of rawPayloads(file, chunks, options)) {
    if (options.skipBlank && isBlankText(bytes)) continue
    progress.countRow()
    if (missing) {
      const column = escapeControls(options.field ?? PAYLOAD_COLUMN)
      onUnreadable(new UnreadableInput(file, `${rowName(place)} has no "${column}"`))
    } else yield { file, ...place, bytes: asBuffer(bytes) }
  }
}

// A function that chooses an even share of what it is called for, the first always.
function sampler(rate = 1) {
  let sum = 1
  return () => {
    const isChosen = sum >= 1
    sum += isChosen ? rate - 1 : rate
    return isChosen
  }
}

// All payloads { file, line, bytes }; `line` is the first line of the payload in its file, from 1. Elements of an array
// and values one after the other also have the `column` that they begin after, rows of an export their number `row` and perhaps an `id`. Inputs that
// cannot be read are passed to `onUnreadable` as an UnreadableInput, and reading continues with the next one.
// Options: `ndjson`: each line is a payload, whatever the name of the file and the first line are; `field` and `id`: the
// columns of an export; `exclude`: patterns of files to leave out; `isOutput`; `sample`: a share of the payloads;
// `skipBlank`: an input of white space is no payload; `anyEncoding`: a byte order mark of UTF-8 is allowed, which is an error
// in a payload. UTF-16 with a byte order mark, as PowerShell writes it, is always read.
export async function* payloadsOf(names, progress, onUnreadable, options = {}) {
  const selection = { ...options, isExcluded: await exclusion(options.exclude) }
  const isChosen = sampler(options.sample)
  for (const name of names.length ? names : ['-']) {
    for await (const file of filesOf(name, selection, onUnreadable)) {
      try {
        for await (const payload of payloadsIn(file, progress, options, onUnreadable))
          if (isChosen()) yield payload
      } catch (error) {
        if (!(error instanceof UnreadableInput)) throw error
        onUnreadable(error)
      }
    }
  }
}
