// encodings.js: the first two bytes of a file -> whether it is gzip, and its UTF-16 encoding; bytes -> text.

export const isGzip = ([first, second]) => first === 0x1f && second === 0x8b

// The name for TextDecoder, or undefined without a byte order mark of UTF-16. "program > file" writes UTF-16 in Windows
// PowerShell.
export function utf16Of([first, second]) {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
}

// The text of bytes in UTF-8 or UTF-16, without a byte order mark.
export const textOf = (bytes) => new TextDecoder(utf16Of(bytes) ?? 'utf-8').decode(bytes)
