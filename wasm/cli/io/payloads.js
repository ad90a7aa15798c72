// payloads.js: names of files, folders and patterns -> the payloads in them, one after another.
import { readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import { isNdjsonName, PAYLOAD_COLUMN } from '../../shared/json_text.js'
import { concat } from '../../shared/lines.js'
import { payloadsByLine } from '../../shared/ndjson.js'
import { beginsRows, csvPayloads, isCsvName, jsonRows, ofLine, wholeOf } from '../../shared/rows.js'
import { rowName } from '../show/finding.js'
import { escapeControls, shownName } from '../show/terminal.js'
import { detectPayloads, joinChunks } from './detect.js'
import { printError } from './errors.js'
import { chunksOf, isBlank, NO_TEXT, UnreadableInput, unreadable } from './input.js'
import { ownOutput } from './own_outputs.js'
import { inUtf8, markLength, onlyPayloads, withoutMark } from './unpack.js'

const PAYLOAD_FILE = /\.(json|ndjson|jsonl)(\.gz)?$/i
const DEPENDENCIES = 'node_modules'
// Arrays and exports are read as a whole, up to this size.
const WHOLE_MAX = 128 << 20
const HEAD = 4096

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
const ALL_EXCLUDED = 'all its files are left out by --exclude'

// The files of a name: itself, or those in a folder or of a pattern. A name without files is an error,
// because checking nothing is not a success. Files that are outputs of this run are left out.
async function* filesOf(name, { isExcluded, isOutput = () => false }, onUnreadable) {
  const kind = await kindOf(name)
  if (kind === 'file') {
    if (!isExcluded(name)) yield name
    return
  }
  let isEmpty = true
  let excluded = 0
  const isLeftOut = (path) => {
    const isLeft = isExcluded(path)
    if (isLeft) excluded += 1
    return isLeft
  }
  // A folder that cannot be read is not called empty as well.
  const onUnreadableFolder = (error) => {
    isEmpty = false
    onUnreadable(error)
  }
  const below = () => filesBelow(name, isLeftOut, onUnreadableFolder)
  for await (const file of kind === 'folder' ? below() : await filesLike(name, isLeftOut)) {
    if (isOutput(file)) continue
    isEmpty = false
    yield file
  }
  if (isEmpty) onUnreadable(new UnreadableInput(name, excluded ? ALL_EXCLUDED : EMPTY[kind]))
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
  const read = parts.length ? concat(parts) : new Uint8Array(0)
  return { head: read.subarray(0, HEAD), all: joinChunks(read, chunks) }
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

// An array or an export, or else what detectPayloads() finds. A byte order mark is no part of a payload in them.
async function* rows(file, chunks, options) {
  const bytes = await whole(file, chunks)
  yield* jsonRows(bytes.subarray(markLength(bytes)), options) ?? detected(file, oneChunk(bytes), options)
}

async function* detected(file, chunks, options) {
  for await (const payload of detectPayloads(chunks, (all) => whole(file, all)))
    yield ofLine(payload, options)
}

async function* rawPayloads(file, { head, all }, options) {
  const isJson = /^[\s\ufeff]*[[{]/.test(Buffer.from(head).toString())
  if (options.ndjson || isNdjsonName(file)) yield* lines(all, options)
  else if (isCsvName(file) || (options.field && head.length > 0 && !isJson)) yield* csv(file, all, options)
  else if (beginsRows(head.subarray(markLength(head)))) yield* rows(file, all, options)
  else yield* detected(file, all, options)
}

// The same memory as a Buffer; nothing is copied.
const asBuffer = ({ buffer, byteOffset, length }) => Buffer.from(buffer, byteOffset, length)

// Says once of a file that a row has no value in the column of --id.
function idChecker(file, { id: column }) {
  let isSaid = !column
  return ({ row, id }) => {
    if (isSaid || row === undefined || id !== undefined) return
    isSaid = true
    printError(`${shownName(file)}, row ${row}: no id in the column "${column}" that --id names`)
  }
}

async function* payloadsIn(file, progress, options, onUnreadable) {
  const raw = onlyPayloads(chunksOf(file, progress, 'the JSON'), new UnreadableInput(file, NO_TEXT))
  const marked = inUtf8(raw, { keepsMark: true })
  const chunks = options.anyEncoding ? withoutMark(marked) : marked
  const text = await beginning(chunks)
  const reason = options.acceptsOutputs ? undefined : ownOutput(text.head)
  if (reason) {
    await chunks.return()
    throw new UnreadableInput(file, reason)
  }
  const checkId = idChecker(file, options)
  for await (const { bytes, missing, ...place } of rawPayloads(file, text, options)) {
    if (options.skipBlank && isBlank(bytes.subarray(markLength(bytes)))) continue
    checkId(place)
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
// `skipBlank`: an input of white space is no payload; `anyEncoding`: a byte order mark is allowed, which is an error in a
// payload; `acceptsOutputs`: outputs of this command are read, such as reports. UTF-16 with a byte order mark, as PowerShell
// writes it, is always read: the mark becomes that of UTF-8.
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
