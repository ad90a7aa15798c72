// decode.js: bytes -> text, and where byte offsets are in that text.

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

export const decodeRange = (bytes, start, end) => decoder.decode(bytes.subarray(start, end))

// { text, units }: the text of the bytes, and a Map from each of the byte offsets to its offset in UTF-16 units.
// `show(bytes, start, end)` gives the text of a range. It works for invalid UTF-8 as well.
export function decodeWithOffsets(bytes, offsets, show = decodeRange) {
  const cuts = [...new Set([0, bytes.length, ...offsets])].sort((a, b) => a - b)
  const units = new Map([[0, 0]])
  let text = ''
  for (let i = 1; i < cuts.length; i++) {
    text += show(bytes, cuts[i - 1], cuts[i])
    units.set(cuts[i], text.length)
  }
  return { text, units }
}
