// baseline.js: the JSON of an earlier run of mcpx validate -> which findings were there already.
import { parsed } from '../../shared/json_text.js'
import { portablePath } from '../show/finding.js'
import { CommandError } from './errors.js'
import { readTextFile } from './input.js'

const keyOf = (file, { rule, pointer }) => `${portablePath(file)}\0${rule}\0${pointer}`

// It says that a payload is checked in part only, so it is said of each run.
const PARTLY = 'newer_schema'

// A function (file, findings) that returns the findings that are new. A finding is known as often as the baseline has
// its rule and pointer for the file.
export function baselineOf(path) {
  if (!path) return (_, findings) => findings
  const { results } = parsed(readTextFile(path)) ?? {}
  if (!Array.isArray(results))
    throw new CommandError('--baseline must be the output of mcpx validate --format json')
  const left = new Map()
  for (const { file, findings = [] } of results)
    for (const finding of findings) {
      const key = keyOf(file, finding)
      left.set(key, (left.get(key) ?? 0) + 1)
    }
  return (file, findings) =>
    findings.filter((finding) => {
      if (finding.rule === PARTLY) return true
      const key = keyOf(file, finding)
      const count = left.get(key) ?? 0
      left.set(key, count - 1)
      return count <= 0
    })
}
