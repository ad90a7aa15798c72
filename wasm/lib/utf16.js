// utf16.js: byte offsets into the UTF-8 form of a string -> offsets in UTF-16 units, which JavaScript counts in.

// A Map from each byte offset to its offset in UTF-16 units. One walk over the text, up to the last offset.
function unitsAt(text, offsets) {
  const units = new Map()
  let bytes = 0
  let at = 0
  for (const offset of offsets.sort((a, b) => a - b)) {
    while (bytes < offset && at < text.length) {
      const c = text.codePointAt(at)
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4
      at += c < 0x10000 ? 1 : 2
    }
    units.set(offset, at)
  }
  return units
}

// Change ranges { start, end } from bytes to UTF-16 units.
export function rangesToUtf16(text, ranges) {
  const units = unitsAt(
    text,
    ranges.flatMap(({ start, end }) => [start, end])
  )
  for (const range of ranges) {
    range.start = units.get(range.start)
    range.end = units.get(range.end)
  }
}

// Change findings { offset, length } from bytes to UTF-16 units.
export function findingsToUtf16(text, findings) {
  const ranges = findings.map(({ offset, length }) => ({ start: offset, end: offset + length }))
  rangesToUtf16(text, ranges)
  findings.forEach((finding, i) => {
    finding.offset = ranges[i].start
    finding.length = ranges[i].end - ranges[i].start
  })
}
