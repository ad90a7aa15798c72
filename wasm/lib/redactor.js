// redactor.js: a text of any length -> the text with its personal data and secrets replaced, and their ranges.
import { coding } from './coding.js'
import { rangesToUtf16 } from './utf16.js'
import { textOf } from './values.js'

// The module redacts redact_max() bytes per call. A longer text is redacted in windows that overlap, so that data at
// the seam of two windows is seen whole: a window begins CONTEXT bytes before the seam and ends LOOKAHEAD bytes after
// the next one.
const CONTEXT = 4096
const LOOKAHEAD = 8192

const LF = 0x0a

const isContinuation = (byte) => (byte & 0xc0) === 0x80

// The start of the character at an index.
function characterStart(bytes, at) {
  let start = at
  while (start > at - 3 && start > 0 && isContinuation(bytes[start])) start -= 1
  return start
}

// Where the next window takes over: after a line, if there is one, and not within a range.
function seamBefore(bytes, end, done, ranges) {
  const limit = end - LOOKAHEAD
  const lineEnd = bytes.lastIndexOf(LF, limit - 1) + 1
  const seam = lineEnd > done ? lineEnd : characterStart(bytes, limit)
  return ranges.find((range) => range.start < seam && range.end > seam)?.end ?? seam
}

// The ranges { start, end, kind } of all windows. `search(bytes)` gives the ranges within a window; `onProgress(done)` is
// told how many bytes are done.
function rangesIn(bytes, max, search, onProgress) {
  const found = []
  for (let done = 0; done < bytes.length; ) {
    const start = characterStart(bytes, Math.max(done - CONTEXT, 0))
    const end = characterStart(bytes, Math.min(start + max, bytes.length))
    const ranges = search(bytes.subarray(start, end)).map((range) => ({
      start: range.start + start,
      end: range.end + start,
      kind: range.kind
    }))
    const seam = end < bytes.length ? seamBefore(bytes, end, done, ranges) : end
    for (const range of ranges)
      if (range.end > done && range.start < seam) found.push({ ...range, start: Math.max(range.start, done) })
    done = seam
    onProgress?.(done)
  }
  return found
}

// The text with "[kind]" in place of each range. `slice(start, end)` gives a part of the text.
function replaceRanges(ranges, length, slice) {
  let text = ''
  let at = 0
  for (const { start, end, kind } of ranges) {
    text += `${slice(at, start)}[${kind}]`
    at = end
  }
  return text + slice(at, length)
}

// `setOptions(options)` passes the options to the module.
export const redactor = (instance, setOptions) => ({
  redact(text, options) {
    const source = textOf(text)
    setOptions(options)
    const isString = typeof source === 'string'
    const bytes = isString ? coding().encode(source) : source
    const search = (part) => instance.outputJson(instance.exports.redact(instance.write(part).written)).ranges
    const ranges = rangesIn(bytes, instance.exports.redact_max(), search, options?.onProgress)
    if (isString) rangesToUtf16(source, ranges)
    const slice = isString
      ? (start, end) => source.slice(start, end)
      : (start, end) => coding().decode(bytes.subarray(start, end))
    return { text: replaceRanges(ranges, source.length, slice), ranges }
  }
})
