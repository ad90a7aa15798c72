// fingerprints.js: names for findings that stay the same when the lines above them change.
import { createHash } from 'node:crypto'

// A function (uri, finding) -> a hash of the rule, the pointer (which holds no text of the payload) and the number among
// equal findings of the file.
export function fingerprints() {
  const seen = new Map()
  return (uri, { rule, pointer }) => {
    const hash = createHash('sha256').update(`${uri}\0${rule}\0${pointer}`).digest('hex').slice(0, 16)
    seen.set(hash, (seen.get(hash) ?? 0) + 1)
    return `${hash}:${seen.get(hash)}`
  }
}
