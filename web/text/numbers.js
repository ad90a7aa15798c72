// text/numbers.js: numbers as people read them.

const UNITS = ['bytes', 'KB', 'MB', 'GB']

export const count = (number) => number.toLocaleString('en')
export const counted = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`

// A number of bytes with its unit: "4.8 MB".
export function sizeText(bytes) {
  const unit = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), UNITS.length - 1)
  return `${unit ? (bytes / 1024 ** unit).toFixed(1) : bytes} ${UNITS[unit]}`
}
