// hash_names.js: puts a hash of its content into the name of each built file, and the new names into the files that
// name it, so that a browser never runs files of two releases.
import { createHash } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const HASH_LENGTH = 6

const hashOf = (content) => createHash('sha256').update(content).digest('hex').slice(0, HASH_LENGTH)
const isText = (file) => /\.(js|css|html|json)$/.test(file)

// The hash that esbuild puts into the names of chunks, and the suffix.
const ENDING = /(?:-[A-Z0-9]{8})?(\.\w+)$/

// A name between quotes, maybe after "./".
const reference = (files) =>
  new RegExp(
    `(["'\`](?:\\./)?)(${files.map((file) => file.replaceAll('.', '\\.')).join('|')})(?=["'\`])`,
    'g'
  )

// `hashed` files of `folder` get a hash in their names; `fixed` files only name them. A file must not name itself, also
// not through others. Returns a Map from each old name to the new one.
export function hashNames(folder, hashed, fixed) {
  const pattern = reference(hashed)
  const names = new Map()
  const visiting = new Set()

  // Renames what the file names first, because its own hash covers the new names.
  function rewrite(file) {
    const bytes = readFileSync(join(folder, file))
    if (!isText(file)) return bytes
    const text = bytes.toString().replace(pattern, (_, before, name) => before + rename(name))
    writeFileSync(join(folder, file), text)
    return text
  }

  function rename(file) {
    if (names.has(file)) return names.get(file)
    if (visiting.has(file)) throw new Error(`${file} names itself`)
    visiting.add(file)
    const hash = hashOf(rewrite(file))
    names.set(file, file.replace(ENDING, `-${hash}$1`))
    renameSync(join(folder, file), join(folder, names.get(file)))
    return names.get(file)
  }

  for (const file of fixed) rewrite(file)
  const unnamed = hashed.filter((file) => !names.has(file))
  if (unnamed.length) throw new Error(`No file names ${unnamed.join(', ')}`)
  return names
}
