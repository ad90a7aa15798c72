// encodings.js: the first two bytes of a file -> whether it is gzip, and its UTF-16 encoding; bytes -> text.

export const isGzip = ([first, second]) => first === 0x1f && second === 0x8b

// The name for TextDecoder, or undefined without a byte order mark of UTF-16. "program > file" writes UTF-16 in Windows
// PowerShell.
export function utf16Of([first, second]) {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
}

// Whether the bytes begin with the byte order mark of UTF-32, which begins as one of UTF-16 does.
export const isUtf32 = ([first, second, third, fourth]) =>
  first === 0xff && second === 0xfe && third === 0 && fourth === 0

// The text of bytes in UTF-8 or UTF-16, without a byte order mark.
export const textOf = (bytes) => new TextDecoder(utf16Of(bytes) ?? 'utf-8').decode(bytes)

// Of a text, at most this share of the bytes are control characters, and a few. Of random bytes it is a tenth, and of UTF-16
// and UTF-32 half or more.
const CONTROLS_MAX = 0.03
const FEW = 2
const isControl = (byte) => byte < 0x07 || (byte > 0x0d && byte < 0x1a) || (byte > 0x1b && byte < 0x20)

// Whether the first bytes of a file are those of no text in UTF-8. An older encoding is a text: what matters of it is mostly
// ASCII.
export const hasManyControls = (head) => head.filter(isControl).length > FEW + head.length * CONTROLS_MAX

// The same of a log or an error text, which has no U+0000 at all.
export const isBinary = (head) => head.includes(0) || hasManyControls(head)
